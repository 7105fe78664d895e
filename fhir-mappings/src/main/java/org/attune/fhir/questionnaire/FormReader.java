package org.attune.fhir.questionnaire;

import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;

/** Reads one kind of form. */
interface FormReader {

  /** What it tells, or why nothing. */
  Reading<ChartFact> read(Filling filling);
}
