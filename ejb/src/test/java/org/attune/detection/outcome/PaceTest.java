package org.attune.detection.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.CheckIn.Item.DISTRESS;
import static org.attune.therapy.CheckIn.Item.MOOD;
import static org.attune.therapy.Courses.PHQ_9;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace detector = new Pace(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses rated(Item item, int... ratings) {
    return rated(course(), item, ratings);
  }

  private static Courses rated(Courses course, Item item, int... ratings) {
    for (int rating : ratings) {
      course.attended().checkIn(form -> form.rate(item, rating));
    }
    return course;
  }

  @Test
  void a_mood_below_the_own_range_twice_in_three() {
    var course = rated(MOOD, 7, 7, 7, 7, 3, 7, 3);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.onset()).isEqualTo(course.build().checkIns().get(6).source());
    assertThat(signal.evidence()).hasSize(2);
  }

  @Test
  void leaving_more_upset_than_usual_twice() {
    assertThat(examine(rated(DISTRESS, 2, 2, 2, 2, 6, 6))).isPresent();
  }

  @Test
  void within_the_own_range_is_nothing() {
    // Four sevens: the limit lies 2 * 1.5 * sqrt(1.25) = 3.35 below.
    assertThat(examine(rated(MOOD, 7, 7, 7, 7, 4, 4))).isEmpty();
    assertThat(examine(rated(DISTRESS, 8, 8, 8, 8, 8, 8))).as("always so").isEmpty();
  }

  @Test
  void once_is_a_bad_day_and_so_are_two_that_lie_apart() {
    assertThat(examine(rated(MOOD, 7, 7, 7, 7, 2))).isEmpty();
    assertThat(examine(rated(MOOD, 7, 7, 7, 7, 2, 7, 7, 2))).isEmpty();
  }

  @Test
  void three_earlier_forms_are_needed() {
    assertThat(examine(rated(course().attended(3), MOOD, 7, 7, 2, 2))).isEmpty();
    assertThat(examine(rated(course().attended(3), MOOD, 7, 7, 7, 2, 2))).isPresent();
  }

  @Test
  void two_forms_in_range_end_it() {
    var course = rated(MOOD, 7, 7, 7, 7, 3, 3);
    var onset = signal(course).onset();
    assertThat(signal(rated(course, MOOD, 7)).onset()).isEqualTo(onset);
    assertThat(examine(rated(course, MOOD, 7))).isEmpty();
  }

  @Test
  void a_score_worse_by_one_and_a_half_reliable_changes() {
    assertThat(examine(course().phq(10, 10, 10, 19))).isPresent();
    assertThat(examine(course().phq(10, 10, 10, 18))).isEmpty();
    assertThat(examine(course().phq(10, 10, 10, 16, 16)))
        .as("not on track, yet no haste")
        .isEmpty();
  }

  @Test
  void two_scores_back_end_it() {
    assertThat(examine(course().phq(10, 10, 10, 19, 15))).isPresent();
    assertThat(examine(course().phq(10, 10, 10, 19, 15, 15))).isEmpty();
  }

  @Test
  void both_at_once_ask_for_a_look() {
    var course = rated(MOOD, 7, 7, 7, 7, 3, 3).score(PHQ_9, 10);
    var signal = signal(course.attended().score(PHQ_9, 20));
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.onset()).isEqualTo(course.build().checkIns().get(5).source());
  }

  @Test
  void distress_that_was_planned_together_says_nothing_for_two_weeks() {
    var course = rated(MOOD, 7, 7, 7, 7).attended().note(note -> note.plannedExposure());
    rated(course, MOOD, 3, 3).score(PHQ_9, 10);
    assertThat(examine(course)).isEmpty();
    assertThat(examine(rated(course, MOOD, 3))).as("one after the two weeks").isEmpty();
    var signal = signal(rated(course, MOOD, 3));
    assertThat(signal.evidence()).hasSize(2);
    assertThat(signal.excluded()).as("the note is nobody else's business").isEmpty();
  }

  @Test
  void a_score_after_planned_exposure_begins_nothing() {
    var course = course().phq(10, 10, 10).attended().note(note -> note.plannedExposure());
    assertThat(examine(course.score(PHQ_9, 20))).isEmpty();
    assertThat(examine(course.attended(2).attended().score(PHQ_9, 20))).isPresent();
  }

  @Test
  void a_loss_softens_the_words() {
    var course = rated(MOOD, 7, 7, 7, 7).checkIn(form -> form.events(LifeEvent.BEREAVEMENT));
    var signal = signal(rated(course, MOOD, 3, 3));
    assertThat(signal.wording()).isEqualTo("flag.life-event");
    assertThat(signal.remarks()).containsExactly("remark.life-event");
  }

  @Test
  void the_first_three_sessions_only_serve_as_baseline() {
    assertThat(
            examine(
                course()
                    .attended()
                    .checkIn(form -> form.rate(MOOD, 7))
                    .checkIn(form -> form.rate(MOOD, 7))
                    .checkIn(form -> form.rate(MOOD, 7))
                    .attended()
                    .checkIn(form -> form.rate(MOOD, 2))
                    .attended()
                    .checkIn(form -> form.rate(MOOD, 2))
                    .attended()))
        .isEmpty();
  }

  @Test
  void forms_of_others_and_other_forms_do_not_count() {
    var proxy = rated(MOOD, 7, 7, 7, 7).filledBy(Respondent.PROXY);
    assertThat(examine(rated(proxy, MOOD, 2, 2))).isEmpty();
    assertThat(signal(rated(proxy.filledBy(Respondent.CLIENT), MOOD, 2, 2)).excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.proxy", "excluded.proxy");
    assertThat(examine(rated(rated(MOOD, 7, 7, 7, 7).form("1.1.0#de"), MOOD, 2, 2))).isEmpty();
  }

  @Test
  void forms_kept_from_the_team_are_neither_used_nor_named() {
    var course = rated(MOOD, 7, 7, 7, 7);
    for (int i = 0; i < 2; i++) {
      course.attended().checkIn(form -> form.rate(MOOD, 1).onlyFor(Audience.NOT_MY_THERAPIST));
    }
    assertThat(examine(course)).isEmpty();
  }
}
