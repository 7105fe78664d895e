package org.attune.safety;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;

/** Which answers go the way of safety. Reads nothing into them beyond what was ticked. */
final class RiskRule {

  /** The name of an item about risk among the parts of a score. */
  private static final String RISK = "risk";

  private RiskRule() {}

  /** Why an answer goes the way of safety; empty where it does not. */
  static Set<SafetyKind> kinds(ChartFact fact) {
    var kinds = EnumSet.noneOf(SafetyKind.class);
    if (fact instanceof ScaleScore score && risk(score) > 0) {
      kinds.add(SafetyKind.RISK);
    }
    if (fact instanceof RiskAnswer) {
      kinds.add(SafetyKind.RISK);
    }
    if (fact instanceof CheckIn checkIn) {
      checkIn
          .fears()
          .forEach(fear -> kinds.add(fear.fromOthers() ? SafetyKind.THREAT : SafetyKind.RISK));
    }
    if (fact instanceof SessionNote note && note.boundary()) {
      kinds.add(SafetyKind.BOUNDARY);
    }
    return kinds;
  }

  /** Whether an answer about risk is no higher than the one before it in the same instrument. */
  static boolean noHigherThanBefore(ScaleScore score, Collection<ChartFact> facts) {
    return facts.stream()
        .filter(ScaleScore.class::isInstance)
        .map(ScaleScore.class::cast)
        .filter(each -> each.instrument().equals(score.instrument()))
        .filter(each -> each.parts().containsKey(RISK) && each.at().isBefore(score.at()))
        .max(Comparator.comparing(ScaleScore::at).thenComparing(ScaleScore::source))
        .filter(before -> risk(before) >= risk(score))
        .isPresent();
  }

  private static double risk(ScaleScore score) {
    return score.parts().getOrDefault(RISK, 0.0);
  }
}
