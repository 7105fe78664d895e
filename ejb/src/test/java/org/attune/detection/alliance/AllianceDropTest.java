package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.attune.therapy.Courses.STAND_IN;
import static org.attune.therapy.Courses.THERAPIST;
import static org.attune.therapy.Courses.course;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;

class AllianceDropTest {

  private static final double[] USUAL = {37, 38, 36.5, 37.5, 38, 37};

  private final AllianceDrop detector =
      new AllianceDrop(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Source rating(TherapyCourse course, int index) {
    return course.scores().get(index).source();
  }

  @Test
  void thirty_one_after_about_thirty_seven_is_a_drop() {
    var course = course().rated(USUAL).rated(31);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.category()).isEqualTo(Category.CLINICAL);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.onset()).isEqualTo(rating(course.build(), 6));
    assertThat(signal.evidence()).first().isEqualTo(signal.onset());
    assertThat(signal.proposesGoal()).isTrue();
    assertThat(signal.numbers().get("rating")).isEqualTo(31);
    assertThat(signal.numbers().get("limit")).isCloseTo(34.29246, within(1e-5));
  }

  @Test
  void thirty_five_after_about_thirty_seven_is_not() {
    assertThat(examine(course().rated(USUAL).rated(35))).isEmpty();
  }

  @Test
  void forty_twenty_times_and_then_thirty_eight_and_a_half_is_nothing() {
    var perfect = new double[20];
    Arrays.fill(perfect, 40);
    assertThat(examine(course().rated(perfect).rated(38.5))).isEmpty();
  }

  @Test
  void a_deep_fall_from_a_perfect_series_is_a_drop() {
    assertThat(examine(course().rated(40, 40, 40, 40, 40).rated(34))).isPresent();
  }

  @Test
  void a_fall_that_counts_below_the_ceiling_does_not_where_the_ceiling_hid_how_much_ratings_vary() {
    double[] hidden = {40, 40, 39.5, 40, 39.5, 40, 39.5, 40};
    double[] seen = Arrays.stream(hidden).map(rating -> rating - 1).toArray();
    var measured = new ServiceNorms(Map.of(Courses.SRS, 2.0), 0.12, 0.95);
    assertThat(detector.examine(course().rated(seen).rated(35.5).build(), measured)).isPresent();
    var hiddenFall = course().rated(hidden).rated(36.5);
    assertThat(detector.examine(hiddenFall.build(), measured)).isEmpty();
    assertThat(examine(hiddenFall)).as("where the service's figure is only assumed").isPresent();
    assertThat(detector.examine(course().rated(hidden).rated(35).build(), measured)).isPresent();
  }

  @Test
  void less_than_one_point_is_jitter_however_steady_the_client() {
    var detector =
        new AllianceDrop(new Instruments(), GivenSettings.with("alliance-drop.limit", "1.5"));
    var steady = new ServiceNorms(Map.of(Courses.SRS, 0.2), 0.12, 0);
    assertThat(detector.examine(course().rated(40, 40, 40, 40, 39.1).build(), steady)).isEmpty();
    assertThat(detector.examine(course().rated(40, 40, 40, 40, 38.9).build(), steady)).isPresent();
  }

  @Test
  void three_earlier_ratings_are_needed() {
    assertThat(examine(course().attended(3).rated(38, 38, 25))).isEmpty();
    assertThat(examine(course().attended(3).rated(38, 38, 38, 25))).isPresent();
  }

  @Test
  void nothing_is_said_of_the_first_three_sessions() {
    var course = course().attended().score(38).score(38).score(38).attended().score(25).attended();
    assertThat(examine(course)).isEmpty();
  }

  @Test
  void back_at_the_usual_level_and_there_again_ends_it() {
    var course = course().rated(USUAL).rated(31);
    assertThat(examine(course.rated(36))).as("back once").isPresent();
    assertThat(examine(course.rated(37))).as("and stayed").isEmpty();
  }

  @Test
  void almost_back_does_not_end_it() {
    assertThat(examine(course().rated(USUAL).rated(31, 35.7, 35.7, 35.7))).isPresent();
  }

  @Test
  void back_for_one_session_only_does_not_end_it_nor_move_its_beginning() {
    var course = course().rated(USUAL).rated(31, 37, 30);
    assertThat(signal(course).onset()).isEqualTo(rating(course.build(), 6));
  }

  @Test
  void the_range_stays_what_it_was_while_the_drop_lasts() {
    var course = course().rated(USUAL).rated(31);
    var limit = signal(course).numbers().get("limit");
    var later = signal(course.rated(30, 32, 31, 30, 33));
    assertThat(later.numbers().get("limit")).isEqualTo(limit);
    assertThat(later.onset()).isEqualTo(rating(course.build(), 6));
  }

  @Test
  void one_low_rating_is_named_as_one() {
    var signal = signal(course().rated(USUAL).rated(31));
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.numbers()).containsEntry("sessions", 1.0).containsEntry("falling", 1.0);
  }

  @Test
  void several_low_ratings_are_named_by_their_number() {
    var signal = signal(course().rated(USUAL).rated(31, 30.5, 32));
    assertThat(signal.wording()).isEqualTo("flag.lasting");
    assertThat(signal.numbers()).containsEntry("sessions", 3.0);
    assertThat(signal(course().rated(USUAL).rated(31, 31, 31, 31, 31, 31)).wording())
        .as("more than five")
        .isEqualTo("flag.lasting");
  }

  @Test
  void three_falling_ratings_are_a_drift_and_two_are_not() {
    assertThat(signal(course().rated(USUAL).rated(33, 32)).wording()).isEqualTo("flag.lasting");
    var signal = signal(course().rated(USUAL).rated(33, 32, 31));
    assertThat(signal.wording()).isEqualTo("flag.falling");
    assertThat(signal.numbers()).containsEntry("falling", 3.0);
  }

  @Test
  void half_of_the_loss_made_up_is_partly_back_and_less_is_not() {
    var perfect = course().rated(38, 38, 38, 38);
    var partly = signal(perfect.rated(30, 34));
    assertThat(partly.wording()).isEqualTo("flag.partly");
    assertThat(partly.numbers()).containsEntry("regained", 50.0);
    assertThat(signal(course().rated(38, 38, 38, 38).rated(30, 33.9)).wording())
        .isEqualTo("flag.lasting");
    assertThat(signal(perfect.rated(31)).wording()).as("down again").isEqualTo("flag.lasting");
  }

  @Test
  void a_second_drop_after_the_first_was_repaired_has_its_own_beginning() {
    var course = course().rated(USUAL).rated(31, 37, 38, 37, 30);
    assertThat(signal(course).onset()).isEqualTo(rating(course.build(), 10));
  }

  @Test
  void another_form_starts_its_own_range() {
    var course = course().rated(USUAL).form("1.0.0#de").rated(31);
    assertThat(examine(course)).isEmpty();
  }

  @Test
  void forms_filled_by_somebody_else_are_set_aside_and_named() {
    var course =
        course()
            .rated(USUAL)
            .filledBy(Respondent.PROXY)
            .rated(20)
            .filledBy(Respondent.CLIENT)
            .rated(31);
    var signal = signal(course);
    assertThat(signal.excluded())
        .containsExactly(new Signal.Excluded(rating(course.build(), 6), "excluded.proxy"));
    assertThat(signal.onset()).isEqualTo(rating(course.build(), 7));
    assertThat(examine(course().rated(USUAL).filledBy(Respondent.PROXY).rated(20))).isEmpty();
  }

  @Test
  void the_therapists_own_form_is_never_cited() {
    var course =
        course()
            .rated(USUAL)
            .filledBy(Respondent.THERAPIST)
            .rated(20)
            .filledBy(Respondent.CLIENT)
            .rated(31);
    assertThat(signal(course).excluded()).isEmpty();
  }

  @Test
  void a_rating_of_a_stand_in_is_not_compared() {
    assertThat(examine(course().rated(USUAL).with(STAND_IN).rated(31))).isEmpty();
    var course = course().rated(USUAL).with(STAND_IN).rated(31).with(THERAPIST).rated(30);
    assertThat(signal(course).excluded())
        .containsExactly(
            new Signal.Excluded(rating(course.build(), 6), "excluded.other-therapist"));
  }

  @Test
  void a_drop_about_an_earlier_therapist_does_not_stand_for_ever() {
    var course = course().rated(USUAL).rated(31).with(STAND_IN).rated(38, 38);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.rated(38))).isEmpty();
  }

  @Test
  void a_loss_softens_the_words_and_mutes_nothing() {
    var signal =
        signal(course().rated(USUAL).checkIn(form -> form.events(LifeEvent.BEREAVEMENT)).rated(31));
    assertThat(signal.wording()).isEqualTo("flag.life-event");
    assertThat(signal.remarks()).containsExactly("remark.life-event");
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
  }

  @Test
  void without_an_instrument_two_items_of_the_check_in_speak() {
    var course = checkIns(3, 3);
    var signal = signal(course);
    assertThat(signal.wording()).isEqualTo("flag.items");
    assertThat(signal.numbers()).containsEntry("scales", 2.0).containsEntry("earlier", 4.0);
  }

  @Test
  void one_item_alone_does_not_speak() {
    assertThat(examine(checkIns(3, 9))).isEmpty();
  }

  @Test
  void check_ins_step_back_where_an_instrument_is_used() {
    assertThat(
            examine(
                course()
                    .attended()
                    .score(38)
                    .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
                    .attended()
                    .score(38)
                    .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
                    .attended()
                    .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
                    .attended()
                    .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
                    .attended()
                    .checkIn(form -> form.relationship(2, 2, 2, 2, 2))))
        .isEmpty();
  }

  @Test
  void check_ins_that_the_team_may_not_read_are_neither_used_nor_named() {
    assertThat(
            examine(
                checkIns(9, 9)
                    .attended()
                    .checkIn(
                        form ->
                            form.relationship(1, 1, 1, 1, 1).onlyFor(Audience.NOT_MY_THERAPIST))))
        .isEmpty();
  }

  private static Courses checkIns(int heard, int topics) {
    var course = course();
    for (int i = 0; i < 4; i++) {
      course.attended().checkIn(form -> form.relationship(9, 9, 8, 9, 9));
    }
    return course.attended().checkIn(form -> form.relationship(heard, topics, 8, 9, 9));
  }
}
