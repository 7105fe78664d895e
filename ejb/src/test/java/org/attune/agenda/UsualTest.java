package org.attune.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualTest {

  @ParameterizedTest
  @ValueSource(strings = {"plan-blind-spot", "goal-alignment"})
  void a_goal_is_decided_about_where_one_waits_and_else_people_look_at_the_plan(String detector) {
    var usual = Usual.of(detector, "flag");
    assertThat(usual.where(true)).isEqualTo(new Usual(Matter.GOALS, NextStep.DECIDE_GOAL));
    assertThat(usual.where(false)).isEqualTo(new Usual(Matter.GOALS, NextStep.REVIEW_PLAN));
  }

  @Test
  void what_is_usual_besides_does_not_depend_on_goals() {
    var usual = Usual.of("contact-lapse", "flag");
    assertThat(usual.where(true)).isEqualTo(usual.where(false)).isEqualTo(usual);
  }
}
