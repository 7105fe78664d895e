package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.reached;

import java.time.Duration;
import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class RepairGainTest {

  private static final double[] USUAL = {37, 38, 36.5, 37.5, 38, 37};

  private final RepairGain detector = new RepairGain(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  @Test
  void ratings_that_are_back_and_stayed_are_good_news() {
    var course = course().rated(USUAL).rated(31, 36.5, 37);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.onset()).isEqualTo(course.build().scores().get(8).source());
    assertThat(signal.proposesGoal()).isFalse();
    assertThat(signal.lookAgainAt()).isEqualTo(signal.since().plus(Duration.ofDays(14)));
  }

  @Test
  void ratings_that_never_fell_are_no_news() {
    assertThat(examine(course().rated(USUAL).rated(USUAL))).isEmpty();
  }

  @Test
  void back_once_or_partly_back_is_not_yet_repaired() {
    assertThat(examine(course().rated(USUAL).rated(31, 37))).as("once").isEmpty();
    assertThat(examine(course().rated(USUAL).rated(31, 35, 35, 35))).as("partly").isEmpty();
  }

  @Test
  void repaired_means_within_five_sessions() {
    assertThat(examine(course().rated(USUAL).rated(31, 31, 31, 31, 31, 37, 37))).isPresent();
    assertThat(examine(course().rated(USUAL).rated(31, 31, 31, 31, 31, 31, 37, 37))).isEmpty();
  }

  @Test
  void it_ends_after_two_weeks() {
    var course = course().rated(USUAL).rated(31, 36.5, 37);
    var since = signal(course).since();
    assertThat(examine(course.asOf(since.plus(Duration.ofDays(14)).minusSeconds(1)))).isPresent();
    assertThat(examine(course.asOf(since.plus(Duration.ofDays(14))))).isEmpty();
  }

  @Test
  void a_new_drop_takes_the_good_news_back() {
    assertThat(examine(course().rated(USUAL).rated(31, 36.5, 37, 30))).isEmpty();
  }

  @Test
  void two_items_of_the_check_in_that_are_back_are_good_news_too() {
    var course = course();
    for (int level : new int[] {9, 9, 9, 9, 2, 9, 9}) {
      course.attended().checkIn(form -> form.relationship(level, level, 9, 9, 9));
    }
    assertThat(signal(course).wording()).isEqualTo("flag");
  }

  @Test
  void four_kept_sessions_after_a_gap_are_good_news_and_three_are_not() {
    var course = course().attended(4).missedAndAsked(3).attended(3);
    assertThat(examine(course)).isEmpty();
    var signal = signal(course.attended());
    assertThat(signal.wording()).isEqualTo("flag.attendance");
    assertThat(signal.numbers()).containsEntry("kept", 4.0);
    assertThat(signal.onset()).isEqualTo(course.build().sessions().get(10).source());
  }

  @Test
  void one_miss_is_no_gap_and_four_kept_after_it_no_news() {
    assertThat(examine(course().attended(4).missedAndAsked().attended(4))).isEmpty();
  }

  @Test
  void sessions_missed_for_want_of_transport_made_no_gap() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .missed(CancellationReason.TRANSPORT)
                    .missed(CancellationReason.TRANSPORT)
                    .missed(CancellationReason.TRANSPORT)
                    .attended(4)))
        .isEmpty();
    assertThat(
            examine(
                course()
                    .attended(4)
                    .cancelledByService()
                    .cancelledByService()
                    .cancelledByService()
                    .attended(4)))
        .isEmpty();
  }

  @Test
  void a_session_that_is_missed_again_takes_it_back() {
    var course = course().attended(4).missedAndAsked(3).attended(4);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.missed())).isEmpty();
  }

  @Test
  void goals_reached_as_expected_are_good_news_and_less_is_not() {
    var signal = signal(course().attended(4).goalReview(reached("Goal/1", 0, null)));
    assertThat(signal.wording()).isEqualTo("flag.goal");
    assertThat(signal.numbers()).containsEntry("attainment", 50.0);
    assertThat(
            examine(
                course().attended(4).goalReview(reached("Goal/1", 1, 1), reached("Goal/2", -1, 2))))
        .isEmpty();
    assertThat(
            examine(
                course().attended(4).goalReview(reached("Goal/1", 1, 2), reached("Goal/2", -1, 1))))
        .isPresent();
  }

  @Test
  void a_goal_form_that_says_nothing_of_attainment_is_no_news() {
    assertThat(examine(course().attended(4).goalReview(reached("Goal/1", null, 3)))).isEmpty();
    assertThat(examine(course().attended(4).goalReview(reached("Goal/1", 2, 0)))).isEmpty();
  }

  @Test
  void goals_that_stay_reached_are_news_once() {
    var course = course().attended(4).goalReview(reached("Goal/1", 0, 1));
    var since = signal(course).since();
    assertThat(signal(course.attended().goalReview(reached("Goal/1", 1, 1))).since())
        .isEqualTo(since);
    assertThat(examine(course.attended().goalReview(reached("Goal/1", 1, 1)))).isEmpty();
  }

  @Test
  void what_somebody_else_says_of_goals_is_set_aside_and_named() {
    var course = course().attended(4).filledBy(Respondent.PROXY);
    course.goalReview(reached("Goal/1", 2, 1));
    assertThat(examine(course)).isEmpty();
    course.filledBy(Respondent.CLIENT).attended().goalReview(reached("Goal/1", 1, 1));
    assertThat(signal(course).excluded())
        .containsExactly(
            new Signal.Excluded(
                course.build().forms().goalReviews().get(0).source(), "excluded.proxy"));
  }

  @Test
  void a_goal_of_the_plan_that_says_it_was_reached_is_good_news_for_two_weeks() {
    var course = course().attended(4).goalAchieved();
    assertThat(signal(course).wording()).isEqualTo("flag.goal");
    assertThat(examine(course.judgedAfter(13))).isPresent();
    assertThat(examine(course.judgedAfter(15))).isEmpty();
  }
}
