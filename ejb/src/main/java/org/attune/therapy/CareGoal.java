package org.attune.therapy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A goal of the care plan, without its words: who named it, who agreed, how it stands.
 *
 * @param source the goal
 * @param patient whose
 * @param lifecycle where it stands in its life
 * @param achievement how far it has come, or null
 * @param expressedBy who named it, or null
 * @param acceptances who agreed; a party that is absent was not asked
 * @param start since when, or null
 * @param statusDate when its status last changed, or null
 * @param labels what its readers must carry on
 */
public record CareGoal(
    Source source,
    PatientId patient,
    Lifecycle lifecycle,
    @Nullable Achievement achievement,
    @Nullable Party expressedBy,
    SortedMap<Party, Acceptance> acceptances,
    @Nullable LocalDate start,
    @Nullable LocalDate statusDate,
    Labels labels)
    implements ChartFact {

  /** Whose voice it is. */
  public enum Party {
    /** The client. */
    CLIENT,
    /** A practitioner. */
    PRACTITIONER,
    /** A relative or other person close to the client. */
    RELATED_PERSON
  }

  /** Where a goal stands in its life. */
  public enum Lifecycle {
    PROPOSED,
    PLANNED,
    ACCEPTED,
    ACTIVE,
    ON_HOLD,
    COMPLETED,
    CANCELLED,
    REJECTED
  }

  /** How far a goal has come; the second axis, apart from its life. */
  public enum Achievement {
    IN_PROGRESS,
    IMPROVING,
    WORSENING,
    NO_CHANGE,
    ACHIEVED,
    SUSTAINING,
    NOT_ACHIEVED,
    NO_PROGRESS,
    NOT_ATTAINABLE
  }

  /** What somebody says to a goal. */
  public enum Acceptance {
    AGREE,
    DISAGREE,
    PENDING
  }

  /**
   * The same goal before it came to its status, as far as that can be told: how far it had come is
   * not known, and what has ended was under way.
   */
  public CareGoal beforeItsStatus() {
    var earlier =
        switch (lifecycle) {
          case COMPLETED, CANCELLED, ON_HOLD -> Lifecycle.ACTIVE;
          case REJECTED -> Lifecycle.PROPOSED;
          case PROPOSED, PLANNED, ACCEPTED, ACTIVE -> lifecycle;
        };
    return new CareGoal(
        source, patient, earlier, null, expressedBy, acceptances, start, null, labels);
  }

  public CareGoal {
    acceptances = Collections.unmodifiableSortedMap(new TreeMap<>(acceptances));
  }
}
