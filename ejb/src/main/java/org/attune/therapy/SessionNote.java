package org.attune.therapy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a therapist noted after a session, for themselves. It never leaves Attune: it is not cited,
 * exported or written to the record, and prompts that therapist alone.
 *
 * @param source the questionnaire response
 * @param patient about whose session
 * @param form the very form: its version and language
 * @param at when it was filled in
 * @param observed what was noticed
 * @param ratings the therapist's own view of the session, 0 to 10, on items of the client's
 *     check-in
 * @param distress how upset the client left, 0 to 3, or null where not said
 * @param painfulTopic whether something painful was spoken about
 * @param avoidedBy who left a topic out, or null where nobody did or nothing was said
 * @param plannedExposure whether distress was expected, as part of a plan made together
 * @param boundary whether there was a threat or a boundary event, which goes its own way
 * @param checkedInAtStart whether there was a check-in at the start, or null where not said
 * @param checkedInAtEnd whether there was one at the end, or null where not said
 * @param visit the encounter or appointment it was filled for, or null
 * @param therapist who filled it in, or null
 * @param labels what its readers must carry on
 */
public record SessionNote(
    Source source,
    PatientId patient,
    String form,
    Instant at,
    List<Observed> observed,
    SortedMap<CheckIn.Item, Integer> ratings,
    @Nullable Integer distress,
    boolean painfulTopic,
    @Nullable AvoidedBy avoidedBy,
    boolean plannedExposure,
    boolean boundary,
    @Nullable Boolean checkedInAtStart,
    @Nullable Boolean checkedInAtEnd,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  /** The type of the source of a note that was written here; no record has such resources. */
  public static final String HERE = "SessionNote";

  /**
   * One marker.
   *
   * @param marker what was noticed
   * @param amount 0 not at all, 1 once, 2 several times, 3 most of the session
   * @param before what was happening just before, or null where not said
   * @param myPart the therapist's own part in it, or null where not said
   */
  public record Observed(
      Marker marker, int amount, @Nullable JustBefore before, @Nullable MyPart myPart) {}

  /** What was happening just before. */
  public enum JustBefore {
    QUESTION,
    FEEDBACK,
    NEW_STEP,
    PAINFUL_TOPIC,
    SILENCE,
    SOMETHING_OUTSIDE,
    NOT_SURE
  }

  /** The therapist's own part in it. */
  public enum MyPart {
    PACE,
    TOO_MANY_QUESTIONS,
    ADVICE_UNASKED,
    MISSED_WHAT_MATTERED,
    DISTRACTED,
    OWN_FEELING,
    NONE_SEEN,
    NOT_SURE
  }

  /** Who left a topic out. */
  public enum AvoidedBy {
    CLIENT,
    THERAPIST,
    BOTH
  }

  public SessionNote {
    observed = List.copyOf(observed);
    ratings = Collections.unmodifiableSortedMap(new TreeMap<>(ratings));
  }
}
