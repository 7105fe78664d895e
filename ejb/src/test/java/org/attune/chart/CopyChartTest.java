package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.List;
import java.util.Locale;
import org.attune.access.Viewer;
import org.attune.catalogue.Catalogue;
import org.attune.chart.ChartCopy.Said;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.Retold;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Courses;
import org.attune.therapy.Labels;
import org.attune.therapy.Marker;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopyChartTest {

  private static final Labels RESTRICTED =
      new Labels(
          List.of(
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R"),
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PSY")));

  private final TherapyCourse course = Charts.muchHappened().build();
  private final List<Finding> findings = Charts.found(course);

  static List<Locale> languages() {
    return Catalogue.LANGUAGES;
  }

  @Test
  void it_says_what_stands_for_everybody_with_why_and_what_else_could_explain_it() {
    var shown = Charts.chart(course, findings, Charts.THERAPIST, Locale.ENGLISH);
    assertThat(shown.signals()).anyMatch(each -> each.level().equals("PROMPT"));
    var copy = copy();
    assertThat(copy.said())
        .extracting(Said::sentence)
        .containsExactlyElementsOf(
            shown.signals().stream()
                .filter(each -> !each.level().equals("PROMPT"))
                .map(SignalView::sentence)
                .toList());
    assertThat(drop(copy).explanation())
        .startsWith(drop(copy).sentence())
        .contains(
            "What else could explain it:",
            "The service called off sessions in this time (1).",
            "It ends when the ratings are back near the usual level and stay there at the next"
                + " session.");
    assertThat(drop(copy).end()).isNull();
    assertThat(drop(copy).evidence())
        .hasSizeGreaterThan(1)
        .allMatch(each -> each.type().equals("QuestionnaireResponse") && each.version() == null);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void in_every_language_every_word_is_there(Locale language) {
    assertThat(copyIn(language).said())
        .isNotEmpty()
        .flatExtracting(Said::explanation)
        .noneMatch(sentence -> sentence.isBlank() || sentence.contains("{"));
    assertThat(copyIn(language).language()).isEqualTo(language.getLanguage());
  }

  @Test
  void the_labels_of_the_evidence_are_kept() {
    findings.forEach(each -> Retold.labelled(each, RESTRICTED));
    assertThat(copy().said()).isNotEmpty().allMatch(each -> each.labels().equals(RESTRICTED));
  }

  @Test
  void what_the_client_contests_stays_here_and_what_was_set_aside_for_another_reason_has_ended() {
    var when = course.asOf();
    finding("alliance-drop").dismiss(when, Dismissal.CONTESTED);
    finding("not-on-track").dismiss(when, Dismissal.ALREADY_KNOWN);
    assertThat(copy().said())
        .noneMatch(each -> each.rule().startsWith("alliance-drop|"))
        .filteredOn(each -> each.rule().startsWith("not-on-track|"))
        .singleElement()
        .satisfies(each -> assertThat(each.end()).isEqualTo(when));
    assertThat(Charts.chart(course, findings, Charts.THERAPIST, Locale.ENGLISH).quiet())
        .extracting(SignalView::detector)
        .contains("alliance-drop");
  }

  @Test
  void what_the_site_only_tries_out_stays_here() {
    Retold.inShadow(finding("alliance-drop"));
    assertThat(copy().said())
        .isNotEmpty()
        .noneMatch(each -> each.rule().startsWith("alliance-drop|"));
  }

  @Test
  void what_the_client_keeps_to_themselves_is_not_in_it() {
    var shown = Charts.exampleHidden(course.asOf(), Locale.ENGLISH);
    var hidden = CopyChart.of(Courses.CLIENT, shown, findings, Charts.texts());
    assertThat(hidden.said())
        .isNotEmpty()
        .noneMatch(
            each -> each.rule().startsWith("alliance-") || each.rule().startsWith("approach"));
    assertThat(hidden.said()).flatExtracting(Said::evidence).isNotEmpty();
  }

  @Test
  void a_form_for_one_therapist_alone_is_not_named_even_if_that_therapist_takes_the_copy() {
    var built =
        course()
            .attended(4)
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1))
            .attended()
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1))
            .checkIn(
                form -> form.voices(CheckIn.Voice.NOT_HELPED).onlyFor(CheckIn.Audience.THERAPIST))
            .build();
    var found = Charts.found(built);
    var forThem = Charts.chart(built, found, Charts.THERAPIST, Locale.ENGLISH);
    assertThat(forThem.signals()).isNotEmpty();
    var forms = built.checkIns().stream().map(CheckIn::source).map(Source::reference).toList();
    assertThat(copy(built, found, Locale.ENGLISH).said())
        .flatExtracting(Said::evidence)
        .extracting(Source::reference)
        .doesNotContainAnyElementsOf(forms);
  }

  private Finding finding(String detector) {
    return findings.stream()
        .filter(each -> each.detector().equals(detector))
        .findFirst()
        .orElseThrow();
  }

  private static Said drop(ChartCopy copy) {
    return copy.said().stream()
        .filter(each -> each.rule().startsWith("alliance-drop|"))
        .findFirst()
        .orElseThrow();
  }

  private ChartCopy copy() {
    return copyIn(Locale.ENGLISH);
  }

  private ChartCopy copyIn(Locale language) {
    return copy(course, findings, language);
  }

  private static ChartCopy copy(TherapyCourse course, List<Finding> found, Locale language) {
    var shown = Charts.chart(course, found, Viewer.anybody(Courses.CLIENT), language);
    return CopyChart.of(Courses.CLIENT, shown, found, Charts.texts());
  }
}
