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
 * @param alignment what is expected of the goals and the plan
 * @param script how it comes about
 */
public record Story(
    String name,
    String tells,
    List<Expected> fires,
    List<String> open,
    List<String> remarks,
    boolean handedOver,
    Alignment alignment,
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
          "plan-blind-spot",
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

  /** In what a plan may be blind. */
  public static final List<String> BLIND_SPOTS =
      List.of(
          "NOT_IN_PLAN",
          "NEVER_ACCEPTED",
          "NOT_REVIEWED",
          "AHEAD_OF_READINESS",
          "TOO_MANY",
          "UNCELEBRATED");

  /**
   * A blind spot of the plan.
   *
   * @param kind which of {@link #BLIND_SPOTS}
   * @param goal of which goal: {@code goal02} of the client's record, or its place on the goal
   *     form, {@code #2}; empty where it is about all
   */
  public record BlindSpot(String kind, String goal) {}

  /**
   * Two goals that are the same.
   *
   * @param own the client's, named as in a blind spot
   * @param planned the plan's
   * @param by what says so: {@code code} by itself; the same {@code words}, or their {@code
   *     likeness}, once a person has confirmed it, and until then nothing is promised
   */
  public record Match(String own, String planned, String by) {}

  /**
   * What is expected of goals and plan.
   *
   * @param blindSpots every blind spot that must be told; no other may be
   * @param open blind spots of which nothing is promised here
   * @param matches goals that must be found to be the same
   */
  public record Alignment(List<BlindSpot> blindSpots, List<String> open, List<Match> matches) {

    static final Alignment NOTHING = new Alignment(List.of(), List.of(), List.of());

    public Alignment {
      blindSpots = List.copyOf(blindSpots);
      open = List.copyOf(open);
      matches = List.copyOf(matches);
    }

    private Alignment and(BlindSpot more) {
      return new Alignment(joined(blindSpots, more), open, matches);
    }

    private Alignment and(Match more) {
      boolean asked = !more.by().equals("code");
      return new Alignment(
          blindSpots, asked ? joined(open, "NOT_IN_PLAN") : open, joined(matches, more));
    }
  }

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
        Alignment.NOTHING,
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
    return new Story(
        name, tells, joined(fires, expected), open, remarks, handedOver, alignment, script);
  }

  private static <T> List<T> joined(List<T> several, T more) {
    return Stream.concat(several.stream(), Stream.of(more)).toList();
  }

  /** The plan is blind to something of a goal. */
  Story blind(String kind, String goal) {
    return with(alignment.and(new BlindSpot(kind, goal)));
  }

  /** The plan as a whole is blind to something. */
  Story blind(String kind) {
    return blind(kind, "");
  }

  /** The client's goal is one of the plan's. */
  Story matches(String own, String planned, String by) {
    return with(alignment.and(new Match(own, planned, by)));
  }

  private Story with(Alignment other) {
    return new Story(name, tells, fires, open, remarks, handedOver, other, script);
  }

  /** An answer about risk goes to a named person at once. */
  Story isHandedOver() {
    return new Story(name, tells, fires, open, remarks, true, alignment, script);
  }

  Story open(String... detectors) {
    return new Story(
        name, tells, fires, List.of(detectors), remarks, handedOver, alignment, script);
  }

  Story remark(String remark) {
    return new Story(name, tells, fires, open, List.of(remark), handedOver, alignment, script);
  }

  /** No ordinary misses at all: the story tells every hour. */
  Story undisturbed() {
    return with(99, script.booking, script.hours, script.answers);
  }

  /** Hours are missed as by ordinary clients, until shortly before the latest ones. */
  Story missesAsUsual() {
    return script.quiet > Caseload.QUIET_AT_THE_END && script.quiet < script.sessions
        ? with(Caseload.QUIET_AT_THE_END, script.booking, script.hours, script.answers)
        : this;
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
    return new Story(name, tells, fires, open, remarks, handedOver, alignment, other);
  }

  /** The detectors that must stay silent. */
  public List<String> silent() {
    return DETECTORS.stream()
        .filter(id -> !open.contains(id))
        .filter(id -> fires.stream().noneMatch(expected -> expected.detector().equals(id)))
        .toList();
  }

  /** The blind spots that the plan must not be said to have. */
  public List<String> seen() {
    return BLIND_SPOTS.stream()
        .filter(kind -> !alignment.open().contains(kind))
        .filter(kind -> alignment.blindSpots().stream().noneMatch(one -> one.kind().equals(kind)))
        .toList();
  }
}
