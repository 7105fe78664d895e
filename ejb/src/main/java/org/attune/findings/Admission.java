package org.attune.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.attune.detection.Channel;

/**
 * What the rules of going live say of one finding.
 *
 * @param evidenceDays how many days before a rule went live its evidence may be old
 * @param days how long after a rule went live the caseloads are capped
 * @param liveSince when a rule went live; empty while it is in shadow
 */
record Admission(int evidenceDays, int days, Function<String, Optional<Instant>> liveSince) {

  /** Holds a finding back or lets it out; tells whether it was let out now. */
  boolean letsOut(Finding finding, Instant asOf) {
    if (!finding.standing() || finding.stage() == FindingStage.DISMISSED || finding.onChart()) {
      return false;
    }
    var live = liveSince.apply(finding.detector());
    if (finding.letOut().isPresent() && (live.isPresent() || !finding.forChart())) {
      return false;
    }
    if (live.isEmpty()) {
      finding.holdBack(Hold.SHADOW);
    } else if (finding.latest().isBefore(live.get().minus(Duration.ofDays(evidenceDays)))) {
      finding.holdBack(Hold.KNOWN);
    } else if (staysHere(finding)) {
      finding.holdBackNoMore();
    } else if (Budget.mayWait(finding) && capped(finding, live.get(), asOf)) {
      finding.holdBack(Hold.PLACE);
    } else {
      finding.letOut(asOf);
      return true;
    }
    return false;
  }

  /** A mere prompt; a note for the unit or a task leaves Attune whatever its level. */
  private static boolean staysHere(Finding finding) {
    return finding.channel() == Channel.PROMPT
        || (finding.channel() == Channel.CHART && !finding.forChart());
  }

  /** What has begun to wait does so to its turn, or the last day would bring all that is left. */
  private boolean capped(Finding finding, Instant live, Instant asOf) {
    return asOf.isBefore(live.plus(Duration.ofDays(days)))
        || finding.hold().filter(why -> why == Hold.PLACE || why == Hold.TURN).isPresent();
  }
}
