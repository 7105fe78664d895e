package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.access.AuditEntry;
import org.attune.access.AuditRepository.Fate;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.RecordAccess.Outcome;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.Bookmark;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.CancellationTimes;
import org.attune.fhir.chart.FhirChart;
import org.attune.fhir.chart.FlaggedSignals;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.instruments.Instruments;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal.FlagProposal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.page-size", "1")
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final EhrClient ehr = ehr();

  private EhrClient ehr() {
    var client = new EhrClient(settings, FHIR);
    client.accountTo(accounts::add);
    return client;
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirChart chart() {
    return new FhirChart(
        ehr,
        new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR),
        new CancellationTimes(settings, ehr),
        new FlaggedSignals(ehr, FHIR),
        capabilities(),
        settings);
  }

  private Capabilities capabilities() {
    return new Capabilities(ehr, FHIR, settings, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private FlagWriter flags() {
    var device = new OwnDevice(ehr);
    return new FlagWriter(
        ehr,
        new Transactions(ehr, FHIR, capabilities(), new SeparateWrites(ehr, FHIR, capabilities())),
        new Provenances(device, Clock.fixed(NOON, ZoneOffset.UTC)),
        device);
  }

  private static FlagProposal flag(String text) {
    return new FlagProposal(
        "k".repeat(64),
        new FindingKey("k".repeat(64)),
        CLIENT,
        "alliance-drop|1",
        Category.CLINICAL,
        Level.REVIEW,
        text,
        NOON,
        null,
        List.of(new Source("QuestionnaireResponse", "q", "1")),
        Labels.NONE);
  }

  private void threeAppointments() {
    for (String id : List.of("1", "2", "3")) {
      hospital.put(
          "{\"resourceType\":\"Appointment\",\"id\":\"%s\",\"status\":\"booked\",\"participant\":[{\"actor\":{\"reference\":\"Patient/p1\"}}]}"
              .formatted(id));
    }
  }

  @Test
  void a_feed_is_a_search_over_everyone_and_names_nobody() throws EhrUnavailable {
    threeAppointments();
    var page = chart().changes(Feed.APPOINTMENTS, Bookmark.START);
    chart().changes(Feed.APPOINTMENTS, page.next());
    assertThat(accounts)
        .hasSize(2)
        .allSatisfy(
            account -> {
              assertThat(account.kind()).isEqualTo(Kind.QUERY);
              assertThat(account.patient()).isNull();
              assertThat(account.outcome()).isEqualTo(Outcome.DONE);
            });
  }

  @Test
  void whatever_is_read_of_one_client_is_accounted_to_them_page_by_page() throws EhrUnavailable {
    threeAppointments();
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    chart().everythingOf(CLIENT);
    assertThat(accounts).hasSameSizeAs(hospital.asked);
    assertThat(accounts).allSatisfy(one -> assertThat(one.patient()).isEqualTo(CLIENT));
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.READ)
        .extracting(RecordAccess::record)
        .containsExactly("Patient/p1");
  }

  @Test
  void a_write_is_one_account_whatever_else_its_transaction_holds() throws Exception {
    flags().write(flag("first"), null);
    flags().write(flag("second"), null);
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.CREATE || one.kind() == Kind.UPDATE)
        .extracting(RecordAccess::kind, RecordAccess::patient)
        .containsExactly(tuple(Kind.CREATE, CLIENT), tuple(Kind.UPDATE, CLIENT));
    assertThat(accounts).noneMatch(one -> one.record().startsWith("Device"));
  }

  @Test
  void a_search_by_our_own_identifier_is_accounted_to_whom_it_found() throws Exception {
    flags().write(flag("first"), null);
    accounts.clear();
    flags().write(flag("first"), null);
    assertThat(accounts)
        .filteredOn(one -> one.record().equals("Flag"))
        .extracting(RecordAccess::patient)
        .containsExactly(CLIENT);
  }

  @Test
  void a_write_without_an_answer_is_accounted_as_one_of_which_nobody_knows() throws Exception {
    flags().write(flag("first"), null);
    accounts.clear();
    hospital.afterCommit =
        () -> {
          hospital.afterCommit = () -> {};
          sleep();
        };
    flags().write(flag("second"), null);
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.UPDATE)
        .extracting(RecordAccess::outcome)
        .containsExactly(Outcome.FAILED);
  }

  private static void sleep() {
    try {
      Thread.sleep(3_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private FhirAuditRepository repository() {
    return new FhirAuditRepository(ehr, FHIR, settings);
  }

  private static AuditEntry entry(
      Kind kind, @Nullable PatientId patient, String record, @Nullable String query) {
    return new AuditEntry(new RecordAccess(kind, patient, record, query, Outcome.DONE), NOON);
  }

  @Test
  void an_account_is_an_audit_event_after_the_pattern_of_its_kind() {
    var read = AuditEvents.of(entry(Kind.READ, CLIENT, "Patient/p1", null), "https://ehr/fhir");
    assertThat(read.getMeta().getProfile().get(0).getValue())
        .endsWith("IHE.BasicAudit.PatientRead");
    assertThat(read.getSubtypeFirstRep().getCode()).isEqualTo("read");
    assertThat(read.getEntityFirstRep().getWhat().getReference()).isEqualTo("Patient/p1");
    var all =
        AuditEvents.of(
            entry(Kind.QUERY, null, "Appointment", "Appointment?_count=2"), "https://ehr/fhir");
    assertThat(all.getMeta().getProfile().get(0).getValue()).endsWith("IHE.BasicAudit.Query");
    assertThat(all.getEntity()).noneMatch(one -> one.getWhat().hasReference());
    assertThat(new String(all.getEntityFirstRep().getQuery(), StandardCharsets.UTF_8))
        .isEqualTo("Appointment?_count=2");
  }

  @Test
  void no_account_holds_a_word_of_what_was_written() throws Exception {
    flags().write(flag("The last hours felt less helpful."), null);
    for (RecordAccess account : accounts) {
      var event = AuditEvents.of(new AuditEntry(account, NOON), hospital.base());
      assertThat(Sandbox.CONTEXT.newJsonParser().encodeResourceToString(event))
          .doesNotContain("helpful", "alliance-drop");
    }
  }

  @Test
  void a_batch_goes_in_one_request_and_each_event_has_its_own_fate() throws EhrUnavailable {
    hospital.once(
        new StubEhr.Fault(
            line -> line.equals("POST "),
            200,
            """
            {"resourceType":"Bundle","type":"batch-response","entry":[
              {"response":{"status":"201 Created"}},{"response":{"status":"422"}},
              {"response":{"status":"429 Too Many Requests"}}]}""",
            Map.of()));
    var entry = entry(Kind.READ, CLIENT, "Patient/p1", null);
    assertThat(repository().take(List.of(entry, entry, entry, entry)))
        .containsExactly(Fate.TAKEN, Fate.REFUSED, Fate.LATER, Fate.LATER);
    assertThat(hospital.asked).hasSize(1);
    assertThat(accounts).isEmpty();
  }

  @Test
  void a_repository_that_lets_us_do_nothing_keeps_everything_waiting() {
    hospital.once(line -> line.startsWith("POST"), 403);
    assertThatThrownBy(
            () -> repository().take(List.of(entry(Kind.READ, CLIENT, "Patient/p1", null))))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("attune.audit.to")
        .hasMessageNotContaining("p1");
  }

  @Test
  void a_repository_of_its_own_gets_what_the_ehr_does_not() throws EhrUnavailable {
    try (var repository = new StubEhr()) {
      settings.with("audit.to", repository.base());
      repository.once(
          new StubEhr.Fault(
              line -> true,
              200,
              "{\"resourceType\":\"Bundle\",\"type\":\"batch-response\",\"entry\":[{\"response\":{\"status\":\"201\"}}]}",
              Map.of()));
      assertThat(repository().take(List.of(entry(Kind.READ, CLIENT, "Patient/p1", null))))
          .containsExactly(Fate.TAKEN);
      assertThat(repository.asked).hasSize(1);
    }
    assertThat(hospital.asked).isEmpty();
  }
}
