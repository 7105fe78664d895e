package org.attune.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.EveryDetector;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Source;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  private static final List<String> DETECTORS =
      EveryDetector.withFallbacks().stream().map(Detector::id).toList();

  private final Responses responses = new Responses();
  private final Suggestions suggestions = new Suggestions(responses);

  static List<String> detectors() {
    return DETECTORS;
  }

  /** Every sign of the inventory that a detector may name; what is vocabulary only is left out. */
  static List<String> signs() {
    return Stream.of(
            signs("b", 23),
            signs("c", 9),
            signs("e", 11),
            signs("g", 7),
            signs("r", 8),
            signs("v", 5))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<String> signs(String family, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "%s%02d".formatted(family, number));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void every_signal_gets_two_or_three_in_every_situation(String detector) {
    for (Signal signal : signalsOf(detector)) {
      for (Situation situation : situations()) {
        var suggested = ids(signal, situation);
        assertThat(suggested).as("%s", situation).hasSizeBetween(2, 3).doesNotHaveDuplicates();
        assertThat(suggested)
            .as("%s", situation)
            .doesNotContainAnyElementsOf(barred(situation, detector));
      }
    }
  }

  /** What must never be offered in a situation, written down a second time, apart from the data. */
  private static Set<String> barred(Situation situation, String detector) {
    var barred = new HashSet<String>();
    boolean group = situation.group() || detector.equals("group-clarity");
    if (situation.alliance() != AllianceLevel.ADEQUATE) {
      barred.addAll(List.of("st-09", "st-23", "st-48"));
    }
    if (situation.threat()) {
      barred.addAll(List.of("st-23", "st-34", "st-48"));
    }
    if (situation.stage() == ReadinessStage.PRECONTEMPLATION
        || situation.stage() == ReadinessStage.CONTEMPLATION) {
      barred.addAll(List.of("st-20", "st-23", "st-48"));
    }
    barred.addAll(group ? List.of("st-09", "st-48") : List.of("st-36", "st-50"));
    if (!situation.tele() && !detector.equals("tele-setting")) {
      barred.add("st-44");
    }
    return barred;
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void the_same_question_gets_the_same_answer(String detector) {
    var again = new Suggestions(new Responses());
    for (Signal signal : signalsOf(detector)) {
      for (Situation situation : situations()) {
        assertThat(suggestions.of(signal, situation)).isEqualTo(again.of(signal, situation));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void what_was_tried_makes_room_for_something_else(String detector) {
    for (Situation situation : situations()) {
      var signal = signal(detector, Level.REVIEW, "flag");
      var first = ids(signal, situation);
      var next = ids(signal, tried(situation, detector, first.get(0)));
      assertThat(next.get(0)).as("%s", situation).isNotEqualTo(first.get(0));
    }
  }

  @Test
  void when_all_was_tried_the_one_tried_longest_ago_comes_again() {
    var signal = signal("persistence", Level.REVIEW, "flag");
    var situation = tried(Situation.UNKNOWN, "persistence", "st-17", "st-39", "st-49");
    assertThat(ids(signal, situation)).startsWith("st-17", "st-39");
    assertThat(ids(signal, tried(Situation.UNKNOWN, "persistence", "st-39", "st-49", "st-17")))
        .startsWith("st-39", "st-49");
  }

  @Test
  void what_was_tried_for_another_signal_does_not_count() {
    var signal = signal("pace", Level.REVIEW, "flag");
    assertThat(ids(signal, tried(Situation.UNKNOWN, "alliance-drop", "st-15")))
        .isEqualTo(ids(signal, Situation.UNKNOWN));
  }

  @Test
  void every_one_of_the_fifty_is_reached() {
    var reached = new HashSet<String>();
    for (Signal signal : everySignal()) {
      for (boolean group : new boolean[] {false, true}) {
        var start = new Situation(AllianceLevel.ADEQUATE, null, group, !group, false, List.of());
        untilAllIsTried(signal, start, reached);
      }
    }
    assertThat(reached).containsExactlyInAnyOrderElementsOf(ResponsesTest.all());
  }

  private void untilAllIsTried(Signal signal, Situation start, Set<String> reached) {
    var situation = start;
    var tried = new HashSet<String>();
    for (var next = ids(signal, situation); tried.add(next.get(0)); next = ids(signal, situation)) {
      reached.addAll(next);
      situation = tried(situation, signal.detector(), next.get(0));
    }
  }

  @Test
  void all_but_disputing_are_among_the_first_for_some_signal() {
    var first = new HashSet<String>();
    for (Signal signal : everySignal()) {
      for (Situation situation : situations()) {
        first.addAll(ids(signal, situation));
      }
    }
    var expected = new ArrayList<>(ResponsesTest.all());
    expected.remove("st-48");
    assertThat(first).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("signs")
  void every_sign_is_answered(String sign) {
    assertThat(responses.all()).anyMatch(response -> response.answers().containsKey(sign));
  }

  @Test
  void nothing_answers_what_no_rule_could_ever_say() {
    var known = new HashSet<>(DETECTORS);
    DETECTORS.forEach(
        detector ->
            Arrays.stream(Level.values())
                .forEach(
                    level -> known.add(detector + "@" + level.name().toLowerCase(Locale.ROOT))));
    known.addAll(signs());
    known.add("any");
    assertThat(responses.all())
        .allSatisfy(it -> assertThat(known).containsAll(it.answers().keySet()));
  }

  @Test
  void persistence_looks_at_the_plan_and_not_at_the_client() {
    for (Level level : Level.values()) {
      for (Situation situation : situations()) {
        assertThat(ids(signal("persistence", level, "flag"), situation))
            .isSubsetOf("st-39", "st-17", "st-49");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"goal-alignment", "approach-fit", "concordance-gap", "expectation-start"})
  void culture_is_asked_about_before_anything_is_read_as_misaligned(String detector) {
    for (Situation situation : situations()) {
      assertThat(ids(signal(detector, Level.REVIEW, "flag"), situation)).startsWith("st-27");
    }
  }

  @Test
  void culture_is_asked_about_before_anything_is_read_as_low_participation() {
    assertThat(ids(signal("attendance-change", Level.REVIEW, "flag"), Situation.UNKNOWN))
        .startsWith("st-27");
    for (String sign : List.of("b06", "b07", "b08", "b09", "b10")) {
      assertThat(ids(signal("observed-markers", Level.PROMPT, "prompt." + sign), Situation.UNKNOWN))
          .startsWith("st-27");
    }
    assertThat(ids(signal("attendance-change", Level.INFO, "flag.question"), Situation.UNKNOWN))
        .startsWith("st-31")
        .contains("st-27");
  }

  @Test
  void a_sign_that_is_named_is_answered_first() {
    assertThat(ids(signal("observed-markers", Level.PROMPT, "prompt.b11"), Situation.UNKNOWN))
        .startsWith("st-21", "st-02");
    var numbered = Map.of("marker.b19", 2.0);
    assertThat(ids(signal("observed-markers", Level.PROMPT, "prompt", numbered), Situation.UNKNOWN))
        .startsWith("st-22", "st-08");
  }

  @Test
  void while_the_relationship_is_low_what_mends_it_comes_first() {
    var signal = signal("not-on-track", Level.REVIEW, "flag");
    assertThat(ids(signal, Situation.UNKNOWN)).startsWith("st-45", "st-18");
    assertThat(ids(signal, at(AllianceLevel.LOW, null))).startsWith("st-05", "st-45");
    assertThat(ids(signal("attendance-change", Level.INFO, "flag"), at(AllianceLevel.LOW, null)))
        .startsWith("st-06", "st-05");
  }

  @Test
  void what_suits_the_stage_comes_early() {
    var step = signal("step-barrier", Level.INFO, "flag");
    assertThat(ids(step, at(AllianceLevel.ADEQUATE, ReadinessStage.ACTION))).startsWith("st-20");
    assertThat(ids(step, at(AllianceLevel.ADEQUATE, ReadinessStage.CONTEMPLATION)))
        .startsWith("st-32")
        .doesNotContain("st-20");
    assertThat(
            ids(
                signal("readiness-plan", Level.PROMPT, "flag"),
                at(AllianceLevel.UNKNOWN, ReadinessStage.PRECONTEMPLATION)))
        .startsWith("st-01", "st-12");
  }

  @Test
  void harm_that_the_client_tells_of_opens_the_way_to_somebody_else() {
    assertThat(ids(signal("client-voice", Level.PRIORITY, "flag"), Situation.UNKNOWN))
        .containsExactly("st-04", "st-03", "st-49");
    assertThat(ids(signal("client-voice", Level.REVIEW, "flag"), Situation.UNKNOWN))
        .doesNotContain("st-49");
  }

  @Test
  void in_a_group_one_speaks_in_private() {
    var group = new Situation(AllianceLevel.UNKNOWN, null, true, false, false, List.of());
    for (String detector : List.of("alliance-drop", "alliance-drift", "attendance-change")) {
      assertThat(ids(signal(detector, Level.INFO, "flag"), group)).contains("st-36");
    }
  }

  private List<String> ids(Signal signal, Situation situation) {
    return suggestions.of(signal, situation).stream().map(Response::id).toList();
  }

  private static Situation at(AllianceLevel alliance, @Nullable ReadinessStage stage) {
    return new Situation(alliance, stage, false, false, false, List.of());
  }

  private static Situation tried(Situation before, String detector, String... responses) {
    var tried = new ArrayList<>(before.tried());
    for (String response : responses) {
      tried.add(new TriedResponse(detector, response, MONDAY.plusSeconds(60L * tried.size())));
    }
    return new Situation(
        before.alliance(), before.stage(), before.group(), before.tele(), before.threat(), tried);
  }

  /** Every alliance level, stage, setting and threat, with nothing tried. */
  private static List<Situation> situations() {
    var stages = new ArrayList<@Nullable ReadinessStage>(List.of(ReadinessStage.values()));
    stages.add(null);
    var situations = new ArrayList<Situation>();
    for (AllianceLevel alliance : AllianceLevel.values()) {
      for (ReadinessStage stage : stages) {
        for (int bits = 0; bits < 8; bits++) {
          situations.add(
              new Situation(
                  alliance, stage, (bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, List.of()));
        }
      }
    }
    return situations;
  }

  private static List<Signal> signalsOf(String detector) {
    return Arrays.stream(Level.values()).map(level -> signal(detector, level, "flag")).toList();
  }

  private static List<Signal> everySignal() {
    return Stream.concat(
            DETECTORS.stream().flatMap(detector -> signalsOf(detector).stream()),
            signs().stream()
                .map(sign -> signal("observed-markers", Level.PROMPT, "prompt." + sign)))
        .toList();
  }

  private static Signal signal(String detector, Level level, String wording) {
    return signal(detector, level, wording, Map.of());
  }

  private static Signal signal(
      String detector, Level level, String wording, Map<String, Double> numbers) {
    var source = new Source("Appointment", "1", "1");
    return new Signal(
        detector,
        1,
        level,
        Category.CLINICAL,
        Channel.PROMPT,
        wording,
        new TreeMap<>(numbers),
        source,
        MONDAY,
        List.of(source),
        List.of(),
        List.of(),
        null,
        false,
        List.of());
  }
}
