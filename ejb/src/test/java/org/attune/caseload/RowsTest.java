package org.attune.caseload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.attune.caseload.CaseloadView.Row;
import org.attune.caseload.CaseloadView.RowSignal;
import org.attune.caseload.CaseloadView.Sparkline;
import org.attune.chart.Charts;
import org.attune.detection.Level;
import org.attune.therapy.Courses;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowsTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant TUESDAY = MONDAY.plusSeconds(86_400);

  private static Row row(Courses course, String... seen) {
    return Rows.of(Charts.shown("p1", course, Locale.ENGLISH, seen), Courses.THERAPIST)
        .orElseThrow();
  }

  private static Row row(String patient, @Nullable RowSignal signal, @Nullable Instant next) {
    return new Row(
        patient, MONDAY, 1, false, null, next, signal, 0, signal == null ? 0 : 1, null, null, null);
  }

  private static RowSignal signal(
      Level level, Instant opened, boolean seen, @Nullable Instant snoozed) {
    return new RowSignal("k", level.name(), "", "", "", opened, opened, seen, snoozed);
  }

  @Test
  void the_most_pressing_comes_first_then_what_nobody_has_seen_then_what_waits_longest() {
    var rows =
        Stream.of(
                row("calm-later", null, TUESDAY),
                row("calm-soon", null, MONDAY),
                row("calm-without", null, null),
                row("put-off", signal(Level.PRIORITY, MONDAY, true, TUESDAY), null),
                row("good-to-know", signal(Level.INFO, MONDAY, false, null), null),
                row("seen", signal(Level.REVIEW, MONDAY, true, null), null),
                row("new", signal(Level.REVIEW, TUESDAY, false, null), null),
                row("old", signal(Level.REVIEW, MONDAY, false, null), null),
                row("now", signal(Level.PRIORITY, TUESDAY, true, null), null))
            .sorted(Rows.MOST_PRESSING_FIRST)
            .map(Row::patient);
    assertThat(rows)
        .containsExactly(
            "now",
            "old",
            "new",
            "seen",
            "good-to-know",
            "put-off",
            "calm-soon",
            "calm-later",
            "calm-without");
  }

  @Test
  void what_needs_a_word_is_worth_a_look_and_not_put_off() {
    assertThat(
            Stream.of(
                    row("a", signal(Level.PRIORITY, MONDAY, true, null), null),
                    row("b", signal(Level.REVIEW, MONDAY, false, null), null),
                    row("c", signal(Level.INFO, MONDAY, false, null), null),
                    row("d", signal(Level.REVIEW, MONDAY, true, TUESDAY), null),
                    row("e", null, null))
                .filter(Filter.NEEDS_A_WORD::shows)
                .map(Row::patient))
        .containsExactly("a", "b");
  }

  @Test
  void a_row_tells_the_most_pressing_signal_when_it_began_and_whether_it_was_seen() {
    var fresh = row(course().rated(37, 38, 36.5, 37.5, 38, 37, 31));
    var signal = Objects.requireNonNull(fresh.signal());
    assertThat(signal.sentence()).isNotBlank();
    assertThat(signal.seen()).isFalse();
    assertThat(fresh.unseen()).isEqualTo(fresh.more() + 1);
    var seen = row(course().rated(37, 38, 36.5, 37.5, 38, 37, 31), "alliance-drop");
    assertThat(seen.unseen()).isEqualTo(fresh.unseen() - 1);
  }

  @Test
  void the_last_hour_has_come_and_the_next_is_planned() {
    var row = row(course().attended(2).missed().planned(7));
    assertThat(Objects.requireNonNull(row.last()).outcome()).isEqualTo("MISSED");
    assertThat(Objects.requireNonNull(row.next())).isAfter(row.last().at());
    assertThat(row.sessionsHeld()).isEqualTo(2);
  }

  @Test
  void too_few_ratings_are_a_state_of_their_own_and_draw_no_range() {
    var few = Objects.requireNonNull(row(course().rated(37, 38)).alliance());
    assertThat(few.state()).isEqualTo("not-enough");
    assertThat(few.have()).isLessThan(few.needed());
    assertThat(few.band()).isNull();
    Sparkline many =
        Objects.requireNonNull(row(course().rated(37, 38, 36.5, 37.5, 38, 37, 31)).alliance());
    assertThat(many.state()).isEqualTo("enough");
    assertThat(many.band()).isNotNull();
    assertThat(many.values()).endsWith(37.0, 31.0);
  }

  @Test
  void what_a_client_keeps_to_themselves_is_said_to_be_kept_and_not_shown() {
    var fell = course().rated(37, 38, 36.5, 37.5, 38, 37, 31).phq(12);
    var open = row(fell);
    assertThat(Objects.requireNonNull(open.signal()).name()).isNotBlank();
    assertThat(open.relationshipHidden()).isNull();
    var kept =
        Rows.of(Charts.shownHidden("p1", fell, Locale.ENGLISH, MONDAY), Courses.THERAPIST)
            .orElseThrow();
    assertThat(kept.relationshipHidden()).isEqualTo(MONDAY);
    assertThat(kept.alliance()).isNull();
    assertThat(kept.signal()).isNull();
    assertThat(kept.unseen()).isZero();
    assertThat(kept.outcome()).isNotNull();
  }

  @Test
  void a_small_trend_shows_the_latest_twelve() {
    var ratings = Stream.generate(() -> 37.0).limit(20).mapToDouble(Double::doubleValue).toArray();
    assertThat(Objects.requireNonNull(row(course().rated(ratings)).alliance()).values())
        .hasSize(12);
  }

  @Test
  void who_is_seen_by_somebody_else_or_by_nobody_any_longer_has_no_row() {
    var shown = Charts.shown("p1", course().attended(3), Locale.ENGLISH);
    assertThat(Rows.of(shown, new TherapistId("another"))).isEmpty();
    var over = Charts.shown("p1", course().attended(3).ended(), Locale.ENGLISH);
    assertThat(Rows.of(over, Courses.THERAPIST)).isEmpty();
  }

  @Test
  void no_name_and_no_id_of_a_record_but_the_clients_own_is_in_a_row() {
    var rows = CaseloadExamples.example(Locale.ENGLISH).rows();
    assertThat(rows).extracting(Row::patient).contains("Patient/p1", "Patient/p5");
    assertThat(List.of(rows.toString()))
        .noneMatch(text -> text.contains("Appointment/") || text.contains("Practitioner/"));
  }
}
