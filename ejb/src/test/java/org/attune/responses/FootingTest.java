package org.attune.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.signal;
import static org.attune.therapy.Courses.course;

import java.util.List;
import org.attune.instruments.Instruments;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Courses;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    var situation = footing.of(course().build(), List.of(), null, false, List.of());
    assertThat(situation).isEqualTo(Situation.UNKNOWN);
  }

  @Test
  void the_stage_and_a_threat_are_taken_as_people_told_them() {
    var situation =
        footing.of(
            course().rated(36).build(), List.of(), ReadinessStage.CONTEMPLATION, true, List.of());
    assertThat(situation.stage()).isEqualTo(ReadinessStage.CONTEMPLATION);
    assertThat(situation.threat()).isTrue();
  }

  private AllianceLevel quiet(Courses story) {
    TherapyCourse course = story.build();
    return footing.alliance(course, List.of());
  }
}
