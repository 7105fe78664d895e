package org.attune.detection.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.agreement;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContactLapseTest {

  private final ContactLapse detector = new ContactLapse(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses missedAfterFour() {
    return course().attended(4).missed();
  }

  @Test
  void a_missed_session_and_nothing_booked_for_three_weeks() {
    var course = missedAfterFour().judgedAfter(21);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.category()).isEqualTo(Category.CONTACT);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.since()).isEqualTo(course.latest().plus(Duration.ofDays(21)));
    assertThat(signal.numbers()).containsEntry("not-held", 1.0).containsEntry("usual-days", 7.0);
    assertThat(signal.lookAgainAt()).isNull();
    assertThat(signal.proposesGoal()).isFalse();
  }

  @Test
  void three_weeks_less_a_day_are_not_long_enough() {
    assertThat(examine(missedAfterFour().judgedAfter(20))).isEmpty();
  }

  @Test
  void a_client_who_comes_every_third_week_may_be_quiet_for_longer() {
    var course = course().every(21).attended(4).missed();
    assertThat(examine(course.judgedAfter(42))).isEmpty();
    assertThat(examine(course.judgedAfter(43))).isPresent();
  }

  @Test
  void a_session_that_is_booked_is_no_silence() {
    assertThat(examine(missedAfterFour().planned(40).judgedAfter(30))).isEmpty();
  }

  @Test
  void a_last_session_that_took_place_is_no_silence() {
    assertThat(examine(course().attended(5).judgedAfter(60))).isEmpty();
  }

  @Test
  void a_last_session_of_which_nothing_is_known_is_no_silence() {
    assertThat(examine(missedAfterFour().unknown().judgedAfter(60))).isEmpty();
  }

  @Test
  void a_session_called_off_by_the_service_counts_when_nothing_new_is_booked() {
    var signal = signal(course().attended(4).cancelledByService().judgedAfter(21));
    assertThat(signal.wording()).isEqualTo("flag.service");
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
  }

  @Test
  void sessions_that_the_service_goes_on_calling_off_do_not_put_it_off() {
    var course = course().attended(4).missed();
    var onset = course.latest();
    course.cancelledByService().cancelledByService().cancelledByService();
    var signal = signal(course.judgedAfter(0));
    assertThat(signal.since()).isEqualTo(onset.plus(Duration.ofDays(21)));
    assertThat(signal.numbers()).containsEntry("not-held", 4.0);
  }

  @Test
  void it_begins_once_the_last_booking_is_gone() {
    var course = course().attended(4).missed();
    course.cancelledByService().cancelledByService().cancelledByService().cancelledByService();
    assertThat(signal(course).since()).isEqualTo(course.latest());
  }

  @Test
  void each_further_missed_session_starts_the_clock_again() {
    var course = course().attended(4).missed(3);
    assertThat(examine(course.judgedAfter(20))).isEmpty();
    assertThat(examine(course.judgedAfter(21))).isPresent();
  }

  @Test
  void a_client_who_felt_better_is_asked_about_an_ending() {
    assertThat(
            signal(
                    course()
                        .attended(4)
                        .cancelledByClient(CancellationReason.FEELING_BETTER)
                        .judgedAfter(21))
                .wording())
        .isEqualTo("flag.ending");
  }

  @Test
  void a_session_ahead_that_was_called_off_is_booked_no_more() {
    var course = missedAfterFour().calledOffAhead(CancellationReason.OWN_REASON, 30);
    assertThat(examine(course.judgedAfter(20))).isEmpty();
    var signal = signal(course.judgedAfter(21));
    assertThat(signal(course.judgedAfter(31)).since()).isEqualTo(signal.since());
    assertThat(signal(course.judgedAfter(31)).onset()).isEqualTo(signal.onset());
  }

  @Test
  void a_call_between_starts_the_clock_again() {
    var course = missedAfterFour().contact(10);
    assertThat(examine(course.judgedAfter(30))).isEmpty();
    var signal = signal(course.judgedAfter(32));
    assertThat(signal.onset().type()).isEqualTo("Encounter");
    assertThat(signal.evidence()).hasSize(2);
  }

  @Test
  void whoever_wrote_and_was_never_answered_does_not_drop_out_of_sight() {
    var silent = missedAfterFour();
    var wrote = missedAfterFour().wrote(10).wrote(20);
    assertThat(examine(wrote.judgedAfter(20))).isEmpty();
    assertThat(signal(wrote.judgedAfter(22)).since())
        .isEqualTo(signal(silent.judgedAfter(22)).since());
    assertThat(signal(wrote.judgedAfter(22)).onset().type()).isEqualTo("Appointment");
  }

  @Test
  void a_call_ends_it() {
    var course = missedAfterFour();
    assertThat(examine(course.judgedAfter(25))).isPresent();
    assertThat(examine(course.contact(24).judgedAfter(25))).isEmpty();
  }

  @Test
  void a_booking_ends_it() {
    var course = missedAfterFour();
    assertThat(examine(course.judgedAfter(25))).isPresent();
    assertThat(examine(course.planned(28).judgedAfter(25))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ENDING", "REFERRAL", "PAUSE"})
  void what_was_agreed_is_no_silence(Kind kind) {
    assertThat(
            examine(
                course().attended(4).agreed(agreement(kind, null, null)).missed().judgedAfter(40)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONTRACT", "PROMISE", "REASON_FOR_COMING", "FUTURE_ANSWER"})
  void other_agreements_do_not_explain_it(Kind kind) {
    assertThat(
            examine(
                course().attended(4).agreed(agreement(kind, null, null)).missed().judgedAfter(40)))
        .isPresent();
  }

  @Test
  void an_ending_that_lies_ahead_explains_nothing_yet_and_is_the_moment_to_look_again() {
    var june = LocalDate.parse("2026-06-01");
    var signal =
        signal(
            course()
                .attended(4)
                .agreed(agreement(Kind.ENDING, june, null))
                .missed()
                .judgedAfter(30));
    assertThat(signal.lookAgainAt()).isEqualTo(june.atStartOfDay(Courses.ZONE).toInstant());
  }

  @Test
  void an_ending_that_was_not_kept_is_none() {
    var broken = new GoalReview.Agreement(Kind.ENDING, null, null, Boolean.FALSE);
    assertThat(examine(course().attended(4).agreed(broken).missed().judgedAfter(21))).isPresent();
  }

  @Test
  void after_an_agreed_pause_the_clock_starts_with_its_end() {
    // The missed session is on 2 February.
    var pause = agreement(Kind.PAUSE, LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));
    var course = course().attended(4).agreed(pause).missed();
    assertThat(examine(course.judgedAfter(27))).isEmpty();
    assertThat(examine(course.judgedAfter(47))).isEmpty();
    assertThat(examine(course.judgedAfter(49))).isPresent();
  }

  @Test
  void a_pause_without_an_end_is_over_once_the_client_came_again() {
    var pause = agreement(Kind.PAUSE, null, null);
    assertThat(
            examine(
                course().attended(4).agreed(pause).later(21).attended().missed().judgedAfter(21)))
        .isPresent();
  }

  @Test
  void a_treatment_on_hold_is_no_silence() {
    assertThat(examine(missedAfterFour().onHold().judgedAfter(40))).isEmpty();
  }

  @Test
  void a_course_that_ended_is_no_silence() {
    assertThat(examine(missedAfterFour().ended().judgedAfter(40))).isEmpty();
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(course().attended(2).missed().judgedAfter(40))).isEmpty();
    assertThat(examine(course().attended(3).missed().judgedAfter(40))).isPresent();
  }

  @Test
  void an_hour_that_was_moved_is_named_and_not_counted() {
    var signal = signal(missedAfterFour().missedAndMoved().judgedAfter(21));
    assertThat(signal.numbers()).containsEntry("not-held", 1.0);
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.rescheduled");
  }

  @Test
  void an_illness_softens_it_and_does_not_mute_it() {
    assertThat(
            signal(
                    course()
                        .attended(4)
                        .checkIn(form -> form.events(LifeEvent.ILLNESS))
                        .missed()
                        .judgedAfter(21))
                .remarks())
        .containsExactly("remark.life-event");
  }

  @Test
  void a_site_may_wait_longer() {
    var patient = new ContactLapse(GivenSettings.with("contact-lapse.days", "42"));
    var course = missedAfterFour();
    assertThat(patient.examine(course.judgedAfter(41).build(), REASONS_KNOWN)).isEmpty();
    assertThat(patient.examine(course.judgedAfter(42).build(), REASONS_KNOWN)).isPresent();
  }
}
