/** Appointments, encounters and episodes of care, read into the words of the clinic. */
@NullMarked
package org.attune.fhir.attendance;

import org.jspecify.annotations.NullMarked;
