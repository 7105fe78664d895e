package org.attune.detection;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What one detector has to say of one course: about the work, never about the person.
 *
 * @param detector the detector's id
 * @param version the version of its rule
 * @param level how much attention it asks for
 * @param category its heading in the chart
 * @param channel how it reaches people
 * @param wording which of the detector's texts applies, {@code flag} as a rule; a key of its
 *     catalogue file
 * @param numbers what was compared, by name; the texts may name them
 * @param onset the record with which it began; with the course and the detector it names the
 *     finding for life
 * @param since when it began
 * @param evidence the records it rests on, most telling first; never empty
 * @param excluded records that were looked at and not counted, each with the reason
 * @param remarks keys of sentences that soften or annotate it, such as a life event
 * @param lookAgainAt when it must be judged again even if nothing changes, or null
 * @param proposesGoal whether a goal should be proposed with it
 * @param holdsBack ids of detectors it holds back while it stands
 * @param subject what a note for the unit is about, as a reference such as the therapist who was
 *     away or the hour of a group; null unless it goes to the unit
 * @param goals which goals it is about, where the rule says so: {@code Goal/7}, or a line of a form
 *     such as {@code QuestionnaireResponse/4#1}; the names stay within our model, a reference to
 *     the record never has a line
 */
public record Signal(
    String detector,
    int version,
    Level level,
    Category category,
    Channel channel,
    String wording,
    SortedMap<String, Double> numbers,
    Source onset,
    Instant since,
    List<Source> evidence,
    List<Excluded> excluded,
    List<String> remarks,
    @Nullable Instant lookAgainAt,
    boolean proposesGoal,
    List<String> holdsBack,
    @Nullable String subject,
    List<String> goals) {

  /**
   * A record that was not counted.
   *
   * @param source the record
   * @param why the key of the reason in the catalogue, such as {@code excluded.access}
   */
  public record Excluded(Source source, String why) {}

  public Signal {
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException(detector + " gave a signal without evidence");
    }
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    evidence = List.copyOf(evidence);
    excluded = List.copyOf(excluded);
    remarks = List.copyOf(remarks);
    holdsBack = List.copyOf(holdsBack);
    goals = List.copyOf(goals);
    if ((channel == Channel.UNIT) != (subject != null)) {
      throw new IllegalArgumentException(
          detector + " must name a subject for the unit, and only then");
    }
  }

  /** A signal about the client alone, of which no rule says to which goal it belongs. */
  public Signal(
      String detector,
      int version,
      Level level,
      Category category,
      Channel channel,
      String wording,
      SortedMap<String, Double> numbers,
      Source onset,
      Instant since,
      List<Source> evidence,
      List<Excluded> excluded,
      List<String> remarks,
      @Nullable Instant lookAgainAt,
      boolean proposesGoal,
      List<String> holdsBack) {
    this(
        detector,
        version,
        level,
        category,
        channel,
        wording,
        numbers,
        onset,
        since,
        evidence,
        excluded,
        remarks,
        lookAgainAt,
        proposesGoal,
        holdsBack,
        null,
        List.of());
  }

  /** The same, about these goals. */
  public Signal about(List<String> named) {
    return told(level, channel, proposesGoal, subject, named);
  }

  /** The same, for the therapist's own list alone. */
  public Signal asPrompt() {
    return told(Level.PROMPT, Channel.PROMPT, false, null, goals);
  }

  /**
   * The same, counted into one note for the unit; nothing is said about the client.
   *
   * @param about what the note is about, as a reference
   */
  public Signal forUnit(String about) {
    return told(level, Channel.UNIT, false, about, List.of());
  }

  private Signal told(
      Level how, Channel where, boolean goalToo, @Nullable String about, List<String> ofGoals) {
    return new Signal(
        detector,
        version,
        how,
        category,
        where,
        wording,
        numbers,
        onset,
        since,
        evidence,
        excluded,
        remarks,
        lookAgainAt,
        goalToo,
        holdsBack,
        about,
        ofGoals);
  }
}
