package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.FlagThatStood;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose Provenance comes later than they do. */
class LateProvenanceTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final FindingKey KEY = new FindingKey("ab".repeat(32));

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital().with("ehr.base-url", hospital.base());
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private final InstantSource source = () -> now;
  private final EhrClient ehr = new EhrClient(settings, FHIR);
  private final Capabilities capabilities =
      new Capabilities(ehr, FHIR, settings, source.withZone(ZoneOffset.UTC));
  private final FhirChartWriter writer =
      Writers.of(ehr, FHIR, settings, capabilities, source.withZone(ZoneOffset.UTC));

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private void takesNoTransactions() {
    hospital.once(line -> line.equals("POST "), 405);
    capabilities.look(false);
    assertThat(capabilities.together()).isFalse();
  }

  private Written write(Attribution before) throws EhrUnavailable, WriteRefused {
    return write(Before.NOTHING.telling(before));
  }

  private Written write(Before before) throws EhrUnavailable, WriteRefused {
    var flag =
        new FlagProposal(
            KEY.value(),
            KEY,
            new PatientId("p1"),
            "alliance-drop|1",
            Category.CLINICAL,
            Level.REVIEW,
            "Please check in.",
            Instant.parse("2026-02-20T09:00:00Z"),
            null,
            List.of(new Source("QuestionnaireResponse", "q1", "2")),
            Labels.NONE);
    var stood = before.stood();
    return writer.write(stood == null ? flag : new FlagThatStood(flag, stood), before);
  }

  private void toldOnce() {
    assertThat(hospital.all(Flag.class)).hasSize(1);
    var flag = hospital.all(Flag.class).get(0);
    assertThat(flag.getMeta().getVersionId()).isEqualTo("1");
    assertThat(hospital.all(Provenance.class))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.getTargetFirstRep().getReference())
                  .startsWith("Flag/" + flag.getIdElement().getIdPart());
              assertThat(told.getPolicy()).hasSize(1);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422, 429, 500, 503})
  void a_provenance_that_was_refused_in_a_bad_moment_is_owed_and_then_added_once(int status)
      throws Exception {
    takesNoTransactions();
    hospital.refused.put("POST Provenance", status);
    var written = write(Attribution.TOLD);
    assertThat(written.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(written.attribution()).isEqualTo(Attribution.OWED);
    assertThat(write(Attribution.OWED).attribution()).isEqualTo(Attribution.OWED);
    hospital.refused.clear();
    assertThat(write(Attribution.OWED).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(write(Attribution.OWED).attribution()).isEqualTo(Attribution.TOLD);
    toldOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405, 501})
  void a_provenance_that_is_not_taken_at_all_is_added_once_when_it_is(int status) throws Exception {
    takesNoTransactions();
    hospital.refused.put("POST Provenance", status);
    assertThat(write(Attribution.TOLD).attribution()).isEqualTo(Attribution.NOT_TAKEN);
    hospital.asked.clear();
    assertThat(write(Attribution.NOT_TAKEN).attribution()).isEqualTo(Attribution.NOT_TAKEN);
    assertThat(hospital.asked).noneMatch(line -> line.contains("Provenance"));
    assertThat(capabilities.table().find("provenance-writing").orElseThrow().usedAs())
        .isEqualTo("without");
    hospital.refused.clear();
    now = now.plus(Duration.ofDays(1));
    hospital.once(line -> line.equals("POST "), 405);
    capabilities.look(false);
    assertThat(write(Attribution.NOT_TAKEN).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(write(Attribution.NOT_TAKEN).attribution()).isEqualTo(Attribution.TOLD);
    toldOnce();
  }

  @Test
  void what_a_transaction_left_out_is_added_once_when_it_is_taken() throws Exception {
    hospital.refused.put("POST Provenance", 403);
    capabilities.look(false);
    assertThat(write(Attribution.TOLD).attribution()).isEqualTo(Attribution.NOT_TAKEN);
    assertThat(hospital.all(Provenance.class)).isEmpty();
    hospital.refused.clear();
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
    assertThat(capabilities.together()).isTrue();
    assertThat(write(Attribution.NOT_TAKEN).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(write(Attribution.TOLD).attribution()).isEqualTo(Attribution.TOLD);
    toldOnce();
  }

  @Test
  void of_a_goal_and_of_our_plan_it_is_told_late_alike() throws Exception {
    hospital.refused.put("POST Provenance", 403);
    capabilities.look(false);
    var written = goal(Before.NOTHING);
    hospital.refused.clear();
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
    var plan = hospital.all(CarePlan.class).get(0);
    hospital.put(plan.setTitle("Looked over"));
    var untold = Before.stood(written.resource()).telling(Attribution.NOT_TAKEN);
    for (int times = 0; times < 2; times++) {
      assertThat(goal(untold).attribution()).isEqualTo(Attribution.TOLD);
      assertThat(hospital.all(Provenance.class))
          .extracting(told -> told.getTargetFirstRep().getReference())
          .containsExactlyInAnyOrder(
              "Goal/" + hospital.all(Goal.class).get(0).getIdElement().getIdPart() + "/_history/1",
              // Its version is somebody else's by now.
              "CarePlan/" + plan.getIdElement().getIdPart());
    }
  }

  private Written goal(Before before) throws EhrUnavailable, WriteRefused {
    var start = LocalDate.of(2026, 2, 20);
    return writer.write(
        new GoalProposal(
            KEY,
            new PatientId("p1"),
            "alliance-drop|1",
            "Talk about how the sessions are going",
            start,
            start.plusDays(28),
            false,
            List.of(),
            Labels.NONE),
        before);
  }

  @Test
  void one_that_may_have_come_is_looked_for_and_not_added_twice() throws Exception {
    takesNoTransactions();
    assertThat(write(Attribution.TOLD).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(write(Attribution.UNSURE).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(write(Attribution.OWED).attribution()).isEqualTo(Attribution.TOLD);
    toldOnce();
  }

  @Test
  void one_that_a_node_did_not_come_to_is_added_by_the_next() throws Exception {
    takesNoTransactions();
    write(Attribution.TOLD);
    var told = hospital.all(Provenance.class).get(0);
    hospital.forget("Provenance/" + told.getIdElement().getIdPart());
    assertThat(write(Attribution.UNSURE).attribution()).isEqualTo(Attribution.TOLD);
    toldOnce();
  }

  @ParameterizedTest
  @EnumSource(
      value = Attribution.class,
      names = {"UNSURE", "OWED"})
  void where_nobody_may_look_only_what_is_known_to_be_missing_is_added(Attribution before)
      throws Exception {
    takesNoTransactions();
    hospital.refused.put("GET Provenance", 403);
    hospital.once(line -> line.equals("POST Provenance"), 500);
    write(Attribution.TOLD);
    boolean sure = before == Attribution.OWED;
    assertThat(write(before).attribution()).isEqualTo(sure ? Attribution.TOLD : before);
    assertThat(hospital.all(Provenance.class)).hasSize(sure ? 1 : 0);
  }

  @Test
  void what_is_told_and_stands_is_neither_looked_for_nor_told_again() throws Exception {
    takesNoTransactions();
    write(Attribution.TOLD);
    // Some EHRs count up by themselves.
    hospital.put(hospital.all(Flag.class).get(0));
    hospital.asked.clear();
    assertThat(write(Attribution.TOLD).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.asked).hasSize(1);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  /**
   * A mark that our seal leaves out, so that the record says what it should and is another version.
   */
  private Flag marked() {
    var flag = hospital.all(Flag.class).get(0);
    flag.getMeta().addTag().setSystem("https://hospital.example/worklist").setCode("seen");
    hospital.put(FHIR.context().newJsonParser().encodeResourceToString(flag));
    return hospital.all(Flag.class).get(0);
  }

  @Test
  void told_late_it_names_no_version_that_is_somebody_elses() throws Exception {
    takesNoTransactions();
    hospital.refused.put("POST Provenance", 500);
    var written = write(Attribution.TOLD);
    hospital.refused.clear();
    var flag = marked();
    assertThat(flag.getMeta().getVersionId()).isNotEqualTo("1");
    var owed = Before.stood(written.resource()).telling(Attribution.OWED);
    assertThat(write(owed).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(hospital.all(Provenance.class))
        .singleElement()
        .extracting(told -> told.getTargetFirstRep().getReference())
        .isEqualTo("Flag/" + flag.getIdElement().getIdPart());
    assertThat(write(owed).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void what_was_told_of_our_own_version_is_not_told_again_of_the_next() throws Exception {
    takesNoTransactions();
    var written = write(Attribution.TOLD);
    marked();
    var unsure = Before.stood(written.resource()).telling(Attribution.UNSURE);
    assertThat(write(unsure).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }
}
