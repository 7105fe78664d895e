package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.findings.WhyNot;
import org.attune.matching.ClientGoal;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.GoalAnswer.Declined;
import org.attune.writeback.GoalAnswer.Open;
import org.attune.writeback.GoalAnswer.Withdrawn;
import org.attune.writeback.Proposal.GoalProposal;
import org.hl7.fhir.r4.model.Goal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our own goal says in the record, for whoever decides on it. */
class FhirProposalWordsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final FindingKey KEY = new FindingKey("ab".repeat(32));
  private static final Viewer COORDINATOR = new Viewer("Practitioner/c7", Role.COORDINATOR, CLIENT);
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String THEIRS = "Go back to the choir";

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final EhrClient ehr = ehr();

  private EhrClient ehr() {
    var client = new EhrClient(settings, FHIR);
    client.accountTo(accounts::add);
    return client;
  }

  @BeforeEach
  void it_stands_in_the_clients_words() throws Exception {
    hospital.put(
        """
        {"resourceType":"Goal","id":"choir","lifecycleStatus":"active",
        "description":{"text":"%s"},"expressedBy":{"reference":"Patient/p1"},
        "subject":{"reference":"Patient/p1"}}"""
            .formatted(THEIRS));
    write(new Open());
    accounts.clear();
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private void write(GoalAnswer answer) throws Exception {
    var clock = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);
    var goal =
        new GoalProposal(
                KEY,
                CLIENT,
                "goal-alignment|3",
                "Talk about which goal matters most to me now.",
                DAY,
                DAY.plusDays(28),
                answer,
                null,
                List.of(new Source("QuestionnaireResponse", "q1", "2")),
                Labels.NONE)
            .namedIn(List.of(ClientGoal.of(new Source("Goal", "choir", "3"))));
    Writers.of(ehr, FHIR, settings, new Capabilities(ehr, FHIR, settings, clock), clock)
        .write(goal);
  }

  private Optional<String> told() throws EhrUnavailable {
    return new FhirProposalWords(ehr, FHIR).of(COORDINATOR, KEY);
  }

  private void somebody(Consumer<Goal> changes) {
    var goal =
        hospital.all(Goal.class).stream().filter(Goal::hasIdentifier).findFirst().orElseThrow();
    changes.accept(goal);
    hospital.put(goal);
  }

  @Test
  void who_decides_reads_what_stands_there_and_the_look_is_theirs() throws Exception {
    assertThat(told()).contains(THEIRS);
    assertThat(accounts)
        .singleElement()
        .satisfies(each -> assertThat(each.patient()).isEqualTo(CLIENT))
        .satisfies(each -> assertThat(each.viewer()).isEqualTo("Practitioner/c7"));
  }

  @Test
  void what_a_person_took_in_hand_is_told_by_nobody_as_ours() throws Exception {
    somebody(goal -> goal.getDescription().setText("Something else"));
    assertThat(told()).isEmpty();
  }

  @Test
  void without_a_seal_nobody_can_tell_whose_words_they_are() throws Exception {
    somebody(goal -> goal.getExtension().removeIf(one -> Codes.AS_WRITTEN.equals(one.getUrl())));
    assertThat(told()).isEmpty();
  }

  @Test
  void what_is_withdrawn_or_declined_is_put_forward_no_longer() throws Exception {
    write(new Withdrawn());
    assertThat(told()).isEmpty();
    write(new Open());
    assertThat(told()).contains(THEIRS);
    write(new Declined(WhyNot.NOT_NOW, "Practitioner/t1", DAY));
    assertThat(told()).isEmpty();
  }

  @Test
  void of_another_clients_record_nothing_is_told() throws Exception {
    somebody(
        goal -> {
          goal.getSubject().setReference("Patient/p2");
          Seal.set(goal);
        });
    assertThat(told()).isEmpty();
  }

  @Test
  void two_that_differ_are_told_by_neither() throws Exception {
    somebody(
        goal -> {
          goal.setId("twin");
          goal.getDescription().setText("Something else");
          Seal.set(goal);
        });
    assertThat(told()).isEmpty();
  }

  @Test
  void a_hospital_that_does_not_answer_says_so() {
    hospital.once(new StubEhr.Fault(line -> line.contains("Goal?"), 500, "a secret", Map.of()));
    assertThatThrownBy(this::told)
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageNotContaining("a secret");
  }
}
