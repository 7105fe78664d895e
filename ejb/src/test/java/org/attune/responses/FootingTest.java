package org.attune.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.signal;
import static org.attune.therapy.Courses.course;

import java.util.List;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.instruments.Instruments;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Courses;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootingTest {

  private final Footing footing = new Footing(new Instruments());

  @Test
  void three_ratings_and_no_sign_of_strain_are_good_ground() {
    assertThat(quiet(course().rated(36, 36))).isEqualTo(AllianceLevel.UNKNOWN);
    assertThat(quiet(course().rated(36, 36, 36))).isEqualTo(AllianceLevel.ADEQUATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alliance-drop", "alliance-drift", "client-voice"})
  void a_sign_of_strain_means_low(String detector) {
    var course = course().rated(36, 36, 36).build();
    assertThat(footing.alliance(course, List.of(signal(detector, "1"))))
        .isEqualTo(AllianceLevel.LOW);
    assertThat(footing.alliance(course, List.of(signal("not-on-track", "1"))))
        .isEqualTo(AllianceLevel.ADEQUATE);
  }

  @Test
  void what_the_therapist_shall_not_learn_from_here_confronts_nobody_and_does_not_show() {
    var told = signal("client-voice", Channel.NAMED_PERSON, Level.PRIORITY, "1");
    var course = course().rated(36, 36, 36).build();
    assertThat(footing.alliance(course, List.of(told))).isEqualTo(AllianceLevel.UNKNOWN);
    assertThat(footing.alliance(course, List.of(told, signal("alliance-drop", "1"))))
        .isEqualTo(AllianceLevel.LOW);
  }

  @Test
  void check_ins_count_where_they_rate_the_sessions() {
    var rated = course();
    var moods = course();
    for (int i = 0; i < 3; i++) {
      rated.attended().checkIn(form -> form.rate(CheckIn.Item.HEARD, 8));
      moods.attended().checkIn(form -> form.rate(CheckIn.Item.MOOD, 8));
    }
    assertThat(quiet(rated)).isEqualTo(AllianceLevel.ADEQUATE);
    assertThat(quiet(moods)).isEqualTo(AllianceLevel.UNKNOWN);
  }

  @Test
  void several_forms_of_one_day_are_one_rating() {
    var twice = course();
    for (int i = 0; i < 2; i++) {
      twice.attended().score(36).checkIn(form -> form.rate(CheckIn.Item.HEARD, 8));
    }
    assertThat(quiet(twice)).isEqualTo(AllianceLevel.UNKNOWN);
  }

  @Test
  void what_others_rate_does_not_count() {
    assertThat(quiet(course().filledBy(Respondent.PROXY).rated(36, 36, 36)))
        .isEqualTo(AllianceLevel.UNKNOWN);
    assertThat(quiet(course().filledBy(Respondent.THERAPIST).rated(36, 36, 36)))
        .isEqualTo(AllianceLevel.UNKNOWN);
  }

  @Test
  void how_the_client_feels_is_no_rating_of_the_relationship() {
    assertThat(quiet(course().phq(8, 8, 8, 8))).isEqualTo(AllianceLevel.UNKNOWN);
  }

  @Test
  void with_another_therapist_it_begins_anew() {
    var changed = course().rated(36, 36, 36).with(Courses.STAND_IN).attended();
    assertThat(quiet(changed)).isEqualTo(AllianceLevel.UNKNOWN);
    assertThat(quiet(changed.with(Courses.THERAPIST).planned(7))).isEqualTo(AllianceLevel.ADEQUATE);
  }

  @Test
  void nothing_is_assumed_of_a_course_without_sessions() {
    assertThat(footing.of(course().build(), List.of())).isEqualTo(Situation.UNKNOWN);
  }

  @Test
  void the_stage_is_the_earliest_of_those_somebody_named_last() {
    var story =
        course()
            .attended()
            .ruler(goal("Goal/1", ReadinessStage.MAINTENANCE))
            .attended()
            .ruler(
                goal("Goal/1", ReadinessStage.ACTION), goal("Goal/2", ReadinessStage.CONTEMPLATION))
            .attended()
            .ruler(goal("Goal/1", null));
    assertThat(footing.of(story.build(), List.of()).stage())
        .isEqualTo(ReadinessStage.CONTEMPLATION);
  }

  @Test
  void a_number_on_the_ruler_names_no_stage() {
    var story = course().attended().ruler(new ReadinessRuler.OfGoal("Goal/1", 2, 2, 1, null));
    assertThat(footing.of(story.build(), List.of()).stage()).isNull();
  }

  @Test
  void what_was_tried_is_handed_on() {
    var situation = footing.of(course().attended().tried("pace", "st-15").build(), List.of());
    assertThat(situation.tried()).extracting(TriedResponse::response).containsExactly("st-15");
  }

  @ParameterizedTest
  @EnumSource(CheckIn.Audience.class)
  void a_threat_counts_whoever_may_read_of_it_and_fear_of_oneself_is_none(CheckIn.Audience who) {
    for (CheckIn.Fear fear : CheckIn.Fear.values()) {
      var story = course().attended().checkIn(form -> form.fears(fear).onlyFor(who)).attended();
      assertThat(footing.of(story.build(), List.of()).threat())
          .as("%s", fear)
          .isEqualTo(fear != CheckIn.Fear.MAY_HARM_MYSELF);
    }
  }

  private static ReadinessRuler.OfGoal goal(String goal, @Nullable ReadinessStage stage) {
    return new ReadinessRuler.OfGoal(goal, null, null, null, stage);
  }

  private AllianceLevel quiet(Courses story) {
    TherapyCourse course = story.build();
    return footing.alliance(course, List.of());
  }
}
