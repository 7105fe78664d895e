package org.attune.fhir.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.attune.ehr.Capability;
import org.attune.ehr.Capability.Told;
import org.attune.fhir.Codes;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {

  private static final FhirR4 FHIR = new FhirR4();

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private final InstantSource source = () -> now;
  private final Capabilities capabilities =
      new Capabilities(
          new EhrClient(settings, FHIR), FHIR, settings, source.withZone(ZoneOffset.UTC));

  @BeforeEach
  void a_hospital_with_records() {
    hospital.put(
        """
        {"resourceType":"Appointment","id":"a1","status":"booked","start":"2026-03-02T10:00:00Z",\
        "participant":[{"actor":{"reference":"Patient/p1"}}]}""");
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    hospital.put(
        "{\"resourceType\":\"Goal\",\"id\":\"g1\",\"subject\":{\"reference\":\"Patient/p1\"}}");
    hospital.statement = statement("Flag", "Task", "Goal", "CarePlan", "Communication");
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private void ourDeviceIsThere() {
    hospital.put(
        "{\"resourceType\":\"Device\",\"id\":\"d1\",\"identifier\":[{\"system\":\"%s\",\"value\":\"%s\"}]}"
            .formatted(Codes.DEVICE, Codes.DEVICE_VALUE));
  }

  private static String statement(String... types) {
    var resources =
        List.of(types).stream()
            .map(
                type ->
                    "{\"type\":\"%s\",\"versioning\":\"versioned-update\",\"interaction\":[{\"code\":\"create\"},{\"code\":\"update\"},{\"code\":\"search-type\"}]}"
                        .formatted(type))
            .toList();
    return "{\"resourceType\":\"CapabilityStatement\",\"status\":\"active\",\"kind\":\"instance\",\"fhirVersion\":\"4.0.1\",\"rest\":[{\"mode\":\"server\",\"interaction\":[{\"code\":\"transaction\"}],\"operation\":[{\"name\":\"export\",\"definition\":\"x\"}],\"security\":{\"service\":[{\"coding\":[{\"code\":\"SMART-on-FHIR\"},{\"code\":\"| <b>\"}]}]},\"resource\":["
        + String.join(",", resources)
        + "]}]}";
  }

  private Capability row(String feature) {
    return capabilities.table().find(feature).orElseThrow();
  }

  private String used(String feature) {
    return row(feature).usedAs();
  }

  @Test
  void before_the_EHR_was_asked_everything_is_done_as_the_standard_has_it() {
    assertThat(capabilities.table().asked()).isNull();
    assertThat(capabilities.keeps("Flag")).isTrue();
    assertThat(capabilities.together()).isTrue();
    assertThat(hospital.asked).isEmpty();
  }

  @Test
  void an_EHR_that_can_do_everything_is_used_natively() {
    ourDeviceIsThere();
    assertThat(capabilities.look(false)).isTrue();
    assertThat(capabilities.table().usedAs())
        .containsEntry("statement", "read")
        .containsEntry("reading-Appointment", "changes")
        .containsEntry("deletions", "history")
        .containsEntry("flag-writing", "native")
        .containsEntry("goal-writing", "native")
        .containsEntry("plan-writing", "native")
        .containsEntry("task-writing", "native")
        .containsEntry("provenance-writing", "native")
        .containsEntry("transactions", "together")
        .containsEntry("if-match", "kept")
        .containsEntry("patch", "native")
        .containsEntry("export", "offered")
        .containsEntry("security", "SMART-on-FHIR")
        .containsEntry("unknown-parameters", "lenient");
    assertThat(row("reading-Goal").meaning()).contains("patient=Patient/7");
  }

  @Test
  void asking_changes_nothing_in_the_EHR() {
    ourDeviceIsThere();
    var before = hospital.now;
    capabilities.look(false);
    assertThat(hospital.now).isEqualTo(before);
    assertThat(hospital.all(Device.class)).hasSize(1);
    assertThat(hospital.asked.stream().filter(line -> line.startsWith("DELETE"))).isEmpty();
    assertThat(hospital.asked).hasSizeLessThan(60);
  }

  @Test
  void where_If_Match_is_ignored_at_most_our_own_Device_is_written_as_it_was() {
    ourDeviceIsThere();
    hospital.ignoresVersions = true;
    var asOf = hospital.now;
    var before = hospital.all(Device.class).get(0);
    capabilities.look(false);
    assertThat(row("if-match")).extracting(Capability::claimed).isEqualTo(Told.YES);
    assertThat(used("if-match")).isEqualTo("ignored");
    var after = hospital.all(Device.class);
    assertThat(after).hasSize(1);
    assertThat(after.get(0).getIdentifierFirstRep().equalsDeep(before.getIdentifierFirstRep()))
        .isTrue();
    assertThat(hospital.now).isEqualTo(asOf.plusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"false, YES", "true, NO"})
  void whether_a_record_can_be_changed_by_what_it_is_called_is_tried_on_our_own_Device(
      boolean wantsIds, Told told) {
    ourDeviceIsThere();
    hospital.wantsIds = wantsIds;
    capabilities.look(false);
    assertThat(row("conditional-writes")).extracting(Capability::probed).isEqualTo(told);
    assertThat(hospital.all(Device.class)).hasSize(1);
  }

  @Test
  void where_If_Match_is_ignored_nothing_is_changed_by_what_it_is_called() {
    ourDeviceIsThere();
    hospital.ignoresVersions = true;
    capabilities.look(false);
    assertThat(row("conditional-writes")).extracting(Capability::probed).isEqualTo(Told.UNKNOWN);
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("PUT Device?"));
  }

  @ParameterizedTest
  @CsvSource({"400, YES, hints", "403, NO, not", "404, NO, not"})
  void whether_it_tells_of_changes_is_tried_where_the_site_wants_to_be_told(
      int status, Told told, String used) {
    settings.with("hooks.url", "https://attune.example/attune/api/hooks");
    hospital.refused.put("POST Subscription", status);
    capabilities.look(false);
    assertThat(row("subscriptions")).extracting(Capability::probed).isEqualTo(told);
    assertThat(used("subscriptions")).isEqualTo(used);
  }

  @Test
  void who_wants_no_notices_has_none_tried() {
    capabilities.look(false);
    assertThat(row("subscriptions")).extracting(Capability::probed).isEqualTo(Told.UNKNOWN);
    assertThat(used("subscriptions")).isEqualTo("not");
    assertThat(hospital.asked).noneMatch(line -> line.contains("Subscription"));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, native, touched.",
    "true, false, native, into one without any goal not",
    "false, true, put, put back as it was read",
    "false, false, not, Ask the vendor"
  })
  void how_a_goal_gets_into_a_plan_of_the_teams_follows_from_patches_and_If_Match(
      boolean patches, boolean guarded, String used, String meaning) {
    ourDeviceIsThere();
    hospital.ignoresVersions = !guarded;
    if (!patches) {
      hospital.refused.put("PATCH", 415);
    }
    assertThat(capabilities.heedsVersions()).isFalse();
    capabilities.look(false);
    assertThat(capabilities.patches()).isEqualTo(patches);
    assertThat(capabilities.heedsVersions()).isEqualTo(guarded);
    assertThat(used("patch")).isEqualTo(used);
    assertThat(row("patch").meaning()).contains(meaning);
  }

  @Test
  void that_If_Match_is_kept_in_a_put_says_nothing_of_a_patch() {
    ourDeviceIsThere();
    var before = hospital.all(Device.class).get(0);
    hospital.ignoresVersionsOfPatches = true;
    capabilities.look(false);
    assertThat(capabilities.heedsVersions()).isTrue();
    assertThat(capabilities.heedsVersionsOfPatches()).isFalse();
    var after = hospital.all(Device.class);
    assertThat(after).hasSize(1);
    assertThat(after.get(0).getIdentifierFirstRep().equalsDeep(before.getIdentifierFirstRep()))
        .isTrue();
    hospital.ignoresVersionsOfPatches = false;
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
    assertThat(capabilities.heedsVersionsOfPatches()).isTrue();
  }

  @Test
  void a_patch_that_was_refused_in_earnest_counts_until_the_EHR_is_asked_again() {
    ourDeviceIsThere();
    capabilities.look(false);
    capabilities.cannotPatch();
    assertThat(used("patch")).isEqualTo("put");
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
    assertThat(used("patch")).isEqualTo("native");
  }

  @Test
  void a_claim_that_flags_can_be_made_falls_to_the_first_trial() {
    hospital.refused.put("POST Flag", 405);
    capabilities.look(false);
    assertThat(row("flag-writing").claimed()).isEqualTo(Told.YES);
    assertThat(row("flag-writing").probed()).isEqualTo(Told.NO);
    assertThat(used("flag-writing")).isEqualTo("card");
  }

  @Test
  void with_somebody_named_flags_that_are_not_taken_go_as_tasks() {
    settings.with("ehr.flag-recipient", "CareTeam/7");
    hospital.refused.put("POST Flag", 405);
    capabilities.look(false);
    assertThat(used("flag-writing")).isEqualTo("task");
  }

  @Test
  void without_tasks_there_are_cards_whoever_is_named() {
    settings.with("ehr.flag-recipient", "CareTeam/7");
    hospital.refused.put("POST Flag", 405);
    hospital.refused.put("POST Task", 404);
    capabilities.look(false);
    assertThat(used("flag-writing")).isEqualTo("card");
    assertThat(used("task-writing")).isEqualTo("not");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void what_is_beyond_our_account_is_not_possible(int status) {
    hospital.refused.put("PUT Flag", status);
    capabilities.look(false);
    assertThat(used("flag-writing")).isEqualTo("card");
  }

  @Test
  void an_EHR_that_lets_nobody_choose_ids_may_take_changes_all_the_same() {
    hospital.refused.put("PUT Flag", 405);
    capabilities.look(false);
    assertThat(used("flag-writing")).isEqualTo("native");
  }

  @Test
  void a_type_that_the_statement_leaves_out_is_used_where_it_works() {
    hospital.statement = statement("Flag");
    capabilities.look(false);
    assertThat(row("task-writing").claimed()).isEqualTo(Told.NO);
    assertThat(row("task-writing").probed()).isEqualTo(Told.YES);
    assertThat(used("task-writing")).isEqualTo("native");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 500})
  void without_a_statement_only_trials_count(int status) {
    hospital.refused.put("GET metadata", status);
    hospital.refused.put("POST Goal", 405);
    capabilities.look(false);
    assertThat(used("statement")).isEqualTo("without");
    assertThat(row("statement").meaning()).contains("" + status);
    assertThat(row("flag-writing").claimed()).isEqualTo(Told.UNKNOWN);
    assertThat(used("flag-writing")).isEqualTo("native");
    assertThat(used("goal-writing")).isEqualTo("card");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>log in</html>", "{\"resourceType\":\"Bundle\"}", "{\"rest\":[{"})
  void a_statement_that_is_none_claims_nothing(String garbage) {
    hospital.statement = garbage;
    capabilities.look(false);
    assertThat(used("statement")).isEqualTo("without");
    assertThat(used("flag-writing")).isEqualTo("native");
  }

  @Test
  void an_EHR_that_ignores_dates_is_told_by_what_it_says_of_the_far_future() {
    hospital.ignoresDates = true;
    capabilities.look(false);
    assertThat(used("reading-Appointment")).isEqualTo("everything");
    assertThat(row("reading-Appointment").meaning()).contains("read each time");
  }

  @Test
  void where_there_are_no_records_nothing_is_told_of_dates() {
    hospital.ignoresDates = true;
    capabilities.look(false);
    assertThat(used("reading-CarePlan")).isEqualTo("changes");
    assertThat(row("reading-CarePlan").meaning()).contains("could not be told yet");
  }

  @Test
  void an_EHR_that_cannot_sort_is_not_asked_to() {
    hospital.refused.put(
        "GET Goal?_count=1&_lastUpdated=ge2999-01-01T00:00:00Z&_sort=_lastUpdated", 400);
    capabilities.look(false);
    assertThat(capabilities.sorts("Goal")).isFalse();
    assertThat(capabilities.sorts("Appointment")).isTrue();
    assertThat(used("reading-Goal")).isEqualTo("changes");
  }

  @Test
  void the_form_of_a_search_that_finds_somebody_is_kept() {
    hospital.wantsBareIds = true;
    capabilities.look(false);
    assertThat(capabilities.form("Goal")).contains(new SearchForm("patient", false));
    assertThat(row("reading-Goal").meaning()).contains("patient=7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Observation", "Communication"})
  void of_what_is_mostly_somebody_elses_none_is_looked_at(String type) {
    capabilities.look(false);
    assertThat(hospital.asked.stream().filter(line -> line.startsWith("GET " + type + "?_count")))
        .isNotEmpty()
        .allMatch(line -> line.contains("_lastUpdated=ge2999"));
    assertThat(used("reading-" + type)).isEqualTo("changes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Observation", "Communication"})
  void where_dates_are_not_understood_they_are_only_counted(String type) {
    hospital.refused.put("GET " + type + "?_count=1&_lastUpdated", 400);
    capabilities.look(false);
    assertThat(hospital.asked).contains("GET " + type + "?_count=1&_summary=count");
    assertThat(hospital.asked).doesNotContain("GET " + type + "?_count=1");
    assertThat(used("reading-" + type)).isEqualTo("everything");
  }

  @ParameterizedTest
  @CsvSource({"Observation, fhir.score-observations", "Communication, fhir.communications"})
  void what_the_site_does_not_want_read_is_not_tried_either(String type, String setting) {
    settings.with(setting, "false");
    capabilities.look(false);
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("GET " + type + "?_count"));
    assertThat(capabilities.table().usedAs())
        .containsKey("reading-Appointment")
        .doesNotContainKey("reading-" + type);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void an_EHR_without_communications_for_us_has_none_and_nothing_else_is_different(int status) {
    capabilities.look(false);
    var open = capabilities.table().usedAs();
    hospital.refused.put("GET Communication?_count", status);
    now = now.plus(Duration.ofDays(2));
    capabilities.look(false);
    assertThat(used("reading-Communication")).isEqualTo("absent");
    var closed = new TreeMap<>(capabilities.table().usedAs());
    closed.put("reading-Communication", "changes");
    assertThat(closed).isEqualTo(open);
  }

  @Test
  void without_history_deletions_wait_for_the_night() {
    hospital.refused.put("GET Appointment/_history", 501);
    capabilities.look(false);
    assertThat(used("deletions")).isEqualTo("nightly");
    assertThat(row("deletions").meaning()).contains("nightly reconciliation");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405, 501})
  void without_transactions_records_are_written_one_after_the_other(int status) {
    hospital.once(line -> line.equals("POST "), status);
    capabilities.look(false);
    assertThat(row("transactions").claimed()).isEqualTo(Told.YES);
    assertThat(used("transactions")).isEqualTo("separately");
  }

  @Test
  void a_silent_EHR_leaves_what_was_known() {
    capabilities.look(false);
    var known = capabilities.table();
    hospital.refused.put("GET Goal", 503);
    now = now.plus(Duration.ofDays(2));
    assertThat(capabilities.look(false)).isFalse();
    assertThat(capabilities.table()).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500})
  void an_EHR_that_lets_us_read_nothing_has_told_nothing(int status) {
    hospital.refused.put("GET ", status);
    hospital.refused.put("POST ", status);
    assertThat(capabilities.look(false)).isFalse();
    assertThat(capabilities.table().asked()).isNull();
    assertThat(capabilities.keeps("Flag")).isTrue();
    hospital.refused.clear();
    assertThat(capabilities.look(false)).isTrue();
    assertThat(used("flag-writing")).isEqualTo("native");
  }

  @Test
  void an_EHR_that_chokes_on_every_trial_is_written_to_as_the_standard_has_it() {
    hospital.refused.put("POST ", 500);
    hospital.refused.put("PUT ", 500);
    assertThat(capabilities.look(false)).isTrue();
    assertThat(row("flag-writing").probed()).isNotEqualTo(Told.NO);
    assertThat(used("flag-writing")).isEqualTo("native");
    assertThat(used("transactions")).isEqualTo("together");
  }

  @Test
  void it_is_asked_once_a_day_and_after_an_outage() {
    capabilities.look(false);
    int once = hospital.asked.size();
    now = now.plus(Duration.ofHours(23));
    capabilities.look(false);
    assertThat(hospital.asked).hasSize(once);
    assertThat(capabilities.look(true)).isFalse();
    assertThat(hospital.asked).hasSize(2 * once);
    capabilities.look(true);
    assertThat(hospital.asked).hasSize(2 * once);
    now = now.plus(Duration.ofMinutes(11));
    capabilities.look(false);
    assertThat(hospital.asked).hasSize(3 * once);
    hospital.refused.put("POST Flag", 405);
    now = now.plus(Duration.ofDays(1));
    assertThat(capabilities.look(false)).isTrue();
  }

  @Test
  void what_a_real_write_showed_counts_until_the_EHR_is_asked_again() {
    capabilities.look(false);
    capabilities.cannotAdd("Flag");
    assertThat(used("flag-writing")).isEqualTo("card");
    now = now.plus(Duration.ofDays(1));
    assertThat(capabilities.look(false)).isTrue();
    assertThat(used("flag-writing")).isEqualTo("native");
  }

  @Test
  void the_table_repeats_nothing_of_a_record() {
    capabilities.look(false);
    assertThat(capabilities.table().toString()).doesNotContain("p1").doesNotContain("<b>");
    assertThat(
            capabilities.table().rows().stream()
                .map(Capability::feature)
                .collect(java.util.stream.Collectors.toSet()))
        .hasSameSizeAs(capabilities.table().rows())
        .containsAll(Set.of("if-match", "patch", "subscriptions", "conditional-writes"));
  }

  private int asked() {
    return (int) hospital.asked.stream().filter("GET metadata"::equals).count();
  }

  /** How many minutes pass, in steps of ten, until the EHR is asked again; at most three days. */
  private long minutesUntilAsked() {
    int before = asked();
    var begun = now;
    while (asked() == before && now.isBefore(begun.plus(Duration.ofDays(3)))) {
      now = now.plus(Duration.ofMinutes(10));
      capabilities.look(false);
    }
    return Duration.between(begun, now).toMinutes();
  }

  @Test
  void a_refusal_of_what_was_possible_before_is_doubted_ever_less() {
    capabilities.look(false);
    hospital.refused.put("POST Flag", 404);
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
    assertThat(used("flag-writing")).isEqualTo("card");
    assertThat(minutesUntilAsked()).isEqualTo(10);
    assertThat(minutesUntilAsked()).isEqualTo(40);
    assertThat(minutesUntilAsked()).isEqualTo(160);
    assertThat(minutesUntilAsked()).isEqualTo(640);
    assertThat(minutesUntilAsked()).isEqualTo(1_440);
    assertThat(minutesUntilAsked()).isEqualTo(1_440);
    hospital.refused.clear();
    assertThat(minutesUntilAsked()).isEqualTo(1_440);
    assertThat(used("flag-writing")).isEqualTo("native");
    hospital.refused.put("POST Flag", 404);
    assertThat(minutesUntilAsked()).isEqualTo(1_440);
    assertThat(minutesUntilAsked()).isEqualTo(10);
  }

  @Test
  void a_refusal_against_the_statement_is_doubted_from_the_first_day() {
    hospital.refused.put("POST CarePlan", 403);
    capabilities.look(false);
    assertThat(minutesUntilAsked()).isEqualTo(10);
    assertThat(minutesUntilAsked()).isEqualTo(40);
  }

  @Test
  void a_refusal_that_nothing_contradicts_is_heard_twice_and_then_believed() {
    hospital.statement = statement("Flag");
    hospital.refused.put("POST CarePlan", 404);
    capabilities.look(false);
    assertThat(minutesUntilAsked()).isEqualTo(10);
    assertThat(minutesUntilAsked()).isEqualTo(1_440);
  }

  @Test
  void what_a_real_write_was_refused_is_tried_again_within_hours_and_ever_less_often() {
    capabilities.look(false);
    capabilities.cannotAdd("Flag");
    assertThat(minutesUntilAsked()).isEqualTo(60);
    assertThat(used("flag-writing")).isEqualTo("native");
    capabilities.cannotAdd("Flag");
    assertThat(minutesUntilAsked()).isEqualTo(240);
  }

  @Test
  void a_bad_moment_does_not_make_us_forget_how_somebody_is_found() {
    hospital.wantsBareIds = true;
    capabilities.look(false);
    hospital.refused.put("GET Goal?patient", 422);
    hospital.refused.put("GET Goal?subject", 422);
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
    assertThat(capabilities.form("Goal")).contains(new SearchForm("patient", false));
  }
}
