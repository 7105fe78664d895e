package org.attune.sandbox.caseload;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.sandbox.caseload.Treatments.Booking;

/**
 * One named client whose course must, or must not, be noticed.
 *
 * @param name its name, in lower case with hyphens
 * @param tells what happens, in one clinical sentence
 * @param fires what is expected to be said; empty for a look-alike that must stay silent
 * @param open detectors of which nothing is promised here
 * @param remarks what must soften or annotate the words, such as {@code life-event}
 * @param handedOver whether an answer about risk goes to a named person at once, as a Task
 * @param script how it comes about
 */
public record Story(
    String name,
    String tells,
    List<Expected> fires,
    List<String> open,
    List<String> remarks,
    boolean handedOver,
    Script script) {

  /** The detectors of which the stories speak. */
  public static final List<String> DETECTORS =
      List.of(
          "client-voice",
          "service-first",
          "access-barrier",
          "tele-setting",
          "alliance-drop",
          "alliance-drift",
          "approach-fit",
          "concordance-gap",
          "observed-markers",
          "repair-gain",
          "unspoken",
          "not-on-track",
          "pace",
          "attendance-change",
          "contact-lapse",
          "closure-ahead",
          "after-hard-session",
          "goal-alignment",
          "readiness-plan",
          "expectation-start",
          "step-barrier",
          "check-in-gap",
          "persistence",
          "group-clarity");

  /**
   * What is expected of one detector.
   *
   * @param detector the detector's id
   * @param level the level of its words: {@code info}, {@code review} or {@code priority}
   * @param channel {@code chart} for a Flag; {@code waits} where it stands and another reason has
   *     its place on the chart; {@code named-person} for a Task without content to a person other
   *     than the therapist, and nothing on the chart; {@code prompt} for what the therapist alone
   *     is told and no record shows; {@code unit} where it counts into one Task about no client
   */
  public record Expected(String detector, String level, String channel) {}

  /**
   * How a story comes about.
   *
   * @param sessions how many hours lie behind
   * @param quiet how many of the latest hours are left to the story
   * @param booking how the hours were booked
   * @param hours shapes the hours
   * @param answers shapes the answers
   * @param inGroup whether it is told of a member of the group of stories, without single hours
   * @param absentAtLast whether that member was not at the latest hour of the group
   */
  record Script(
      int sessions,
      int quiet,
      Booking booking,
      Consumer<Person> hours,
      Consumer<Person> answers,
      boolean inGroup,
      boolean absentAtLast) {}

  static Story of(String name, String tells, int sessions) {
    return new Story(
        name,
        tells,
        List.of(),
        List.of(),
        List.of(),
        false,
        new Script(sessions, 8, Booking.ONE_BY_ONE, person -> {}, person -> {}, false, false));
  }

  Story fires(String detector, String level) {
    return fires(new Expected(detector, level, "chart"));
  }

  Story tellsNamedPerson(String detector, String level) {
    return fires(new Expected(detector, level, "named-person"));
  }

  /** Stands without a Flag: another reason has its place on the chart. */
  Story waits(String detector, String level) {
    return fires(new Expected(detector, level, "waits"));
  }

  /** Told to the therapist alone. */
  Story prompts(String detector) {
    return fires(new Expected(detector, "prompt", "prompt"));
  }

  /** Counts into one note for the unit. */
  Story countsForUnit(String detector, String level) {
    return fires(new Expected(detector, level, "unit"));
  }

  private Story fires(Expected expected) {
    var all = Stream.concat(fires.stream(), Stream.of(expected)).toList();
    return new Story(name, tells, all, open, remarks, handedOver, script);
  }

  /** An answer about risk goes to a named person at once. */
  Story isHandedOver() {
    return new Story(name, tells, fires, open, remarks, true, script);
  }

  Story open(String... detectors) {
    return new Story(name, tells, fires, List.of(detectors), remarks, handedOver, script);
  }

  Story remark(String remark) {
    return new Story(name, tells, fires, open, List.of(remark), handedOver, script);
  }

  /** No ordinary misses at all: the story tells every hour. */
  Story undisturbed() {
    return with(99, script.booking, script.hours, script.answers);
  }

  Story inBlocks() {
    return with(script.quiet, Booking.IN_BLOCKS, script.hours, script.answers);
  }

  Story hours(Consumer<Person> hours) {
    return with(script.quiet, script.booking, hours, script.answers);
  }

  Story answers(Consumer<Person> answers) {
    return with(script.quiet, script.booking, script.hours, answers);
  }

  /** Told of a member of the group of stories. */
  Story inGroup() {
    return inGroup(false);
  }

  /** Told of a member of the group of stories who was not at its latest hour. */
  Story absentFromGroup() {
    return inGroup(true);
  }

  private Story inGroup(boolean absent) {
    return with(
        new Script(
            script.sessions,
            script.quiet,
            script.booking,
            script.hours,
            script.answers,
            true,
            absent));
  }

  private Story with(int quiet, Booking booking, Consumer<Person> hours, Consumer<Person> answers) {
    return with(
        new Script(
            script.sessions, quiet, booking, hours, answers, script.inGroup, script.absentAtLast));
  }

  private Story with(Script other) {
    return new Story(name, tells, fires, open, remarks, handedOver, other);
  }

  /** The detectors that must stay silent. */
  public List<String> silent() {
    return DETECTORS.stream()
        .filter(id -> !open.contains(id))
        .filter(id -> fires.stream().noneMatch(expected -> expected.detector().equals(id)))
        .toList();
  }
}
