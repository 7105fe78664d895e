package org.attune.therapy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The client's own short check-in. Every item may be skipped; what was skipped is absent here.
 *
 * @param source the questionnaire response
 * @param patient who answered
 * @param form the very form: its version and language
 * @param at when it was answered
 * @param ratings 0 to 10 by item
 * @param voices what the client wants to tell about the sessions
 * @param obstacle what got in the way of the last missed session, or null where the client was not
 *     asked or skipped it
 * @param events what happened in the client's life
 * @param fits what does not fit, as ticked
 * @param fears fear or danger the client told of; goes the way of safety alone
 * @param audience who may read it
 * @param respondent who filled it
 * @param visit the encounter or appointment it was filled for, or null
 * @param therapist the therapist it is about, or null
 * @param labels what its readers must carry on
 */
public record CheckIn(
    Source source,
    PatientId patient,
    String form,
    Instant at,
    SortedMap<Item, Integer> ratings,
    List<Voice> voices,
    @Nullable CancellationReason obstacle,
    List<LifeEvent> events,
    List<Fit> fits,
    List<Fear> fears,
    Audience audience,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  /**
   * What is rated, each from 0 to 10, higher is better but for {@code DISTRESS} and {@code
   * SOLVED_FOR_ME}.
   */
  public enum Item {
    /** How the client feels today. */
    MOOD,
    /** How much of themselves they could put in. */
    EFFORT,
    /** Whether it moves forward. */
    PROGRESS,
    /** Feeling heard. */
    HEARD,
    /** The right topics. */
    TOPICS,
    /** The right pace. */
    PACE,
    /** The approach fits. */
    APPROACH,
    /** Safe to disagree. */
    SAFE_TO_DISAGREE,
    /** Hope that it will help. */
    HOPE,
    /** Leaving the session more upset than before; here higher is worse. */
    DISTRESS,
    /** Expecting that this will help. */
    EXPECTANCY,
    /** Expecting the therapist to solve it; here higher asks for a word about roles. */
    SOLVED_FOR_ME,
    /** Trust. */
    TRUST,
    /** Could say what matters. */
    COULD_SAY,
    /** Belonging to the group. */
    BELONGING
  }

  /** What does not fit, in one tick. */
  public enum Fit {
    /** It goes too fast. */
    TOO_FAST,
    /** It goes too slowly. */
    TOO_SLOW,
    /** The approach is not for me. */
    NOT_FOR_ME,
    /** A goal of the plan is not mine. */
    NOT_MY_GOAL,
    /** I do not agree with the plan. */
    DISAGREE_WITH_PLAN
  }

  /**
   * Fear or danger the client tells of. It goes the way of safety; the one rule that reads it
   * prompts the therapist alone, cites nothing of it and explains nothing.
   */
  public enum Fear {
    /** Somebody threatens me. */
    THREATENED,
    /** I am afraid at home. */
    AFRAID_AT_HOME,
    /** I may harm myself. */
    MAY_HARM_MYSELF;

    /** Whether the danger comes from somebody else. */
    public boolean fromOthers() {
      return switch (this) {
        case THREATENED, AFRAID_AT_HOME -> true;
        case MAY_HARM_MYSELF -> false;
      };
    }
  }

  /** What a client may tell us in one tick. */
  public enum Voice {
    /** It does not help me. */
    NOT_HELPED,
    /** It does me harm. */
    HARMED,
    /** I felt judged. */
    JUDGED,
    /** I want something to change: approach, pace or person. */
    WANTS_CHANGE
  }

  /** Events that colour everything else; they soften words and never mute. */
  public enum LifeEvent {
    /** Somebody close died. */
    BEREAVEMENT,
    /** Illness. */
    ILLNESS,
    /** Hospital stay. */
    ADMISSION,
    /** A child was born. */
    BIRTH,
    /** Another change in life. */
    OTHER
  }

  /** Who may read the answers, as the client chose on the form. */
  public enum Audience {
    /** The whole care team. */
    CARE_TEAM,
    /** The therapist alone. */
    THERAPIST,
    /** Somebody other than the therapist. */
    NOT_MY_THERAPIST
  }

  public CheckIn {
    ratings = Collections.unmodifiableSortedMap(new TreeMap<>(ratings));
    voices = voices.stream().distinct().sorted().toList();
    events = events.stream().distinct().sorted().toList();
    fits = fits.stream().distinct().sorted().toList();
    fears = fears.stream().distinct().sorted().toList();
  }
}
