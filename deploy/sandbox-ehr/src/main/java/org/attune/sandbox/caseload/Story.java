package org.attune.sandbox.caseload;

import java.util.List;
import java.util.function.Consumer;
import org.attune.sandbox.caseload.Treatments.Booking;

/**
 * One named client whose course must, or must not, be noticed.
 *
 * @param name its name, in lower case with hyphens
 * @param tells what happens, in one clinical sentence
 * @param fires what is expected to be said; empty for a look-alike that must stay silent
 * @param open detectors of which nothing is promised here
 * @param remarks what must soften or annotate the words, such as {@code life-event}
 * @param script how it comes about
 */
public record Story(
    String name,
    String tells,
    List<Expected> fires,
    List<String> open,
    List<String> remarks,
    Script script) {

  /** The detectors of which the stories speak. */
  public static final List<String> DETECTORS =
      List.of(
          "client-voice", "service-first", "alliance-drop", "attendance-change", "not-on-track");

  /**
   * What is expected of one detector.
   *
   * @param detector the detector's id
   * @param level the level of its words: {@code info}, {@code review} or {@code priority}
   * @param channel {@code chart} for a Flag; {@code named-person} for a Task without content to a
   *     person other than the therapist, and nothing on the chart
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
   */
  record Script(
      int sessions, int quiet, Booking booking, Consumer<Person> hours, Consumer<Person> answers) {}

  static Story of(String name, String tells, int sessions) {
    return new Story(
        name,
        tells,
        List.of(),
        List.of(),
        List.of(),
        new Script(sessions, 8, Booking.ONE_BY_ONE, person -> {}, person -> {}));
  }

  Story fires(String detector, String level) {
    return fires(new Expected(detector, level, "chart"));
  }

  Story tellsNamedPerson(String detector, String level) {
    return fires(new Expected(detector, level, "named-person"));
  }

  private Story fires(Expected expected) {
    return new Story(name, tells, List.of(expected), open, remarks, script);
  }

  Story open(String... detectors) {
    return new Story(name, tells, fires, List.of(detectors), remarks, script);
  }

  Story remark(String remark) {
    return new Story(name, tells, fires, open, List.of(remark), script);
  }

  /** No ordinary misses at all: the story tells every hour. */
  Story undisturbed() {
    return with(new Script(script.sessions, 99, script.booking, script.hours, script.answers));
  }

  Story inBlocks() {
    return with(
        new Script(script.sessions, script.quiet, Booking.IN_BLOCKS, script.hours, script.answers));
  }

  Story hours(Consumer<Person> hours) {
    return with(new Script(script.sessions, script.quiet, script.booking, hours, script.answers));
  }

  Story answers(Consumer<Person> answers) {
    return with(new Script(script.sessions, script.quiet, script.booking, script.hours, answers));
  }

  private Story with(Script other) {
    return new Story(name, tells, fires, open, remarks, other);
  }

  /** The detectors that must stay silent. */
  public List<String> silent() {
    return DETECTORS.stream()
        .filter(id -> !open.contains(id))
        .filter(id -> fires.stream().noneMatch(expected -> expected.detector().equals(id)))
        .toList();
  }
}
