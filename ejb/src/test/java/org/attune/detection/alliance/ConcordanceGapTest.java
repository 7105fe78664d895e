package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.List;
import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class ConcordanceGapTest {

  private static final List<Item> ITEMS =
      List.of(Item.HEARD, Item.TOPICS, Item.PACE, Item.APPROACH, Item.PROGRESS);

  private final ConcordanceGap detector = new ConcordanceGap(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses both(Courses course, int client, int therapist) {
    return both(course, client, therapist, Audience.CARE_TEAM, 5);
  }

  private static Courses both(
      Courses course, int client, int therapist, Audience audience, int items) {
    course
        .attended()
        .checkIn(
            form -> {
              ITEMS.forEach(item -> form.rate(item, client));
              return form.onlyFor(audience);
            });
    return course.note(
        note -> {
          ITEMS.subList(0, items).forEach(item -> note.rate(item, therapist));
          return note;
        });
  }

  private static Courses alike(int sessions) {
    var course = course();
    for (int i = 0; i < sessions; i++) {
      both(course, 8, 8);
    }
    return course;
  }

  @Test
  void views_that_lie_apart_in_two_of_three_sessions_are_a_prompt_to_the_therapist() {
    var course = both(both(alike(3), 5, 9), 5, 9);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.proposesGoal()).isFalse();
    assertThat(signal.wording()).isEqualTo("flag.client-lower");
    assertThat(signal.onset()).isEqualTo(course.build().checkIns().get(4).source());
    assertThat(signal.evidence())
        .contains(course.build().forms().notes().get(4).source(), signal.onset());
  }

  @Test
  void a_client_who_rates_higher_has_its_own_words() {
    assertThat(signal(both(both(alike(3), 10, 5), 10, 5)).wording()).isEqualTo("flag");
  }

  @Test
  void once_is_not_enough() {
    assertThat(examine(both(both(alike(3), 5, 9), 8, 8))).isEmpty();
    assertThat(examine(both(both(both(both(alike(3), 5, 9), 8, 8), 8, 8), 5, 9)))
        .as("two of four")
        .isEmpty();
  }

  @Test
  void views_that_lie_one_point_apart_are_alike() {
    assertThat(examine(both(both(alike(3), 7, 8), 7, 8))).isEmpty();
  }

  @Test
  void exactly_one_and_a_half_standard_deviations_is_not_beyond() {
    var course = course();
    for (int i = 0; i < 6; i++) {
      both(course, 6, 9);
    }
    // Neither rating varies, so the figure for one item stands: three points are 1.5 times 2.
    var coarse = new ConcordanceGap(GivenSettings.with("concordance-gap.item-sd", "2"));
    assertThat(coarse.examine(course.build(), ServiceNorms.UNKNOWN)).isEmpty();
    var finer = new ConcordanceGap(GivenSettings.with("concordance-gap.item-sd", "1.99"));
    assertThat(finer.examine(course.build(), ServiceNorms.UNKNOWN)).isPresent();
  }

  @Test
  void four_sessions_that_both_rated_are_needed() {
    var course = both(both(both(course(), 5, 9), 5, 9), 5, 9);
    assertThat(examine(course)).as("three").isEmpty();
    assertThat(examine(both(course, 5, 9))).as("four, two of them after the first three").isEmpty();
    assertThat(examine(both(course, 5, 9))).as("five").isPresent();
  }

  @Test
  void a_gap_below_one_standard_deviation_ends_it_and_a_wider_one_does_not() {
    var course = both(both(alike(3), 5, 9), 5, 9);
    var onset = signal(course).onset();
    assertThat(signal(both(course, 7, 9)).onset()).isEqualTo(onset);
    assertThat(examine(both(course, 8, 9))).isEmpty();
  }

  @Test
  void a_gap_between_one_and_one_and_a_half_does_not_end_it() {
    var coarse = new ConcordanceGap(GivenSettings.with("concordance-gap.item-sd", "2"));
    var course = both(both(both(alike(3), 5, 9), 5, 9), 7, 9);
    assertThat(coarse.examine(course.build(), ServiceNorms.UNKNOWN))
        .hasValueSatisfying(signal -> assertThat(signal.numbers().get("gap")).isBetween(1.0, 1.4));
  }

  @Test
  void what_the_client_keeps_from_the_therapist_is_neither_used_nor_named() {
    var course = alike(3);
    both(course, 5, 9, Audience.NOT_MY_THERAPIST, 5);
    assertThat(examine(both(course, 5, 9, Audience.NOT_MY_THERAPIST, 5))).isEmpty();
    assertThat(signal(both(both(course, 5, 9, Audience.THERAPIST, 5), 5, 9)).excluded()).isEmpty();
  }

  @Test
  void what_somebody_else_filled_in_is_set_aside_and_named() {
    var course = both(alike(3), 5, 9);
    both(course.filledBy(Respondent.PROXY), 2, 9);
    assertThat(examine(course)).isEmpty();
    both(course.filledBy(Respondent.CLIENT), 5, 9);
    assertThat(signal(course).excluded())
        .containsExactly(
            new Signal.Excluded(course.build().checkIns().get(4).source(), "excluded.proxy"));
  }

  @Test
  void a_note_on_two_items_only_is_no_view_of_a_session() {
    var course = alike(3);
    both(course, 5, 9, Audience.CARE_TEAM, 2);
    assertThat(examine(both(course, 5, 9, Audience.CARE_TEAM, 2))).isEmpty();
  }

  @Test
  void the_views_of_a_stand_in_are_not_mixed_in() {
    assertThat(examine(both(both(alike(3).with(Courses.STAND_IN), 5, 9), 5, 9))).isEmpty();
  }

  @Test
  void forms_of_different_sessions_are_not_compared() {
    var course = alike(3);
    for (int i = 0; i < 2; i++) {
      course.attended().checkIn(form -> form.relationship(2, 2, 2, 2, 2));
      course
          .attended()
          .note(note -> note.rate(Item.HEARD, 9).rate(Item.TOPICS, 9).rate(Item.PACE, 9));
    }
    assertThat(examine(course)).isEmpty();
  }
}
