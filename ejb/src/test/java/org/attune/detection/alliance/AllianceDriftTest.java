package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.STAND_IN;
import static org.attune.therapy.Courses.course;

import java.util.Map;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class AllianceDriftTest {

  private static final double[] USUAL = {37, 38, 36.5, 37.5, 38, 37};
  private static final double[] EASING = {36, 35.5, 35, 34.5, 34, 33.5};
  private static final ServiceNorms LOW_IS_30 =
      new ServiceNorms(Map.of(), 0.12, 0, Map.of(Courses.SRS, 30.0), 0);

  private final AllianceDrift detector =
      new AllianceDrift(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), LOW_IS_30);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Source rating(Courses course, int index) {
    return course.build().scores().get(index).source();
  }

  @Test
  void ratings_that_slowly_ease_are_named_though_none_of_them_is_a_drop() {
    var course = course().rated(USUAL).rated(EASING);
    assertThat(
            new AllianceDrop(new Instruments(), GivenSettings.FALLBACKS)
                .examine(course.build(), LOW_IS_30))
        .isEmpty();
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.category()).isEqualTo(Category.CLINICAL);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag.falling");
    assertThat(signal.evidence()).contains(signal.onset());
    assertThat(signal.proposesGoal()).isTrue();
  }

  @Test
  void ups_and_downs_around_the_usual_level_are_nothing() {
    assertThat(examine(course().rated(USUAL).rated(36, 38, 36, 38, 36, 38, 36, 38, 36))).isEmpty();
  }

  @Test
  void the_sum_must_pass_its_limit() {
    // Level 37, spread 2 * sqrt(7/6): a rating of 34 adds 0.89 to the sum each time.
    var steady = new ServiceNorms(Map.of(Courses.SRS, 2.0), 0.12, 0);
    var strict =
        new AllianceDrift(new Instruments(), GivenSettings.with("alliance-drift.sum", "6"));
    var course = course().rated(USUAL).rated(EASING);
    assertThat(detector.examine(course.build(), steady)).isPresent();
    assertThat(strict.examine(course.build(), steady)).isEmpty();
  }

  @Test
  void half_a_point_from_a_perfect_series_is_no_decline_however_long() {
    assertThat(
            examine(
                course()
                    .rated(40, 40, 40, 40, 40, 40, 40, 40, 40, 40)
                    .rated(39.5, 39.5, 39.5, 39.5, 39.5, 39.5, 39.5, 39.5)))
        .isEmpty();
  }

  @Test
  void less_than_one_point_is_no_decline_however_steady_the_client() {
    var steady = new ServiceNorms(Map.of(Courses.SRS, 0.2), 0.12, 0);
    var course = course().rated(38, 38, 38, 38, 38, 38, 38, 38);
    assertThat(detector.examine(course.rated(37.6, 37.5, 37.5, 37.5).build(), steady)).isEmpty();
  }

  @Test
  void its_beginning_stays_while_it_stands() {
    var course = course().rated(USUAL).rated(EASING);
    var onset = signal(course).onset();
    assertThat(signal(course.rated(33.5, 34, 33)).onset()).isEqualTo(onset);
  }

  @Test
  void two_ratings_in_range_end_it_and_one_does_not() {
    var course = course().rated(USUAL).rated(EASING).rated(37);
    assertThat(examine(course)).as("one").isPresent();
    assertThat(examine(course.rated(37))).as("two").isEmpty();
  }

  @Test
  void one_in_range_and_one_below_do_not_end_it() {
    assertThat(examine(course().rated(USUAL).rated(EASING).rated(37, 33, 37))).isPresent();
  }

  @Test
  void a_drop_that_stands_is_not_said_twice() {
    assertThat(examine(course().rated(USUAL).rated(31, 30, 29, 28, 27))).isEmpty();
    var course = course().rated(USUAL).rated(EASING);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.rated(20))).as("a drop takes over").isEmpty();
  }

  @Test
  void after_a_repaired_drop_the_sum_begins_anew() {
    var course = course().rated(USUAL).rated(31, 37, 37);
    assertThat(examine(course)).isEmpty();
    assertThat(examine(course.rated(35.9, 35.5, 35))).as("three small falls").isEmpty();
    assertThat(examine(course.rated(34.5, 34.3, 34, 34, 34))).as("a decline").isPresent();
  }

  @Test
  void ratings_that_do_not_fall_in_a_row_have_eased() {
    assertThat(
            signal(course().rated(USUAL).rated(35.2, 35.4, 35, 35.2, 34.6, 34.8, 34.4, 34.6))
                .wording())
        .isEqualTo("flag");
  }

  @Test
  void four_low_ratings_in_a_row_that_do_not_rise_are_named() {
    var course = course().rated(31, 31, 31, 29.9, 29.9, 29.9);
    assertThat(examine(course)).as("three").isEmpty();
    var signal = signal(course.rated(29.9));
    assertThat(signal.wording()).isEqualTo("flag.low");
    assertThat(signal.onset()).isEqualTo(rating(course, 6));
  }

  @Test
  void low_ratings_that_rise_are_left_in_peace() {
    assertThat(examine(course().rated(31, 31, 31).rated(29, 29.2, 29.4, 29.6))).isEmpty();
  }

  @Test
  void exactly_at_the_tenth_centile_is_not_low() {
    assertThat(examine(course().rated(31, 31, 31).rated(30, 30, 30, 30))).isEmpty();
  }

  @Test
  void low_from_the_beginning_means_that_trust_is_being_built() {
    var course = course().rated(25, 25, 25, 25, 25, 25);
    assertThat(examine(course)).as("the first three do not count").isEmpty();
    assertThat(signal(course.rated(25)).wording()).isEqualTo("flag.building-trust");
    assertThat(examine(course.rated(30, 30))).as("in range twice").isEmpty();
  }

  @Test
  void nothing_is_low_where_the_level_of_the_service_is_not_known() {
    assertThat(
            detector.examine(
                course().rated(25, 25, 25, 25, 25, 25, 25).build(), ServiceNorms.UNKNOWN))
        .isEmpty();
  }

  @Test
  void nothing_is_said_of_the_first_three_sessions() {
    assertThat(
            examine(
                course()
                    .attended()
                    .score(38)
                    .score(38)
                    .score(38)
                    .score(35)
                    .score(34)
                    .score(33)
                    .score(32)
                    .score(31)
                    .attended(2)))
        .isEmpty();
  }

  @Test
  void forms_filled_by_somebody_else_and_about_a_stand_in_are_set_aside_and_named() {
    var course =
        course()
            .rated(USUAL)
            .filledBy(Respondent.PROXY)
            .rated(20)
            .filledBy(Respondent.CLIENT)
            .with(STAND_IN)
            .rated(20)
            .with(Courses.THERAPIST)
            .rated(EASING);
    assertThat(signal(course).excluded())
        .containsExactly(
            new Signal.Excluded(rating(course, 6), "excluded.proxy"),
            new Signal.Excluded(rating(course, 7), "excluded.other-therapist"));
  }

  @Test
  void another_form_starts_its_own_level() {
    assertThat(examine(course().rated(USUAL).form("1.0.0#de").rated(EASING))).isEmpty();
  }

  @Test
  void a_loss_softens_the_words_and_mutes_nothing() {
    var signal =
        signal(
            course()
                .rated(USUAL)
                .checkIn(form -> form.events(LifeEvent.BEREAVEMENT))
                .rated(EASING));
    assertThat(signal.wording()).isEqualTo("flag.life-event");
    assertThat(signal.remarks()).containsExactly("remark.life-event");
  }

  @Test
  void without_an_instrument_the_mean_of_the_check_in_speaks() {
    var course = checkIns(9, 9, 9, 9, 7, 7, 6, 6, 6, 6);
    assertThat(signal(course).wording()).startsWith("flag");
    assertThat(examine(checkIns(9, 9, 9, 9, 8, 9, 8, 9, 8, 9))).isEmpty();
  }

  @Test
  void a_check_in_with_a_skipped_item_has_no_mean() {
    var course = checkIns(9, 9, 9, 9, 8, 8);
    for (int i = 0; i < 6; i++) {
      course.attended().checkIn(form -> form.rate(Item.HEARD, 7));
    }
    assertThat(examine(course)).isEmpty();
  }

  private static Courses checkIns(int... levels) {
    var course = course();
    for (int level : levels) {
      course.attended().checkIn(form -> form.relationship(level, level, level, level, level));
    }
    return course;
  }
}
