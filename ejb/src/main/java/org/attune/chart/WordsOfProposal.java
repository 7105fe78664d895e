package org.attune.chart;

import java.util.Optional;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.findings.FindingKey;

/** Reads what a goal of ours says in the record, as it is now. Implemented on the FHIR side. */
public interface WordsOfProposal {

  /**
   * The words of the goal that was put forward with a signal of the client whose chart somebody has
   * open; the account of it names them. Empty where the record has none, has several that differ,
   * or where a person took it in hand.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  Optional<String> of(Viewer viewer, FindingKey key) throws EhrUnavailable;
}
