package org.attune.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Respondent;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class RiskRuleTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  private static final PatientId CLIENT = new PatientId("p1");

  @Test
  void an_answer_about_risk_goes_the_way_of_safety_and_a_score_alone_does_not() {
    assertThat(RiskRule.kinds(score("phq-9", 0, 1))).containsExactly(SafetyKind.RISK);
    assertThat(RiskRule.kinds(score("core-10", 0, 3))).containsExactly(SafetyKind.RISK);
    assertThat(RiskRule.kinds(score("phq-9", 0, 0))).isEmpty();
  }

  @Test
  void an_answer_about_risk_on_a_form_without_a_score_goes_the_same_way() {
    var source = new Source("QuestionnaireResponse", "r", "1");
    var phq9 = new InstrumentId("phq-9");
    assertThat(
            RiskRule.kinds(new RiskAnswer(source, CLIENT, MONDAY, phq9, null, null, Labels.NONE)))
        .containsExactly(SafetyKind.RISK);
  }

  @Test
  void fear_of_others_and_fear_of_oneself_go_to_different_people() {
    assertThat(RiskRule.kinds(checkIn(CheckIn.Fear.MAY_HARM_MYSELF, CheckIn.Fear.AFRAID_AT_HOME)))
        .containsExactlyInAnyOrder(SafetyKind.RISK, SafetyKind.THREAT);
    assertThat(RiskRule.kinds(checkIn(CheckIn.Fear.THREATENED))).containsExactly(SafetyKind.THREAT);
    assertThat(RiskRule.kinds(checkIn())).isEmpty();
  }

  @Test
  void a_boundary_event_in_a_therapists_note_goes_its_own_way() {
    assertThat(RiskRule.kinds(note(true))).containsExactly(SafetyKind.BOUNDARY);
    assertThat(RiskRule.kinds(note(false))).isEmpty();
  }

  @Test
  void the_answer_before_is_the_latest_of_the_same_instrument() {
    var now = score("phq-9", 10, 1);
    assertThat(RiskRule.noHigherThanBefore(now, List.of(now))).isFalse();
    assertThat(RiskRule.noHigherThanBefore(now, List.of(now, score("phq-9", 3, 1)))).isTrue();
    assertThat(
            RiskRule.noHigherThanBefore(
                now, List.of(score("phq-9", 5, 0), now, score("phq-9", 3, 2))))
        .isFalse();
    assertThat(RiskRule.noHigherThanBefore(now, List.of(score("core-10", 3, 2), now))).isFalse();
  }

  @Test
  void one_answer_is_handed_over_once_whatever_its_version() {
    assertThat(SafetyHandover.key(SafetyKind.RISK, score("phq-9", 1, 1)))
        .isEqualTo(SafetyHandover.key(SafetyKind.RISK, score("phq-9", 1, 3)))
        .isNotEqualTo(SafetyHandover.key(SafetyKind.THREAT, score("phq-9", 1, 1)))
        .isNotEqualTo(SafetyHandover.key(SafetyKind.RISK, score("phq-9", 2, 1)));
  }

  @Test
  void the_second_person_has_as_long_as_the_first() {
    var handover =
        new SafetyHandover(
            SafetyKind.RISK, score("phq-9", 0, 1), false, MONDAY, Duration.ofMinutes(60));
    assertThat(handover.overdue(MONDAY.plusSeconds(3599))).isFalse();
    assertThat(handover.overdue(MONDAY.plusSeconds(3600))).isTrue();
    handover.escalate(MONDAY.plusSeconds(4000));
    assertThat(handover.due(false)).isEqualTo(MONDAY.plusSeconds(3600));
    assertThat(handover.due(true)).isEqualTo(MONDAY.plusSeconds(7600));
    assertThat(handover.overdue(MONDAY.plusSeconds(7000))).isFalse();
    handover.take(MONDAY.plusSeconds(9000));
    assertThat(handover.overdue(MONDAY.plusSeconds(9000))).isFalse();
  }

  @Test
  void rather_somebody_named_for_something_else_than_nobody() {
    assertThat(recipients(Map.of("safety.recipient", "Practitioner/a")).first(SafetyKind.THREAT))
        .contains("Practitioner/a");
    assertThat(
            recipients(Map.of("safety.threat-recipient", "Practitioner/b")).first(SafetyKind.RISK))
        .contains("Practitioner/b");
    assertThat(recipients(Map.of()).anybody()).isFalse();
  }

  @Test
  void nobody_is_asked_twice() {
    var same =
        Map.of(
            "safety.recipient", "Practitioner/a",
            "safety.threat-recipient", "Practitioner/b",
            "safety.second-recipient", "Practitioner/a");
    assertThat(recipients(same).second(SafetyKind.RISK)).isEmpty();
    assertThat(recipients(same).second(SafetyKind.THREAT)).contains("Practitioner/a");
  }

  private static Recipients recipients(Map<String, String> given) {
    return new Recipients(new GivenSettings(given));
  }

  private static ScaleScore score(String instrument, int day, double risk) {
    return new ScaleScore(
        new Source("QuestionnaireResponse", instrument + day, "" + risk),
        CLIENT,
        new InstrumentId(instrument),
        "form",
        MONDAY.plus(Duration.ofDays(day)),
        12,
        new TreeMap<>(Map.of("risk", risk)),
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }

  private static CheckIn checkIn(CheckIn.Fear... fears) {
    return new CheckIn(
        new Source("QuestionnaireResponse", "c", "1"),
        CLIENT,
        "form",
        MONDAY,
        new TreeMap<>(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(fears),
        CheckIn.Audience.CARE_TEAM,
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }

  private static SessionNote note(boolean boundary) {
    return new SessionNote(
        new Source("QuestionnaireResponse", "n", "1"),
        CLIENT,
        "form",
        MONDAY,
        List.of(),
        new TreeMap<>(),
        null,
        false,
        null,
        false,
        boundary,
        null,
        null,
        null,
        null,
        Labels.NONE);
  }
}
