package org.attune.detection.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.careGoal;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.ready;

import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.Courses;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class ReadinessPlanTest {

  private static final String WORK = "Goal/work";

  private final ReadinessPlan detector = new ReadinessPlan(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses withAStep() {
    return course().attended(4).step(step -> step.tried(true));
  }

  private static Courses withAGoal(Lifecycle lifecycle) {
    return course().attended(3).goal(careGoal("work", lifecycle, null));
  }

  private static Courses says(Courses course, ReadinessRuler.OfGoal... rulers) {
    for (var ruler : rulers) {
      course.attended().ruler(ruler);
    }
    return course;
  }

  private static ReadinessRuler.OfGoal confidence(int confidence) {
    return ready(WORK, 8, confidence, null);
  }

  @Test
  void low_confidence_twice_while_steps_are_agreed() {
    var course = says(withAStep(), confidence(3), confidence(2));
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.since()).isEqualTo(course.build().forms().rulers().get(1).at());
    assertThat(signal.onset()).isEqualTo(course.build().forms().rulers().get(0).source());
    assertThat(signal.evidence()).contains(course.build().forms().steps().get(0).source());
  }

  @Test
  void once_is_a_normal_hesitation() {
    assertThat(examine(says(withAStep(), confidence(3)))).isEmpty();
    assertThat(examine(says(withAStep(), confidence(3), confidence(4), confidence(3)))).isEmpty();
  }

  @Test
  void four_of_ten_is_not_low() {
    assertThat(examine(says(withAStep(), confidence(4), confidence(4)))).isEmpty();
  }

  @Test
  void low_importance_counts_as_much() {
    assertThat(examine(says(withAStep(), ready(WORK, 3, 9, null), ready(WORK, 1, null, null))))
        .isPresent();
  }

  @Test
  void a_stage_that_somebody_named() {
    for (var stage : ReadinessStage.values()) {
      boolean early =
          stage == ReadinessStage.PRECONTEMPLATION || stage == ReadinessStage.CONTEMPLATION;
      var said = ready(WORK, null, null, stage);
      assertThat(examine(says(withAStep(), said, said)).isPresent()).isEqualTo(early);
    }
  }

  @Test
  void without_tasks_there_is_nothing_to_be_ahead_of() {
    assertThat(examine(says(course().attended(3), confidence(1), confidence(1)))).isEmpty();
    assertThat(
            examine(
                says(
                    course().attended(4).step(step -> step.agreed(false)),
                    confidence(1),
                    confidence(1))))
        .isEmpty();
  }

  @Test
  void an_active_goal_of_the_care_plan_is_a_plan_to_act() {
    assertThat(signal(says(withAGoal(Lifecycle.ACTIVE), confidence(1), confidence(1))).evidence())
        .contains(careGoal("work", Lifecycle.ACTIVE, null).source());
    assertThat(examine(says(withAGoal(Lifecycle.PROPOSED), confidence(1), confidence(1))))
        .isEmpty();
    assertThat(
            examine(
                says(
                    withAGoal(Lifecycle.ACTIVE),
                    ready("Goal/other", 1, 1, null),
                    ready("Goal/other", 1, 1, null))))
        .isEmpty();
  }

  @Test
  void each_goal_for_itself() {
    assertThat(examine(says(withAStep(), confidence(1), ready("Goal/other", 1, 1, null))))
        .isEmpty();
  }

  @Test
  void five_or_more_on_both_ends_it_and_four_does_not() {
    var course = says(withAGoal(Lifecycle.ACTIVE), confidence(1), confidence(1));
    var since = signal(course).since();
    assertThat(signal(says(course, confidence(4))).since()).isEqualTo(since);
    assertThat(examine(says(course, confidence(5)))).isEmpty();
  }

  @Test
  void taking_the_tasks_out_of_the_plan_ends_it() {
    var course = says(withAStep(), confidence(1), confidence(1));
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.attended().step(step -> step.agreed(false)))).isEmpty();
  }

  @Test
  void four_weeks_without_an_agreed_step_end_it_too() {
    var course = says(withAStep(), confidence(1), confidence(1));
    assertThat(examine(course.judgedAfter(13))).isPresent();
    assertThat(examine(course.judgedAfter(15))).isEmpty();
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    var course = course().goal(careGoal("work", Lifecycle.ACTIVE, null));
    assertThat(examine(says(course, confidence(1), confidence(1), confidence(1)))).isEmpty();
    assertThat(examine(says(course, confidence(1)))).isEmpty();
    assertThat(examine(says(course, confidence(1)))).isPresent();
  }

  @Test
  void a_ruler_filled_in_by_somebody_else_is_named_and_not_counted() {
    var course = withAGoal(Lifecycle.ACTIVE).filledBy(Respondent.PROXY);
    says(course, confidence(1)).filledBy(Respondent.CLIENT);
    assertThat(examine(says(course, confidence(1)))).isEmpty();
    assertThat(signal(says(course, confidence(1))).excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.proxy");
  }
}
