package org.attune.detection.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.GAD_7;
import static org.attune.therapy.Courses.PHQ_9;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class NotOnTrackTest {

  private final NotOnTrack detector = new NotOnTrack(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  @Test
  void six_points_worse_twice_in_a_row() {
    var course = course().phq(10, 10, 10, 16, 16);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.category()).isEqualTo(Category.CLINICAL);
    assertThat(signal.proposesGoal()).isTrue();
    assertThat(signal.onset()).isEqualTo(course.build().scores().get(4).source());
    assertThat(signal.numbers())
        .containsEntry("score", 16.0)
        .containsEntry("first", 10.0)
        .containsEntry("best", 10.0)
        .containsEntry("reliable", 6.0);
  }

  @Test
  void six_points_worse_once_waits_for_a_second_score() {
    assertThat(examine(course().phq(10, 10, 10, 16))).isEmpty();
  }

  @Test
  void nine_points_worse_need_no_second_score() {
    assertThat(examine(course().phq(10, 10, 10, 18))).isEmpty();
    assertThat(examine(course().phq(10, 10, 10, 19))).isPresent();
  }

  @Test
  void worse_than_the_best_but_not_than_the_first_is_nothing() {
    assertThat(examine(course().phq(16, 10, 8, 16, 17))).isEmpty();
  }

  @Test
  void five_points_worse_are_within_error() {
    assertThat(examine(course().phq(10, 10, 10, 15, 15, 15))).isEmpty();
  }

  @Test
  void the_first_three_sessions_only_serve_for_comparison() {
    assertThat(examine(course().phq(5, 20, 20))).isEmpty();
    assertThat(examine(course().phq(5, 20, 20, 20))).isPresent();
  }

  @Test
  void back_within_error_twice_ends_it() {
    var course = course().phq(10, 10, 10, 16, 17, 15);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.phq(14))).isEmpty();
  }

  @Test
  void later_scores_do_not_move_the_beginning() {
    var course = course().phq(10, 10, 10, 16, 16);
    var onset = signal(course).onset();
    assertThat(signal(course.phq(20, 15, 19, 22)).onset()).isEqualTo(onset);
  }

  @Test
  void bereavement_and_eight_points_are_softened_and_annotated_and_never_muted() {
    var signal =
        signal(
            course()
                .phq(10, 10, 10)
                .checkIn(form -> form.events(LifeEvent.BEREAVEMENT))
                .phq(18, 18));
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.wording()).isEqualTo("flag.life-event");
    assertThat(signal.remarks()).containsExactly("remark.life-event");
  }

  @Test
  void each_instrument_has_its_own_reliable_change() {
    var course =
        course()
            .attended(3)
            .score(GAD_7, 8)
            .attended()
            .score(GAD_7, 12)
            .attended()
            .score(GAD_7, 12);
    assertThat(signal(course).numbers()).containsEntry("reliable", 4.0);
  }

  @Test
  void a_form_filled_by_somebody_else_is_set_aside_and_named() {
    var course =
        course()
            .phq(10, 10, 10)
            .filledBy(Respondent.PROXY)
            .phq(25)
            .filledBy(Respondent.CLIENT)
            .phq(16, 16);
    assertThat(signal(course).excluded())
        .containsExactly(
            new Signal.Excluded(course.build().scores().get(3).source(), "excluded.proxy"));
    assertThat(examine(course().phq(10, 10, 10).filledBy(Respondent.PROXY).phq(25, 25))).isEmpty();
  }

  @Test
  void another_language_of_the_form_has_its_own_beginning() {
    assertThat(examine(course().phq(10, 10, 10).form("1.0.0#de").phq(20, 20))).isEmpty();
  }

  @Test
  void ratings_of_the_sessions_are_not_outcome() {
    assertThat(examine(course().rated(38, 38, 38, 20, 20))).isEmpty();
  }

  @Test
  void of_two_instruments_the_one_that_began_first_is_told() {
    var course =
        course()
            .phq(10, 10, 10)
            .score(GAD_7, 5)
            .phq(16, 16)
            .score(GAD_7, 15)
            .attended()
            .score(PHQ_9, 17);
    assertThat(signal(course).numbers()).containsEntry("reliable", 6.0);
  }

  @Test
  void planned_exposure_is_a_reason_to_wait_two_weeks_and_is_not_cited() {
    var course = course().phq(10, 10, 10).attended().note(note -> note.plannedExposure());
    assertThat(examine(course.score(Courses.PHQ_9, 20).phq(20))).isEmpty();
    var signal = examine(course.attended().phq(20)).orElseThrow();
    assertThat(signal.excluded()).isEmpty();
    assertThat(signal.onset()).isEqualTo(course.build().scores().get(5).source());
  }

  @Test
  void where_the_reliable_change_has_no_source_that_is_remarked() {
    var course = course();
    for (double total : new double[] {10, 10, 10, 20}) {
      course.attended().score(new InstrumentId("core-10"), total);
    }
    assertThat(signal(course).remarks()).containsExactly("remark.figure-not-checked");
    assertThat(signal(course().phq(10, 10, 10, 20)).remarks()).isEmpty();
  }

  @Test
  void less_hope_twice_is_remarked_and_never_speaks_alone() {
    var course = course();
    for (int hope : new int[] {7, 7, 7, 5, 5}) {
      course.attended().checkIn(form -> form.rate(CheckIn.Item.HOPE, hope));
    }
    assertThat(examine(course)).isEmpty();
    var worse = course().phq(10, 10, 10, 20);
    for (int hope : new int[] {7, 7, 5, 5}) {
      worse.checkIn(form -> form.rate(CheckIn.Item.HOPE, hope));
    }
    var signal = examine(worse).orElseThrow();
    assertThat(signal.remarks()).containsExactly("remark.less-hope");
    assertThat(signal.evidence()).contains(worse.build().checkIns().get(3).source());
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(
            examine(worse.checkIn(form -> form.rate(CheckIn.Item.HOPE, 6))).orElseThrow().remarks())
        .isEmpty();
  }
}
