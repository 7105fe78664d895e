package org.attune.detection.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.Courses.Step;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class StepBarrierTest {

  private final StepBarrier detector = new StepBarrier(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  @SafeVarargs
  private static Courses steps(UnaryOperator<Step>... steps) {
    return steps(course().attended(3), steps);
  }

  @SafeVarargs
  private static Courses steps(Courses course, UnaryOperator<Step>... steps) {
    for (var step : steps) {
      course.attended().step(step);
    }
    return course;
  }

  private static Step left(Step step) {
    return step.tried(false);
  }

  private static Step done(Step step) {
    return step.tried(true).difficulty(2);
  }

  private static Step hard(Step step) {
    return step.tried(true).difficulty(3);
  }

  @Test
  void two_agreed_steps_that_were_not_tried() {
    var course = steps(StepBarrierTest::left, StepBarrierTest::left);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.onset()).isEqualTo(course.build().forms().steps().get(1).source());
    assertThat(signal.evidence()).hasSize(2);
  }

  @Test
  void one_step_that_was_not_tried_is_life() {
    assertThat(examine(steps(StepBarrierTest::left))).isEmpty();
    assertThat(examine(steps(StepBarrierTest::left, StepBarrierTest::done))).isEmpty();
  }

  @Test
  void two_of_the_last_three() {
    assertThat(examine(steps(StepBarrierTest::left, StepBarrierTest::done, StepBarrierTest::left)))
        .isPresent();
    assertThat(
            examine(
                steps(
                    StepBarrierTest::left,
                    StepBarrierTest::done,
                    StepBarrierTest::done,
                    StepBarrierTest::left)))
        .isEmpty();
  }

  @Test
  void a_step_that_was_tried_and_hard() {
    assertThat(signal(steps(StepBarrierTest::hard)).wording()).isEqualTo("flag.hard");
    assertThat(examine(steps(StepBarrierTest::done))).isEmpty();
  }

  @Test
  void a_step_too_big_three_times() {
    var course = steps(StepBarrierTest::hard, StepBarrierTest::hard, StepBarrierTest::hard);
    assertThat(signal(course).onset()).isEqualTo(course.build().forms().steps().get(0).source());
    assertThat(signal(course).evidence()).hasSize(3);
  }

  @Test
  void one_that_was_tried_ends_it_and_starts_afresh() {
    var course = steps(StepBarrierTest::left, StepBarrierTest::left, StepBarrierTest::done);
    assertThat(examine(course)).isEmpty();
    assertThat(examine(steps(course, StepBarrierTest::left))).isEmpty();
    assertThat(examine(steps(course, StepBarrierTest::left))).isPresent();
  }

  @Test
  void what_was_not_agreed_not_clear_or_not_looked_at_is_another_matter() {
    for (UnaryOperator<Step> other :
        java.util.List.<UnaryOperator<Step>>of(
            step -> left(step).agreed(false),
            step -> left(step).agreed(null),
            step -> left(step).clear(false),
            step -> left(step).reviewed(false))) {
      assertThat(examine(steps(other, other, other))).isEmpty();
    }
  }

  @Test
  void what_nobody_answered_is_not_guessed() {
    assertThat(examine(steps(step -> step, step -> step, step -> step))).isEmpty();
  }

  @Test
  void what_work_illness_or_we_caused_is_set_aside_and_named() {
    var course =
        steps(
            step -> left(step).obstacle(CancellationReason.WORK_OR_CARE),
            step -> left(step).obstacle(CancellationReason.LIFE_EVENT),
            step -> left(step).obstacle(CancellationReason.SERVICE));
    assertThat(examine(course)).isEmpty();
    assertThat(
            signal(
                    steps(
                        course,
                        step -> left(step).obstacle(CancellationReason.OWN_REASON),
                        StepBarrierTest::left))
                .excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.work-or-care", "excluded.life-event", "excluded.service");
  }

  @Test
  void what_somebody_else_filled_in_is_named_and_the_therapists_form_is_not() {
    var course = course().attended(3).filledBy(Respondent.PROXY);
    steps(course, StepBarrierTest::hard).filledBy(Respondent.THERAPIST);
    assertThat(examine(steps(course, StepBarrierTest::hard))).isEmpty();
    assertThat(signal(steps(course.filledBy(Respondent.CLIENT), StepBarrierTest::hard)).excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.proxy");
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(course().attended(3).step(StepBarrierTest::hard))).isEmpty();
    assertThat(examine(course().attended(4).step(StepBarrierTest::hard))).isPresent();
  }

  @Test
  void a_loss_is_remarked() {
    var course = course().attended(3).checkIn(form -> form.events(LifeEvent.BEREAVEMENT));
    assertThat(signal(steps(course, StepBarrierTest::hard)).remarks())
        .containsExactly("remark.life-event");
  }
}
