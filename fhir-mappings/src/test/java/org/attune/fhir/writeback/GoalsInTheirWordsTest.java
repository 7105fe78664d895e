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
import org.attune.access.RecordAccess;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
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
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.writeback.Before;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.GoalAnswer.Agreed;
import org.attune.writeback.GoalAnswer.Declined;
import org.attune.writeback.GoalAnswer.Open;
import org.attune.writeback.GoalAnswer.Withdrawn;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A goal that is put forward, in the words that the client has for it. */
class GoalsInTheirWordsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String OURS = "Talk about which goal matters most to me now.";
  private static final String THEIRS = "Go back to the choir";
  private static final Source WANTED = new Source("Goal", "choir", "3");

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final FhirChartWriter writer = writer();

  private FhirChartWriter writer() {
    var ehr = new EhrClient(settings, FHIR);
    ehr.accountTo(accounts::add);
    var clock = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);
    return Writers.of(ehr, FHIR, settings, new Capabilities(ehr, FHIR, settings, clock), clock);
  }

  @BeforeEach
  void the_client_named_a_goal() {
    named(THEIRS, "");
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private void named(String words, String more) {
    hospital.put(
        """
        {"resourceType":"Goal","id":"choir","lifecycleStatus":"active",%s
        "description":{"text":"%s"},"expressedBy":{"reference":"Patient/p1"},
        "subject":{"reference":"Patient/p1"}}"""
            .formatted(more, words));
  }

  private static GoalProposal goal(GoalAnswer answer) {
    return new GoalProposal(
            new FindingKey("ab".repeat(32)),
            CLIENT,
            "goal-alignment|3",
            OURS,
            DAY,
            DAY.plusDays(28),
            answer,
            null,
            List.of(new Source("QuestionnaireResponse", "q1", "2")),
            Labels.NONE)
        .namedIn(List.of(ClientGoal.of(WANTED)));
  }

  private Written write(GoalAnswer answer) throws Exception {
    return writer.write(goal(answer));
  }

  private Goal ours() {
    return hospital.all(Goal.class).stream().filter(Goal::hasIdentifier).findFirst().orElseThrow();
  }

  private String words() {
    return ours().getDescription().getText();
  }

  private static List<String> leadsTo(Goal goal) {
    return goal.getExtensionsByUrl(Codes.GOAL_RELATIONSHIP).stream()
        .map(one -> ((Reference) one.getExtensionByUrl("target").getValue()).getReference())
        .toList();
  }

  private void isIn(String words) {
    isIn(words, words.equals(OURS) ? List.of() : List.of("Goal/choir"));
  }

  private void isIn(String words, List<String> leadingTo) {
    assertThat(words()).isEqualTo(words);
    assertThat(leadsTo(ours())).isEqualTo(leadingTo);
    assertThat(Seal.holds(ours())).isTrue();
  }

  /** It says nothing of what they call it, and all the same for which goal of theirs it is. */
  private void isInOursForTheirs() {
    isIn(OURS, List.of("Goal/choir"));
  }

  private void refuses(int status) {
    hospital.once(
        new StubEhr.Fault(line -> line.contains("Goal/choir"), status, "a secret", Map.of()));
  }

  @Test
  void it_stands_in_their_words_and_says_to_which_goal_of_theirs_it_leads() throws Exception {
    assertThat(write(new Open()).outcome()).isEqualTo(Outcome.CREATED);
    isIn(THEIRS);
    assertThat(ours().getLifecycleStatus()).isEqualTo(Goal.GoalLifecycleStatus.PROPOSED);
    assertThat(ours().getTargetFirstRep().getDue().primitiveValue()).isEqualTo("2026-03-30");
    assertThat(ours().getExpressedBy().isEmpty()).as("nobody expressed the proposal").isTrue();
    var type = ours().getExtensionByUrl(Codes.GOAL_RELATIONSHIP).getExtensionByUrl("type");
    assertThat(((org.hl7.fhir.r4.model.CodeableConcept) type.getValue()).getCodingFirstRep())
        .extracting(Coding::getSystem, Coding::getCode)
        .containsExactly(
            "http://terminology.hl7.org/CodeSystem/goal-relationship-type", "successor");
    assertThat(hospital.all(Provenance.class).get(0).getEntity())
        .extracting(each -> each.getWhat().getReference())
        .contains("Goal/choir");
    assertThat(write(new Open()).outcome()).as("the same once more").isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void the_look_is_attunes_own_and_accounted_for() throws Exception {
    write(new Open());
    assertThat(accounts)
        .filteredOn(each -> "Goal/choir".equals(each.record()))
        .singleElement()
        .satisfies(each -> assertThat(each.patient()).isEqualTo(CLIENT))
        .satisfies(each -> assertThat(each.viewer()).isNull());
  }

  @Test
  void without_a_goal_of_theirs_nothing_is_read() throws Exception {
    writer.write(goal(new Open()).namedIn(List.of()));
    isIn(OURS);
    assertThat(accounts).noneMatch(each -> "Goal/choir".equals(each.record()));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410, 500})
  void where_the_record_does_not_give_them_it_stands_in_ours(int status) throws Exception {
    refuses(status);
    write(new Open());
    boolean gone = status == 404 || status == 410;
    isIn(OURS, gone ? List.of() : List.of("Goal/choir"));
    write(new Open());
    isIn(THEIRS);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500})
  void a_record_that_is_closed_for_a_moment_does_not_take_their_words_back(int status)
      throws Exception {
    write(new Open());
    refuses(status);
    assertThat(write(new Open()).outcome()).isEqualTo(Outcome.UNCHANGED);
    isIn(THEIRS);
  }

  @Test
  void a_hospital_that_is_not_there_is_asked_later_and_nothing_is_written() {
    refuses(503);
    assertThatThrownBy(() -> write(new Open()))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("choir");
    assertThat(hospital.all(Goal.class)).hasSize(1);
  }

  @Test
  void words_that_the_client_changed_are_followed_while_nobody_decided() throws Exception {
    write(new Open());
    named("Sing again, with whomever", "");
    assertThat(write(new Open()).outcome()).isEqualTo(Outcome.UPDATED);
    isIn("Sing again, with whomever");
  }

  @Test
  void a_goal_that_a_person_edited_stays_as_they_want_it() throws Exception {
    write(new Open());
    var edited = ours();
    edited.getDescription().setText("Ask when the choir meets");
    hospital.put(edited);
    named("Sing again, with whomever", "");
    assertThat(write(new Open()).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(words()).isEqualTo("Ask when the choir meets");
  }

  @Test
  void whoever_takes_away_to_what_it_leads_has_edited_it() throws Exception {
    write(new Open());
    var edited = ours();
    edited.getExtension().removeIf(one -> Codes.GOAL_RELATIONSHIP.equals(one.getUrl()));
    hospital.put(edited);
    assertThat(write(new Open()).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  @Test
  void a_goal_that_is_theirs_no_longer_lends_no_words() throws Exception {
    write(new Open());
    writer.write(goal(new Open()).namedIn(List.of()));
    isIn(OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"PSYTHPN\"}]},",
        "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/goal-acceptance\",\"extension\":[{\"url\":\"individual\",\"valueReference\":{\"reference\":\"Patient/p1\"}},{\"url\":\"status\",\"valueCode\":\"disagree\"}]}],"
      })
  void what_may_not_be_read_and_what_they_do_not_agree_with_is_put_forward_by_nobody(String more)
      throws Exception {
    write(new Open());
    named(THEIRS, more);
    write(new Open());
    isIn(OURS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Patient/p2", "RelatedPerson/sister", "Practitioner/t1"})
  void somebody_elses_words_are_not_theirs(String expresser) throws Exception {
    hospital.put(
        """
        {"resourceType":"Goal","id":"choir","lifecycleStatus":"active",
        "description":{"text":"%s"},"expressedBy":{"reference":"%s"},
        "subject":{"reference":"Patient/p1"}}"""
            .formatted(THEIRS, expresser));
    write(new Open());
    isIn(OURS);
  }

  @Test
  void another_clients_goal_lends_no_words() throws Exception {
    hospital.put(
        """
        {"resourceType":"Goal","id":"choir","lifecycleStatus":"active",
        "description":{"text":"%s"},"expressedBy":{"reference":"Patient/p2"},
        "subject":{"reference":"Patient/p2"}}"""
            .formatted(THEIRS));
    write(new Open());
    isIn(OURS);
  }

  @Test
  void they_stand_on_one_line_and_too_long_or_unspeakable_ones_not_at_all() throws Exception {
    named("Go back\\n to the choir ", "");
    write(new Open());
    isIn(THEIRS);
    named("x".repeat(501), "");
    write(new Open());
    isInOursForTheirs();
    named("x".repeat(500), "");
    write(new Open());
    isIn("x".repeat(500));
    named("Bell\\u0007", "");
    write(new Open());
    isInOursForTheirs();
  }

  @Test
  void the_name_of_a_code_is_nobodys_words() throws Exception {
    hospital.put(
        """
        {"resourceType":"Goal","id":"choir","lifecycleStatus":"active",
        "description":{"coding":[{"system":"http://snomed.info/sct","code":"1","display":"Coded"}]},
        "expressedBy":{"reference":"Patient/p1"},"subject":{"reference":"Patient/p1"}}""");
    write(new Open());
    isInOursForTheirs();
  }

  @Test
  void a_label_of_theirs_goes_with_their_words() throws Exception {
    named(
        THEIRS,
        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}]},");
    write(new Open());
    var restricted =
        new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R");
    for (var meta : List.of(ours().getMeta(), hospital.all(Provenance.class).get(0).getMeta())) {
      assertThat(meta.getSecurity())
          .extracting(one -> new SecurityLabel(one.getSystem(), one.getCode()))
          .contains(restricted);
    }
    assertThat(write(new Open()).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void of_two_texts_of_theirs_nobody_knows_which_is_meant() throws Exception {
    hospital.put(
        """
        {"resourceType":"Goal","id":"sing","lifecycleStatus":"active",
        "description":{"text":"Sing"},"expressedBy":{"reference":"Patient/p1"},
        "subject":{"reference":"Patient/p1"}}""");
    var both = List.of(ClientGoal.of(WANTED), ClientGoal.of(new Source("Goal", "sing", null)));
    writer.write(goal(new Open()).namedIn(both));
    isIn(OURS, List.of("Goal/choir", "Goal/sing"));
  }

  @Test
  void words_that_stand_in_one_of_two_records_alone_may_not_be_those_of_the_other()
      throws Exception {
    hospital.put(
        """
        {"resourceType":"Goal","id":"sing","lifecycleStatus":"active",
        "description":{"coding":[{"system":"http://snomed.info/sct","code":"1","display":"Coded"}]},
        "expressedBy":{"reference":"Patient/p1"},"subject":{"reference":"Patient/p1"}}""");
    var both = List.of(ClientGoal.of(WANTED), ClientGoal.of(new Source("Goal", "sing", null)));
    writer.write(goal(new Open()).namedIn(both));
    isIn(OURS, List.of("Goal/choir", "Goal/sing"));
  }

  @Test
  void a_withdrawn_or_declined_one_keeps_the_words_that_people_saw() throws Exception {
    write(new Open());
    named("Sing again", "");
    write(new Withdrawn());
    isIn(THEIRS);
    assertThat(ours().getLifecycleStatus()).isEqualTo(Goal.GoalLifecycleStatus.CANCELLED);
    write(new Open());
    isIn("Sing again");
    named(THEIRS, "");
    write(new Declined(WhyNot.NOT_NOW, "Practitioner/7", DAY));
    isIn("Sing again");
  }

  @Test
  void what_people_agreed_on_stands_in_their_words_and_leads_there_as_before() throws Exception {
    write(new Open());
    write(agreed("Ask when the choir meets"));
    assertThat(words()).isEqualTo("Ask when the choir meets");
    assertThat(leadsTo(ours())).containsExactly("Goal/choir");
  }

  private static Agreed agreed(String words) {
    return new Agreed(words, null, DAY.plusDays(9), List.of(), "Practitioner/7", DAY);
  }

  @Test
  void where_our_mark_is_dropped_it_is_known_by_their_words_and_withdrawn() throws Exception {
    write(new Open());
    dropMarks();
    assertThat(write(new Withdrawn()).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(ours().getLifecycleStatus()).isEqualTo(Goal.GoalLifecycleStatus.CANCELLED);
  }

  @Test
  void where_our_mark_is_dropped_what_people_decide_is_written_all_the_same() throws Exception {
    write(new Open());
    dropMarks();
    assertThat(write(agreed("Ask when the choir meets")).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(words()).isEqualTo("Ask when the choir meets");
  }

  @Test
  void where_our_mark_is_dropped_and_their_words_cannot_be_read_its_version_tells()
      throws Exception {
    write(new Open());
    dropMarks();
    var stood = References.source(ours());
    refuses(500);
    refuses(500);
    var agreed = goal(agreed("Ask when the choir meets"));
    assertThat(writer.write(agreed, Before.stood(stood)).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(words()).isEqualTo("Ask when the choir meets");
  }

  @Test
  void and_what_a_person_changed_since_is_theirs() throws Exception {
    write(new Open());
    dropMarks();
    var stood = References.source(ours());
    var edited = ours();
    edited.getDescription().setText("Go to a concert");
    hospital.put(edited);
    var agreed = goal(agreed("Ask when the choir meets"));
    assertThat(writer.write(agreed, Before.stood(stood)).outcome())
        .isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(words()).isEqualTo("Go to a concert");
  }

  private void dropMarks() {
    var goal = ours();
    goal.setExtension(List.<Extension>of());
    hospital.put(goal);
  }

  @Test
  void no_words_reach_a_log() {
    var said = goal(new Open()).saying(THEIRS, List.of(), Labels.NONE);
    assertThat(Optional.of(said).toString()).doesNotContain("choir").doesNotContain("p1");
  }
}
