package org.attune.detection.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.FORMS_IN_USE;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.careGoal;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.detection.alliance.AllianceDrop;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class CheckInGapTest {

  private final AllianceDrop drop = new AllianceDrop(new Instruments(), GivenSettings.FALLBACKS);
  private final CheckInGap detector = new CheckInGap(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return examine(course, FORMS_IN_USE);
  }

  private Optional<Signal> examine(Courses course, ServiceNorms norms) {
    var view = course.build();
    return detector.examine(view, norms, drop.examine(view, norms).stream().toList());
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  /** Sessions after each of which the client filled in a check-in. */
  private static Courses asked(Courses course, int sessions) {
    for (int i = 0; i < sessions; i++) {
      course.attended().clearCheckIn();
    }
    return course;
  }

  @Test
  void four_sessions_without_a_form() {
    var course = course().attended(4).judgedAfter(2);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.since()).isEqualTo(course.latest().plus(Duration.ofHours(36)));
    assertThat(signal.onset()).isEqualTo(course.build().sessions().get(3).source());
  }

  @Test
  void three_sessions_without_a_form_are_no_gap() {
    assertThat(examine(course().attended(3).judgedAfter(2))).isEmpty();
    assertThat(examine(asked(course(), 1).attended(3).judgedAfter(2))).isEmpty();
  }

  @Test
  void the_form_of_the_fourth_may_still_come_in() {
    assertThat(examine(course().attended(4).judgedAfter(1))).isEmpty();
  }

  @Test
  void any_form_about_the_sessions_ends_it_whoever_filled_it_in() {
    assertThat(examine(course().attended(4).score(36).judgedAfter(2))).isEmpty();
    assertThat(
            examine(course().attended(4).filledBy(Respondent.PROXY).clearCheckIn().judgedAfter(2)))
        .isEmpty();
    assertThat(examine(course().attended(4).score(Courses.PHQ_9, 9).judgedAfter(2))).isPresent();
  }

  @Test
  void sessions_that_did_not_take_place_ask_for_no_form() {
    assertThat(examine(course().attended(3).missed(3).judgedAfter(2))).isEmpty();
  }

  @Test
  void a_unit_that_hardly_uses_the_forms_is_left_alone() {
    var course = course().attended(4).judgedAfter(2);
    assertThat(examine(course, REASONS_KNOWN)).isEmpty();
    assertThat(examine(course, returned(0.49))).isEmpty();
    assertThat(examine(course, returned(0.5))).isPresent();
  }

  private static ServiceNorms returned(double share) {
    return new ServiceNorms(Map.of(), 0.12, 0.95, Map.of(), share);
  }

  @Test
  void an_agreed_pause_is_no_gap() {
    assertThat(examine(course().attended(4).onHold().judgedAfter(2))).isEmpty();
  }

  @Test
  void eight_sessions_without_a_look_at_the_goals() {
    assertThat(examine(asked(course(), 7).judgedAfter(2))).isEmpty();
    assertThat(signal(asked(course(), 8).judgedAfter(2)).wording()).isEqualTo("flag.goals");
    var reviewed = asked(course(), 8).goalReview(matters("Goal/a", 8, 8));
    assertThat(examine(reviewed.judgedAfter(2))).isEmpty();
    assertThat(examine(asked(reviewed, 7).judgedAfter(2))).isEmpty();
    assertThat(examine(asked(reviewed, 1).judgedAfter(2))).isPresent();
  }

  @Test
  void ninety_days_count_where_sessions_are_rare() {
    assertThat(examine(asked(course().every(30), 3).judgedAfter(2))).isEmpty();
    assertThat(signal(asked(course().every(30), 4).judgedAfter(2)).wording())
        .isEqualTo("flag.goals");
  }

  @Test
  void a_goal_that_was_changed_in_the_care_plan_was_reviewed() {
    var course = asked(course(), 8);
    var changed = careGoal("a", Lifecycle.ACTIVE, null, course.day(0));
    assertThat(examine(course.goal(changed).judgedAfter(2))).isEmpty();
  }

  @Test
  void a_step_that_was_not_agreed_not_clear_or_not_looked_at() {
    assertThat(signal(asked(course(), 1).step(step -> step.agreed(false))).wording())
        .isEqualTo("flag.step");
    assertThat(examine(asked(course(), 1).step(step -> step.clear(false)))).isPresent();
    assertThat(examine(asked(course(), 1).step(step -> step.reviewed(false)))).isPresent();
    assertThat(examine(asked(course(), 1).step(step -> step.agreed(null)))).isEmpty();
    assertThat(examine(asked(course(), 1).step(step -> step))).isEmpty();
  }

  @Test
  void the_next_step_or_two_sessions_end_that() {
    var course = asked(course(), 1).step(step -> step.clear(false));
    assertThat(examine(asked(course, 1))).isPresent();
    assertThat(examine(asked(course, 1))).isEmpty();
    assertThat(examine(asked(course, 1).step(step -> step.clear(false)).step(step -> step)))
        .isEmpty();
  }

  @Test
  void a_low_score_that_nobody_answered_for_two_sessions() {
    var course = low();
    assertThat(examine(course.rated(25).judgedAfter(2))).isEmpty();
    var signal = signal(course.rated(25).judgedAfter(2));
    assertThat(signal.wording()).isEqualTo("flag.response");
    assertThat(signal.evidence())
        .containsExactly(
            course.build().sessions().get(7).source(), course.build().scores().get(5).source());
    assertThat(examine(course.wrote(1).judgedAfter(2))).isPresent();
    assertThat(examine(course.contact(1).judgedAfter(2))).isEmpty();
  }

  private static Courses low() {
    return course().rated(37, 38, 37, 38, 37).goalReview(matters("Goal/a", 8, 8)).rated(25);
  }

  @Test
  void what_was_tried_answers_a_low_score() {
    var course = low().tried("alliance-drop", "st-06");
    assertThat(examine(course.rated(25, 25).judgedAfter(2))).isEmpty();
  }

  @Test
  void check_ins_left_out_three_times_cite_the_session_and_not_the_note() {
    var course = course();
    for (int i = 0; i < 2; i++) {
      asked(course, 1).note(note -> note.checkedIn(true, false));
    }
    assertThat(examine(course)).isEmpty();
    var signal = signal(asked(course, 1).note(note -> note.checkedIn(false, true)));
    assertThat(signal.wording()).isEqualTo("flag.structure");
    assertThat(signal.evidence()).isEqualTo(List.of(course.build().sessions().get(2).source()));
    assertThat(examine(asked(course, 1).note(note -> note.checkedIn(true, true)))).isEmpty();
  }
}
