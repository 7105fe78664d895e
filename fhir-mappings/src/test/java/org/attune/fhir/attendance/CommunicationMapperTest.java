package org.attune.fhir.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.ledger.FactText;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Exchange;
import org.attune.therapy.GapReason;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommunicationMapperTest {

  private static final String OWN = "https://hospital.example/fhir/CodeSystem/own";
  private static final String CLIENT = "Patient/p1";
  private static final String THERAPIST = "Practitioner/t1";

  /** A therapist rang the client up. */
  private static Communication call() {
    return told(THERAPIST, "PHONE", CLIENT);
  }

  /** The client wrote to the therapist. */
  private static Communication letter() {
    return told(CLIENT, "MAILWRIT", THERAPIST);
  }

  private static Communication told(String sender, String medium, String... recipients) {
    var told = new Communication();
    told.setId("m1");
    told.setStatus(CommunicationStatus.COMPLETED);
    told.setSubject(new Reference(CLIENT));
    if (!sender.isEmpty()) {
      told.setSender(new Reference(sender));
    }
    Arrays.stream(recipients)
        .filter(each -> !each.isEmpty())
        .forEach(each -> told.addRecipient(new Reference(each)));
    if (!medium.isEmpty()) {
      told.addMedium(concept(Codes.PARTICIPATION_MODE, medium));
    }
    told.setSentElement(new DateTimeType("2026-03-02T10:50:00+01:00"));
    return told;
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept().addCoding(new Coding(system, code, null));
  }

  private static String text(Communication told) {
    return Sandbox.CONTEXT.newJsonParser().encodeResourceToString(told);
  }

  private static Reading<List<ChartFact>> read(Communication told) {
    return Sandbox.read(text(told));
  }

  private static Reading<List<ChartFact>> read(SiteSettings settings, Communication told) {
    return Sandbox.read(Sandbox.reader(Sandbox.mappers(settings, null)), text(told)).reading();
  }

  private static Exchange fact(Communication told) {
    return Sandbox.fact(read(told), Exchange.class);
  }

  private static Reading<List<ChartFact>> none() {
    return new Reading.OutOfScope<>();
  }

  @Test
  void a_call_tells_with_whom_when_and_to_what_it_belongs() {
    var call = call();
    call.getMeta().setVersionId("3").addSecurity().setSystem("s").setCode("R");
    call.setEncounter(new Reference("Encounter/e1"));
    call.addBasedOn(new Reference("EpisodeOfCare/c1"));
    call.addBasedOn(new Reference("ServiceRequest/s1"));
    call.addPartOf(new Reference(Sandbox.BASE + "/Appointment/a1"));
    assertThat(fact(call))
        .isEqualTo(
            new Exchange(
                new Source("Communication", "m1", "3"),
                new PatientId("p1"),
                "",
                Instant.parse("2026-03-02T09:50:00Z"),
                true,
                List.of(
                    new Source("Encounter", "e1", null),
                    new Source("EpisodeOfCare", "c1", null),
                    new Source("Appointment", "a1", null)),
                List.of(new TherapistId("t1")),
                new Labels(List.of(new SecurityLabel("s", "R")))));
  }

  @ParameterizedTest
  @CsvSource({
    "PHONE, true",
    "VIDEOCONF, true",
    "FACE, true",
    "VERBAL, true",
    "DICTATE, false",
    "PHYSICAL, false",
    "REMOTE, false",
    "ELECTRONIC, false",
    "WRITTEN, false",
    "EMAILWRIT, false",
    "FAXWRIT, false",
    "HANDWRIT, false",
    "MAILWRIT, false",
    "ONLINEWRIT, false",
    "TYPEWRIT, false",
    "phone, false",
    "'', false",
  })
  void only_where_people_speak_is_it_a_talk_and_what_we_merely_sent_is_nothing(
      String medium, boolean talk) {
    assertThat(read(told(THERAPIST, medium, CLIENT)) instanceof Reading.Fact).isEqualTo(talk);
    assertThat(fact(told(CLIENT, medium, THERAPIST)).spoken()).isEqualTo(talk);
  }

  @Test
  void one_medium_of_several_is_enough() {
    assertThat(fact(call().addMedium(concept(Codes.PARTICIPATION_MODE, "EMAILWRIT"))).spoken())
        .isTrue();
  }

  @Test
  void a_medium_counts_by_its_code_without_a_system_and_never_by_words_or_under_another_system() {
    var bare = told(THERAPIST, "", CLIENT);
    bare.addMedium(new CodeableConcept().addCoding(new Coding().setCode("PHONE")));
    assertThat(fact(bare).spoken()).isTrue();
    var words = told(THERAPIST, "", CLIENT);
    words.addMedium(new CodeableConcept().setText("PHONE"));
    assertThat(read(words)).isEqualTo(none());
    var other = told(THERAPIST, "", CLIENT).addMedium(concept(OWN, "PHONE"));
    assertThat(read(other)).isEqualTo(none());
    var empty = told(THERAPIST, "", CLIENT);
    empty.addMedium(new CodeableConcept().addCoding(new Coding().setDisplay("PHONE")));
    assertThat(read(empty)).isEqualTo(none());
  }

  @Test
  void a_site_may_name_its_own_media_and_what_it_sends_by_itself() {
    var settings =
        SiteSettings.hospital()
            .with("fhir.spoken-media", OWN + "|rang-up")
            .with("fhir.sent-by-itself", OWN + "|robot");
    var rang = told(THERAPIST, "", CLIENT).addMedium(concept(OWN, "rang-up"));
    assertThat(read(settings, rang)).isInstanceOf(Reading.Fact.class);
    assertThat(read(settings, call())).isEqualTo(none());
    assertThat(read(settings, rang.addCategory(concept(OWN, "robot")))).isEqualTo(none());
  }

  @ParameterizedTest
  @CsvSource({
    "Practitioner/t1, Patient/p1, '', true",
    "PractitionerRole/r1, Patient/p1, '', true",
    "Organization/o1, Patient/p1, '', true",
    "'', Patient/p1, '', true",
    "Practitioner/t1, RelatedPerson/m1, Patient/p1, true",
    "Patient/p1, Practitioner/t1, '', true",
    "Patient/p1, CareTeam/c1, '', true",
    "Patient/p1, '', '', true",
    "Patient/p1, Device/d1, Practitioner/t1, true",
    "Practitioner/t1, RelatedPerson/m1, '', false",
    "RelatedPerson/m1, Practitioner/t1, '', false",
    "RelatedPerson/m1, Patient/p1, '', false",
    "Device/d1, Patient/p1, '', false",
    "Patient/p1, Device/d1, '', false",
    "Patient/p1, RelatedPerson/m1, '', false",
    "Practitioner/t1, Practitioner/t2, '', false",
    "Practitioner/t1, Patient/p2, '', false",
    "Practitioner/t1, Patient/p1, Patient/p2, false",
    "Practitioner/t1, Patient/p1, Group/g1, false",
    "Patient/p2, Practitioner/t1, '', false",
    "Patient/p2, Patient/p1, '', false",
    "Practitioner/t1, https://elsewhere.example/Patient/p1, '', false",
    "Practitioner/t1, '', '', false",
    "'', '', '', false",
  })
  void the_client_and_somebody_who_may_be_of_the_service_took_part_and_nobody_elses_client(
      String sender, String recipient, String another, boolean counts) {
    var told = told(sender, "PHONE", recipient, another);
    assertThat(read(told) instanceof Reading.Fact).isEqualTo(counts);
    assertThat(counts || read(told).equals(none())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Practitioner/t1, true",
    "PractitionerRole/r1, true",
    "Organization/o1, false",
    "CareTeam/c1, false",
    "HealthcareService/s1, false",
    "'', false",
  })
  void what_the_client_said_to_nobody_in_particular_is_word_that_they_left(
      String recipient, boolean talk) {
    assertThat(fact(told(CLIENT, "PHONE", recipient)).spoken()).isEqualTo(talk);
    if (!recipient.isEmpty()) {
      assertThat(fact(told(recipient, "PHONE", CLIENT)).spoken()).as("they were rung up").isTrue();
    }
  }

  @Test
  void what_is_filed_as_about_an_hour_belongs_to_it() {
    var call = call();
    call.addAbout(new Reference("Appointment/a1"));
    call.addAbout(new Reference("DocumentReference/d1"));
    assertThat(fact(call).records()).containsExactly(new Source("Appointment", "a1", null));
  }

  @Test
  void a_party_that_is_only_named_is_not_known_to_be_the_client() {
    var named = told(THERAPIST, "PHONE");
    named.addRecipient(new Reference().setDisplay("Patient/p1"));
    assertThat(read(named)).isEqualTo(none());
    var numbered = told(THERAPIST, "PHONE");
    numbered.addRecipient(
        new Reference().setType("Patient").setIdentifier(new Identifier().setValue("p1")));
    assertThat(read(numbered)).isEqualTo(none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert", "notification", "reminder"})
  void what_is_sent_by_itself_is_no_contact_whoever_sends_it(String kind) {
    for (var told : List.of(call(), letter())) {
      var category = told.copy().addCategory(concept(Codes.COMMUNICATION_CATEGORY, kind));
      assertThat(read(category)).isEqualTo(none());
      var reason = told.copy().addReasonCode(concept(Codes.COMMUNICATION_CATEGORY, kind));
      assertThat(read(reason)).isEqualTo(none());
      var bare = new CodeableConcept().addCoding(new Coding().setCode(kind));
      assertThat(read(told.copy().addCategory(bare))).isEqualTo(none());
    }
  }

  @Test
  void an_instruction_may_well_be_given_in_a_talk() {
    var told = call().addCategory(concept(Codes.COMMUNICATION_CATEGORY, "instruction"));
    assertThat(fact(told).spoken()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = CommunicationStatus.class,
      names = {"PREPARATION", "INPROGRESS", "ONHOLD"})
  void what_is_under_way_has_not_come_about_yet(CommunicationStatus status) {
    assertThat(read(call().setStatus(status))).isEqualTo(none());
  }

  @ParameterizedTest
  @EnumSource(
      value = CommunicationStatus.class,
      names = {"NOTDONE", "STOPPED", "ENTEREDINERROR"})
  void what_did_not_come_about_after_all_is_withdrawn(CommunicationStatus status) {
    assertThat(read(call().setStatus(status))).isEqualTo(new Reading.Withdrawn<>());
    assertThat(read(told(THERAPIST, "EMAILWRIT", CLIENT).setStatus(status))).isEqualTo(none());
  }

  @Test
  void a_status_that_nobody_knows_is_a_gap() {
    assertThat(read(call().setStatus(CommunicationStatus.UNKNOWN)))
        .isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
    assertThat(read(call().setStatus(null))).isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
  }

  /** Every mixture of who, to whom, how, what kind, and what came of it. */
  private static Stream<Communication> everything() {
    return Stream.of("", CLIENT, "Patient/p2", THERAPIST, "Device/d1", "RelatedPerson/m1")
        .flatMap(
            sender ->
                Stream.of("", CLIENT, THERAPIST, "Group/g1", "RelatedPerson/m1")
                    .map(recipient -> told(sender, "", recipient)))
        .flatMap(
            told ->
                Stream.of("", "PHONE", "EMAILWRIT", "no-such-medium")
                    .map(
                        medium -> told.copy().addMedium(concept(Codes.PARTICIPATION_MODE, medium))))
        .flatMap(
            told ->
                Stream.of("other", "reminder", "instruction")
                    .map(
                        kind ->
                            told.copy().addCategory(concept(Codes.COMMUNICATION_CATEGORY, kind))))
        .flatMap(
            told ->
                Stream.of(CommunicationStatus.values())
                    .filter(status -> status != CommunicationStatus.NULL)
                    .map(status -> told.copy().setStatus(status)));
  }

  @Test
  void nothing_but_a_completed_talk_or_word_from_the_client_is_ever_a_contact() {
    var contacts = everything().filter(told -> read(told) instanceof Reading.Fact).toList();
    assertThat(contacts).isNotEmpty().allSatisfy(CommunicationMapperTest::mayBeAContact);
  }

  private static void mayBeAContact(Communication told) {
    var sender = told.getSender().getReference();
    boolean spoken = "PHONE".equals(told.getMediumFirstRep().getCodingFirstRep().getCode());
    boolean withClient = CLIENT.equals(told.getRecipientFirstRep().getReference());
    assertThat(told.getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
    assertThat(told.getCategoryFirstRep().getCodingFirstRep().getCode()).isNotEqualTo("reminder");
    assertThat(CLIENT.equals(sender) || (spoken && withClient)).isTrue();
    boolean toSomebody = THERAPIST.equals(told.getRecipientFirstRep().getReference());
    assertThat(fact(told).spoken()).isEqualTo(spoken && (toSomebody || !CLIENT.equals(sender)));
    assertThat(sender).isNotIn("Device/d1", "RelatedPerson/m1", "Patient/p2");
  }

  @Test
  void without_a_subject_nobody_can_tell_whose_it_is() {
    assertThat(read(call().setSubject(null))).isEqualTo(none());
    assertThat(read(call().setSubject(new Reference("Group/g1")))).isEqualTo(none());
    assertThat(read(call().setSubject(new Reference("https://elsewhere.example/Patient/p1"))))
        .isEqualTo(none());
  }

  @Test
  void of_what_could_be_no_contact_anyway_nothing_is_counted() {
    for (var told : List.of(told(THERAPIST, "MAILWRIT", CLIENT), told(THERAPIST, "PHONE", "x"))) {
      assertThat(read(told.setSubject(null))).isEqualTo(none());
      assertThat(read(told.setSubject(new Reference(CLIENT)).setStatus(null))).isEqualTo(none());
    }
  }

  @Test
  void it_counts_from_when_it_was_sent_and_else_from_when_it_arrived() {
    var letter = letter();
    letter.setReceivedElement(new DateTimeType("2026-03-04T08:00:00Z"));
    assertThat(fact(letter).at()).isEqualTo(Instant.parse("2026-03-02T09:50:00Z"));
    letter.setSentElement(null);
    assertThat(fact(letter).at()).isEqualTo(Instant.parse("2026-03-04T08:00:00Z"));
    letter.setReceivedElement(null);
    assertThat(read(letter)).isEqualTo(Sandbox.gap(GapReason.NO_TIME));
  }

  @Test
  void a_moment_that_is_not_exact_or_not_possible_is_a_gap() {
    var letter = letter().setSentElement(new DateTimeType("2026-03-02"));
    letter.setReceivedElement(new DateTimeType("2026-03-04T08:00:00Z"));
    assertThat(read(letter)).isEqualTo(Sandbox.gap(GapReason.TIME_NOT_EXACT));
    letter.setSentElement(new DateTimeType("2026-03-05T08:00:00Z"));
    assertThat(read(letter)).isEqualTo(Sandbox.gap(GapReason.TIME_IMPOSSIBLE));
  }

  @Test
  void what_says_that_it_is_psychotherapy_has_the_word_of_its_service() {
    var service = concept(SiteSettings.SERVICE, "psychotherapy-group");
    assertThat(fact(call().addCategory(service)).service()).isEqualTo("group");
    assertThat(fact(call().setTopic(service)).service()).isEqualTo("group");
    assertThat(fact(call().addReasonCode(service)).service()).isEqualTo("group");
    var settings = SiteSettings.hospital().with("scope.practitioners", "CareTeam/c1=individual");
    var word = Sandbox.fact(read(settings, told(CLIENT, "", "CareTeam/c1")), Exchange.class);
    assertThat(word.service()).isEqualTo("individual");
    assertThat(fact(told(CLIENT, "", "CareTeam/c1")).service()).isEmpty();
  }

  @Test
  void that_somebody_is_a_member_makes_no_call_of_any_clinic_one_of_ours() {
    var settings =
        new SiteSettings().with("scope.group", "Group/g1").with("fhir.communications", "true");
    var mappers = Sandbox.mappers(settings, Set.of(new PatientId("p1")));
    var reading = Sandbox.read(Sandbox.reader(mappers), text(call())).reading();
    assertThat(Sandbox.fact(reading, Exchange.class).service()).isEmpty();
  }

  @Test
  void where_a_site_does_not_ask_for_them_none_is_read() {
    assertThat(read(SiteSettings.hospital().without("fhir.communications"), call()))
        .isEqualTo(none());
  }

  @Test
  void what_we_sent_ourselves_is_no_contact() {
    var named = call();
    named.addIdentifier().setSystem(Codes.FINDING).setValue("x");
    assertThat(read(named)).isEqualTo(none());
    var sealed = call();
    sealed.addExtension(Codes.AS_WRITTEN, new StringType("digest"));
    assertThat(read(sealed)).isEqualTo(none());
  }

  @Test
  void what_was_said_is_never_read() {
    var told = letter();
    told.addPayload().setContent(new StringType("I am not well \u0000<script>'; drop table x; --"));
    told.addPayload().setContent(new Reference("DocumentReference/secret"));
    told.addNote().setText("I am not well");
    told.getText().setDivAsString("<div>I am not well</div>");
    told.getStatusReason().setText("I am not well");
    told.getTopic().setText("I am not well");
    told.getSender().setDisplay("I am not well");
    told.addCategory().setText("I am not well");
    assertThat(fact(told)).isEqualTo(fact(letter()));
    assertThat(FactText.write(fact(told))).doesNotContain("well", "secret", "script");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSYTHPN", "HIPAAPsyNotes"})
  void a_psychotherapy_note_is_refused_and_counted(String label) {
    var told = letter();
    told.getMeta().addSecurity().setSystem(Codes.ACT_CODE).setCode(label);
    assertThat(read(told)).isEqualTo(Sandbox.gap(GapReason.PSYCHOTHERAPY_NOTES));
  }

  @Test
  void what_passed_with_a_unit_under_part_2_is_kept_out() {
    var settings = SiteSettings.hospital().with("scope.part-2-units", "Organization/o1");
    var gap = Sandbox.gap(GapReason.PART_2);
    assertThat(read(settings, told("Organization/o1", "PHONE", CLIENT))).isEqualTo(gap);
    assertThat(read(settings, told(CLIENT, "", "Organization/o1"))).isEqualTo(gap);
    var mentioned = letter();
    mentioned.addPayload().setContent(new Reference("Organization/o1"));
    assertThat(read(settings, mentioned)).isInstanceOf(Reading.Fact.class);
    var labelled = letter();
    labelled.getMeta().addSecurity().setCode("42CFRPart2");
    assertThat(read(labelled)).isEqualTo(gap);
  }
}
