package org.attune.sandbox.caseload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;

/** One client's individual course, read back from the records alone, for the tests' own oracle. */
final class ReadChart {

  /** How an hour counts. */
  enum Count {
    KEPT,
    OWN,
    UNKNOWN,
    NOT_COUNTED,
    SERVICE,
    UNHAPPY,
    BETTER
  }

  record Booked(
      String id, Instant start, Instant created, Count count, String code, String therapist) {}

  record Rating(Instant at, String form, double total, String therapist) {

    String withTherapist() {
      return form + "#" + therapist;
    }
  }

  record Ticks(Instant at, Set<String> voices, String audience, Set<String> lifeEvents) {}

  private static final Set<String> OWN = Set.of("own-reason", "asked-no-answer", "rather-not-say");
  private static final Set<String> CHANNELS = Set.of("pat", "pat-crs", "pat-cpp");

  final List<Booked> past = new ArrayList<>();
  final List<Booked> ahead = new ArrayList<>();
  final Map<String, List<Rating>> scores = new TreeMap<>();
  final List<Ticks> checkIns = new ArrayList<>();
  final List<Instant> calls = new ArrayList<>();
  boolean outOfScope;

  private final Map<String, Encounter> held = new HashMap<>();
  private final Map<Instant, String> obstacles = new TreeMap<>();

  static ReadChart of(List<Resource> chart, Instant now) {
    return of(chart, now, "-e");
  }

  /** The forms of the group course; its hours stand in other charts. */
  static ReadChart ofGroup(List<Resource> chart, Instant now) {
    var read = of(chart, now, "-g");
    read.past.clear();
    read.ahead.clear();
    return read;
  }

  private static ReadChart of(List<Resource> chart, Instant now, String course) {
    var read = new ReadChart();
    chart.stream()
        .filter(Patient.class::isInstance)
        .map(Patient.class::cast)
        .forEach(read::patient);
    chart.stream()
        .filter(Encounter.class::isInstance)
        .map(Encounter.class::cast)
        .forEach(read::encounter);
    chart.stream()
        .filter(QuestionnaireResponse.class::isInstance)
        .map(QuestionnaireResponse.class::cast)
        .filter(QuestionnaireResponse::hasEncounter)
        .filter(form -> form.getEncounter().getReference().contains(course))
        .filter(form -> form.getStatus() == QuestionnaireResponseStatus.COMPLETED)
        .forEach(read::form);
    var appointments =
        chart.stream()
            .filter(Appointment.class::isInstance)
            .map(Appointment.class::cast)
            .filter(hour -> service(hour).equals("psychotherapy-individual") && hour.hasStart())
            .sorted(Comparator.comparing(Appointment::getStart))
            .toList();
    appointments.forEach(hour -> read.appointment(hour, appointments, now));
    return read;
  }

  private static String service(Appointment appointment) {
    return appointment.getServiceTypeFirstRep().getCodingFirstRep().getCode();
  }

  private void patient(Patient patient) {
    outOfScope |= patient.hasDeceased();
    outOfScope |=
        patient.getMeta().getSecurity().stream().anyMatch(l -> l.getCode().equals("HTEST"));
  }

  private void encounter(Encounter encounter) {
    if (encounter.getStatus() != EncounterStatus.FINISHED) {
      return;
    }
    if (encounter.hasAppointment()) {
      held.put(
          encounter.getAppointmentFirstRep().getReference().replace("Appointment/", ""), encounter);
    } else if (encounter.getClass_().getCode().equals("VR")) {
      calls.add(encounter.getPeriod().getStart().toInstant());
    }
  }

  private void form(QuestionnaireResponse form) {
    if (!form.hasQuestionnaire() || !form.hasAuthored()) {
      return;
    }
    var at = form.getAuthored().toInstant();
    var name = form.getQuestionnaire().replaceAll(".*/|\\|.*", "");
    if (name.equals("client-check-in")) {
      ticks(form, at);
    } else if (form.getSource().getReference().startsWith("Patient/")) {
      var total = total(form, name);
      if (!Double.isNaN(total) && total <= 40) {
        var key = name + "#" + form.getLanguage();
        scores
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(new Rating(at, key, total, therapist(form)));
      }
    }
  }

  private String therapist(QuestionnaireResponse form) {
    var named = form.getEncounter().getReference();
    return held.values().stream()
        .filter(met -> named.endsWith("/" + met.getIdPart()))
        .map(met -> met.getParticipantFirstRep().getIndividual().getReference())
        .findFirst()
        .orElse("");
  }

  private static double total(QuestionnaireResponse form, String name) {
    if (name.equals("srs-scores")) {
      return form.getItem().stream()
          .filter(item -> item.getLinkId().equals("total"))
          .mapToDouble(
              item -> item.getAnswerFirstRep().getValueDecimalType().getValue().doubleValue())
          .findFirst()
          .orElse(Double.NaN);
    }
    var items =
        form.getItem().stream()
            .filter(item -> item.getAnswerFirstRep().hasValueCoding())
            .map(item -> item.getAnswerFirstRep().getValueCoding().getCode())
            .filter(code -> code.startsWith("LA"))
            .map(List.of("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")::indexOf)
            .toList();
    int all = name.equals("phq-9") ? 9 : 7;
    return items.size() < all - 2
        ? Double.NaN
        : items.stream().mapToInt(Integer::intValue).sum() * (double) all / items.size();
  }

  private void ticks(QuestionnaireResponse form, Instant at) {
    var audience = codes(form, "audience").stream().findFirst().orElse("care-team");
    checkIns.add(new Ticks(at, codes(form, "voice"), audience, codes(form, "life-event")));
    codes(form, "obstacle").forEach(code -> obstacles.put(at, code));
  }

  private static Set<String> codes(QuestionnaireResponse form, String linkId) {
    return form.getItem().stream()
        .filter(item -> item.getLinkId().equals(linkId))
        .flatMap(item -> item.getAnswer().stream())
        .map(answer -> answer.getValueCoding().getCode())
        .collect(Collectors.toSet());
  }

  private void appointment(Appointment hour, List<Appointment> all, Instant now) {
    var status = hour.getStatus();
    if (!hour.hasCreated() || Set.of("waitlist", "entered-in-error").contains(status.toCode())) {
      return;
    }
    var code = hour.getCancelationReason().getCodingFirstRep().getCode();
    var booked =
        new Booked(
            hour.getIdPart(),
            hour.getStart().toInstant(),
            hour.getCreated().toInstant(),
            count(hour, code == null ? "" : code, all),
            code == null ? "" : code,
            hour.getParticipant().get(hour.getParticipant().size() - 1).getActor().getReference());
    (booked.start().isAfter(now) ? ahead : past).add(booked);
  }

  private Count count(Appointment hour, String code, List<Appointment> all) {
    if (held.containsKey(hour.getIdPart())) {
      return Count.KEPT;
    }
    boolean missed =
        hour.getStatus() == AppointmentStatus.NOSHOW
            || hour.getStatus() == AppointmentStatus.CANCELLED;
    if (!missed || moved(hour, all)) {
      return Count.NOT_COUNTED;
    }
    var later = code.isEmpty() ? obstacleAfter(hour.getStart().toInstant(), all) : code;
    if (later.equals("pat-ucp")) {
      return Count.UNHAPPY;
    }
    if (later.equals("pat-fb")) {
      return Count.BETTER;
    }
    if (OWN.contains(later)) {
      return Count.OWN;
    }
    if (later.isEmpty() || later.equals("K7") || CHANNELS.contains(later)) {
      return Count.UNKNOWN;
    }
    boolean service = Set.of("prov-pers", "oth-room", "oth-swie", "maint").contains(later);
    return service ? Count.SERVICE : Count.NOT_COUNTED;
  }

  /** What was ticked at the next check-in, if no other hour was held before it. */
  private String obstacleAfter(Instant start, List<Appointment> all) {
    var next =
        all.stream()
            .filter(hour -> held.containsKey(hour.getIdPart()))
            .map(hour -> hour.getStart().toInstant())
            .filter(start::isBefore)
            .findFirst();
    return obstacles.entrySet().stream()
        .filter(tick -> next.isPresent() && tick.getKey().isAfter(next.get()))
        .filter(tick -> tick.getKey().isBefore(next.get().plus(Duration.ofHours(1))))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static boolean moved(Appointment hour, List<Appointment> all) {
    var cancelled = hour.getExtensionByUrl(Codes.CANCELLED_AT);
    if (cancelled == null) {
      return false;
    }
    var at = ((DateTimeType) cancelled.getValue()).getValue().toInstant();
    return all.stream()
        .filter(other -> other.hasCreated() && other != hour)
        .filter(other -> !other.getCreated().toInstant().isBefore(at))
        .filter(other -> other.getCreated().toInstant().isBefore(at.plus(Duration.ofDays(2))))
        .anyMatch(
            other ->
                Duration.between(hour.getStart().toInstant(), other.getStart().toInstant())
                        .abs()
                        .toDays()
                    <= 7);
  }
}
