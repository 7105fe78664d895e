package org.attune.checks.slices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.GapReason;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;

/** What an EHR may tell, one fact of each kind. */
final class Facts {

  static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  static final Labels RESTRICTED =
      new Labels(
          List.of(
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R"),
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PSY")));

  private Facts() {}

  static ChartEntry entry(ChartFact fact, String updated) {
    return new ChartEntry(fact.source(), Instant.parse(updated), new Reading.Fact<>(List.of(fact)));
  }

  static ChartEntry withdrawn(Source source, String updated) {
    return new ChartEntry(source, Instant.parse(updated), new Reading.Withdrawn<>());
  }

  static ChartEntry outside(Source source, String updated) {
    return new ChartEntry(source, Instant.parse(updated), new Reading.OutOfScope<>());
  }

  static ChartEntry gap(Source source, GapReason reason, String updated) {
    return new ChartEntry(source, Instant.parse(updated), new Reading.Gap<>(reason));
  }

  static Booking booking(String id, String version, PatientId patient, BookingStatus status) {
    return booking(id, version, patient, status, MONDAY);
  }

  static Booking booking(
      String id, String version, PatientId patient, BookingStatus status, Instant start) {
    return new Booking(
        new Source("Appointment", id, version),
        patient,
        "individual",
        start,
        start.plusSeconds(3000),
        status,
        CancellationReason.NOT_GIVEN,
        null,
        null,
        new TherapistId("t1"),
        Modality.VIRTUAL,
        false,
        RESTRICTED);
  }

  static Visit visit(String id, PatientId patient, String service, Source booking) {
    return new Visit(
        new Source("Encounter", id, null),
        patient,
        service,
        booking,
        null,
        MONDAY,
        null,
        VisitStatus.FINISHED,
        null,
        Modality.TELEPHONE,
        true,
        false,
        Labels.NONE);
  }

  static ScaleScore rating(String id, PatientId patient, Instant at, double total) {
    return new ScaleScore(
        new Source("QuestionnaireResponse", id, "2"),
        patient,
        new InstrumentId("srs"),
        "https://attune.org/fhir/Questionnaire/srs-scores|1.0.0#en",
        at,
        total,
        new TreeMap<>(Map.of("relationship", 9.5, "overall", 8.25)),
        Respondent.CLIENT,
        null,
        null,
        RESTRICTED);
  }

  static CheckIn checkIn(String id, PatientId patient, Instant at, CheckIn.Voice... voices) {
    return new CheckIn(
        new Source("QuestionnaireResponse", id, "uuid-7|x/1"),
        patient,
        "https://attune.org/fhir/Questionnaire/client-check-in|1.0.0#en",
        at,
        new TreeMap<>(Map.of(CheckIn.Item.MOOD, 3, CheckIn.Item.HEARD, 10)),
        List.of(voices),
        CancellationReason.TRANSPORT,
        List.of(CheckIn.LifeEvent.BEREAVEMENT),
        List.of(CheckIn.Fit.TOO_FAST),
        List.of(CheckIn.Fear.THREATENED),
        CheckIn.Audience.NOT_MY_THERAPIST,
        Respondent.CLIENT,
        null,
        new TherapistId("t1"),
        Labels.NONE);
  }

  static Treatment treatment(String id, PatientId patient) {
    return new Treatment(
        new Source("EpisodeOfCare", id, "1"), patient, MONDAY, null, false, Labels.NONE);
  }

  static CareGoal goal(String id, PatientId patient) {
    return new CareGoal(
        new Source("Goal", id, "1"),
        patient,
        CareGoal.Lifecycle.ACTIVE,
        null,
        CareGoal.Party.CLIENT,
        new TreeMap<>(
            Map.of(
                CareGoal.Party.CLIENT,
                CareGoal.Acceptance.AGREE,
                CareGoal.Party.PRACTITIONER,
                CareGoal.Acceptance.PENDING)),
        LocalDate.of(2026, 3, 1),
        null,
        Labels.NONE);
  }

  static Plan plan(String id, PatientId patient) {
    return new Plan(
        new Source("CarePlan", id, "1"),
        patient,
        true,
        false,
        List.of(new Source("Goal", "g1", null), new Source("Goal", "g2", null)),
        Labels.NONE);
  }

  /** The same plan, read by a version that reads more of it. */
  static Plan planWithCategory(String id, PatientId patient) {
    var plan = plan(id, patient);
    return new Plan(
        plan.source(),
        patient,
        true,
        false,
        plan.goals(),
        Labels.NONE,
        Plan.Kind.PLAN,
        LocalDate.of(2026, 3, 1),
        null,
        List.of("http://snomed.info/sct|2"),
        List.of(),
        List.of(),
        false);
  }

  static Client client(PatientId patient) {
    return new Client(
        new Source("Patient", patient.value(), "1"),
        patient,
        false,
        false,
        new PatientId("other"),
        Labels.NONE);
  }
}
