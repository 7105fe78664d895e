/** What people tried because of a signal, as the chart documents it. */
@NullMarked
package org.attune.fhir.responses;

import org.jspecify.annotations.NullMarked;
