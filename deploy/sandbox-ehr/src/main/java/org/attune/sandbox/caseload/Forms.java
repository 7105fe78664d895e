package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;

/** What is filled in about one hour beside the ratings that every hour has. */
final class Forms {

  @Nullable Note note;
  @Nullable Step step;
  @Nullable Setting setting;
  final List<OfGoal> goals = new ArrayList<>();
  final List<Agreement> agreements = new ArrayList<>();
  final List<Readiness> readiness = new ArrayList<>();
  final List<Tried> tried = new ArrayList<>();

  /** What a therapist notes for nobody else. */
  static final class Note {

    final List<Marker> markers = new ArrayList<>();
    final Map<String, Integer> ownView = new LinkedHashMap<>();
    int distress;
    boolean painfulTopic;
    boolean plannedExposure;
    boolean boundary;
  }

  /**
   * Something a therapist noticed.
   *
   * @param sign its code
   * @param amount how much of it, 0 to 3
   * @param before what was happening just before
   * @param myPart the therapist's own part in it
   */
  record Marker(String sign, int amount, String before, String myPart) {}

  /**
   * How a step between two hours went.
   *
   * @param agreed whether it was agreed
   * @param clear whether it was clear
   * @param tried whether it was tried
   * @param difficulty how hard it was, 0 to 4
   * @param obstacle what got in the way, or null
   * @param goal for which goal it was, by its number; 0 where none was named
   */
  record Step(
      boolean agreed,
      boolean clear,
      boolean tried,
      int difficulty,
      @Nullable String obstacle,
      int goal) {

    static final Step DONE = new Step(true, true, true, 1, null);
    static final Step NOT_TRIED = new Step(true, true, false, 3, null);

    Step(boolean agreed, boolean clear, boolean tried, int difficulty, @Nullable String obstacle) {
      this(agreed, clear, tried, difficulty, obstacle, 0);
    }

    Step forGoal(int number) {
      return new Step(agreed, clear, tried, difficulty, obstacle, number);
    }
  }

  /**
   * How the place and the line were, of an hour by video.
   *
   * @param alone whether the place was private
   * @param connection how the connection was
   */
  record Setting(boolean alone, String connection) {}

  /**
   * What the goal form says of one goal. What nobody answered is null.
   *
   * @param goal which goal of the record, by its number; 0 for one in words alone
   * @param words the goal in somebody's own words
   * @param whose whose goal it is
   * @param forClient how important it is to the client
   * @param forTherapist how important it is to the therapist
   * @param agreed whether both agreed
   * @param reviewedOn when both looked at it
   * @param attainment how far it is reached, -2 to 2
   * @param sessionsLeft how many sessions are left for it
   */
  record OfGoal(
      int goal,
      @Nullable String words,
      @Nullable String whose,
      @Nullable Integer forClient,
      @Nullable Integer forTherapist,
      @Nullable Boolean agreed,
      @Nullable LocalDate reviewedOn,
      @Nullable Integer attainment,
      @Nullable Integer sessionsLeft) {

    /** A goal of the record, of which nothing is said yet. */
    static OfGoal of(int goal) {
      return new OfGoal(goal, null, null, null, null, null, null, null, null);
    }

    /** A goal of both that both rated. */
    static OfGoal rated(int goal, int forClient, int forTherapist) {
      return new OfGoal(goal, null, "together", forClient, forTherapist, true, null, null, null);
    }

    /** A goal of the client's that stands in the form alone. */
    static OfGoal inWords(String words) {
      return new OfGoal(0, words, "client", 8, null, null, null, null, null);
    }

    /** Both looked at it on a day. */
    OfGoal on(LocalDate day) {
      return new OfGoal(
          goal, words, whose, forClient, forTherapist, agreed, day, attainment, sessionsLeft);
    }

    OfGoal agreedBy() {
      return new OfGoal(
          goal, words, whose, forClient, forTherapist, true, reviewedOn, attainment, sessionsLeft);
    }

    OfGoal reached(int level) {
      return new OfGoal(
          goal, words, whose, forClient, forTherapist, agreed, reviewedOn, level, sessionsLeft);
    }

    OfGoal left(int sessions) {
      return new OfGoal(
          goal, words, whose, forClient, forTherapist, agreed, reviewedOn, attainment, sessions);
    }
  }

  /**
   * What was agreed, promised or told at the beginning.
   *
   * @param kind its code
   * @param words what it says, or null
   * @param from its first day, or null
   * @param until its last day, or null
   * @param kept whether it was kept, or null where nobody said
   */
  record Agreement(
      String kind,
      @Nullable String words,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      @Nullable Boolean kept) {

    /** An agreement about when to meet. */
    Agreement(String kind, LocalDate from, @Nullable LocalDate until) {
      this(kind, null, from, until, null);
    }
  }

  /**
   * Something that was tried, or meant to be, because of a note on the chart.
   *
   * @param response its code
   * @param signal the code of the note
   * @param status what became of it
   */
  record Tried(String response, String signal, TaskStatus status) {}

  /**
   * What the readiness ruler says of one goal.
   *
   * @param goal which goal of the plan, by its number; 0 for one that is in no plan yet
   * @param importance how important a change is
   * @param confidence how sure the client is to manage it
   * @param stage the stage somebody named
   */
  record Readiness(int goal, int importance, int confidence, String stage) {}
}
