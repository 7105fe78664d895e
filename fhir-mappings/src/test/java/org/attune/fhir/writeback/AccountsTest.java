package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.attune.access.AuditEntry;
import org.attune.access.AuditRepository.Fate;
import org.attune.access.Banner;
import org.attune.access.BreakGlass;
import org.attune.access.BreakGlass.Why;
import org.attune.access.Colleagues;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.agenda.Units;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.Bookmark;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.OutsideEyes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.CancellationTimes;
import org.attune.fhir.chart.FhirBanners;
import org.attune.fhir.chart.FhirChart;
import org.attune.fhir.chart.FhirColleagues;
import org.attune.fhir.chart.FlaggedSignals;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.StaffAccess;
import org.attune.findings.FindingKey;
import org.attune.instruments.Instruments;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal.FlagProposal;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.page-size", "1")
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final EhrClient ehr = ehr();
  private final AtomicInteger toldToIt = new AtomicInteger();

  private EhrClient ehr() {
    var client = new EhrClient(settings, FHIR);
    client.accountTo(accounts::add);
    return client;
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirColleagues colleagues() {
    var access =
        new StaffAccess(new Units(settings), settings) {
          @Override
          public void tellThatRolesAreClosed() {
            toldToIt.incrementAndGet();
          }
        };
    return new FhirColleagues(ehr, FHIR, CLOCK, Sandbox.ZONE, access);
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
    return new Capabilities(ehr, FHIR, settings, CLOCK);
  }

  private FlagWriter flags() {
    var device = new OwnDevice(ehr);
    return new FlagWriter(
        ehr,
        new Transactions(ehr, FHIR, capabilities(), new SeparateWrites(ehr, FHIR, capabilities())),
        new Provenances(device, CLOCK),
        device,
        new LostRecords(ehr, FHIR, capabilities()));
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
    flags().write(flag("first"), Before.NOTHING);
    flags().write(flag("second"), Before.NOTHING);
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.CREATE || one.kind() == Kind.UPDATE)
        .extracting(RecordAccess::kind, RecordAccess::patient)
        .containsExactly(tuple(Kind.CREATE, CLIENT), tuple(Kind.UPDATE, CLIENT));
    assertThat(accounts).noneMatch(one -> one.record().startsWith("Device"));
  }

  @Test
  void a_search_by_our_own_identifier_is_accounted_to_whom_it_found() throws Exception {
    flags().write(flag("first"), Before.NOTHING);
    accounts.clear();
    flags().write(flag("first"), Before.NOTHING);
    assertThat(accounts)
        .filteredOn(one -> one.record().equals("Flag"))
        .extracting(RecordAccess::patient)
        .containsExactly(CLIENT);
  }

  @Test
  void a_write_without_an_answer_is_accounted_as_one_of_which_nobody_knows() throws Exception {
    flags().write(flag("first"), Before.NOTHING);
    accounts.clear();
    hospital.afterCommit = hospital::waitsUntilAskedAgain;
    flags().write(flag("second"), Before.NOTHING);
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.UPDATE)
        .extracting(RecordAccess::outcome)
        .containsExactly(Outcome.FAILED);
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
  void a_copy_that_was_taken_away_tells_who_took_it_of_whom_and_in_what_form() {
    var viewer = new Viewer("Practitioner/7", Role.CLINICIAN, CLIENT);
    var export = event(RecordAccess.export(viewer, "bundle.json"));
    assertThat(export.getType().getSystem() + "|" + export.getType().getCode())
        .isEqualTo("http://dicom.nema.org/resources/ontology/DCM|110106");
    assertThat(export.getAction().toCode()).isEqualTo("R");
    assertThat(export.getOutcome().toCode()).isEqualTo("0");
    assertThat(export.getMeta().getProfile()).isEmpty();
    assertThat(export.getAgent())
        .extracting(agent -> agent.getWho().getReference(), AuditEventAgentComponent::getRequestor)
        .containsExactly(tuple("Practitioner/7", true), tuple(null, false));
    assertThat(export.getSource().getObserver().getIdentifier().getValue()).isEqualTo("attune");
    assertThat(export.getEntity())
        .extracting(
            each -> each.getRole().getCode(),
            each -> each.getWhat().getReference(),
            AuditEventEntityComponent::getName)
        .startsWith(tuple("1", "Patient/p1", null), tuple("3", null, "bundle.json"));
    assertThat(
            OutsideEyes.complaints(FHIR.context().newJsonParser().encodeResourceToString(export)))
        .as("but for BALP's own codes, which are not in the build")
        .allMatch(complaint -> complaint.contains("BasicAuditEntityType"));
  }

  @Test
  void who_looked_is_the_one_who_asked_and_we_are_the_other() {
    var viewer = new Viewer("Practitioner/7", Role.CLINICIAN, CLIENT);
    var view = event(RecordAccess.view(viewer, Outcome.DONE, null));
    assertThat(view.getAgent())
        .extracting(agent -> agent.getWho().getReference(), AuditEventAgentComponent::getRequestor)
        .containsExactly(tuple("Practitioner/7", true), tuple(null, false));
    assertThat(view.getAgent().get(1).getWho().getIdentifier().getValue()).isEqualTo("attune");
    assertThat(view.getAction().toCode()).isEqualTo("R");
    assertThat(view.getType().getCode()).isEqualTo("110110");
    assertThat(view.getEntityFirstRep().getWhat().getReference()).isEqualTo("Patient/p1");
    assertThat(view.getPurposeOfEvent()).isEmpty();
    assertThat(event(RecordAccess.act(viewer, "Flag/3", Outcome.DONE)).getAction().toCode())
        .isEqualTo("U");
    var read = new RecordAccess(Kind.READ, CLIENT, "Patient/p1", null, Outcome.DONE).by(viewer);
    assertThat(event(read).getAgent())
        .extracting(AuditEventAgentComponent::getRequestor)
        .containsExactly(true, false, false);
  }

  @Test
  void a_broken_glass_says_why() {
    var viewer = new Viewer("Practitioner/7", Role.CLINICIAN, CLIENT);
    var reason = new BreakGlass(Why.EMERGENCY, "Called from the ward.");
    var purpose = event(RecordAccess.view(viewer, Outcome.DONE, reason)).getPurposeOfEvent().get(0);
    assertThat(purpose.getCoding()).extracting(Coding::getCode).containsExactly("BTG", "ETREAT");
    assertThat(purpose.getText()).isEqualTo("Called from the ward.");
  }

  private static AuditEvent event(RecordAccess access) {
    return AuditEvents.of(new AuditEntry(access, NOON), "https://ehr/fhir");
  }

  @Test
  void a_banner_is_one_record_of_which_not_everything_is_asked_for_whoever_looks()
      throws EhrUnavailable {
    hospital.put(
        """
        {"resourceType":"Patient","id":"p1","birthDate":"1970-02-03",
         "name":[{"use":"old","family":"Before"},{"given":["Ada","B"],"family":"Smit"}],
         "identifier":[{"value":"77"},{"type":{"coding":[{"code":"MR"}]},"value":"4711"}]}""");
    var banner =
        new FhirBanners(ehr, FHIR).of(new Viewer("Practitioner/7", Role.CLINICIAN, CLIENT));
    assertThat(banner).isEqualTo(new Banner("Ada B Smit", LocalDate.of(1970, 2, 3), "4711"));
    assertThat(hospital.asked).singleElement().asString().contains("_elements=name,birthDate");
    assertThat(accounts)
        .singleElement()
        .isEqualTo(
            new RecordAccess(
                Kind.READ, CLIENT, "Patient/p1", null, Outcome.DONE, "Practitioner/7", null));
    assertThat(banner.toString()).doesNotContain("Smit");
  }

  @Test
  void the_names_of_a_list_are_one_search_that_is_accounted_to_each_client() throws EhrUnavailable {
    hospital.once(
        new StubEhr.Fault(
            line -> true,
            200,
            """
            {"resourceType":"Bundle","type":"searchset","entry":[
             {"resource":{"resourceType":"Patient","id":"p1","name":[{"text":"Ada Smit"}]}},
             {"resource":{"resourceType":"Patient","id":"p9","name":[{"text":"Nobody Asked"}]}}]}""",
            Map.of()));
    var other = new PatientId("p2");
    var names = new FhirBanners(ehr, FHIR).of("Practitioner/7", List.of(CLIENT, other));
    assertThat(names).containsOnlyKeys(CLIENT);
    assertThat(hospital.asked)
        .singleElement()
        .asString()
        .contains("p1", "p2", "_elements=name,birthDate,identifier");
    assertThat(accounts).extracting(RecordAccess::patient).containsExactly(CLIENT, other);
    assertThat(accounts)
        .allMatch(it -> it.kind() == Kind.QUERY && "Practitioner/7".equals(it.viewer()));
  }

  @Test
  void a_list_without_an_answer_has_no_names() {
    hospital.once(new StubEhr.Fault(line -> true, 200, "{\"resourceType\":\"Patient\"}", Map.of()));
    assertThatThrownBy(() -> new FhirBanners(ehr, FHIR).of("Practitioner/7", List.of(CLIENT)))
        .isInstanceOf(EhrUnavailable.class);
  }

  @Test
  void the_names_of_staff_are_one_search_accounted_to_whoever_looks() throws EhrUnavailable {
    hospital.put(
        """
        {"resourceType":"Practitioner","id":"7","birthDate":"1970-02-03",
         "name":[{"use":"old","family":"Before"},{"given":["Ada"],"family":"Lovelace"}]}""");
    hospital.put("{\"resourceType\":\"Practitioner\",\"id\":\"8\"}");
    hospital.put(
        "{\"resourceType\":\"Practitioner\",\"id\":\"9\",\"name\":[{\"text\":\"Nobody\"}]}");
    var names =
        colleagues()
            .names(
                "Practitioner/1",
                List.of(
                    "Practitioner/7",
                    "Practitioner/7",
                    "Practitioner/8",
                    "Practitioner/10",
                    "PractitionerRole/9",
                    "Practitioner/9,10"));
    assertThat(names).isEqualTo(Map.of("Practitioner/7", "Ada Lovelace"));
    assertThat(hospital.asked)
        .containsExactly("GET Practitioner?_id=7,8,10&_count=3&_elements=name");
    assertThat(accounts)
        .singleElement()
        .matches(it -> it.kind() == Kind.QUERY && it.patient() == null)
        .matches(it -> "Practitioner/1".equals(it.viewer()) && it.record().equals("Practitioner"));
  }

  @Test
  void an_ehr_that_gives_no_parts_of_a_record_is_asked_for_all_of_it() throws EhrUnavailable {
    hospital.put("{\"resourceType\":\"Practitioner\",\"id\":\"7\",\"name\":[{\"text\":\"Ada\"}]}");
    hospital.once(line -> line.contains("_elements"), 400);
    var colleagues = colleagues();
    assertThat(colleagues.names("Practitioner/1", List.of("Practitioner/7")))
        .containsOnlyKeys("Practitioner/7");
    assertThat(accounts).extracting(RecordAccess::outcome).hasSize(2).contains(Outcome.REFUSED);
    hospital.once(
        new StubEhr.Fault(
            line -> true,
            200,
            "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"9\",\"name\":[{\"text\":\"Nobody Asked\"}]}}]}",
            Map.of()));
    assertThat(colleagues.names("Practitioner/1", List.of("Practitioner/7"))).isEmpty();
    hospital.once(line -> true, 503);
    assertThatThrownBy(() -> colleagues.names("Practitioner/1", List.of("Practitioner/7")))
        .isInstanceOf(EhrUnavailable.class);
    assertThat(colleagues.names("Practitioner/1", List.of("Device/7"))).isEmpty();
    assertThat(hospital.asked).as("nobody is asked of no Practitioner").hasSize(4);
  }

  @Test
  void who_works_at_a_unit_is_one_search_accounted_to_whoever_looks() throws EhrUnavailable {
    var roles =
        """
        {"resourceType":"Bundle","type":"searchset","entry":[
         {"resource":{"resourceType":"PractitionerRole","id":"r1","active":true,"practitioner":{"reference":"Practitioner/8"}}},
         {"resource":{"resourceType":"PractitionerRole","id":"r2","practitioner":{"reference":"Practitioner/9"},"period":{"end":"2001-01-01"}}},
         {"resource":{"resourceType":"PractitionerRole","id":"r3","active":false,"practitioner":{"reference":"Practitioner/10"}}},
         {"resource":{"resourceType":"PractitionerRole","id":"r4","practitioner":{"reference":"Practitioner/11"}}},
         {"resource":{"resourceType":"PractitionerRole","id":"r5","practitioner":{"reference":"Practitioner/12"}}},
         {"resource":{"resourceType":"PractitionerRole","id":"r6","practitioner":{"reference":"Practitioner/13"}}},
         {"resource":{"resourceType":"Practitioner","id":"8","name":[{"text":"Zoe Last"}]}},
         {"resource":{"resourceType":"Practitioner","id":"9","name":[{"text":"Gone"}]}},
         {"resource":{"resourceType":"Practitioner","id":"10","name":[{"text":"Inactive"}]}},
         {"resource":{"resourceType":"Practitioner","id":"11","active":false,"name":[{"text":"Left"}]}},
         {"resource":{"resourceType":"Practitioner","id":"12"}}]}""";
    hospital.put(
        "{\"resourceType\":\"Practitioner\",\"id\":\"13\",\"name\":[{\"text\":\"Ada First\"}]}");
    hospital.once(
        new StubEhr.Fault(line -> line.contains("PractitionerRole"), 200, roles, Map.of()));
    var found = colleagues().at("Practitioner/1", "Organization/12", 50).orElseThrow();
    assertThat(found.names())
        .as("in the order of their names, and whoever was not told of with them is asked for")
        .containsExactly(
            Map.entry("Practitioner/13", "Ada First"), Map.entry("Practitioner/8", "Zoe Last"));
    assertThat(found.more()).isFalse();
    assertThat(hospital.asked)
        .as("a search by active finds only roles that say whether they are")
        .containsExactly(
            "GET PractitionerRole?organization=Organization/12"
                + "&_include=PractitionerRole:practitioner&_count=50",
            "GET Practitioner?_id=13&_count=1&_elements=name");
    assertThat(accounts)
        .hasSize(2)
        .allMatch(it -> it.kind() == Kind.QUERY && "Practitioner/1".equals(it.viewer()));
  }

  @ParameterizedTest
  @CsvSource({
    "{\"start\":\"2026-03-02\"}, false",
    "{\"start\":\"2026-03-01\"}, true",
    "{\"start\":\"2026-03\"}, true",
    "{\"start\":\"2027\"}, false",
    "{\"end\":\"2026-03-01\"}, true",
    "{\"end\":\"2026-02-28\"}, false",
    "{\"end\":\"2026-03\"}, true",
    "{\"end\":\"2026-02\"}, false",
    "{\"end\":\"2026\"}, true",
    "{\"end\":\"2025\"}, false",
    "{\"end\":\"2026-03-01T11:00:00Z\"}, false",
    "{\"end\":\"9999-12-31\"}, true",
  })
  void a_role_holds_in_all_of_the_days_months_or_years_that_it_names(String period, boolean holds)
      throws EhrUnavailable {
    assertThat(atUnit("8", period)).isEqualTo(holds ? Set.of("Practitioner/8") : Set.of());
  }

  @Test
  void whoever_has_an_id_that_no_row_can_name_is_offered_to_nobody() throws EhrUnavailable {
    assertThat(atUnit("dr.A-1", "{}")).containsExactly("Practitioner/dr.A-1");
    assertThat(atUnit("a_b", "{}")).isEmpty();
  }

  /** Who works at a unit, where the record knows one with a role for some time. */
  private Set<String> atUnit(String id, String period) throws EhrUnavailable {
    var roles =
        """
        {"resourceType":"Bundle","type":"searchset","entry":[
         {"resource":{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/%s"},"period":%s}},
         {"resource":{"resourceType":"Practitioner","id":"%s","name":[{"text":"Ada"}]}}]}"""
            .formatted(id, period, id);
    hospital.once(
        new StubEhr.Fault(line -> line.contains("PractitionerRole"), 200, roles, Map.of()));
    return colleagues().at("Practitioner/1", "Organization/12", 50).orElseThrow().names().keySet();
  }

  @Test
  void an_ehr_that_does_not_say_who_works_where_is_not_taken_to_say_nobody() throws EhrUnavailable {
    var colleagues = colleagues();
    hospital.once(line -> line.contains("PractitionerRole"), 503);
    assertThatThrownBy(() -> colleagues.at("Practitioner/1", "Location/2", 50))
        .isInstanceOf(EhrUnavailable.class);
    hospital.once(line -> line.contains("_include"), 400);
    assertThat(at(colleagues, "HealthcareService/2").names()).isEmpty();
    assertThat(hospital.asked)
        .last()
        .isEqualTo("GET PractitionerRole?service=HealthcareService/2&_count=50");
    int before = hospital.asked.size();
    assertThat(at(colleagues, "service").names()).isEmpty();
    assertThat(at(colleagues, "Organization/1,2").names()).isEmpty();
    assertThat(hospital.asked).as("what is no unit is not asked about").hasSize(before);
  }

  @Test
  void of_more_people_than_are_wanted_the_first_by_name_are_told_and_that_there_are_more()
      throws EhrUnavailable {
    var roles =
        """
        {"resourceType":"Bundle","type":"searchset","entry":[
         {"resource":{"resourceType":"PractitionerRole","id":"r1","practitioner":{"reference":"Practitioner/8"}}},
         {"resource":{"resourceType":"PractitionerRole","id":"r2","practitioner":{"reference":"Practitioner/9"}}},
         {"resource":{"resourceType":"Practitioner","id":"8","name":[{"text":"Zoe"}]}},
         {"resource":{"resourceType":"Practitioner","id":"9","name":[{"text":"Ada"}]}}]}""";
    hospital.once(
        new StubEhr.Fault(line -> line.contains("PractitionerRole"), 200, roles, Map.of()));
    var found = colleagues().at("Practitioner/1", "Organization/12", 1).orElseThrow();
    assertThat(found.names()).containsExactly(Map.entry("Practitioner/9", "Ada"));
    assertThat(found.more()).isTrue();
  }

  @Test
  void who_stands_on_later_pages_is_found_as_far_as_a_few_pages_go() throws EhrUnavailable {
    roles(0, 3, 3);
    var found = at(colleagues(), "Organization/12");
    assertThat(found.names()).containsOnlyKeys(people(0, 3));
    assertThat(found.more()).isFalse();
    assertThat(accounts).hasSize(3).allMatch(it -> "Practitioner/1".equals(it.viewer()));
    roles(0, 5, 6);
    var cut = at(colleagues(), "Organization/12");
    assertThat(cut.names()).containsOnlyKeys(people(0, 5));
    assertThat(cut.more()).as("a sixth page was not read").isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/PractitionerRole?page=1, PractitionerRole",
    "?_getpages=here&_offset=1, Bundle",
    "/page/here, page",
  })
  void a_further_page_of_staff_is_accounted_for_whatever_its_link_looks_like(
      String link, String record) throws EhrUnavailable {
    var first =
        "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":\"%s\"}]}"
            .formatted(hospital.base() + link);
    hospital.once(new StubEhr.Fault(line -> line.contains("organization="), 200, first, Map.of()));
    hospital.once(
        new StubEhr.Fault(
            line -> line.contains("here") || line.contains("page=1"),
            200,
            "{\"resourceType\":\"Bundle\"}",
            Map.of()));
    assertThat(at(colleagues(), "Organization/12").more()).isFalse();
    assertThat(accounts)
        .hasSize(2)
        .allMatch(it -> it.kind() == Kind.QUERY && "Practitioner/1".equals(it.viewer()))
        .last()
        .extracting(RecordAccess::record)
        .isEqualTo(record);
    assertThat(accounts.get(1).query()).isNotNull().doesNotContain(hospital.base());
  }

  @Test
  void pages_of_staff_that_do_not_come_are_not_taken_to_say_that_this_is_all() {
    roles(0, 1, 3);
    hospital.once(line -> line.contains("page=1"), 503);
    assertThatThrownBy(() -> at(colleagues(), "Organization/12"))
        .isInstanceOf(EhrUnavailable.class);
  }

  /** An EHR that gives one role a page, whatever it is asked for. */
  private void roles(int from, int to, int last) {
    for (int page = from; page < to; page++) {
      var address = page == from ? "organization=Organization/12" : "page=" + page;
      var next =
          page + 1 < last
              ? "{\"relation\":\"next\",\"url\":\"%s/PractitionerRole?page=%d\"}"
                  .formatted(hospital.base(), page + 1)
              : "";
      hospital.once(
          new StubEhr.Fault(
              line -> line.contains(address),
              200,
              """
              {"resourceType":"Bundle","type":"searchset","link":[%1$s],"entry":[
               {"resource":{"resourceType":"PractitionerRole","id":"r%2$d","practitioner":{"reference":"Practitioner/%2$d"}}},
               {"resource":{"resourceType":"Practitioner","id":"%2$d","name":[{"text":"Ada %2$d"}]}}]}"""
                  .formatted(next, page),
              Map.of()));
    }
  }

  private static String[] people(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(each -> "Practitioner/" + each)
        .toArray(String[]::new);
  }

  @Test
  void many_are_asked_for_their_names_in_portions_and_whoever_is_left_out_is_more()
      throws EhrUnavailable {
    rolesAlone(120);
    var found = colleagues().at("Practitioner/1", "Organization/12", 200).orElseThrow();
    assertThat(found.names()).hasSize(120);
    assertThat(found.more()).isFalse();
    assertThat(hospital.asked)
        .filteredOn(line -> line.contains("Practitioner?_id="))
        .extracting(line -> line.replaceAll(".*(&_count=\\d+).*", "$1"))
        .containsExactly("&_count=50", "&_count=50", "&_count=20");
    rolesAlone(120);
    var some = colleagues().at("Practitioner/1", "Organization/12", 70).orElseThrow();
    assertThat(some.names()).hasSize(70);
    assertThat(some.more()).as("50 were not even asked for").isTrue();
  }

  @Test
  void names_that_come_page_by_page_are_read_to_their_end() throws EhrUnavailable {
    var next = hospital.base() + "/Practitioner?rest=1";
    var first =
        """
        {"resourceType":"Bundle","link":[{"relation":"next","url":"%s"}],"entry":[
         {"resource":{"resourceType":"Practitioner","id":"7","name":[{"text":"Ada"}]}}]}"""
            .formatted(next);
    var second =
        """
        {"resourceType":"Bundle","entry":[
         {"resource":{"resourceType":"Practitioner","id":"8","name":[{"text":"Zoe"}]}}]}""";
    hospital.once(new StubEhr.Fault(line -> line.contains("_id=7,8"), 200, first, Map.of()));
    hospital.once(new StubEhr.Fault(line -> line.contains("rest=1"), 200, second, Map.of()));
    assertThat(colleagues().names("Practitioner/1", List.of("Practitioner/7", "Practitioner/8")))
        .isEqualTo(Map.of("Practitioner/7", "Ada", "Practitioner/8", "Zoe"));
  }

  @Test
  void who_may_not_be_named_at_all_has_no_name_and_a_moments_refusal_is_told_as_such()
      throws EhrUnavailable {
    hospital.refused.put("GET Practitioner?", 403);
    assertThat(colleagues().names("Practitioner/1", List.of("Practitioner/7"))).isEmpty();
    rolesAlone(3);
    assertThat(at(colleagues(), "Organization/12").more())
        .as("whoever works there stands under no name here")
        .isTrue();
    hospital.refused.put("GET Practitioner?", 429);
    assertThatThrownBy(() -> colleagues().names("Practitioner/1", List.of("Practitioner/7")))
        .isInstanceOf(EhrUnavailable.class);
  }

  /** An EHR that does not tell of the people with their roles. */
  private void rolesAlone(int many) {
    var roles = new ArrayList<String>();
    for (int each = 0; each < many; each++) {
      hospital.put(
          "{\"resourceType\":\"Practitioner\",\"id\":\"%1$d\",\"name\":[{\"text\":\"Ada %1$d\"}]}"
              .formatted(each));
      roles.add(
          "{\"resource\":{\"resourceType\":\"PractitionerRole\",\"id\":\"r%1$d\",\"practitioner\":{\"reference\":\"Practitioner/%1$d\"}}}"
              .formatted(each));
    }
    var body = "{\"resourceType\":\"Bundle\",\"entry\":[" + String.join(",", roles) + "]}";
    hospital.once(new StubEhr.Fault(line -> line.contains("organization="), 200, body, Map.of()));
  }

  private static Colleagues.Found at(FhirColleagues colleagues, String unit) throws EhrUnavailable {
    return colleagues.at("Practitioner/1", unit, 50).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 501})
  void an_ehr_that_gives_out_no_list_of_its_staff_is_not_called_silent(int refused)
      throws EhrUnavailable {
    hospital.refused.put("GET PractitionerRole", refused);
    var colleagues = colleagues();
    assertThat(colleagues.at("Practitioner/1", "Organization/12", 50)).isEmpty();
    assertThat(toldToIt).as("how often IT heard of it").hasValue(1);
    hospital.put("{\"resourceType\":\"Practitioner\",\"id\":\"7\",\"name\":[{\"text\":\"Ada\"}]}");
    assertThat(colleagues.names("Practitioner/1", List.of("Practitioner/7")))
        .as("who was met is named all the same")
        .isEqualTo(Map.of("Practitioner/7", "Ada"));
  }

  @Test
  void units_are_called_as_the_record_calls_them() throws EhrUnavailable {
    hospital.put("{\"resourceType\":\"Organization\",\"id\":\"12\",\"name\":\"Day clinic\"}");
    hospital.put("{\"resourceType\":\"Location\",\"id\":\"3\",\"name\":\"Ward\"}");
    hospital.put("{\"resourceType\":\"Organization\",\"id\":\"13\"}");
    var names =
        colleagues()
            .units(
                "Practitioner/1",
                List.of("Organization/12", "Organization/13", "Location/3", "unplaced"));
    assertThat(names).isEqualTo(Map.of("Organization/12", "Day clinic", "Location/3", "Ward"));
    assertThat(hospital.asked).hasSize(2).allMatch(line -> line.endsWith("&_elements=name"));
    assertThat(accounts).hasSize(2).allMatch(it -> "Practitioner/1".equals(it.viewer()));
  }

  @Test
  void who_stood_on_a_caseload_is_named_with_who_saw_it() {
    var listed = event(RecordAccess.listed("Practitioner/7", CLIENT));
    assertThat(listed.getType().getCode()).isEqualTo("110110");
    assertThat(listed.getEntityFirstRep().getWhat().getReference()).isEqualTo("Patient/p1");
    assertThat(new String(listed.getEntity().get(1).getQuery(), StandardCharsets.UTF_8))
        .isEqualTo("caseload");
    assertThat(listed.getAgentFirstRep().getWho().getReference()).isEqualTo("Practitioner/7");
    var opened = event(RecordAccess.caseload("Practitioner/7", Outcome.DONE));
    assertThat(opened.getEntity()).noneMatch(one -> one.getWhat().hasReference());
    assertThat(opened.getAgentFirstRep().getWho().getReference()).isEqualTo("Practitioner/7");
  }

  @Test
  void another_clients_banner_is_never_shown() {
    hospital.once(
        new StubEhr.Fault(
            line -> true, 200, "{\"resourceType\":\"Patient\",\"id\":\"p2\"}", Map.of()));
    var viewer = new Viewer("Practitioner/7", Role.CLINICIAN, CLIENT);
    assertThatThrownBy(() -> new FhirBanners(ehr, FHIR).of(viewer))
        .isInstanceOf(EhrUnavailable.class);
  }

  @Test
  void no_account_holds_a_word_of_what_was_written() throws Exception {
    flags().write(flag("The last hours felt less helpful."), Before.NOTHING);
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
