package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Detector;
import org.attune.detection.EveryDetector;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Marker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryPageTest {

  static List<Locale> languages() {
    return Catalogue.LANGUAGES;
  }

  @Test
  void it_tells_the_client_in_their_own_person_what_stands_on_the_chart() {
    assertThat(said(Charts.example(Locale.ENGLISH), Locale.ENGLISH))
        .contains(
            "Sessions that we had to call off: 1. We are sorry for that.",
            "You rate the sessions lower than you usually do. Thank you for telling us.",
            "You told us that something does not fit. We would like to hear what would help.",
            "You decide what we talk about. You may say no to any of this.");
  }

  @Test
  void where_one_form_fell_and_another_did_not_it_does_not_say_both() {
    assertThat(Charts.example(Locale.ENGLISH).trend().series())
        .filteredOn(each -> each.kind().equals("alliance"))
        .hasSizeGreaterThan(1);
    assertThat(said(Charts.example(Locale.ENGLISH), Locale.ENGLISH))
        .filteredOn(sentence -> sentence.startsWith("You rate the sessions"))
        .containsExactly(
            "You rate the sessions lower than you usually do. Thank you for telling us.");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void it_names_no_rule_and_nobodys_form(Locale language) {
    var chart = Charts.example(language);
    var said = String.join(" ", said(chart, language));
    EveryDetector.withFallbacks().stream()
        .map(Detector::id)
        .forEach(
            id -> assertThat(said).doesNotContain(id, new Catalogue().text(id, "name", language)));
    assertThat(said).doesNotContain("SRS", "PHQ", "{", "client", "Klient");
  }

  @Test
  void what_is_for_the_therapist_alone_is_not_in_it() {
    var course =
        course()
            .attended(4)
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1))
            .attended()
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1))
            .checkIn(
                form -> form.voices(CheckIn.Voice.NOT_HELPED).onlyFor(CheckIn.Audience.THERAPIST));
    var chart = Charts.chart(course);
    assertThat(chart.signals()).hasSizeGreaterThan(1);
    assertThat(Charts.page().summary(chart, Locale.ENGLISH).paragraphs())
        .noneMatch(each -> each.heading().startsWith("What we would like"));
  }

  @Test
  void of_a_course_that_has_just_begun_it_says_little() {
    assertThat(said(Charts.chart(course().attended()), Locale.ENGLISH))
        .contains("There are too few of your ratings yet to say more.");
  }

  private static List<String> said(ChartView chart, Locale language) {
    return Charts.page().summary(chart, language).paragraphs().stream()
        .flatMap(each -> Stream.concat(Stream.of(each.heading()), each.sentences().stream()))
        .toList();
  }
}
