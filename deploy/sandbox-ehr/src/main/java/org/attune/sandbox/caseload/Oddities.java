package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.instant;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.time.ZonedDateTime;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Records that fit no pattern: a death, and the loose ends that every hospital has. */
final class Oddities {

  private Oddities() {}

  /** The client died between the last two booked hours; the desk cancelled what was to come. */
  static void death(Person person) {
    var course = person.course();
    course.usualRating = 36.75;
    course.endings(
        Ending.noShow("own-reason"),
        Ending.noShow("own-reason"),
        Ending.KEPT,
        Ending.cancelledBecause("pat-dec"));
    var died = course.last(2).start.plusDays(1);
    person.died = died;
    course.last(1).cancelledAt = died.plusDays(1);
    for (var hour : course.ahead) {
      Course.end(hour, Ending.cancelledBecause("pat-dec"));
      hour.cancelledAt = died.plusDays(1);
    }
  }

  /** A course with one of everything that cannot, or not simply, be read. */
  static void looseEnds(Person person) {
    var past = person.course().past;
    person.oddities.add(withoutStart(person, AppointmentStatus.PROPOSED, "x01"));
    person.oddities.add(withoutStart(person, AppointmentStatus.BOOKED, "x02"));
    var third = past.get(3).start;
    person.oddities.add(appointment(person, AppointmentStatus.WAITLIST, third.plusDays(1), "x03"));
    person.oddities.add(
        appointment(person, AppointmentStatus.ENTEREDINERROR, third.plusDays(2), "x04"));
    // Nobody said what became of this hour.
    person.oddities.add(appointment(person, AppointmentStatus.BOOKED, third.plusDays(3), "x05"));
    person.oddities.add(endsBeforeItBegins(person, third.plusDays(4)));
    person.oddities.add(nobody(person, third.plusDays(5)));
    contradiction(person, past.get(21).start.plusDays(3));
    encounters(person, past.get(6));
    forms(person, past.get(12));
    person.oddities.add(merged(person, third));
  }

  /** Hours that ended in ways the desk wrote down badly. */
  static void badlyNoted(Person person) {
    var past = person.course().past;
    Course.end(past.get(4), Ending.noShowInWords("Scheduled by mistake"));
    Course.end(past.get(10), Ending.cancelledBecause("pat"));
    Course.end(past.get(16), Ending.CANCELLED);
    Course.end(
        past.get(22),
        new Ending(
            Ending.Kind.CANCELLED_BY_CLIENT, "urn:oid:1.2.3.999", "K7", "desk code K7", null));
  }

  private static Appointment withoutStart(Person person, AppointmentStatus status, String id) {
    var appointment = bare(person, status, id);
    participant(appointment, "Patient/" + person.id());
    return touched(appointment, person.course().past.get(3).start);
  }

  private static Appointment bare(Person person, AppointmentStatus status, String id) {
    var appointment = new Appointment();
    appointment.setId(person.id() + "-" + id);
    appointment.setStatus(status);
    appointment.addServiceType(Codes.service(Codes.INDIVIDUAL));
    return appointment;
  }

  private static Appointment appointment(
      Person person, AppointmentStatus status, ZonedDateTime start, String id) {
    var appointment = bare(person, status, id);
    appointment.setStartElement(instant(start));
    appointment.setEndElement(instant(start.plus(Hour.LENGTH)));
    appointment.setCreatedElement(dateTime(start.minusDays(8)));
    participant(appointment, "Patient/" + person.id());
    return touched(appointment, start);
  }

  private static void participant(Appointment appointment, String who) {
    appointment
        .addParticipant()
        .setActor(new Reference(who))
        .setStatus(ParticipationStatus.ACCEPTED);
  }

  private static Appointment endsBeforeItBegins(Person person, ZonedDateTime start) {
    var appointment = appointment(person, AppointmentStatus.FULFILLED, start, "x06");
    appointment.setEndElement(instant(start.minusHours(1)));
    return appointment;
  }

  /** Participants with a status and no actor. */
  private static Appointment nobody(Person person, ZonedDateTime start) {
    var appointment = appointment(person, AppointmentStatus.FULFILLED, start, "x07");
    appointment.getParticipant().clear();
    appointment.addParticipant().setStatus(ParticipationStatus.ACCEPTED);
    return appointment;
  }

  /** The desk says that nobody came; the therapist says that the hour was held. */
  private static void contradiction(Person person, ZonedDateTime start) {
    person.oddities.add(appointment(person, AppointmentStatus.NOSHOW, start, "x08"));
    var encounter = encounter(person, EncounterStatus.FINISHED, start, "y01");
    encounter.addAppointment(new Reference("Appointment/" + person.id() + "-x08"));
    person.oddities.add(encounter);
  }

  private static void encounters(Person person, Hour hour) {
    var again = encounter(person, EncounterStatus.FINISHED, hour.start, "y02");
    again.addAppointment(new Reference("Appointment/" + person.id() + "-a007"));
    person.oddities.add(again);
    var later = hour.start.plusDays(2);
    person.oddities.add(encounter(person, EncounterStatus.FINISHED, later, "y03"));
    person.oddities.add(encounter(person, EncounterStatus.UNKNOWN, later.plusDays(1), "y04"));
    person.oddities.add(
        encounter(person, EncounterStatus.ENTEREDINERROR, later.plusDays(2), "y05"));
  }

  private static Encounter encounter(
      Person person, EncounterStatus status, ZonedDateTime start, String id) {
    var encounter = new Encounter();
    encounter.setId(person.id() + "-" + id);
    encounter.setStatus(status);
    encounter.setClass_(new Coding(Codes.ACT_CODE, "AMB", "ambulatory"));
    encounter.setServiceType(Codes.service(Codes.INDIVIDUAL));
    encounter.setSubject(new Reference("Patient/" + person.id()));
    encounter.setPeriod(period(start, start.plus(Hour.LENGTH)));
    return touched(encounter, start.plus(Hour.LENGTH));
  }

  private static void forms(Person person, Hour hour) {
    var begun = form(person, hour, "phq-9", "z01");
    begun.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    item(begun, "/44250-9", Codes.LOINC);
    person.oddities.add(begun);

    var stopped = form(person, hour, "gad-7", "z02");
    stopped.setStatus(QuestionnaireResponseStatus.STOPPED);
    person.oddities.add(stopped);

    var halfEmpty = form(person, hour, "phq-9", "z03");
    FormRecords.PHQ_ITEMS.subList(0, 5).forEach(linkId -> item(halfEmpty, linkId, Codes.LOINC));
    person.oddities.add(halfEmpty);

    var withoutSystem = form(person, hour, "gad-7", "z04");
    FormRecords.GAD_ITEMS.forEach(
        linkId -> FormRecords.answer(withoutSystem, linkId, new Coding(null, "a little", null)));
    person.oddities.add(withoutSystem);

    var nameless = form(person, hour, "phq-9", "z05");
    nameless.setQuestionnaire(null);
    item(nameless, "/44250-9", Codes.LOINC);
    person.oddities.add(nameless);
    moreForms(person, hour);
  }

  private static void moreForms(Person person, Hour hour) {
    var stranger = form(person, hour, "house-survey", "z06");
    person.oddities.add(stranger);

    var tooHigh = form(person, hour, "srs-scores", "z07");
    FormRecords.answer(tooHigh, "total", new DecimalType("45"));
    person.oddities.add(tooHigh);

    var undated = form(person, hour, "srs-scores", "z08");
    undated.setAuthoredElement(null);
    undated.setEncounter(null);
    FormRecords.answer(undated, "total", new DecimalType("36"));
    person.oddities.add(undated);

    var withdrawn = form(person, hour, "srs-scores", "z09");
    withdrawn.setStatus(QuestionnaireResponseStatus.ENTEREDINERROR);
    FormRecords.answer(withdrawn, "total", new DecimalType("12"));
    person.oddities.add(withdrawn);

    var notes = form(person, hour, "client-check-in", "z10");
    notes.getMeta().addSecurity().setSystem(Codes.ACT_CODE).setCode("PSYTHPN");
    person.oddities.add(notes);
  }

  private static QuestionnaireResponse form(Person person, Hour hour, String name, String id) {
    var sheet = new FormRecords.Sheet(person, hour, person.id() + "-e013");
    var response = sheet.form(name);
    response.setId(person.id() + "-" + id);
    return response;
  }

  private static void item(QuestionnaireResponse response, String linkId, String system) {
    FormRecords.answer(response, linkId, new Coding(system, "LA6570-1", null));
  }

  /** A second record of the same person, merged into the first. */
  private static Resource merged(Person person, ZonedDateTime when) {
    var twin = new Patient();
    twin.setId(person.id() + "-merged");
    twin.setActive(false);
    twin.addLink().setOther(new Reference("Patient/" + person.id())).setType(LinkType.REPLACEDBY);
    return touched(twin, when);
  }
}
