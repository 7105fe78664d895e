package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import org.attune.chart.GoalChoice;
import org.attune.findings.WhyNot;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalChoicesTest {

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  @Test
  void an_agreement_is_read_with_all_that_belongs_to_it() {
    assertThat(
            GoalChoices.understood(
                json(
                    "{'what':'accept','words':' Sleep ','firstStep':'A walk','review':'2027-01-15',"
                        + "'agreed':['client','therapist:Practitioner/3'],'plan':'CarePlan/5|3',"
                        + "'handTo':'Practitioner/3','due':'2027-01-08'}")))
        .contains(
            new GoalChoice.Accept(
                "Sleep",
                "A walk",
                LocalDate.of(2027, 1, 15),
                List.of("client", "therapist:Practitioner/3"),
                new Source("CarePlan", "5", "3"),
                "Practitioner/3",
                LocalDate.of(2027, 1, 8)));
    assertThat(
            GoalChoices.understood(
                json(
                    "{'what':'accept','words':'Sleep','review':'2027-01-15','agreed':[],"
                        + "'plan':null}")))
        .contains(
            new GoalChoice.Accept(
                "Sleep", null, LocalDate.of(2027, 1, 15), List.of(), null, null, null));
  }

  @Test
  void a_reason_against_it_is_one_of_five() {
    assertThat(GoalChoices.understood(json("{'what':'decline','reason':'NOT_NOW'}")))
        .contains(new GoalChoice.Decline(WhyNot.NOT_NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'what':'adopt','goal':'Goal/1'}",
        "{'what':'decline','reason':'BECAUSE'}",
        "{'what':'accept','words':' ','review':'2027-01-15','agreed':[]}",
        "{'what':'accept','words':'Sleep','review':'soon','agreed':[]}",
        "{'what':'accept','words':'Sleep','review':'2027-01-15'}",
        "{'what':'accept','words':'Sleep','review':'2027-01-15','agreed':[7]}",
        "{'what':'accept','words':'Sleep','review':'2027-01-15','agreed':[],'plan':'Patient/5'}",
        "{'what':'accept','words':'Sleep','review':'2027-01-15','agreed':[],'plan':'CarePlan/5/../6'}"
      })
  void what_makes_no_sense_is_not_understood(String body) {
    assertThat(GoalChoices.understood(json(body))).isEmpty();
    assertThat(GoalChoices.understood(null)).isEmpty();
    assertThat(GoalChoices.name("guessed")).isEmpty();
  }
}
