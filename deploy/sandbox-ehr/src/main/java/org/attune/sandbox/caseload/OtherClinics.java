package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.instant;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Hours in physiotherapy, the laboratory and surgery: none of psychotherapy's business. */
final class OtherClinics {

  private final Timetable timetable;

  OtherClinics(Timetable timetable) {
    this.timetable = timetable;
  }

  List<Resource> of(Person person) {
    var records = new ArrayList<Resource>();
    if (person.physiotherapyMissedFrom != null) {
      for (int week = 0; week < 3; week++) {
        var day = person.physiotherapyMissedFrom.plusWeeks(week);
        if (day.isBefore(timetable.today())) {
          add(records, person, "physiotherapy", day, AppointmentStatus.NOSHOW);
        }
      }
    }
    if (person.otherClinics) {
      var day = timetable.today().minusDays(40 + person.number % 20L);
      add(records, person, "laboratory", day, AppointmentStatus.FULFILLED);
      add(records, person, "surgery", day.plusDays(5), AppointmentStatus.CANCELLED);
      add(records, person, "physiotherapy", day.plusDays(12), AppointmentStatus.FULFILLED);
      add(records, person, "physiotherapy", day.plusDays(19), AppointmentStatus.NOSHOW);
      add(records, person, "physiotherapy", day.plusDays(26), AppointmentStatus.FULFILLED);
      add(records, person, "physiotherapy", day.plusDays(80), AppointmentStatus.BOOKED);
    }
    return records;
  }

  private void add(
      List<Resource> records,
      Person person,
      String service,
      LocalDate day,
      AppointmentStatus status) {
    var start = day.atTime(LocalTime.of(8, 0)).atZone(timetable.zone());
    var id = "%s-o%03d".formatted(person.id(), records.size() + 1);
    records.add(appointment(person, service, start, status, id));
    if (status == AppointmentStatus.FULFILLED) {
      records.add(encounter(person, service, start, id));
    }
  }

  private static Appointment appointment(
      Person person, String service, ZonedDateTime start, AppointmentStatus status, String id) {
    var appointment = new Appointment();
    appointment.setId(id);
    appointment.setStatus(status);
    appointment.addServiceType(Codes.service(service));
    appointment.setStartElement(instant(start));
    appointment.setEndElement(instant(start.plusMinutes(30)));
    appointment.setCreatedElement(dateTime(start.minusDays(90)));
    if (status == AppointmentStatus.CANCELLED) {
      appointment.setCancelationReason(Codes.concept(Codes.CANCELLATION, "pat", null));
    }
    for (var who : List.of("Patient/" + person.id(), staff(service))) {
      appointment
          .addParticipant()
          .setActor(new Reference(who))
          .setStatus(ParticipationStatus.ACCEPTED);
    }
    return touched(appointment, status == AppointmentStatus.BOOKED ? start.minusDays(90) : start);
  }

  private static Encounter encounter(
      Person person, String service, ZonedDateTime start, String appointment) {
    var encounter = new Encounter();
    encounter.setId(appointment.replace("-o", "-v"));
    encounter.setStatus(EncounterStatus.FINISHED);
    encounter.setClass_(new Coding(Codes.ACT_CODE, "AMB", "ambulatory"));
    encounter.setServiceType(Codes.service(service));
    encounter.setSubject(new Reference("Patient/" + person.id()));
    encounter.addAppointment(new Reference("Appointment/" + appointment));
    encounter.setPeriod(period(start, start.plusMinutes(30)));
    encounter.addParticipant().setIndividual(new Reference(staff(service)));
    return touched(encounter, start.plusMinutes(30));
  }

  private static String staff(String service) {
    return service.equals("surgery") ? Premises.SURGEON : Premises.PHYSIOTHERAPIST;
  }
}
