package org.attune.detection.followup;

import java.time.Instant;
import java.util.List;
import org.attune.therapy.Source;

/**
 * Something of the feedback loop that is missing.
 *
 * @param wording which text applies
 * @param at since when it has been missing
 * @param sessions over how many sessions
 * @param evidence the records that show it, the one with which it began first
 */
record Gap(String wording, Instant at, int sessions, List<Source> evidence) {

  Gap {
    evidence = List.copyOf(evidence);
  }
}
