package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;

/** The client's own record, those around them, and what they set out to do. */
final class CareRecords {

  private final Timetable timetable;

  CareRecords(Timetable timetable) {
    this.timetable = timetable;
  }

  List<Resource> of(Person person) {
    var began = person.course().past.get(0).start;
    var therapist = Premises.therapist(person.course().last(1).therapist % timetable.therapists());
    var records = new ArrayList<Resource>();
    records.add(patient(person, began));
    if (person.relative || person.course().past.stream().anyMatch(hour -> hour.proxy)) {
      records.add(relative(person, began));
    }
    if (person.episode) {
      records.add(episode(person, began));
    }
    records.add(team(person, began, therapist));
    records.addAll(new GoalRecords(person, began, therapist).all());
    records.forEach(record -> Labelled.mark(record, person));
    return records;
  }

  private static Patient patient(Person person, ZonedDateTime began) {
    var patient = new Patient();
    patient.setId(person.id());
    patient.setActive(true);
    patient
        .addIdentifier()
        .setSystem(Codes.RECORD_NUMBER)
        .setValue("%08d".formatted(10_000_000 + person.number * 37));
    if (person.number == Premises.STAFF_CLIENT) {
      patient.addIdentifier(Premises.staffNumber());
    }
    patient.addName(Names.draw(person.dice));
    patient.setGender(
        person.dice.happens(.6) ? AdministrativeGender.FEMALE : AdministrativeGender.MALE);
    patient.setBirthDateElement(
        Times.date(LocalDate.of(1950, 1, 1).plusDays(person.dice.between(0, 20_000))));
    if (person.died != null) {
      patient.setDeceased(dateTime(person.died));
    }
    return touched(patient, person.died != null ? person.died.plusDays(1) : began.minusDays(20));
  }

  /** Somebody close to the client, as a reference. */
  static String relative(Person person) {
    return "RelatedPerson/" + person.id() + "-relative";
  }

  private static RelatedPerson relative(Person person, ZonedDateTime began) {
    var relative = new RelatedPerson();
    relative.setId(relative(person).replaceFirst(".*/", ""));
    relative.setActive(true);
    relative.setPatient(new Reference("Patient/" + person.id()));
    relative.addRelationship(new CodeableConcept().setText("sister"));
    return touched(relative, began);
  }

  private static EpisodeOfCare episode(Person person, ZonedDateTime began) {
    var episode = new EpisodeOfCare();
    episode.setId(person.id() + "-episode");
    episode.setStatus(
        person.died != null
            ? EpisodeOfCareStatus.FINISHED
            : person.onHold ? EpisodeOfCareStatus.ONHOLD : EpisodeOfCareStatus.ACTIVE);
    episode.addType(Codes.service(person.course().service));
    episode.setPatient(new Reference("Patient/" + person.id()));
    episode.setManagingOrganization(new Reference(Premises.CLINIC));
    episode.setPeriod(period(began.minusDays(14), person.died));
    return touched(episode, began.minusDays(14));
  }

  private static CareTeam team(Person person, ZonedDateTime began, String therapist) {
    var team = new CareTeam();
    team.setId(person.id() + "-team");
    team.setStatus(CareTeamStatus.ACTIVE);
    team.setSubject(new Reference("Patient/" + person.id()));
    team.addParticipant()
        .addRole(new CodeableConcept().setText("therapist"))
        .setMember(new Reference(therapist));
    team.addManagingOrganization(new Reference(Premises.CLINIC));
    return touched(team, began);
  }
}
