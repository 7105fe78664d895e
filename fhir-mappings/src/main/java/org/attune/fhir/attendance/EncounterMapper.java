package org.attune.fhir.attendance;

import java.util.List;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Reference;

/**
 * Reads an encounter into a visit. Joining visits with the bookings they fulfil is done where both
 * are kept, not here.
 */
public final class EncounterMapper {

  private final Scope scope;
  private final References references;
  private final Modalities modalities;
  private final Therapists therapists;

  public EncounterMapper(Settings settings, Scope scope, References references) {
    this.scope = scope;
    this.references = references;
    this.modalities = Modalities.of(settings);
    this.therapists = new Therapists(references);
  }

  /** The visit of an encounter, or why there is none. */
  public Reading<List<ChartFact>> read(Encounter encounter) {
    if (encounter.getStatus() == EncounterStatus.ENTEREDINERROR) {
      return new Reading.Withdrawn<>();
    }
    var service = scope.word(encounter);
    if (service.isEmpty()) {
      return new Reading.OutOfScope<>();
    }
    if (encounter.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (encounter.getStatus()) {
      case PLANNED -> visit(encounter, service.get(), VisitStatus.PLANNED);
      case ARRIVED, TRIAGED, INPROGRESS, ONLEAVE ->
          visit(encounter, service.get(), VisitStatus.UNDER_WAY);
      case FINISHED -> visit(encounter, service.get(), VisitStatus.FINISHED);
      case CANCELLED -> visit(encounter, service.get(), VisitStatus.CANCELLED);
      case UNKNOWN -> visit(encounter, service.get(), VisitStatus.UNKNOWN);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  private Reading<List<ChartFact>> visit(Encounter encounter, String service, VisitStatus status) {
    var period = encounter.getPeriod();
    return references
        .patient(encounter.getSubject())
        .then(
            client ->
                Times.span(period.getStartElement(), period.getEndElement())
                    .then(hour -> visit(encounter, service, status, client, hour)));
  }

  private Reading<List<ChartFact>> visit(
      Encounter encounter, String service, VisitStatus status, PatientId client, Times.Span hour) {
    boolean telephone = modalities.telephone(encounter.getType());
    var bookings = all("Appointment", encounter.getAppointment());
    return new Reading.Fact<>(
        List.of(
            new Visit(
                References.source(encounter),
                client,
                service,
                // Two appointments kept in one encounter: it fulfils the first, as written.
                bookings.isEmpty() ? null : bookings.get(0),
                References.only(all("EpisodeOfCare", encounter.getEpisodeOfCare()).stream())
                    .orElse(null),
                hour.start(),
                hour.end(),
                status,
                therapists.among(participants(encounter)),
                Modalities.of(telephone, Modalities.virtual(encounter.getClass_())),
                service.equals(Scope.GROUP),
                telephone && !encounter.hasAppointment(),
                Marks.labels(encounter.getMeta()))));
  }

  private List<Source> all(String type, List<Reference> several) {
    return several.stream().flatMap(one -> references.to(type, one).stream()).toList();
  }

  private static List<Therapists.Participant> participants(Encounter encounter) {
    return encounter.getParticipant().stream()
        .map(one -> new Therapists.Participant(one.getType(), one.getIndividual()))
        .toList();
  }
}
