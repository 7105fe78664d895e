package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.instant;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Appointments and encounters. */
final class AttendanceRecords {

  private final Timetable timetable;

  AttendanceRecords(Timetable timetable) {
    this.timetable = timetable;
  }

  /** Every booked hour of a single course, what came of it, and the calls in between. */
  List<Resource> of(Person person, Course course) {
    var records = new ArrayList<Resource>();
    for (int i = 0; i < course.past.size(); i++) {
      var hour = course.past.get(i);
      records.add(appointment(person, course, hour, appointmentId(person, i)));
      if (hour.kept()) {
        records.add(encounter(person, course, hour, i, appointmentId(person, i)));
      }
    }
    for (int i = 0; i < course.ahead.size(); i++) {
      var id = appointmentId(person, course.past.size() + i);
      records.add(appointment(person, course, course.ahead.get(i), id));
    }
    for (int i = 0; i < course.calls.size(); i++) {
      records.add(call(person, course, course.calls.get(i), i));
    }
    if (!course.messages.isEmpty()) {
      records.addAll(MessageRecords.of(person, course, therapist(course.last(1))));
    }
    return records;
  }

  static String appointmentId(Person person, int hour) {
    return "%s-a%03d".formatted(person.id(), hour + 1);
  }

  static String encounterId(Person person, Course course, int hour) {
    return "%s-%s%03d".formatted(person.id(), course.group() ? "g" : "e", hour + 1);
  }

  private Appointment appointment(Person person, Course course, Hour hour, String id) {
    boolean ahead = hour.start.isAfter(timetable.now());
    var appointment = booked(course.service, hour, id);
    appointment.setStatus(status(hour, ahead, id));
    if (hour.video && !hour.kept()) {
      // Where nobody met, the book alone tells how they would have.
      appointment.setAppointmentType(new CodeableConcept(kind(true)));
    }
    if (!hour.kept()) {
      appointment.setCancelationReason(reason(hour.ending));
    }
    if (hour.cancelledAt != null) {
      appointment.addExtension(new Extension(Codes.CANCELLED_AT, dateTime(hour.cancelledAt)));
    }
    participant(appointment, "Patient/" + person.id());
    participant(appointment, therapist(hour));
    Labelled.mark(appointment, person);
    return touched(appointment, touchedAt(hour, ahead));
  }

  /** One appointment of the whole group. */
  Appointment groupAppointment(int group, int index, Hour hour, List<Integer> members) {
    boolean ahead = hour.start.isAfter(timetable.now());
    var appointment = booked(Codes.GROUP, hour, groupAppointmentId(group, index));
    appointment.setStatus(ahead ? AppointmentStatus.BOOKED : AppointmentStatus.FULFILLED);
    members.forEach(member -> participant(appointment, "Patient/" + Person.id(member)));
    participant(appointment, therapist(hour));
    return touched(appointment, touchedAt(hour, ahead));
  }

  static String groupAppointmentId(int group, int index) {
    return "group-%05d-a%03d".formatted(group, index + 1);
  }

  private static Appointment booked(String service, Hour hour, String id) {
    var appointment = new Appointment();
    appointment.setId(id);
    appointment.addServiceType(Codes.service(service));
    appointment.setStartElement(instant(hour.start));
    appointment.setEndElement(instant(hour.end()));
    appointment.setMinutesDuration((int) Hour.LENGTH.toMinutes());
    appointment.setCreatedElement(dateTime(hour.created));
    return appointment;
  }

  private static ZonedDateTime touchedAt(Hour hour, boolean ahead) {
    if (hour.cancelledAt != null) {
      return hour.cancelledAt;
    }
    return ahead ? hour.created : hour.end();
  }

  /** Front desks differ: some hours that were held stay at an earlier status. */
  private static AppointmentStatus status(Hour hour, boolean ahead, String id) {
    return switch (hour.ending.kind()) {
      case NO_SHOW -> AppointmentStatus.NOSHOW;
      case CANCELLED_BY_CLIENT, CANCELLED_BY_SERVICE -> AppointmentStatus.CANCELLED;
      case KEPT -> {
        int habit = Math.floorMod(id.hashCode(), 20);
        if (ahead) {
          yield habit == 0 ? AppointmentStatus.PENDING : AppointmentStatus.BOOKED;
        }
        yield switch (habit) {
          case 0 -> AppointmentStatus.ARRIVED;
          case 1 -> AppointmentStatus.CHECKEDIN;
          case 2 -> AppointmentStatus.BOOKED;
          default -> AppointmentStatus.FULFILLED;
        };
      }
    };
  }

  private static @Nullable CodeableConcept reason(Ending ending) {
    if (ending.text() != null) {
      return new CodeableConcept().setText(ending.text());
    }
    if (ending.code() == null) {
      return null;
    }
    return new CodeableConcept(new Coding(ending.system(), ending.code(), null));
  }

  private static void participant(Appointment appointment, String who) {
    appointment
        .addParticipant()
        .setActor(new Reference(who))
        .setStatus(ParticipationStatus.ACCEPTED);
  }

  private String therapist(Hour hour) {
    return Premises.therapist(hour.therapist % timetable.therapists());
  }

  Encounter encounter(Person person, Course course, Hour hour, int index, String appointment) {
    var encounter = met(person, course, encounterId(person, course, index));
    encounter.setClass_(kind(hour.video));
    encounter.addAppointment(new Reference("Appointment/" + appointment));
    encounter.setPeriod(period(hour.start, hour.end()));
    encounter.addParticipant().setIndividual(new Reference(therapist(hour)));
    if (person.episode && !course.group()) {
      encounter.addEpisodeOfCare(new Reference("EpisodeOfCare/" + person.id() + "-episode"));
    }
    return touched(encounter, hour.end());
  }

  private Encounter call(Person person, Course course, ZonedDateTime at, int index) {
    var encounter = met(person, course, "%s-call%02d".formatted(person.id(), index + 1));
    encounter.setClass_(kind(true));
    encounter.addType(Codes.concept(Codes.SNOMED, "185317003", "Telephone encounter"));
    encounter.setPeriod(period(at, at.plusMinutes(10)));
    encounter.addParticipant().setIndividual(new Reference(therapist(course.last(1))));
    return touched(encounter, at.plusMinutes(10));
  }

  private static Encounter met(Person person, Course course, String id) {
    var encounter = new Encounter();
    encounter.setId(id);
    encounter.setStatus(EncounterStatus.FINISHED);
    encounter.setServiceType(Codes.service(course.service));
    encounter.setSubject(new Reference("Patient/" + person.id()));
    Labelled.mark(encounter, person);
    return encounter;
  }

  private static Coding kind(boolean video) {
    return video
        ? new Coding(Codes.ACT_CODE, "VR", "virtual")
        : new Coding(Codes.ACT_CODE, "AMB", "ambulatory");
  }
}
