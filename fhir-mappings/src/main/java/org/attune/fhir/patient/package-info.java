/** The little of a patient record that the rules need. */
@NullMarked
package org.attune.fhir.patient;

import org.jspecify.annotations.NullMarked;
