package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.chart.Charts.chart;
import static org.attune.chart.Charts.viewer;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.catalogue.Catalogue;
import org.attune.chart.ChartPage.Frame;
import org.attune.chart.SignalView.Evidence;
import org.attune.detection.Level;
import org.attune.findings.FindingAct;
import org.attune.findings.Found;
import org.attune.findings.Reconciliation;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Courses;
import org.attune.therapy.Marker;
import org.attune.therapy.Modality;
import org.attune.therapy.Respondent;
import org.attune.therapy.TeleCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartPageTest {

  private static final double[] USUAL = {37, 38, 36.5, 37.5, 38, 37};
  private static final Pattern HOLE = Pattern.compile("[{}]");

  static List<Locale> languages() {
    return Catalogue.LANGUAGES;
  }

  @Test
  void a_signal_says_what_it_rests_on_with_dates_and_words() {
    var drop = only(chart(course().rated(USUAL).rated(31)), "alliance-drop");
    assertThat(drop.evidence()).hasSize(7);
    assertThat(drop.evidence().get(0).text()).isEqualTo("SRS: 31 of 40");
    assertThat(drop.evidence()).allMatch(each -> each.date() != null && each.link() == null);
    assertThat(drop.rule().version()).isEqualTo(drop.version());
    assertThat(drop.rule().numbers())
        .contains(new SignalView.Named("Earlier ratings it rests on", "6"));
    assertThat(drop.rule().settings()).hasSize(3);
    assertThat(drop.suggestions()).hasSizeBetween(2, 3).allMatch(it -> it.phrases().size() == 2);
    assertThat(drop.why()).contains("31").doesNotContain("{");
  }

  @Test
  void what_the_service_did_comes_before_access_and_access_before_the_rest() {
    var drop =
        only(
            chart(
                course()
                    .rated(USUAL)
                    .cancelledByService()
                    .cancelledByService()
                    .cancelledByCircumstance(CancellationReason.INTERPRETER)
                    .cancelledByCircumstance(CancellationReason.TRANSPORT)
                    .rated(31)),
            "alliance-drop");
    assertThat(drop.otherExplanations())
        .startsWith(
            "The service called off sessions in this time (2).",
            "There was no way to get there (1).",
            "No interpreter was there (1).")
        .endsWith(drop.caution())
        .hasSize(4);
  }

  @Test
  void a_stand_in_trouble_at_a_distance_and_another_language_explain_too() {
    var course =
        course()
            .rated(USUAL)
            .with(Courses.STAND_IN)
            .attended()
            .with(Courses.THERAPIST)
            .held(Modality.VIRTUAL)
            .rated(31)
            .tele(true, true, TeleCheck.Connection.FAILED)
            .form("https://attune.org/fhir/Questionnaire/srs-scores|1.0.0#tr")
            .score(33)
            .filledBy(Respondent.PROXY)
            .score(30);
    assertThat(only(chart(course), "alliance-drop").otherExplanations())
        .contains(
            "Sessions in this time were held by another therapist (1).",
            "In sessions at a distance, the connection, the place or an interruption got in the way"
                + " (1).",
            "The form changed to another language or version in this time. Ratings may differ for"
                + " that alone.",
            "A form in this time was filled in by somebody else or through an interpreter (1).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"goal-alignment", "plan-blind-spot", "readiness-plan"})
  void trouble_at_a_distance_explains_nothing_that_is_written_in_a_plan(String detector) {
    var course =
        course()
            .held(Modality.VIRTUAL)
            .rated(31)
            .tele(true, true, TeleCheck.Connection.FAILED)
            .attended(3)
            .build();
    var signals = List.of(Found.signal("alliance-drop", "a1"), Found.signal(detector, "a1"));
    var findings = Reconciliation.of(Map.of(course, signals), List.of(), course.asOf()).opened();
    var chart = page(Charts.THERAPIST, Charts.kept(course, findings));
    assertThat(only(chart, "alliance-drop").otherExplanations())
        .anyMatch(each -> each.contains("at a distance"));
    assertThat(only(chart, detector).otherExplanations())
        .isNotEmpty()
        .noneMatch(each -> each.contains("at a distance"));
  }

  @Test
  void where_nothing_else_explains_it_nothing_is_made_up() {
    var drop = only(chart(course().rated(USUAL).rated(31)), "alliance-drop");
    assertThat(drop.otherExplanations()).containsExactly(drop.caution());
    assertThat(drop.softened()).isEmpty();
  }

  @Test
  void a_record_that_is_gone_is_cited_without_a_date() {
    var course = course().attended(3).build();
    var finding = Found.finding(Found.signal("alliance-drift", "gone"));
    var chart = page(Charts.THERAPIST, Charts.kept(course, List.of(finding)));
    assertThat(chart.signals())
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.course()).isNull();
              assertThat(signal.evidence())
                  .containsExactly(
                      new Evidence(
                          "Appointment/gone",
                          "record",
                          null,
                          "This record is no longer there, or it cannot be read.",
                          null));
            });
  }

  private static ChartView page(Viewer viewer, ChartPage.Kept kept) {
    return Charts.page()
        .of(viewer, Locale.ENGLISH, new Frame("live", "ready", "https://ehr.example/fhir"), kept);
  }

  @Test
  void what_was_not_counted_says_why() {
    var missed =
        only(
            chart(
                course()
                    .attended(4)
                    .missedAndAsked(2)
                    .cancelledByCircumstance(CancellationReason.TRANSPORT)
                    .missedAndAsked(2)),
            "attendance-change");
    assertThat(missed.notCounted())
        .anySatisfy(each -> assertThat(each.why()).isEqualTo("There was no way to get there."));
  }

  @Test
  void a_reason_that_was_named_on_a_form_for_few_eyes_is_not_shown() {
    var judged =
        course()
            .attended(4)
            .missedAndAsked(2)
            .missed(CancellationReason.COST)
            .missedAndAsked(2)
            .build();
    var shown = course().attended(4).missedAndAsked(5).build();
    assertThat(page(Charts.THERAPIST, Charts.kept(shown, Charts.found(judged))).signals())
        .flatExtracting(SignalView::notCounted)
        .isNotEmpty()
        .extracting(SignalView.NotCounted::why)
        .contains("For a reason that is not shown here.")
        .doesNotContain("It cost too much.");
  }

  @Test
  void the_most_pressing_comes_first_and_what_was_seen_after_what_was_not() {
    var course =
        course().rated(USUAL).rated(31).phq(5, 5, 16, 16).says(CheckIn.Voice.NOT_HELPED).build();
    var found = Charts.found(course);
    var before = page(Charts.THERAPIST, Charts.kept(course, found)).signals();
    assertThat(before)
        .extracting(each -> Level.valueOf(each.level()))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(before.get(0).detector()).isEqualTo("client-voice");
    var first = ofLevel(before, Level.REVIEW).get(0);
    found.stream()
        .filter(each -> each.detector().equals(first))
        .forEach(each -> each.acknowledge(course.asOf()));
    var after = page(Charts.THERAPIST, Charts.kept(course, found)).signals();
    assertThat(ofLevel(after, Level.REVIEW)).hasSizeGreaterThan(1).endsWith(first);
  }

  private static List<String> ofLevel(List<SignalView> signals, Level level) {
    return signals.stream()
        .filter(each -> each.level().equals(level.name()))
        .map(SignalView::detector)
        .toList();
  }

  @Test
  void what_a_client_told_somebody_else_is_on_nobodys_chart() {
    var course =
        course()
            .attended(4)
            .checkIn(
                form ->
                    form.voices(CheckIn.Voice.JUDGED)
                        .rate(CheckIn.Item.MOOD, 1)
                        .onlyFor(CheckIn.Audience.NOT_MY_THERAPIST));
    var chart = chart(course);
    assertThat(Charts.found(course.build())).isNotEmpty();
    assertThat(chart.signals()).isEmpty();
    assertThat(chart.trend().series()).allMatch(series -> series.points().isEmpty());
  }

  @Test
  void a_form_for_everybody_does_not_tell_here_what_goes_to_somebody_else() {
    var course =
        course()
            .attended(4)
            .checkIn(form -> form.relationship(8, 9, 8, 9, 8))
            .checkIn(form -> form.relationship(9, 8, 9, 8, 8))
            .checkIn(form -> form.relationship(8, 8, 8, 9, 9))
            .attended()
            .checkIn(form -> form.relationship(3, 3, 3, 3, 3).voices(CheckIn.Voice.JUDGED));
    assertThat(only(chart(course), "alliance-drop").evidence())
        .hasSize(4)
        .allMatch(each -> !each.text().contains("ticked"));
  }

  @Test
  void who_is_asked_learns_no_more_than_what_was_asked() {
    var course =
        course()
            .attended(4)
            .checkIn(
                form ->
                    form.voices(CheckIn.Voice.JUDGED).onlyFor(CheckIn.Audience.NOT_MY_THERAPIST))
            .build();
    var page = Charts.page(GivenSettings.with("client-voice.recipient", "Practitioner/lead"));
    var frame = new Frame("live", "ready", "");
    var kept = Charts.kept(course, Charts.found(course));
    var lead = viewer("Practitioner/lead", Role.COORDINATOR);
    assertThat(page.of(Charts.THERAPIST, Locale.ENGLISH, frame, kept).signals()).isEmpty();
    assertThat(page.of(lead, Locale.ENGLISH, frame, kept).signals())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.sentence()).startsWith("Please get in touch with this client");
              assertThat(request.evidence()).isEmpty();
              assertThat(request.detector() + request.name() + request.why() + request.caution())
                  .doesNotContainIgnoringCase("voice")
                  .doesNotContainIgnoringCase("told");
            });
  }

  @Test
  void a_prompt_is_for_the_therapists_of_the_course_and_a_note_for_who_wrote_it() {
    var course =
        course()
            .attended(4)
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1))
            .attended()
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1));
    var own = only(chart(course), "observed-markers");
    assertThat(own.evidence()).allMatch(each -> each.text().startsWith("Your own note"));
    assertThat(own.held())
        .isEqualTo("A prompt is shown here alone and never written to the record.");
    for (Viewer other :
        List.of(
            viewer("Practitioner/t2", Role.CLINICIAN),
            viewer("Practitioner/t1", Role.COORDINATOR))) {
      assertThat(chart(course, other, Locale.ENGLISH).signals()).isEmpty();
    }
  }

  @Test
  void of_two_therapists_of_a_course_only_who_wrote_a_note_is_prompted_by_it() {
    var course =
        course()
            .with(Courses.STAND_IN)
            .attended()
            .with(Courses.THERAPIST)
            .attended(4)
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1))
            .attended()
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1));
    var other = viewer("Practitioner/t2", Role.CLINICIAN);
    assertThat(chart(course).signals())
        .extracting(SignalView::detector)
        .contains("observed-markers", "check-in-gap");
    assertThat(chart(course, other, Locale.ENGLISH).signals())
        .extracting(SignalView::detector)
        .containsExactly("check-in-gap");
  }

  @Test
  void too_few_ratings_are_a_state_of_their_own() {
    var series = chart(course().rated(37, 38)).trend().series();
    assertThat(series)
        .singleElement()
        .satisfies(
            srs -> {
              assertThat(srs.state()).isEqualTo("not-enough");
              assertThat(srs.have()).isEqualTo(2);
              assertThat(srs.needed()).isEqualTo(3);
              assertThat(srs.usual()).isNull();
            });
    assertThat(chart(course().attended(2)).trend().series())
        .singleElement()
        .satisfies(none -> assertThat(none.points()).isEmpty());
  }

  @Test
  void the_curve_knows_the_usual_range_the_line_and_what_happened() {
    var trend = Charts.example(Locale.ENGLISH).trend();
    assertThat(trend.series())
        .extracting(TrendView.Series::id)
        .containsExactly("alliance:check-in", "outcome:phq-9", "alliance:srs", "outcome:mood");
    var srs = trend.series().get(2);
    assertThat(srs.usual()).isNotNull();
    assertThat(srs.cutOff()).isNotNull();
    assertThat(srs.points()).allMatch(point -> "en".equals(point.form()));
    assertThat(trend.series().get(1).reliableChange()).isEqualTo(new TrendView.Band(6, 18));
    assertThat(trend.marks())
        .extracting(TrendView.Mark::kind)
        .containsExactly("therapist-change", "therapist-change", "life-event", "rupture");
    assertThat(trend.sessions())
        .extracting(TrendView.SessionView::outcome)
        .contains("MISSED", "CANCELLED_BY_SERVICE", "CANCELLED_BY_CIRCUMSTANCE", "PLANNED");
  }

  @Test
  void a_strain_that_was_mended_is_marked_at_both_ends() {
    assertThat(chart(course().rated(USUAL).rated(31, 37, 37)).trend().marks())
        .extracting(TrendView.Mark::kind)
        .containsExactly("rupture", "repair");
  }

  @Test
  void what_waits_for_its_place_has_been_seen_once_somebody_has_seen_it() {
    var course = course().rated(USUAL).rated(31).build();
    var finding = Charts.found(course).get(0);
    Found.waiting(finding, course.asOf());
    var seen = new FindingAct(finding.key(), FindingAct.What.ACKNOWLEDGED, "P", course.asOf());
    var before = page(Charts.THERAPIST, Charts.kept(course, List.of(finding))).signals().get(0);
    assertThat(before.stage()).isEqualTo("OPEN");
    assertThat(before.held()).startsWith("Other signals");
    var after = page(Charts.THERAPIST, Charts.kept(course, List.of(finding), seen));
    assertThat(after.signals().get(0).stage()).isEqualTo("ACKNOWLEDGED");
    var aside = new FindingAct(finding.key(), FindingAct.What.DISMISSED, "P", course.asOf());
    var back = page(Charts.THERAPIST, Charts.kept(course, List.of(finding), seen, aside));
    assertThat(back.signals().get(0).stage()).isEqualTo("OPEN");
  }

  @Test
  void what_was_set_aside_or_ended_long_ago_is_in_sight_no_longer() {
    var course = course().rated(USUAL).rated(31).build();
    var finding = Charts.found(course).get(0);
    Found.dismissed(finding, course.asOf().minus(Duration.ofDays(89)));
    assertThat(page(Charts.THERAPIST, Charts.kept(course, List.of(finding))).quiet()).hasSize(1);
    var old = Charts.found(course).get(0);
    Found.dismissed(old, course.asOf().minus(Duration.ofDays(91)));
    assertThat(page(Charts.THERAPIST, Charts.kept(course, List.of(old))).quiet()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void every_word_of_a_chart_is_there_in_every_language(Locale language) {
    assertThat(sentences(Charts.example(language)))
        .hasSizeGreaterThan(50)
        .allMatch(said -> !said.isBlank() && !HOLE.matcher(said).find());
  }

  @Test
  void no_sentence_of_one_language_stands_in_the_other() {
    var english = sentences(Charts.example(Locale.ENGLISH));
    var german = new ArrayList<>(sentences(Charts.example(Locale.GERMAN)));
    german.retainAll(english);
    assertThat(german).allMatch(same -> same.matches("SRS.*|PHQ-9.*|[0-9.]+"));
  }

  private static List<String> sentences(ChartView chart) {
    return Stream.concat(
            chart.signals().stream().flatMap(ChartPageTest::sentences),
            Stream.of(
                    chart.trend().series().stream().map(TrendView.Series::name),
                    chart.trend().sessions().stream().map(TrendView.SessionView::text),
                    chart.trend().marks().stream().map(TrendView.Mark::text))
                .flatMap(each -> each))
        .distinct()
        .toList();
  }

  private static Stream<String> sentences(SignalView signal) {
    return Stream.of(
            Stream.of(
                signal.levelText(),
                signal.name(),
                signal.sentence(),
                signal.why(),
                signal.rule().text(),
                signal.clears(),
                signal.caution(),
                signal.protective()),
            signal.evidence().stream().map(Evidence::text),
            signal.notCounted().stream().map(SignalView.NotCounted::why),
            signal.otherExplanations().stream(),
            signal.softened().stream(),
            signal.rule().numbers().stream().map(SignalView.Named::name),
            signal.rule().settings().stream().map(SignalView.Named::name),
            signal.suggestions().stream().flatMap(each -> each.phrases().stream()))
        .flatMap(each -> each);
  }

  private static SignalView only(ChartView chart, String detector) {
    return chart.signals().stream()
        .filter(each -> each.detector().equals(detector))
        .findFirst()
        .orElseThrow(() -> new AssertionError(Map.of(detector, chart.signals())));
  }
}
