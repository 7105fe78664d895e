package org.attune.therapy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param acceptances who agreed, each party in one word; a party that is absent was not asked
 * @param start since when, or null
 * @param statusDate when its status last changed, or null
 * @param labels what its readers must carry on
 * @param answers what each person answered, as far as they can be told apart
 * @param expresser the very person who named it, or null
 * @param codes what it is, as {@code system|code}
 * @param addresses the conditions and other records that it is about
 * @param outcomes the records that tell what came of it
 * @param targets what shall be reached, and by when
 * @param leadsTo the goals that come once it is met
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
    Labels labels,
    List<Answer> answers,
    @Nullable Source expresser,
    List<String> codes,
    List<Source> addresses,
    List<Source> outcomes,
    List<Target> targets,
    List<Source> leadsTo)
    implements ChartFact {

  /** Where somebody says two things, the one that does not agree is heard. */
  private static final List<Acceptance> HEARD_FIRST =
      List.of(Acceptance.DISAGREE, Acceptance.PENDING, Acceptance.AGREE);

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
   * What one person says to a goal.
   *
   * @param party whose voice it is
   * @param who the very person, or null where this record does not know them
   * @param says the answer
   * @param priority how much it matters to them, as {@code system|code}, or null
   */
  public record Answer(
      Party party, @Nullable Source who, Acceptance says, @Nullable String priority) {}

  /**
   * What shall be reached.
   *
   * @param measures what it is measured by, as {@code system|code}
   * @param value the value to be reached, or null
   * @param due by when, or null
   */
  public record Target(List<String> measures, @Nullable Double value, @Nullable LocalDate due) {

    public Target {
      measures = List.copyOf(measures);
    }
  }

  /** A goal of which no more is told than who named it, who agreed and how it stands. */
  public CareGoal(
      Source source,
      PatientId patient,
      Lifecycle lifecycle,
      @Nullable Achievement achievement,
      @Nullable Party expressedBy,
      SortedMap<Party, Acceptance> acceptances,
      @Nullable LocalDate start,
      @Nullable LocalDate statusDate,
      Labels labels) {
    this(
        source,
        patient,
        lifecycle,
        achievement,
        expressedBy,
        acceptances,
        start,
        statusDate,
        labels,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** A goal that leads to no other. */
  public CareGoal(
      Source source,
      PatientId patient,
      Lifecycle lifecycle,
      @Nullable Achievement achievement,
      @Nullable Party expressedBy,
      SortedMap<Party, Acceptance> acceptances,
      @Nullable LocalDate start,
      @Nullable LocalDate statusDate,
      Labels labels,
      List<Answer> answers,
      @Nullable Source expresser,
      List<String> codes,
      List<Source> addresses,
      List<Source> outcomes,
      List<Target> targets) {
    this(
        source,
        patient,
        lifecycle,
        achievement,
        expressedBy,
        acceptances,
        start,
        statusDate,
        labels,
        answers,
        expresser,
        codes,
        addresses,
        outcomes,
        targets,
        List.of());
  }

  /**
   * The same goal before it came to its status, as far as that can be told: how far it had come is
   * not known, and what has ended was under way. What came of it was not known either.
   */
  public CareGoal beforeItsStatus() {
    var earlier =
        switch (lifecycle) {
          case COMPLETED, CANCELLED, ON_HOLD -> Lifecycle.ACTIVE;
          case REJECTED -> Lifecycle.PROPOSED;
          case PROPOSED, PLANNED, ACCEPTED, ACTIVE -> lifecycle;
        };
    return new CareGoal(
        source,
        patient,
        earlier,
        null,
        expressedBy,
        acceptances,
        start,
        null,
        labels,
        answers,
        expresser,
        codes,
        addresses,
        List.of(),
        targets,
        leadsTo);
  }

  /** Whether nobody works towards it any longer. */
  public boolean over() {
    return switch (lifecycle) {
      case CANCELLED, REJECTED, COMPLETED -> true;
      case PROPOSED, PLANNED, ACCEPTED, ACTIVE, ON_HOLD -> false;
    };
  }

  /** Whether the client named it, and not another client, such as a partner. */
  public boolean namedByClient() {
    return expressedBy == Party.CLIENT && !another(expresser);
  }

  /** What the client says to it, leaving out what other clients say, such as a partner. */
  public Optional<Acceptance> clientSays() {
    if (answers.stream().noneMatch(each -> another(each.who()))) {
      return Optional.ofNullable(acceptances.get(Party.CLIENT));
    }
    return answers.stream()
        .filter(each -> each.party() == Party.CLIENT && !another(each.who()))
        .map(Answer::says)
        .min(Comparator.comparing(HEARD_FIRST::indexOf));
  }

  private boolean another(@Nullable Source person) {
    return person != null
        && person.type().equals("Patient")
        && !person.id().equals(patient.value());
  }

  public CareGoal {
    acceptances = Collections.unmodifiableSortedMap(new TreeMap<>(acceptances));
    // A line that was written before these were read has none of them.
    answers = List.copyOf(Objects.requireNonNullElse(answers, List.of()));
    codes = List.copyOf(Objects.requireNonNullElse(codes, List.of()));
    addresses = List.copyOf(Objects.requireNonNullElse(addresses, List.of()));
    outcomes = List.copyOf(Objects.requireNonNullElse(outcomes, List.of()));
    targets = List.copyOf(Objects.requireNonNullElse(targets, List.of()));
    leadsTo = List.copyOf(Objects.requireNonNullElse(leadsTo, List.of()));
  }
}
