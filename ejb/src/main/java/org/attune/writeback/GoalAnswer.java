package org.attune.writeback;

import java.time.LocalDate;
import java.util.List;
import org.attune.findings.WhyNot;
import org.attune.therapy.CareGoal.Acceptance;
import org.jspecify.annotations.Nullable;

/** What became of a goal that was put forward, and by whose word. */
public sealed interface GoalAnswer {

  /**
   * Nobody has decided.
   *
   * @param firstStep a first step that is put forward with it, or null
   */
  record Open(@Nullable String firstStep) implements GoalAnswer {

    /** Without a first step. */
    public Open() {
      this(null);
    }
  }

  /** Its finding has ended, and nobody had decided. */
  record Withdrawn() implements GoalAnswer {}

  /**
   * People agreed on it; from then on it is theirs.
   *
   * @param words the goal as they want it said
   * @param firstStep what is done first, or null
   * @param review when they look at it together
   * @param voices who said what to it
   * @param by who wrote that down, as a reference
   * @param on the day of it
   */
  record Agreed(
      String words,
      @Nullable String firstStep,
      LocalDate review,
      List<Voice> voices,
      String by,
      LocalDate on)
      implements GoalAnswer {

    public Agreed {
      voices = List.copyOf(voices);
    }
  }

  /**
   * People decided against it.
   *
   * @param why for what reason
   * @param by who wrote that down, as a reference
   * @param on the day of it
   */
  record Declined(WhyNot why, String by, LocalDate on) implements GoalAnswer {}

  /**
   * What one person says to it.
   *
   * @param who as a reference
   * @param says agreed or not, or not asked yet
   */
  record Voice(String who, Acceptance says) {}

  /** Who decided, as a reference; null where nobody did. */
  default @Nullable String by() {
    return null;
  }
}
