package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.jspecify.annotations.Nullable;

/** One goal of a record while its story is being told. */
final class Aim {

  final int number;
  String words;
  LocalDate since;

  /** What it is in the hospital's own code system; null where it stands in words alone. */
  @Nullable String code;

  GoalLifecycleStatus life = GoalLifecycleStatus.ACTIVE;
  @Nullable String statusReason;
  String achievement = "in-progress";

  /** When its status last changed; null where the record does not say. */
  @Nullable LocalDate statusOn;

  /** Whether the client named it; else the therapist did. */
  boolean clients = true;

  /** Who else named it, as a reference. */
  @Nullable String namedBy;

  @Nullable String clientSays = "agree";
  @Nullable String therapistSays = "agree";

  /** Who else was asked and has not answered, as a reference. */
  @Nullable String alsoAsked;

  boolean inPlan = true;

  /** Whether the plan has something to be done for it. */
  boolean taskSet;

  /** Whether Attune put it forward, before anybody answered. */
  boolean putForward;

  final List<Rated> ratings = new ArrayList<>();

  /** Whose rating it is, with LOINC's code of it. */
  enum Rater {
    CLIENT("107334-5"),
    THERAPIST("107333-7"),
    RELATIVE("107331-1");

    final String code;

    Rater(String code) {
      this.code = code;
    }
  }

  /**
   * How far it was reached (Goal Attainment Scaling).
   *
   * @param at when it was rated
   * @param level -2 to 2, 0 as expected
   * @param by whose rating it is
   */
  record Rated(ZonedDateTime at, int level, Rater by) {}

  Aim(int number, String words, LocalDate since) {
    this.number = number;
    this.words = words;
    this.since = since;
  }

  /** Somebody reached it on a day, as the record says itself. */
  void achieved(LocalDate day) {
    achievement = "achieved";
    statusOn = day;
  }
}
