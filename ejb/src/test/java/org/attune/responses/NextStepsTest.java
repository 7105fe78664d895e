package org.attune.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.signal;
import static org.attune.therapy.Courses.course;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.attune.catalogue.Catalogue;
import org.attune.catalogue.CatalogueFiles;
import org.attune.detection.Detector;
import org.attune.detection.EveryDetector;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.responses.NextSteps.Advice;
import org.attune.responses.NextSteps.Step;
import org.attune.therapy.CheckIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NextStepsTest {

  private final Catalogue catalogue = new Catalogue();
  private final Responses responses = new Responses();
  private final NextSteps nextSteps =
      new NextSteps(
          new Footing(new Instruments()), new Suggestions(responses), responses, catalogue);

  static List<String> detectors() {
    return EveryDetector.withFallbacks().stream().map(Detector::id).toList();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void every_signal_comes_with_two_or_three_steps_in_words_and_with_other_explanations(
      String detector) {
    for (Locale language : Catalogue.LANGUAGES) {
      var advice =
          nextSteps.of(course().attended().build(), List.of(signal(detector, "1")), language);
      assertThat(advice).containsOnlyKeys(detector);
      assertThat(of(advice, detector).steps())
          .hasSizeBetween(2, 3)
          .allSatisfy(
              step -> {
                assertThat(List.of(step.title(), step.when(), step.avoid()))
                    .doesNotHaveDuplicates()
                    .allMatch(text -> !text.isBlank());
                assertThat(step.phrases()).hasSize(2);
              });
      assertThat(of(advice, detector).otherExplanations())
          .containsExactly(catalogue.text(detector, "caution", language));
    }
  }

  @Test
  void what_the_signal_itself_says_of_other_explanations_comes_first() {
    var advice =
        nextSteps.of(
            course().attended().build(),
            List.of(remarked("attendance-change", "remark.life-event")),
            Locale.ENGLISH);
    assertThat(of(advice, "attendance-change").otherExplanations())
        .containsExactly(
            catalogue.text("attendance-change", "remark.life-event", Locale.ENGLISH),
            catalogue.text("attendance-change", "caution", Locale.ENGLISH));
  }

  @Test
  void all_that_stands_in_the_course_is_in_view_of_each() {
    var course = course().rated(36, 36, 36).build();
    var alone = nextSteps.of(course, List.of(signal("not-on-track", "1")), Locale.ENGLISH);
    var strained =
        nextSteps.of(
            course,
            List.of(signal("not-on-track", "1"), signal("alliance-drop", "2")),
            Locale.ENGLISH);
    assertThat(of(alone, "not-on-track").steps()).extracting(Step::id).startsWith("st-45");
    assertThat(of(strained, "not-on-track").steps()).extracting(Step::id).startsWith("st-05");
  }

  @Test
  void a_threat_takes_away_and_leaves_no_word() {
    var threatened =
        course().attended().checkIn(form -> form.fears(CheckIn.Fear.THREATENED)).build();
    var quiet = course().attended().checkIn(form -> form).build();
    var signal = List.of(remarked("pace", "remark.proxy", "e09"));
    var told = of(nextSteps.of(threatened, signal, Locale.ENGLISH), "pace");
    assertThat(of(nextSteps.of(quiet, signal, Locale.ENGLISH), "pace").steps())
        .extracting(Step::id)
        .contains("st-34");
    assertThat(told.steps()).extracting(Step::id).hasSizeBetween(2, 3).doesNotContain("st-34");
    assertThat(told.toString()).doesNotContainIgnoringCase("threat").doesNotContain("danger");
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void a_request_proposes_two_or_three_that_give_nothing_away(String detector) {
    var chosen = new Suggestions(responses).forRequest(detector);
    assertThat(chosen).hasSizeBetween(2, 3).doesNotHaveDuplicates().allMatch(Response::discreet);
    assertThat(nextSteps.forRequest(detector, Locale.GERMAN)).hasSameSizeAs(chosen);
  }

  @Test
  void a_name_that_may_stand_alone_speaks_of_no_feeling_no_harm_and_no_parting() {
    var names = new ArrayList<String>();
    for (String file : List.of(Responses.TEXTS, Responses.TEXTS + "_de")) {
      var texts = CatalogueFiles.read(file);
      responses.all().stream()
          .filter(Response::discreet)
          .forEach(it -> names.add(texts.getOrDefault(it.id() + ".name", "")));
    }
    assertThat(new HashSet<>(names)).hasSize(26);
    assertThat(names)
        .noneMatch(
            name ->
                name.matches(
                    "(?i).*(anger|hurt|strain|mend|missed|limit|belief|caution|ends?\\b|change|therapist"
                        + "|wut|ärger|zorn|verletz|versäumt|grenze|ende\\b|wechsel).*"));
  }

  private static Advice of(Map<String, Advice> advice, String detector) {
    return Objects.requireNonNull(advice.get(detector));
  }

  private static Signal remarked(String detector, String remark, String... numbers) {
    var plain = signal(detector, "1");
    var named = new TreeMap<String, Double>();
    for (String number : numbers) {
      named.put(number, 1.0);
    }
    return new Signal(
        detector,
        1,
        Level.REVIEW,
        plain.category(),
        plain.channel(),
        "flag",
        named,
        plain.onset(),
        plain.since(),
        plain.evidence(),
        List.of(),
        List.of(remark),
        null,
        false,
        List.of());
  }
}
