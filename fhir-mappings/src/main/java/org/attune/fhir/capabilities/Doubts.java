package org.attune.fhir.capabilities;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.attune.ehr.Capability.Told;

/**
 * Refusals that need not be meant: new ones, those that contradict what was possible before, and
 * those that contradict what the EHR claims. Each has the EHR asked again sooner than in a day,
 * with pauses that grow fourfold for as long as it is repeated.
 */
final class Doubts {

  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration FIRST = Duration.ofMinutes(10);

  /** A trial may well be taken where the real thing is not: it is no proof of a change. */
  private static final Duration FIRST_OF_REAL = Duration.ofHours(1);

  private static final int GROWS = 4;

  /** Which claim goes with which trial, by their first words. */
  private static final Map<String, String> CLAIMS =
      Map.of(
          "create", "create",
          "update", "update",
          "find", "search-type",
          "search", "search-type",
          "sort", "",
          "history", "history-type Appointment",
          "transaction", "transaction");

  private final Set<String> possible = new HashSet<>();
  private final Set<String> impossible = new HashSet<>();
  private final Map<String, Duration> pauses = new HashMap<>();
  private final Map<String, Duration> learnt = new HashMap<>();
  private boolean hadStatement;

  /** How long to wait before everything is asked again, after what was found out just now. */
  Duration pause(Claims claims, Probed probed) {
    probed.told().forEach((trial, told) -> weigh(trial, told, claims));
    if (claims.read()) {
      hadStatement = true;
      pauses.remove("statement");
    } else if (hadStatement) {
      pauses.merge("statement", FIRST, (before, first) -> grown(before));
    }
    return pauses.values().stream().min(Comparator.naturalOrder()).orElse(A_DAY);
  }

  private void weigh(String trial, Told told, Claims claims) {
    if (!CLAIMS.containsKey(first(trial))) {
      return;
    }
    if (told == Told.YES) {
      possible.add(trial);
    }
    if (told != Told.NO) {
      impossible.remove(trial);
      pauses.remove(trial);
      return;
    }
    boolean news = impossible.add(trial);
    boolean contradicts = possible.contains(trial) || claims.says(claim(trial)) == Told.YES;
    if (news) {
      pauses.put(trial, FIRST);
    } else if (contradicts) {
      pauses.merge(trial, FIRST, (before, first) -> grown(before));
    } else {
      pauses.remove(trial);
    }
  }

  /** What a real write was refused; how long to wait before everything is asked again. */
  Duration learnt(String trial) {
    return learnt.merge(trial, FIRST_OF_REAL, (before, first) -> grown(before));
  }

  /** Whether what was last told of a trial may not hold. */
  boolean about(String trial) {
    return pauses.containsKey(trial);
  }

  private static Duration grown(Duration pause) {
    var longer = pause.multipliedBy(GROWS);
    return longer.compareTo(A_DAY) > 0 ? A_DAY : longer;
  }

  private static String claim(String trial) {
    var rest = trial.substring(first(trial).length());
    return CLAIMS.getOrDefault(first(trial), "") + rest;
  }

  private static String first(String trial) {
    int space = trial.indexOf(' ');
    return space < 0 ? trial : trial.substring(0, space);
  }
}
