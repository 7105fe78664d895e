package org.attune.caseload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.attune.caseload.SupervisionView.CourseInShort;
import org.attune.caseload.SupervisionView.Pattern;
import org.attune.caseload.SupervisionView.Prompt;
import org.attune.catalogue.Catalogue;
import org.attune.therapy.Courses;
import org.junit.jupiter.api.Test;

class SupervisionTest {

  private static final SupervisionView MADE = CaseloadExamples.supervision(Locale.ENGLISH);

  private static SupervisionView made(String order) {
    return new Supervision(new Catalogue(), Locale.ENGLISH, Courses.ZONE)
        .of(CaseloadExamples.found(Locale.ENGLISH), Instant.parse("2026-03-02T09:00:00Z"), order);
  }

  @Test
  void nobody_can_be_known_by_it() {
    assertThat(MADE.toString())
        .doesNotContainPattern("\\bp\\d\\b|Patient|Practitioner|Appointment|\\bt1\\b")
        .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
    assertThat(MADE.asOf()).matches("\\d{4}/[1-4]");
    assertThat(MADE.courses())
        .extracting(CourseInShort::began)
        .allMatch(began -> began.matches("\\d{4}/[1-4]"));
  }

  @Test
  void courses_have_letters_in_an_order_that_tells_nothing() {
    assertThat(MADE.courses())
        .extracting(CourseInShort::label)
        .containsExactly("Course A", "Course B", "Course C", "Course D", "Course E");
    var orders =
        IntStream.range(0, 20)
            .mapToObj(n -> made("session " + n).courses().stream().map(c -> c.patterns()).toList())
            .distinct()
            .count();
    assertThat(orders).as("different orders in twenty sessions").isGreaterThan(5);
    assertThat(made("same").courses()).isEqualTo(made("same").courses());
    assertThat(List.of(0, 25, 26, 51, 52, 701, 702).stream().map(Supervision::label))
        .containsExactly("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA");
  }

  @Test
  void sessions_are_told_as_a_range() {
    assertThat(List.of(0L, 1L, 4L, 5L, 10L, 11L, 40L, 41L, 400L).stream().map(Supervision::range))
        .containsExactly("0", "1–4", "1–4", "5–10", "5–10", "11–20", "21–40", "41+", "41+");
  }

  @Test
  void patterns_are_counted_by_course_and_how_many_wait_to_be_seen() {
    assertThat(MADE.patterns()).isNotEmpty();
    assertThat(MADE.patterns())
        .allMatch(pattern -> pattern.courses() <= MADE.courses().size())
        .allMatch(pattern -> pattern.open() <= pattern.courses());
    assertThat(MADE.patterns()).anyMatch(pattern -> pattern.open() < pattern.courses());
    assertThat(MADE.patterns())
        .extracting(Pattern::courses)
        .isSortedAccordingTo((one, other) -> Long.compare(other, one));
  }

  @Test
  void what_came_from_the_service_is_said_as_such() {
    assertThat(MADE.service().calledOff()).isEqualTo(2);
    assertThat(MADE.service().courses()).isEqualTo(2);
    assertThat(MADE.service().due()).isGreaterThan(20);
  }

  @Test
  void questions_are_asked_about_what_stands_and_about_ones_own_part() {
    assertThat(MADE.prompts()).extracting(Prompt::title).contains("The working relationship");
    assertThat(MADE.prompts())
        .allMatch(prompt -> prompt.questions().size() >= 2)
        .flatExtracting(Prompt::questions)
        .contains("What is my part in it?");
    var german = CaseloadExamples.supervision(Locale.GERMAN);
    assertThat(german.prompts()).hasSameSizeAs(MADE.prompts());
    assertThat(german.courses().get(0).label()).isEqualTo("Verlauf A");
  }
}
