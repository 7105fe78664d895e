/** The line to the hospital's FHIR server: pages, limits, waiting, errors in one sentence. */
@NullMarked
package org.attune.fhir.client;

import org.jspecify.annotations.NullMarked;
