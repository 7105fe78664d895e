/** The port to read from, kept on FHIR: one resource in, facts or a gap out. */
@NullMarked
package org.attune.fhir.chart;

import org.jspecify.annotations.NullMarked;
