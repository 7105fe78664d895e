package org.attune.fhir.capabilities;

import java.util.Map;
import org.attune.ehr.Capability.Told;

/**
 * What came of the trials.
 *
 * @param told one word for each thing tried, such as {@code create Flag}, and what came of it
 * @param forms how one client's records of a type are asked for, where that is known
 */
record Probed(Map<String, Told> told, Map<String, SearchForm> forms) {

  Probed {
    told = Map.copyOf(told);
    forms = Map.copyOf(forms);
  }

  Told of(String trial) {
    return told.getOrDefault(trial, Told.UNKNOWN);
  }
}
