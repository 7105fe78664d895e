package org.attune.detection.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttendanceChangeTest {

  private final AttendanceChange detector = new AttendanceChange(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  @Test
  void three_no_shows_without_reasons_are_one_question() {
    var signal = signal(course().attended(4).missed(3));
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.wording()).isEqualTo("flag.question");
    assertThat(signal.category()).isEqualTo(Category.CONTACT);
    assertThat(signal.proposesGoal()).isFalse();
    assertThat(signal.numbers()).containsEntry("missed", 3.0).containsEntry("of", 3.0);
  }

  @Test
  void eight_no_shows_without_reasons_are_still_one_question() {
    var course = course().attended(4).missed(2);
    var onset = signal(course).onset();
    var later = signal(course.missed(6));
    assertThat(later.level()).isEqualTo(Level.INFO);
    assertThat(later.onset()).isEqualTo(onset);
  }

  @Test
  void three_misses_with_the_clients_own_reasons_ask_for_a_look() {
    var signal = signal(course().attended(4).cancelledByClient(CancellationReason.OWN_REASON, 3));
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.proposesGoal()).isTrue();
  }

  @Test
  void a_client_who_was_asked_and_gave_no_reason_counts_towards_a_look() {
    assertThat(signal(course().attended(4).missedAndAsked(3)).level()).isEqualTo(Level.REVIEW);
  }

  @Test
  void two_misses_with_known_reasons_are_noted_without_a_question() {
    var signal = signal(course().attended(4).missedAndAsked(2));
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.wording()).isEqualTo("flag.noted");
  }

  @Test
  void a_note_that_becomes_a_look_keeps_its_beginning() {
    var course = course().attended(4).missedAndAsked(2);
    var note = signal(course);
    var look = signal(course.missedAndAsked());
    assertThat(look.level()).isEqualTo(Level.REVIEW);
    assertThat(look.onset()).isEqualTo(note.onset());
    assertThat(look.since()).isEqualTo(note.since());
  }

  @Test
  void one_miss_is_nothing() {
    assertThat(examine(course().attended(10).missedAndAsked())).isEmpty();
  }

  @Test
  void misses_that_lie_far_apart_are_nothing() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .missedAndAsked()
                    .attended(4)
                    .missedAndAsked()
                    .attended(4)
                    .missedAndAsked()))
        .isEmpty();
  }

  @Test
  void three_of_the_last_four_count_the_kept_one_between() {
    var signal =
        signal(course().attended(4).missedAndAsked().attended().missedAndAsked().missedAndAsked());
    assertThat(signal.numbers()).containsEntry("missed", 3.0).containsEntry("of", 4.0);
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(course().missedAndAsked(4))).isEmpty();
    assertThat(examine(course().missedAndAsked(5))).isPresent();
  }

  @ParameterizedTest
  @EnumSource(CancellationReason.class)
  void only_the_clients_own_reasons_and_unknown_ones_count(CancellationReason reason) {
    var misses = course().attended(4).missed(reason).missed(reason).missed(reason);
    var counts = reason.kind() == Kind.CLIENT || reason.kind() == Kind.UNKNOWN;
    assertThat(examine(misses).filter(signal -> !signal.wording().equals("flag.ending")))
        .matches(signal -> signal.isPresent() == counts);
  }

  @Test
  void hours_that_are_not_the_clients_change_nothing_and_are_named() {
    var course =
        course()
            .attended(4)
            .missedAndAsked()
            .cancelledByService()
            .missedAndMoved()
            .unknown()
            .missed(CancellationReason.TRANSPORT)
            .missedAndAsked();
    var signal = signal(course);
    assertThat(signal.numbers()).containsEntry("missed", 2.0).containsEntry("of", 2.0);
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly(
            "excluded.service",
            "excluded.rescheduled",
            "excluded.unknown-outcome",
            "excluded.transport");
  }

  @Test
  void where_reasons_are_seldom_known_only_access_is_asked_about() {
    var fewReasons = new ServiceNorms(REASONS_KNOWN.withinPersonSd(), 0.12, 0.89);
    var signal =
        detector.examine(course().attended(4).missedAndAsked(6).build(), fewReasons).orElseThrow();
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.wording()).isEqualTo("flag.ask-access");
    assertThat(signal.proposesGoal()).isFalse();
  }

  @Test
  void five_in_a_row_ask_for_a_look_however_slow_the_sum() {
    var slow = new AttendanceChange(GivenSettings.with("attendance-change.review-sum", "10"));
    var course = course().attended(4).missedAndAsked(4);
    assertThat(slow.examine(course.build(), REASONS_KNOWN).orElseThrow().level())
        .isEqualTo(Level.INFO);
    assertThat(slow.examine(course.missedAndAsked().build(), REASONS_KNOWN).orElseThrow().level())
        .isEqualTo(Level.REVIEW);
  }

  @Test
  void it_ends_after_three_kept_in_a_row() {
    var course = course().attended(4).missedAndAsked(4).attended(2);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.attended())).isEmpty();
  }

  @Test
  void a_miss_between_starts_the_count_of_kept_ones_again() {
    assertThat(
            examine(
                course().attended(4).missedAndAsked(3).attended(2).missedAndAsked().attended(2)))
        .isPresent();
  }

  @Test
  void after_an_end_two_new_misses_have_their_own_beginning() {
    var course = course().attended(4).missedAndAsked(3).attended(3).missedAndAsked(2);
    assertThat(signal(course).since()).isEqualTo(course.latest());
  }

  @Test
  void reasons_that_are_found_end_it() {
    assertThat(examine(course().attended(4).missed(3))).isPresent();
    assertThat(
            examine(
                course()
                    .attended(4)
                    .missed()
                    .missed(CancellationReason.LIFE_EVENT)
                    .missed(CancellationReason.WORK_OR_CARE)))
        .isEmpty();
  }

  @Test
  void feeling_better_twice_asks_about_an_ending() {
    var signal =
        signal(
            course()
                .attended(4)
                .cancelledByClient(CancellationReason.FEELING_BETTER)
                .attended()
                .cancelledByClient(CancellationReason.FEELING_BETTER));
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.wording()).isEqualTo("flag.ending");
  }

  @Test
  void feeling_better_once_is_good_news() {
    assertThat(examine(course().attended(4).cancelledByClient(CancellationReason.FEELING_BETTER)))
        .isEmpty();
  }

  @Test
  void the_question_of_an_ending_ends_after_three_kept_in_a_row() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .cancelledByClient(CancellationReason.FEELING_BETTER, 2)
                    .attended(3)))
        .isEmpty();
  }

  @Test
  void misses_beside_feeling_better_keep_both_in_sight() {
    assertThat(
            signal(
                    course()
                        .attended(4)
                        .cancelledByClient(CancellationReason.FEELING_BETTER, 2)
                        .missed(2))
                .remarks())
        .containsExactly("remark.feeling-better");
  }

  @Test
  void cancelled_by_nobody_knows_whom_is_a_question_at_most() {
    assertThat(signal(course().attended(4).cancelled().cancelled().cancelled().cancelled()).level())
        .isEqualTo(Level.INFO);
  }

  @Test
  void an_illness_told_on_a_form_is_remarked() {
    assertThat(
            signal(course().attended(4).checkIn(form -> form.events(LifeEvent.ILLNESS)).missed(3))
                .remarks())
        .containsExactly("remark.life-event");
  }

  @Test
  void the_next_planned_session_is_the_moment_to_look_again() {
    var course = course().attended(4).missed(3).planned(7).planned(14);
    assertThat(signal(course).lookAgainAt())
        .isEqualTo(course.latest().plus(java.time.Duration.ofDays(7)));
  }
}
