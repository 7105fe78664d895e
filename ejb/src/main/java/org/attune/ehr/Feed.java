package org.attune.ehr;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The streams of the chart that are followed, in the order in which they are best read first. */
public enum Feed {
  EPISODES,
  APPOINTMENTS,
  ENCOUNTERS,
  PATIENTS,
  CONSENTS,
  ANSWERS,
  OBSERVATIONS,
  GOALS,
  CARE_PLANS,
  TASKS,
  COMMUNICATIONS;

  /** All without which nobody is judged. */
  public static Set<Feed> needed() {
    return EnumSet.complementOf(EnumSet.of(COMMUNICATIONS));
  }

  /**
   * Whether nobody may be judged before it was read. What is told of messages only spares people
   * work: where it cannot be read, nothing but that is missing.
   */
  public boolean isNeeded() {
    return needed().contains(this);
  }

  /** How far back it matters, by when it was last changed; empty where all of it does. */
  public Optional<Duration> back() {
    return isNeeded() ? Optional.empty() : Optional.of(Duration.ofDays(365));
  }
}
