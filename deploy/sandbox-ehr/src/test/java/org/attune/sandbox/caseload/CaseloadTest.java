package org.attune.sandbox.caseload;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseloadTest {

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Caseload USUAL = caseload(42, "2026-11-22", 150);
  private static final List<Resource> RECORDS = records(USUAL);

  @Test
  void the_same_seed_and_day_give_the_same_bytes(@TempDir Path folder) throws IOException {
    var small = caseload(42, "2026-11-22", 45);
    BulkData.write(small, folder.resolve("one"), (clients, resources) -> {});
    BulkData.write(small, folder.resolve("two"), (clients, resources) -> {});
    try (var files = Files.list(folder.resolve("one"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(folder.resolve("two").resolve(file.getFileName()))
                      .hasSameBinaryContentAs(file));
    }
  }

  @Test
  void another_seed_gives_other_records() {
    assertThat(json(caseload(42, "2026-11-22", 3).chart(1)).hashCode())
        .isNotEqualTo(json(caseload(43, "2026-11-22", 3).chart(1)).hashCode());
  }

  @Test
  void another_day_gives_other_records() {
    assertThat(json(caseload(42, "2026-11-22", 3).chart(1)).hashCode())
        .isNotEqualTo(json(caseload(42, "2026-11-29", 3).chart(1)).hashCode());
  }

  @Test
  void no_two_records_share_a_type_and_an_id() {
    assertThat(RECORDS).extracting(CaseloadTest::name).doesNotHaveDuplicates();
  }

  @Test
  void whatever_is_referred_to_exists() {
    var names = RECORDS.stream().map(CaseloadTest::name).collect(Collectors.toSet());
    var terser = new FhirTerser(R4);
    for (var record : RECORDS) {
      for (var reference : terser.getAllPopulatedChildElementsOfType(record, Reference.class)) {
        assertThat(names).as(name(record)).contains(reference.getReference());
      }
    }
  }

  @Test
  void nothing_was_recorded_after_today_began() {
    var now = Oracle.startOf(USUAL);
    assertThat(RECORDS)
        .allMatch(record -> record.getMeta().getLastUpdated().toInstant().isBefore(now));
  }

  @Test
  void five_therapists_see_everybody_for_nine_months() {
    var therapists =
        of(Encounter.class).stream()
            .filter(Encounter::hasParticipant)
            .map(met -> met.getParticipantFirstRep().getIndividual().getReference())
            .filter(who -> who.startsWith("Practitioner/therapist-"))
            .collect(Collectors.toSet());
    assertThat(therapists).hasSize(5);
    var first =
        of(Encounter.class).stream()
            .map(met -> met.getPeriod().getStart().toInstant())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(first.atZone(USUAL.zone()).toLocalDate())
        .isBefore(USUAL.today().minusMonths(8).minusDays(20));
  }

  @Test
  void every_status_of_an_appointment_occurs() {
    assertThat(of(Appointment.class).stream().map(a -> a.getStatus().toCode()))
        .contains(
            "proposed",
            "pending",
            "booked",
            "arrived",
            "checked-in",
            "fulfilled",
            "cancelled",
            "noshow",
            "waitlist",
            "entered-in-error");
  }

  @Test
  void reasons_name_the_client_the_way_there_and_the_service() {
    assertThat(
            of(Appointment.class).stream()
                .map(Appointment::getCancelationReason)
                .map(CaseloadTest::code))
        .contains("own-reason", "asked-no-answer", "pat", "pat-fb", "pat-ucp", "pat-dec", "pat-lt")
        .contains("oth-int", "oth-room", "prov-pers", "");
  }

  @Test
  void some_cancellations_say_when_and_some_do_not() {
    var cancelled =
        of(Appointment.class).stream()
            .filter(hour -> hour.getStatus() == Appointment.AppointmentStatus.CANCELLED)
            .map(hour -> hour.hasExtension(Codes.CANCELLED_AT))
            .collect(Collectors.toSet());
    assertThat(cancelled).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void other_clinics_share_the_appointment_book() {
    assertThat(
            of(Appointment.class).stream()
                .map(hour -> code(hour.getServiceTypeFirstRep()))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            Codes.INDIVIDUAL, Codes.GROUP, "physiotherapy", "laboratory", "surgery");
  }

  @Test
  void a_group_has_at_least_five_members() {
    assertThat(of(Appointment.class))
        .filteredOn(hour -> code(hour.getServiceTypeFirstRep()).equals(Codes.GROUP))
        .isNotEmpty()
        .allMatch(hour -> hour.getParticipant().size() >= 6);
  }

  @Test
  void sessions_are_held_in_the_room_and_by_video_and_calls_have_no_appointment() {
    assertThat(of(Encounter.class).stream().map(met -> met.getClass_().getCode()))
        .contains("AMB", "VR");
    assertThat(of(Encounter.class))
        .filteredOn(met -> code(met.getTypeFirstRep()).equals("185317003"))
        .isNotEmpty()
        .noneMatch(Encounter::hasAppointment);
  }

  @Test
  void messages_belong_to_stories_alone_and_each_says_from_whom_how_and_when() {
    assertThat(of(Communication.class))
        .hasSizeGreaterThan(3)
        .allMatch(told -> number(told.getSubject()) <= Stories.ALL.size())
        .allMatch(told -> told.hasSender() && told.hasMedium() && told.hasSent())
        .anyMatch(told -> told.getCategoryFirstRep().getCodingFirstRep().hasCode())
        .extracting(told -> code(told.getMediumFirstRep()))
        .contains("VIDEOCONF", "MAILWRIT", "PHONE");
  }

  @Test
  void every_form_is_filled_in_and_none_but_the_ratings_by_everybody() {
    var forms = new HashMap<String, Integer>();
    of(QuestionnaireResponse.class).stream()
        .filter(QuestionnaireResponse::hasQuestionnaire)
        .forEach(form -> forms.merge(form.getQuestionnaire(), 1, Integer::sum));
    for (var form : List.of("srs-scores|1.0.0", "client-check-in|1.1.0")) {
      assertThat(forms)
          .hasEntrySatisfying(Codes.FORMS + form, n -> assertThat(n).isGreaterThan(1_000));
    }
    for (var form :
        List.of(
            "phq-9|1.0.0",
            "gad-7|1.0.0",
            "goal-form|1.2.0",
            "step-review|1.1.0",
            "session-note|1.1.0")) {
      assertThat(forms)
          .hasEntrySatisfying(Codes.FORMS + form, n -> assertThat(n).isBetween(150, 1_000));
    }
    for (var form : List.of("readiness-ruler", "tele-check")) {
      assertThat(forms)
          .hasEntrySatisfying(Codes.FORMS + form + "|1.0.0", n -> assertThat(n).isBetween(20, 400));
    }
  }

  @Test
  void forms_are_of_the_version_that_is_published() throws IOException {
    var published = Path.of("../../fhir-mappings/src/main/resources/org/attune/fhir");
    var forms = of(Questionnaire.class);
    assertThat(forms).hasSizeGreaterThan(8);
    for (var form : forms) {
      var file = published.resolve("Questionnaire-" + form.getIdPart() + ".json");
      var known = R4.newJsonParser().parseResource(Questionnaire.class, Files.readString(file));
      assertThat(form.getUrl() + "|" + form.getVersion())
          .isEqualTo(known.getUrl() + "|" + known.getVersion());
    }
    assertThat(of(QuestionnaireResponse.class))
        .filteredOn(form -> String.valueOf(form.getQuestionnaire()).contains("/step-review"))
        .allMatch(form -> form.getQuestionnaire().endsWith("/step-review|1.1.0"));
  }

  @Test
  void a_step_between_two_single_hours_names_its_goal_and_one_of_a_group_names_none() {
    var steps =
        of(QuestionnaireResponse.class).stream()
            .filter(form -> form.getIdPart().endsWith("-step-review"))
            .collect(Collectors.partitioningBy(form -> form.getIdPart().contains("-g")));
    assertThat(steps.get(false))
        .isNotEmpty()
        .allMatch(
            step ->
                step.getItemFirstRep()
                    .getAnswerFirstRep()
                    .getValueReference()
                    .getReference()
                    .equals(
                        "Goal/%s-goal01"
                            .formatted(step.getSubject().getReference().replace("Patient/", ""))));
    assertThat(steps.get(true))
        .isNotEmpty()
        .noneMatch(step -> step.getItemFirstRep().getLinkId().equals("which-goal"));
  }

  @Test
  void the_parts_of_a_session_rating_add_up_and_none_is_above_ten() {
    var ratings =
        of(QuestionnaireResponse.class).stream()
            .filter(form -> form.getItem().size() == 5)
            .filter(form -> form.getItem().get(4).getLinkId().equals("total"))
            .map(
                form ->
                    form.getItem().stream()
                        .map(item -> item.getAnswerFirstRep().getValueDecimalType().getValue())
                        .toList())
            .toList();
    assertThat(ratings).hasSizeGreaterThan(1_000);
    for (var rating : ratings) {
      var parts = rating.subList(0, 4);
      assertThat(parts).allMatch(part -> part.compareTo(BigDecimal.TEN) <= 0);
      assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(rating.get(4));
    }
  }

  @Test
  void goals_say_who_named_them_and_who_agreed() {
    assertThat(of(Goal.class))
        .filteredOn(goal -> number(goal.getSubject()) > Stories.ALL.size())
        .isNotEmpty()
        .allMatch(Goal::hasExpressedBy)
        .allMatch(goal -> goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE).size() == 2);
  }

  @Test
  void some_records_are_labelled_and_one_client_is_a_test() {
    var labels =
        RECORDS.stream()
            .flatMap(record -> record.getMeta().getSecurity().stream())
            .map(label -> label.getCode())
            .collect(Collectors.toSet());
    assertThat(labels).isEqualTo(Set.of("PSY", "R", "HTEST", "PSYTHPN"));
  }

  @Test
  void a_client_looks_the_same_whether_others_follow_or_not() {
    assertThat(json(caseload(42, "2026-11-22", 50).chart(7))).isEqualTo(json(USUAL.chart(7)));
  }

  @Test
  void a_handful_of_clients_is_a_caseload_too() {
    var few = records(caseload(1, "2026-11-22", 2));
    assertThat(few.stream().filter(r -> r.fhirType().equals("Patient"))).hasSize(2);
  }

  private static Caseload caseload(long seed, String today, int clients) {
    return new Caseload(seed, LocalDate.parse(today), ZoneId.of("Europe/Amsterdam"), clients);
  }

  private static List<Resource> records(Caseload caseload) {
    var records = new ArrayList<Resource>();
    caseload.writeTo(records::add);
    return records;
  }

  private static <T extends Resource> List<T> of(Class<T> type) {
    return RECORDS.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static String name(Resource record) {
    return record.fhirType() + "/" + record.getIdPart();
  }

  private static int number(Reference client) {
    return Integer.parseInt(client.getReference().replaceFirst(".*-", ""));
  }

  private static String code(CodeableConcept concept) {
    var code = concept.getCodingFirstRep().getCode();
    return code == null ? "" : code;
  }

  private static String json(List<Resource> records) {
    var parser = R4.newJsonParser();
    return records.stream().map(parser::encodeResourceToString).collect(Collectors.joining("\n"));
  }
}
