package org.attune.fhir.attendance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.jspecify.annotations.Nullable;

/** Reads an appointment into one booking for each client it is for. */
public final class AppointmentMapper {

  /** The site's extension that says when an appointment was cancelled; R4 has no element. */
  public static final Setting<String> CANCELLED_AT_EXTENSION =
      Setting.text("fhir.cancelled-at-extension", "");

  private final Scope scope;
  private final References references;
  private final CancellationReasons reasons;
  private final Modalities modalities;
  private final Therapists therapists;
  private final List<String> cancelledAtExtensions;

  public AppointmentMapper(Settings settings, Scope scope, References references) {
    this.scope = scope;
    this.references = references;
    this.reasons = CancellationReasons.of(settings);
    this.modalities = Modalities.of(settings);
    this.therapists = new Therapists(references);
    this.cancelledAtExtensions =
        Stream.of(settings.get(CANCELLED_AT_EXTENSION), Codes.R5_CANCELLATION_DATE)
            .filter(url -> !url.isBlank())
            .toList();
  }

  /** The bookings of an appointment, or why there are none. */
  public Reading<List<ChartFact>> read(Appointment appointment) {
    if (appointment.getStatus() == AppointmentStatus.ENTEREDINERROR) {
      return new Reading.Withdrawn<>();
    }
    var service = scope.word(appointment);
    if (service.isEmpty()) {
      return new Reading.OutOfScope<>();
    }
    if (appointment.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (appointment.getStatus()) {
      case PENDING, BOOKED -> bookings(appointment, service.get(), BookingStatus.BOOKED);
      case ARRIVED, CHECKEDIN, FULFILLED ->
          bookings(appointment, service.get(), BookingStatus.KEPT);
      case NOSHOW -> bookings(appointment, service.get(), BookingStatus.MISSED);
      case CANCELLED -> bookings(appointment, service.get(), BookingStatus.CANCELLED);
      case PROPOSED, WAITLIST -> new Reading.Gap<>(GapReason.NEVER_BOOKED);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  private Reading<List<ChartFact>> bookings(
      Appointment appointment, String service, BookingStatus status) {
    return clients(appointment)
        .then(
            clients ->
                Times.span(appointment.getStartElement(), appointment.getEndElement())
                    .then(hour -> bookings(appointment, service, status, clients, hour)));
  }

  private Reading<List<ChartFact>> bookings(
      Appointment appointment,
      String service,
      BookingStatus status,
      List<PatientId> clients,
      Times.Span hour) {
    boolean group = clients.size() > 1 || service.equals(Scope.GROUP);
    var source = References.source(appointment);
    var reason = reason(appointment, status);
    var cancelledAt = status == BookingStatus.CANCELLED ? cancelledAt(appointment) : null;
    var created = Times.exactOrNull(appointment.getCreatedElement());
    var therapist = therapists.among(participants(appointment));
    var modality = modality(appointment);
    var labels = Marks.labels(appointment.getMeta());
    var bookings = new ArrayList<ChartFact>();
    for (PatientId client : clients) {
      bookings.add(
          new Booking(
              source,
              client,
              service,
              hour.start(),
              hour.end(),
              status,
              reason,
              cancelledAt,
              created,
              therapist,
              modality,
              group,
              labels));
    }
    return new Reading.Fact<>(bookings);
  }

  /** Every client who did not decline, each once; one whom nobody can name makes a gap. */
  private Reading<List<PatientId>> clients(Appointment appointment) {
    var known = new ArrayList<PatientId>();
    var why = GapReason.NO_PATIENT;
    for (AppointmentParticipantComponent participant : appointment.getParticipant()) {
      var client = references.patient(participant.getActor());
      if (client instanceof Reading.Fact<PatientId> fact) {
        known.add(fact.value());
      } else if (References.meansA("Patient", participant.getActor())) {
        why = GapReason.PATIENT_NOT_REFERENCED;
      }
    }
    if (known.isEmpty()) {
      return new Reading.Gap<>(why);
    }
    var distinct = known.stream().distinct().sorted().toList();
    return new Reading.Fact<>(distinct.size() == 1 ? distinct : coming(appointment, distinct));
  }

  // A member who declined an hour of the group has no booking in it; one client alone keeps theirs,
  // because there the status of the appointment tells how it ended.
  private List<PatientId> coming(Appointment appointment, List<PatientId> members) {
    var declined =
        appointment.getParticipant().stream()
            .filter(one -> one.getStatus() == ParticipationStatus.DECLINED)
            .map(one -> references.patient(one.getActor()))
            .collect(Collectors.toSet());
    return members.stream()
        .filter(member -> !declined.contains(new Reading.Fact<>(member)))
        .toList();
  }

  private CancellationReason reason(Appointment appointment, BookingStatus status) {
    return switch (status) {
      case MISSED, CANCELLED -> reasons.of(appointment.getCancelationReason());
      case BOOKED, KEPT -> CancellationReason.NOT_GIVEN;
    };
  }

  private @Nullable Instant cancelledAt(Appointment appointment) {
    for (String url : cancelledAtExtensions) {
      // Of several that differ either may be meant.
      var moments =
          appointment.getExtensionsByUrl(url).stream()
              .map(Extension::getValue)
              .filter(DateTimeType.class::isInstance)
              .map(moment -> Times.exact((DateTimeType) moment))
              .distinct()
              .toList();
      if (!moments.isEmpty()) {
        return moments.size() == 1 && moments.get(0) instanceof Reading.Fact<Instant> moment
            ? moment.value()
            : null;
      }
    }
    return null;
  }

  private Modality modality(Appointment appointment) {
    var types = new ArrayList<>(appointment.getServiceType());
    types.add(appointment.getAppointmentType());
    boolean virtual =
        appointment.hasExtension(Codes.R5_VIRTUAL_SERVICE)
            || types.stream()
                .flatMap(type -> type.getCoding().stream())
                .anyMatch(Modalities::virtual);
    return Modalities.of(modalities.telephone(types), virtual);
  }

  private static List<Therapists.Participant> participants(Appointment appointment) {
    return appointment.getParticipant().stream()
        .map(one -> new Therapists.Participant(one.getType(), one.getActor()))
        .toList();
  }
}
