package org.attune.fhir.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.Times;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.NeedsAccess;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when an appointment was cancelled where the appointment itself does not say: from a
 * Provenance that cancels it, or from the first version that stood cancelled. Both cost the EHR a
 * question for each cancelled appointment, so a site switches them on.
 */
@ApplicationScoped
public class CancellationTimes implements Configurable, NeedsAccess {

  /** Whether to look into the versions of an appointment. */
  public static final Setting<Boolean> FROM_HISTORY =
      Setting.yesNo("fhir.cancelled-at-history", false);

  /** Whether to look for a Provenance of the cancellation. */
  public static final Setting<Boolean> FROM_PROVENANCE =
      Setting.yesNo("fhir.cancelled-at-provenance", false);

  private final Settings settings;
  private final EhrClient ehr;

  @Inject
  public CancellationTimes(Settings settings, EhrClient ehr) {
    this.settings = settings;
    this.ehr = ehr;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FROM_HISTORY, FROM_PROVENANCE);
  }

  /** The history of an Appointment comes with the Appointment. */
  @Override
  public List<Access> access() {
    return settings.get(FROM_PROVENANCE) ? List.of(Access.reading("Provenance")) : List.of();
  }

  /** The same entry, with the moment of cancellation where one can be found. */
  ChartEntry completed(ChartEntry entry) throws EhrUnavailable {
    if (entry.reading() instanceof Reading.Fact<List<ChartFact>> facts
        && facts.value().stream().anyMatch(CancellationTimes::lacksTime)) {
      var moment = find(entry.source());
      if (moment != null) {
        var completed = facts.value().stream().map(fact -> at(fact, moment)).toList();
        return new ChartEntry(entry.source(), entry.updated(), new Reading.Fact<>(completed));
      }
    }
    return entry;
  }

  private static boolean lacksTime(ChartFact fact) {
    return fact instanceof Booking booking
        && booking.status() == BookingStatus.CANCELLED
        && booking.cancelledAt() == null;
  }

  private @Nullable Instant find(Source appointment) throws EhrUnavailable {
    var moment = settings.get(FROM_PROVENANCE) ? fromProvenance(appointment) : null;
    return moment == null && settings.get(FROM_HISTORY) ? fromHistory(appointment) : moment;
  }

  private @Nullable Instant fromProvenance(Source appointment) throws EhrUnavailable {
    return ehr.find(Provenance.class, "Provenance?target=" + appointment.reference()).stream()
        .filter(CancellationTimes::cancels)
        .map(CancellationTimes::occurred)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static boolean cancels(Provenance provenance) {
    return provenance.getActivity().getCoding().stream()
        .anyMatch(
            code ->
                Codes.DATA_OPERATION.equals(code.getSystem()) && "CANCEL".equals(code.getCode()));
  }

  private static @Nullable Instant occurred(Provenance provenance) {
    return provenance.getOccurred() instanceof DateTimeType moment
        ? Times.exactOrNull(moment)
        : Times.exactOrNull(provenance.getRecordedElement());
  }

  // The last run of cancelled versions counts: an appointment may have been taken up again between.
  private @Nullable Instant fromHistory(Source appointment) throws EhrUnavailable {
    var versions =
        ehr.find(Appointment.class, appointment.reference() + "/_history").stream()
            .sorted(Comparator.comparing(CancellationTimes::updated).reversed())
            .toList();
    return versions.stream()
        .takeWhile(version -> version.getStatus() == AppointmentStatus.CANCELLED)
        .flatMap(
            version ->
                Stream.ofNullable(Times.exactOrNull(version.getMeta().getLastUpdatedElement())))
        .min(Comparator.naturalOrder())
        .filter(first -> versions.size() > 1)
        .orElse(null);
  }

  private static Instant updated(Appointment version) {
    return Optional.ofNullable(Times.exactOrNull(version.getMeta().getLastUpdatedElement()))
        .orElse(Instant.EPOCH);
  }

  private static ChartFact at(ChartFact fact, Instant moment) {
    return fact instanceof Booking booking && lacksTime(fact)
        ? new Booking(
            booking.source(),
            booking.patient(),
            booking.service(),
            booking.start(),
            booking.end(),
            booking.status(),
            booking.reason(),
            moment,
            booking.created(),
            booking.therapist(),
            booking.modality(),
            booking.group(),
            booking.labels())
        : fact;
  }
}
