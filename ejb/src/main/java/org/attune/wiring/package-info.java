/** The one entrance for the adapters of the FHIR side; nobody depends on it. */
@NullMarked
package org.attune.wiring;

import org.jspecify.annotations.NullMarked;
