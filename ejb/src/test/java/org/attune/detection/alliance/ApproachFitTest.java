package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class ApproachFitTest {

  private final ApproachFit detector = new ApproachFit(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  /** Sessions with a steady total; only the mark for the approach changes. */
  private static Courses approach(double... marks) {
    return approach(course(), marks);
  }

  private static Courses approach(Courses course, double... marks) {
    for (double mark : marks) {
      course.attended().part(Courses.SRS, 36, "approach", mark);
    }
    return course;
  }

  private static Courses items(Courses course, int pace, int approach, int times) {
    for (int i = 0; i < times; i++) {
      course.attended().checkIn(form -> form.relationship(9, 9, pace, approach, 9));
    }
    return course;
  }

  private static Courses ticked(Courses course, Fit... fits) {
    return course.attended().checkIn(form -> form.fits(fits));
  }

  @Test
  void a_mark_for_the_approach_below_the_own_range_is_named() {
    var course = approach(9, 9, 8.5, 9, 5);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.category()).isEqualTo(Category.CLINICAL);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.onset()).isEqualTo(course.build().scores().get(4).source());
    assertThat(signal.proposesGoal()).isTrue();
  }

  @Test
  void a_mark_within_the_own_range_is_not() {
    assertThat(examine(approach(9, 9, 8.5, 9, 7.5))).isEmpty();
  }

  @Test
  void another_mark_that_fell_is_not_about_the_approach() {
    var course = approach(9, 9, 8.5, 9);
    assertThat(examine(course.attended().part(Courses.SRS, 30, "goals", 2))).isEmpty();
  }

  @Test
  void three_earlier_marks_are_needed() {
    assertThat(examine(approach(course().attended(3), 9, 9, 3))).isEmpty();
    assertThat(examine(approach(course().attended(3), 9, 9, 9, 3))).isPresent();
  }

  @Test
  void the_next_two_in_range_end_it_and_one_does_not() {
    var course = approach(9, 9, 8.5, 9, 5);
    var onset = signal(course).onset();
    assertThat(signal(approach(course, 9)).onset()).isEqualTo(onset);
    assertThat(examine(approach(course, 9))).isEmpty();
  }

  @Test
  void an_item_of_the_check_in_below_its_own_range_is_named() {
    assertThat(examine(items(items(course(), 9, 9, 4), 4, 9, 1))).as("pace").isPresent();
    assertThat(examine(items(items(course(), 9, 9, 4), 9, 4, 1))).as("approach").isPresent();
    assertThat(examine(items(items(course(), 9, 9, 4), 7, 7, 1))).as("a little").isEmpty();
  }

  @Test
  void two_ticks_in_three_check_ins_are_named_and_one_is_not() {
    var course = ticked(course().attended(3), Fit.TOO_FAST);
    assertThat(examine(course)).isEmpty();
    var signal = signal(ticked(ticked(course), Fit.NOT_FOR_ME));
    assertThat(signal.wording()).isEqualTo("flag.ticked");
    assertThat(signal.numbers()).containsEntry("ticked", 2.0).containsEntry("of", 3.0);
    assertThat(signal.onset()).isEqualTo(course.build().checkIns().get(2).source());
  }

  @Test
  void two_ticks_in_four_check_ins_are_not() {
    assertThat(
            examine(
                ticked(ticked(ticked(ticked(course().attended(3), Fit.TOO_SLOW))), Fit.TOO_SLOW)))
        .isEmpty();
  }

  @Test
  void a_goal_that_is_not_theirs_is_another_matter() {
    assertThat(examine(ticked(ticked(course().attended(3), Fit.NOT_MY_GOAL), Fit.NOT_MY_GOAL)))
        .isEmpty();
    assertThat(
            examine(
                ticked(
                    ticked(course().attended(3), Fit.DISAGREE_WITH_PLAN), Fit.DISAGREE_WITH_PLAN)))
        .isPresent();
  }

  @Test
  void two_check_ins_without_a_tick_end_it_and_one_does_not() {
    var course = ticked(ticked(course().attended(3), Fit.TOO_FAST), Fit.TOO_FAST);
    assertThat(examine(ticked(course))).as("one").isPresent();
    assertThat(examine(ticked(course))).as("two").isEmpty();
  }

  @Test
  void nothing_is_said_of_the_first_three_sessions() {
    assertThat(examine(ticked(ticked(ticked(course(), Fit.TOO_FAST), Fit.TOO_FAST), Fit.TOO_FAST)))
        .isEmpty();
    assertThat(examine(ticked(ticked(ticked(course(), Fit.TOO_FAST), Fit.TOO_FAST)).attended(2)))
        .isEmpty();
  }

  @Test
  void check_ins_that_the_team_may_not_read_are_neither_used_nor_named() {
    var course = course().attended(3);
    for (int i = 0; i < 3; i++) {
      course.attended().checkIn(form -> form.fits(Fit.TOO_FAST).onlyFor(Audience.NOT_MY_THERAPIST));
    }
    assertThat(examine(course)).isEmpty();
    assertThat(signal(ticked(ticked(course, Fit.TOO_FAST), Fit.TOO_FAST)).excluded()).isEmpty();
  }

  @Test
  void a_form_filled_by_somebody_else_is_set_aside_and_named() {
    var course = ticked(course().attended(3).filledBy(Respondent.PROXY), Fit.TOO_FAST);
    ticked(course.filledBy(Respondent.CLIENT), Fit.TOO_FAST);
    assertThat(examine(course)).isEmpty();
    assertThat(signal(ticked(course, Fit.TOO_FAST)).excluded())
        .containsExactly(
            new Signal.Excluded(course.build().checkIns().get(0).source(), "excluded.proxy"));
  }

  @Test
  void a_loss_softens_the_words_and_mutes_nothing() {
    var course = approach(9, 9, 8.5, 9).checkIn(form -> form.events(LifeEvent.BEREAVEMENT));
    assertThat(signal(approach(course, 5)).wording()).isEqualTo("flag.life-event");
  }

  @Test
  void a_site_may_ask_for_three_ticks() {
    var strict = new ApproachFit(new Instruments(), GivenSettings.with("approach-fit.ticked", "3"));
    var course = ticked(ticked(course().attended(3), Fit.TOO_FAST), Fit.TOO_FAST);
    assertThat(strict.examine(course.build(), ServiceNorms.UNKNOWN)).isEmpty();
    assertThat(strict.examine(ticked(course, Fit.TOO_FAST).build(), ServiceNorms.UNKNOWN))
        .isPresent();
  }
}
