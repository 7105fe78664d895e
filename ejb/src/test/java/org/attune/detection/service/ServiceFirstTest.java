package org.attune.detection.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.STAND_IN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;

class ServiceFirstTest {

  private final ServiceFirst detector =
      new ServiceFirst(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return examine(course.build());
  }

  private Optional<Signal> examine(TherapyCourse course) {
    return detector.examine(course, ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  @Test
  void two_sessions_called_off_by_the_service_among_six() {
    var signal = signal(course().attended(4).cancelledByService().attended().cancelledByService());
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.category()).isEqualTo(Category.ADMIN);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.numbers()).containsEntry("cancelled", 2.0).containsEntry("of", 4.0);
    assertThat(signal.holdsBack()).containsExactly("attendance-change", "alliance-drift");
  }

  @Test
  void one_session_called_off_by_the_service_is_life() {
    assertThat(examine(course().attended(4).cancelledByService())).isEmpty();
  }

  @Test
  void two_that_lie_far_apart_are_life_too() {
    assertThat(examine(course().attended(4).cancelledByService().attended(5).cancelledByService()))
        .isEmpty();
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(course().cancelledByService().cancelledByService().attended(2))).isEmpty();
  }

  @Test
  void a_leave_is_named_as_an_absence() {
    var signal = signal(course().attended(4).cancelledByService().cancelledByService());
    assertThat(signal.wording()).isEqualTo("flag.absence");
    assertThat(signal.holdsBack()).contains("attendance-change");
    assertThat(signal.numbers()).containsEntry("absence", 1.0);
  }

  @Test
  void an_absence_counts_into_one_note_for_the_unit_about_that_therapist() {
    var signal = signal(course().attended(4).cancelledByService().cancelledByService());
    assertThat(signal.channel()).isEqualTo(Channel.UNIT);
    assertThat(signal.subject()).isEqualTo("Practitioner/t1");
    assertThat(signal.level()).isEqualTo(Level.INFO);
  }

  @Test
  void sessions_called_off_with_two_therapists_are_nobodys_absence() {
    var signal =
        signal(course().attended(4).cancelledByService().with(STAND_IN).cancelledByService());
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.subject()).isNull();
  }

  @Test
  void a_quiet_ending_is_never_held_back() {
    assertThat(signal(course().attended(4).cancelledByService().cancelledByService()).holdsBack())
        .doesNotContain("contact-lapse");
  }

  @Test
  void it_ends_after_two_sessions_that_took_place() {
    var interrupted = course().attended(4).cancelledByService().cancelledByService();
    assertThat(examine(interrupted.attended())).isPresent();
    assertThat(examine(interrupted.attended())).isEmpty();
  }

  @Test
  void what_was_counted_once_is_not_counted_again() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .cancelledByService()
                    .cancelledByService()
                    .attended(2)
                    .cancelledByService()))
        .isEmpty();
  }

  @Test
  void it_holds_back_for_four_weeks_and_says_when_to_look_again() {
    var course = course().attended(4).cancelledByService().cancelledByService();
    var hold = course.latest().plus(Duration.ofDays(28));
    assertThat(signal(course).lookAgainAt()).isEqualTo(hold);
    var later = signal(course.judgedAfter(28));
    assertThat(later.holdsBack()).isEmpty();
    assertThat(later.lookAgainAt()).isNull();
  }

  @Test
  void a_third_cancellation_does_not_move_the_beginning() {
    var course = course().attended(4).cancelledByService().cancelledByService();
    var first = signal(course);
    var later = signal(course.cancelledByService());
    assertThat(later.onset()).isEqualTo(first.onset());
    assertThat(later.since()).isEqualTo(first.since());
  }

  @Test
  void a_block_booking_of_twelve_weeks_is_no_wait() {
    assertThat(examine(course().bookedAhead(7).attended(5).bookedAsOneBlock().attended(12)))
        .isEmpty();
  }

  @Test
  void a_wait_longer_than_half_as_much_again_is_named() {
    var signal = signal(course().bookedAhead(7).attended(5).bookedAhead(12).attended());
    assertThat(signal.wording()).isEqualTo("flag.wait");
    assertThat(signal.numbers()).containsEntry("wait-days", 12.0).containsEntry("usual-days", 7.0);
  }

  @Test
  void a_slightly_longer_wait_is_not() {
    assertThat(examine(course().bookedAhead(7).attended(5).bookedAhead(10).attended())).isEmpty();
  }

  @Test
  void a_booking_typed_in_afterwards_is_no_wait() {
    assertThat(examine(course().bookedAhead(0).attended(5).bookedAhead(1).attended())).isEmpty();
  }

  @Test
  void a_change_of_therapist_with_a_fall_is_named() {
    var course = course().rated(37, 38, 36.5, 37.5, 38).with(STAND_IN).rated(31);
    var signal = signal(course);
    assertThat(signal.wording()).isEqualTo("flag.therapist-change");
    assertThat(signal.evidence()).hasSize(2);
    assertThat(signal.numbers()).containsEntry("rating", 31.0);
  }

  @Test
  void a_change_of_therapist_alone_is_not() {
    assertThat(examine(course().rated(37, 38, 36.5, 37.5, 38).with(STAND_IN).rated(37.5)))
        .isEmpty();
  }

  @Test
  void a_fall_long_after_the_change_is_not_put_down_to_it() {
    assertThat(
            examine(
                course()
                    .rated(37, 38, 36.5, 37.5, 38)
                    .with(STAND_IN)
                    .rated(37, 38, 37, 38, 37, 31)))
        .isEmpty();
  }

  @Test
  void what_the_client_called_off_is_not_the_services() {
    assertThat(examine(course().attended(4).cancelledByClient(CancellationReason.OWN_REASON, 3)))
        .isEmpty();
  }
}
