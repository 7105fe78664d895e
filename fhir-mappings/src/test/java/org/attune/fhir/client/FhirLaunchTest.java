package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.access.LaunchRefused;
import org.attune.access.RecordAccess;
import org.attune.access.SecretWord;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Arrival;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Caller;
import org.attune.access.SmartLaunch.Journey;
import org.attune.access.SmartLaunch.Seen;
import org.attune.access.SmartLaunch.StaffArrival;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.PatientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FhirLaunchTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final URI BACK = URI.create("https://attune.example/attune/api/launch/back");
  private static final String WORD = "w0rd/of=the&ehr";
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String SELF = "{\"system\":\"urn:staff\",\"value\":\"4711\"}";

  private final LaunchingEhr ehr = new LaunchingEhr();
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final SiteSettings settings =
      new SiteSettings()
          .with("ehr.base-url", ehr.base())
          .with("ehr.client-id", "attune")
          .with("ehr.timeout-seconds", "2");
  private final Certificates held =
      new Certificates().elliptic("attune-client-1", Instant.now().minus(Duration.ofDays(9)), 365);
  private FhirLaunch launch;

  @BeforeEach
  void open() {
    var connections = new Connections(settings, held);
    var keys = new ClientKeys(settings, held, CLOCK);
    ehr.registered = keys::published;
    var client =
        new EhrClient(
            settings,
            FHIR,
            connections,
            new EhrAuthorisation(settings, connections, keys, List::of, CLOCK),
            CLOCK);
    client.accountTo(accounts::add);
    launch = new FhirLaunch(settings, connections, keys, client, FHIR, CLOCK);
    patient("");
    practitioner("");
  }

  @AfterEach
  void close() {
    ehr.close();
  }

  private void patient(String more) {
    ehr.record.put("Patient/p1", "{\"resourceType\":\"Patient\",\"id\":\"p1\"" + more + "}");
  }

  private void practitioner(String more) {
    ehr.record.put(
        "Practitioner/therapist-7",
        "{\"resourceType\":\"Practitioner\",\"id\":\"therapist-7\"" + more + "}");
  }

  private Caller caller() {
    return new Caller(ehr.base(), WORD, 0);
  }

  private static Journey journey(Caller caller) {
    return new Journey(caller, SecretWord.draw(), SecretWord.draw(), BACK);
  }

  private Map<String, List<String>> asks(Caller caller) throws Exception {
    return URLUtils.parseParameters(launch.depart(journey(caller), "s").getRawQuery());
  }

  private Arrival arrive() throws EhrUnavailable, LaunchRefused {
    var journey = journey(caller());
    var code = ehr.signIn(launch.depart(journey, "state"));
    return launch.arrive(journey, new Brought(code, null));
  }

  private void refused(String... words) {
    assertThatThrownBy(this::arrive)
        .isInstanceOf(LaunchRefused.class)
        .hasMessageContainingAll(words)
        .satisfies(
            it ->
                assertThat(ehr.secrets)
                    .noneMatch(each -> String.valueOf(it.getMessage()).contains(each)));
  }

  @Test
  void a_browser_is_sent_to_where_the_ehr_says_with_all_that_binds_the_answer_to_this_launch()
      throws Exception {
    var journey = journey(caller());
    var to = launch.depart(journey, "the-state");
    assertThat(to.toString()).startsWith(ehr.issuer + "/authorize?tenant=a&");
    var asks = URLUtils.parseParameters(to.getRawQuery());
    assertThat(asks)
        .containsEntry("response_type", List.of("code"))
        .containsEntry("client_id", List.of("attune"))
        .containsEntry("redirect_uri", List.of(BACK.toString()))
        .containsEntry("launch", List.of(WORD))
        .containsEntry("aud", List.of(ehr.base()))
        .containsEntry("state", List.of("the-state"))
        .containsEntry("nonce", List.of(journey.nonce()))
        .containsEntry("code_challenge_method", List.of("S256"))
        .containsEntry("code_challenge", List.of(SecretWord.challenge(journey.verifier())))
        .containsEntry("scope", List.of("launch openid fhirUser patient/Patient.r"));
    assertThat(to.toString()).doesNotContain(journey.verifier());
  }

  @Test
  void whoever_comes_by_themselves_is_asked_for_a_client_by_the_ehr() throws Exception {
    var asks = asks(new Caller(null, null, 0));
    assertThat(asks)
        .containsEntry("aud", List.of(ehr.base()))
        .containsEntry("scope", List.of("launch/patient openid fhirUser patient/Patient.r"))
        .doesNotContainKey("launch");
  }

  @Test
  void an_ehr_of_version_one_is_asked_in_its_own_words_at_once_or_at_the_second_try()
      throws Exception {
    assertThat(asks(caller().again()).get("scope"))
        .containsExactly("launch openid fhirUser patient/Patient.read");
    ehr.more = ",\"scopes_supported\":[\"launch\",\"patient/*.read\",\"user/*.read\"]";
    assertThat(asks(caller()).get("scope"))
        .containsExactly("launch openid fhirUser patient/Patient.read user/Person.read");
    assertThatThrownBy(() -> asks(caller().again())).hasMessageContaining("none of the scopes");
  }

  @Test
  void another_ehr_than_ours_is_refused_in_one_sentence() {
    for (String other :
        List.of(
            "https://evil.example/fhir",
            ehr.base() + ".evil.example",
            ehr.base() + "/../x",
            ehr.issuer,
            "")) {
      assertThatThrownBy(() -> launch.depart(journey(new Caller(other, WORD, 0)), "s"))
          .as(other)
          .isInstanceOf(LaunchRefused.class)
          .hasMessageContaining("attune.ehr.base-url")
          .hasMessageNotContaining("evil");
    }
    assertThat(ehr.asked).isEmpty();
  }

  @Test
  void another_name_of_our_ehr_is_taken_where_the_site_says_so() throws Exception {
    settings.with("ehr.also-known-as", "https://ehr.example/r4");
    assertThat(asks(new Caller("https://ehr.example/r4/", WORD, 0)).get("aud"))
        .containsExactly("https://ehr.example/r4/");
  }

  @Test
  void half_a_launch_is_none() {
    for (var half :
        List.of(
            new Caller(ehr.base(), null, 0),
            new Caller(null, WORD, 0),
            new Caller(ehr.base(), "", 0),
            new Caller(ehr.base(), "x".repeat(2_001), 0))) {
      assertThatThrownBy(() -> launch.depart(journey(half), "s")).isInstanceOf(LaunchRefused.class);
    }
  }

  @Test
  void an_ehr_that_lets_only_programs_in_is_told_apart() {
    settings.with("ehr.client-id", "");
    assertThatThrownBy(() -> launch.depart(journey(caller()), "s"))
        .hasMessageContaining("attune.ehr.launch-client-id");
  }

  @Test
  void a_clinician_arrives_with_one_client_and_every_look_is_accounted_to_them() throws Exception {
    patient(",\"meta\":{\"security\":[{\"system\":\"urn:x\",\"code\":\"VIP\"}]}");
    var arrival = arrive();
    assertThat(arrival.user()).isEqualTo("Practitioner/therapist-7");
    assertThat(arrival.clinician()).isTrue();
    assertThat(arrival.own()).isFalse();
    assertThat(arrival.patient().value()).isEqualTo("p1");
    assertThat(arrival.labels().all()).extracting(label -> label.code()).containsExactly("VIP");
    assertThat(ehr.asked).isNotEmpty().allMatch(it -> it.endsWith(" Bearer token-of-code-0"));
    assertThat(accounts)
        .extracting(RecordAccess::record, RecordAccess::viewer)
        .contains(tuple("Patient/p1", "Practitioner/therapist-7"));
    assertThat(accounts).allMatch(it -> "Practitioner/therapist-7".equals(it.viewer()));
  }

  @Test
  void what_a_card_gave_the_ehr_comes_back_beside_the_token_and_anything_else_does_not()
      throws Exception {
    assertThat(arrive().signal()).isNull();
    ehr.patient = "\"patient\":\"p1\",\"appContext\":\"" + "c0".repeat(32) + "\",";
    assertThat(arrive().signal()).isEqualTo("c0".repeat(32));
    ehr.patient = "\"patient\":\"p1\",\"appContext\":\"<script>\",";
    assertThat(arrive().signal()).isNull();
    ehr.patient = "\"patient\":\"p1\",\"appContext\":{\"a\":1},";
    assertThat(arrive().signal()).isNull();
  }

  @Test
  void a_role_stands_for_whoever_has_it() throws Exception {
    ehr.claims = it -> it.claim("fhirUser", "PractitionerRole/r9");
    assertThat(arrive().user()).isEqualTo("PractitionerRole/r9");
    ehr.record.put(
        "PractitionerRole/r9",
        "{\"resourceType\":\"PractitionerRole\",\"id\":\"r9\",\"practitioner\":{\"reference\":\"Practitioner/therapist-7\"}}");
    assertThat(arrive().user()).isEqualTo("Practitioner/therapist-7");
  }

  @Test
  void clients_relatives_and_people_of_another_ehr_are_no_clinicians() throws Exception {
    for (String user :
        List.of(
            "Patient/p1",
            "RelatedPerson/r1",
            "Person/x",
            "https://evil.example/fhir/Practitioner/therapist-7",
            "Practitioner/",
            "Practitioner")) {
      ehr.claims = it -> it.claim("fhirUser", user);
      assertThat(arrive().clinician()).as(user).isFalse();
    }
    assertThat(ehr.asked).isEmpty();
  }

  @Test
  void whoever_shares_an_identifier_with_the_client_is_the_client() throws Exception {
    practitioner(",\"identifier\":[{\"value\":\"p1\"}," + SELF + "]");
    patient(",\"identifier\":[{\"value\":\"p1\"},{\"system\":\"urn:other\",\"value\":\"4711\"}]");
    assertThat(arrive().own()).isFalse();
    patient(",\"identifier\":[" + SELF + "]");
    assertThat(arrive().own()).isTrue();
  }

  @Test
  void whoever_is_one_person_with_the_client_is_the_client() throws Exception {
    var others = person("Practitioner/therapist-7", "Patient/p2");
    var another = person("Practitioner/therapist-8", "Patient/p1");
    persons(others, another);
    assertThat(arrive().own()).isFalse();
    persons(others, person(ehr.base() + "/Practitioner/therapist-7", "Patient/p1"));
    assertThat(arrive().own()).isTrue();
    ehr.scope = "launch openid fhirUser patient/Patient.r";
    assertThat(arrive().own()).isFalse();
  }

  private void persons(String... persons) {
    ehr.record.put(
        "Person?practitioner=Practitioner%2Ftherapist-7",
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["
            + String.join(",", persons)
            + "]}");
  }

  private static String person(String practitioner, String patient) {
    return """
    {"resource":{"resourceType":"Person","link":[{"target":{"reference":"%s"}},
      {"target":{"reference":"%s"}}]}}
    """
        .formatted(practitioner, patient);
  }

  @Test
  void whoever_may_not_see_the_client_in_the_ehr_does_not_see_them_here() {
    ehr.record.remove("Patient/p1");
    refused("does not let the person");
    ehr.recordStatus = 403;
    refused("does not let the person");
    ehr.recordStatus = 200;
    ehr.record.put("Patient/p1", "{\"resourceType\":\"Patient\",\"id\":\"p2\"}");
    refused("does not let the person");
  }

  @Test
  void an_ehr_that_falls_silent_is_no_refusal() {
    ehr.recordStatus = 503;
    assertThatThrownBy(this::arrive).isInstanceOf(EhrUnavailable.class);
    ehr.tokenStatus = 500;
    assertThatThrownBy(this::arrive).isInstanceOf(EhrUnavailable.class);
  }

  @Test
  void an_identity_that_nobody_signed_is_not_believed() {
    ehr.signing = LaunchingEhr::byNobody;
    refused("not to be believed");
  }

  @Test
  void an_identity_signed_with_what_everybody_knows_is_not_believed() {
    ehr.published = new JWKSet(List.of(LaunchingEhr.KEY.toPublicJWK(), LaunchingEhr.SECRET));
    ehr.signing = LaunchingEhr::bySecret;
    refused("not to be believed");
  }

  @Test
  void an_identity_signed_by_another_key_of_the_same_name_is_not_believed() {
    ehr.signing = LaunchingEhr::byAnotherKey;
    refused("not to be believed");
  }

  @Test
  void an_identity_for_another_launch_is_not_believed() {
    ehr.claims = it -> it.claim("nonce", "another");
    refused("not to be believed");
    ehr.claims = it -> it.claim("nonce", null);
    refused("not to be believed");
  }

  @Test
  void an_identity_for_another_program_is_not_believed() {
    ehr.claims = it -> it.audience("another");
    refused("not to be believed");
    ehr.claims = it -> it.audience(List.of("attune", "another"));
    refused("another program");
    ehr.claims = it -> it.claim("azp", "another");
    refused("another program");
  }

  @Test
  void an_identity_by_another_issuer_is_not_believed() {
    ehr.claims = it -> it.issuer("https://evil.example");
    refused("not to be believed");
  }

  @Test
  void an_identity_of_yesterday_or_without_an_end_is_not_believed() {
    ehr.claims = it -> it.expirationTime(Date.from(Instant.now().minusSeconds(120)));
    refused("not to be believed");
    ehr.claims = it -> it.expirationTime(null);
    refused("not to be believed");
  }

  @Test
  void an_identity_that_names_nobody_says_which_scope_is_missing() {
    ehr.claims = it -> it.claim("fhirUser", null);
    refused("scope fhirUser");
  }

  @Test
  void a_client_must_be_one_client() {
    for (String patient :
        List.of(
            "",
            "\"patient\":null,",
            "\"patient\":\"\",",
            "\"patient\":[\"p1\"],",
            "\"patient\":[\"p1\",\"p2\"],",
            "\"patient\":\"p1,p2\",",
            "\"patient\":\"../Practitioner/therapist-7\",")) {
      ehr.patient = patient;
      refused("which one client");
    }
    // Of two members of one name programs take the first or the last.
    ehr.patient = "\"patient\":\"p1\",\"patient\":\"p2\",";
    refused("ask its maker");
    assertThat(ehr.asked).isEmpty();
  }

  @Test
  void a_code_that_was_used_is_worth_nothing() throws Exception {
    var journey = journey(caller());
    var brought = new Brought(ehr.signIn(launch.depart(journey, "s")), null);
    launch.arrive(journey, brought);
    assertThatThrownBy(() -> launch.arrive(journey, brought)).isInstanceOf(LaunchRefused.class);
  }

  @Test
  void a_code_of_another_launch_is_worth_nothing() throws Exception {
    var theirs = journey(caller());
    var code = ehr.signIn(launch.depart(theirs, "s"));
    assertThatThrownBy(() -> launch.arrive(journey(caller()), new Brought(code, null)))
        .isInstanceOf(LaunchRefused.class)
        .hasMessageContaining("/attune/api/launch/back");
  }

  @Test
  void an_answer_from_another_issuer_is_not_redeemed() throws Exception {
    var journey = journey(caller());
    var code = ehr.signIn(launch.depart(journey, "s"));
    assertThatThrownBy(() -> launch.arrive(journey, new Brought(code, "https://evil.example")))
        .hasMessageContaining("another issuer");
    assertThat(launch.arrive(journey, new Brought(code, ehr.issuer)).clinician()).isTrue();
  }

  private static final Caller FOR_CASELOAD = new Caller(null, null, 0, null, Aim.CASELOAD, null);

  private StaffArrival arriveForCaseload(String... treated) throws EhrUnavailable, LaunchRefused {
    var journey = journey(FOR_CASELOAD);
    var code = ehr.signIn(launch.depart(journey, "state"));
    return launch.arriveForCaseload(
        journey,
        new Brought(code, null),
        user ->
            user.equals("Practitioner/therapist-7")
                ? Stream.of(treated).map(PatientId::new).toList()
                : List.of());
  }

  private void search(String ids, String next, String... patients) {
    ehr.record.put(
        "Patient?_id=" + ids + "&_elements=identifier,meta&_count=50", page(next, patients));
  }

  private static String page(String next, String... patients) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
        + next
        + "\"entry\":["
        + Stream.of(patients)
            .map(it -> "{\"resource\":{\"resourceType\":\"Patient\"," + it + "}}")
            .collect(Collectors.joining(","))
        + "]}";
  }

  @Test
  void for_a_caseload_the_ehr_is_asked_for_no_client() throws Exception {
    assertThat(asks(FOR_CASELOAD))
        .containsEntry("scope", List.of("openid fhirUser user/Patient.rs"))
        .doesNotContainKeys("launch", "patient");
    assertThat(asks(new Caller(ehr.base(), WORD, 0, null, Aim.CASELOAD, null)))
        .containsEntry("scope", List.of("launch openid fhirUser user/Patient.rs"))
        .containsEntry("launch", List.of(WORD));
    assertThat(asks(FOR_CASELOAD.again()).get("scope"))
        .containsExactly("openid fhirUser user/Patient.read");
  }

  @Test
  void who_is_asked_for_from_a_caseload_is_named_to_the_ehr() throws Exception {
    assertThat(asks(new Caller(null, null, 0, null, Aim.CHART, new PatientId("p2"))))
        .containsEntry("patient", List.of("p2"));
  }

  @Test
  void whom_somebody_may_see_of_their_caseload_the_ehr_says_and_it_is_accounted_to_them()
      throws Exception {
    ehr.patient = "";
    practitioner(",\"identifier\":[" + SELF + "]");
    persons(person("Practitioner/therapist-7", "Patient/p4"));
    search(
        "p1%2Cp2%2Cp3%2Cp4",
        "",
        "\"id\":\"p1\"",
        "\"id\":\"p3\",\"identifier\":[" + SELF + "]",
        "\"id\":\"p4\",\"meta\":{\"security\":[{\"code\":\"VIP\"}]}",
        "\"id\":\"p9\"");
    var arrival = arriveForCaseload("p1", "p2", "p3", "p4");
    assertThat(arrival.user()).isEqualTo("Practitioner/therapist-7");
    assertThat(arrival.seen())
        .extracting(it -> it.patient().value(), Seen::own, it -> it.labels().all().size())
        .containsExactly(tuple("p1", false, 0), tuple("p3", true, 0), tuple("p4", true, 1));
    assertThat(ehr.asked).isNotEmpty().allMatch(it -> it.endsWith(" Bearer token-of-code-0"));
    assertThat(accounts)
        .filteredOn(it -> it.patient() != null)
        .extracting(it -> String.valueOf(it.patient() == null ? "" : it.patient().value()))
        .contains("p1", "p2", "p3", "p4");
    assertThat(accounts).allMatch(it -> "Practitioner/therapist-7".equals(it.viewer()));
    assertThat(arrival.toString() + arrival.seen()).doesNotContain("p1", "therapist");
  }

  @Test
  void a_search_in_pages_is_read_to_its_end_and_the_token_goes_to_the_ehr_alone() throws Exception {
    search("p1%2Cp2", next(ehr.base() + "?page=2"), "\"id\":\"p1\"");
    ehr.record.put("?page=2", page(next("https://evil.example/fhir?page=3"), "\"id\":\"p2\""));
    assertThat(arriveForCaseload("p1", "p2").seen())
        .extracting(it -> it.patient().value())
        .containsExactly("p1", "p2");
  }

  private static String next(String url) {
    return "\"link\":[{\"relation\":\"next\",\"url\":\"" + url + "\"}],";
  }

  @Test
  void a_large_caseload_is_asked_for_some_at_a_time() throws Exception {
    var treated = IntStream.range(0, 60).mapToObj(n -> "q" + n).toList();
    search(String.join("%2C", treated.subList(0, 50)), "", "\"id\":\"q7\"");
    search(String.join("%2C", treated.subList(50, 60)), "", "\"id\":\"q55\"");
    assertThat(arriveForCaseload(treated.toArray(String[]::new)).seen())
        .extracting(it -> it.patient().value())
        .containsExactly("q7", "q55");
  }

  @Test
  void whoever_may_not_look_for_clients_has_no_caseload_and_it_is_said_what_is_missing() {
    assertThatThrownBy(() -> arriveForCaseload("p1"))
        .isInstanceOf(LaunchRefused.class)
        .hasMessageContaining("user/Patient.rs");
  }

  @Test
  void whoever_the_ehr_knows_as_staff_no_longer_has_no_caseload() {
    practitioner(",\"active\":false");
    assertThatThrownBy(() -> arriveForCaseload("p1"))
        .isInstanceOf(LaunchRefused.class)
        .hasMessageContaining("who they are");
    ehr.record.remove("Practitioner/therapist-7");
    assertThatThrownBy(() -> arriveForCaseload("p1")).isInstanceOf(LaunchRefused.class);
  }

  @Test
  void clients_have_no_caseload() throws Exception {
    ehr.claims = it -> it.claim("fhirUser", "Patient/p1");
    assertThat(arriveForCaseload("p1").clinician()).isFalse();
    assertThat(ehr.asked).isEmpty();
  }

  @Test
  void nothing_that_opens_a_chart_is_told_by_mistake() throws Exception {
    var journey = journey(caller());
    assertThat(journey.toString()).doesNotContain(journey.verifier(), journey.nonce());
    assertThat(new Brought("c0de", null).toString()).doesNotContain("c0de");
    assertThat(arrive().toString()).doesNotContain("p1", "therapist");
  }
}
