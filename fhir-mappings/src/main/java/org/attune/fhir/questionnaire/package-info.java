/** Filled questionnaires, scored. */
@NullMarked
package org.attune.fhir.questionnaire;

import org.jspecify.annotations.NullMarked;
