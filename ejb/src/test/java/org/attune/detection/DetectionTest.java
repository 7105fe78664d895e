package org.attune.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Courses;
import org.junit.jupiter.api.Test;

class DetectionTest {

  private final Detection detection = new Detection(Roster.of(EveryDetector.withFallbacks()));

  private List<Signal> judge(Courses course) {
    return detection.judge(course.build(), REASONS_KNOWN);
  }

  private List<Signal> judgeWithout(Courses course, String holder) {
    return detection.judge(course.build(), REASONS_KNOWN, Set.of(holder));
  }

  private static Courses everythingAtOnce() {
    return course()
        .rated(37, 38, 36.5, 37.5, 38, 37)
        .rated(30)
        .missedAndAsked(4)
        .says(Voice.NOT_HELPED, Voice.HARMED);
  }

  @Test
  void what_the_client_says_comes_first_then_by_name() {
    assertThat(judge(everythingAtOnce()))
        .extracting(Signal::detector)
        .containsExactly("client-voice", "alliance-drop", "attendance-change");
  }

  @Test
  void a_service_that_interrupts_holds_back_what_is_said_of_attendance() {
    var course = course().attended(4).missedAndAsked(3).cancelledByService().cancelledByService();
    assertThat(judge(course)).extracting(Signal::detector).containsExactly("service-first");
    assertThat(judge(course.judgedAfter(28)))
        .extracting(Signal::detector)
        .containsExactly("service-first", "attendance-change", "contact-lapse");
  }

  @Test
  void a_service_that_interrupts_never_holds_back_that_a_course_falls_quiet() {
    var course = course().attended(4).cancelledByService().cancelledByService();
    var signals = judge(course.judgedAfter(21));
    assertThat(signals)
        .extracting(Signal::detector)
        .containsExactly("service-first", "contact-lapse");
    assertThat(signals.get(0).holdsBack()).contains("attendance-change");
  }

  @Test
  void the_service_never_holds_back_what_the_client_says_or_a_drop() {
    assertThat(judge(everythingAtOnce().cancelledByService().cancelledByService()))
        .extracting(Signal::detector)
        .containsExactly("client-voice", "service-first", "alliance-drop");
  }

  @Test
  void what_is_held_back_can_be_looked_at_as_if_nobody_held_it() {
    var course = course().attended(4).missedAndAsked(3).cancelledByService().cancelledByService();
    assertThat(judgeWithout(course, "service-first"))
        .extracting(Signal::detector)
        .containsExactly("service-first", "attendance-change");
    assertThat(judgeWithout(course, "client-voice"))
        .extracting(Signal::detector)
        .containsExactly("service-first");
  }

  @Test
  void death_closes_everything_silently() {
    assertThat(judge(everythingAtOnce().deceased())).isEmpty();
    assertThat(
            judge(
                everythingAtOnce()
                    .cancelledByCircumstance(CancellationReason.DEATH)
                    .calledOffAhead(CancellationReason.DEATH, 7)))
        .isEmpty();
  }

  @Test
  void of_a_course_that_ended_only_what_the_client_told_us_stands() {
    assertThat(judge(everythingAtOnce().ended()))
        .extracting(Signal::detector)
        .containsExactly("client-voice");
  }

  @Test
  void a_court_ordered_course_gives_prompts_only() {
    assertThat(judge(everythingAtOnce().courtOrdered()))
        .filteredOn(signal -> !signal.detector().equals("client-voice"))
        .hasSize(2)
        .allSatisfy(
            signal -> {
              assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
              assertThat(signal.level()).isEqualTo(Level.PROMPT);
              assertThat(signal.proposesGoal()).isFalse();
            });
  }

  @Test
  void harm_in_a_court_ordered_course_still_reaches_a_named_person() {
    assertThat(judge(everythingAtOnce().courtOrdered()))
        .first()
        .extracting(Signal::channel)
        .isEqualTo(Channel.NAMED_PERSON);
  }

  @Test
  void a_block_booking_of_twelve_weeks_is_nothing_at_all() {
    assertThat(judge(course().bookedAhead(7).attended(5).bookedAsOneBlock().attended(12)))
        .isEmpty();
  }

  @Test
  void the_order_in_which_detectors_are_found_does_not_matter() {
    var reversed =
        EveryDetector.withFallbacks().stream()
            .sorted(Collections.reverseOrder(java.util.Comparator.comparing(Detector::id)))
            .toList();
    assertThat(new Detection(Roster.of(reversed)).judge(everythingAtOnce().build(), REASONS_KNOWN))
        .isEqualTo(judge(everythingAtOnce()));
  }

  @Test
  void an_empty_roster_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> Roster.of(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no detector at all");
  }

  @Test
  void two_detectors_of_one_name_are_refused() {
    var one = EveryDetector.withFallbacks().get(0);
    assertThatThrownBy(() -> Roster.of(List.of(one, one))).hasMessageContaining(one.id());
  }
}
