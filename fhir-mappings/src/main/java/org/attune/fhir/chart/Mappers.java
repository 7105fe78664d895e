package org.attune.fhir.chart;

import java.time.ZoneId;
import java.util.List;
import org.attune.fhir.Marks;
import org.attune.fhir.Part2;
import org.attune.fhir.References;
import org.attune.fhir.attendance.AppointmentMapper;
import org.attune.fhir.attendance.CommunicationMapper;
import org.attune.fhir.attendance.EncounterMapper;
import org.attune.fhir.attendance.EpisodeMapper;
import org.attune.fhir.attendance.Scope;
import org.attune.fhir.goals.CarePlanMapper;
import org.attune.fhir.goals.GoalMapper;
import org.attune.fhir.goals.GoalScoreMapper;
import org.attune.fhir.patient.ConsentMapper;
import org.attune.fhir.patient.PatientMapper;
import org.attune.fhir.questionnaire.ObservationMapper;
import org.attune.fhir.questionnaire.QuestionnaireResponseMapper;
import org.attune.fhir.responses.TaskMapper;
import org.attune.instruments.Instruments;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/** Every mapper, and which of them reads what. A resource nobody reads is out of scope. */
public final class Mappers {

  private final Scope scope;
  private final Part2 part2;
  private final EpisodeMapper episodes;
  private final AppointmentMapper appointments;
  private final EncounterMapper encounters;
  private final PatientMapper patients;
  private final ConsentMapper consents;
  private final QuestionnaireResponseMapper responses;
  private final ObservationMapper observations;
  private final GoalMapper goals;
  private final GoalScoreMapper goalScores;
  private final CarePlanMapper plans;
  private final TaskMapper tasks;
  private final CommunicationMapper communications;
  private final boolean readsCommunications;

  /**
   * @param bases the base URLs under which the EHR knows itself
   */
  public Mappers(
      Settings settings, Scope scope, Instruments instruments, ZoneId zone, List<String> bases) {
    var references = new References(bases);
    this.scope = scope;
    this.part2 = new Part2(settings);
    this.episodes = new EpisodeMapper(settings, scope, references, zone);
    this.appointments = new AppointmentMapper(settings, scope, references);
    this.encounters = new EncounterMapper(settings, scope, references);
    this.patients = new PatientMapper(settings, references, zone);
    this.consents = new ConsentMapper(settings, references, zone);
    this.responses = new QuestionnaireResponseMapper(settings, instruments, references);
    this.observations = new ObservationMapper(instruments, references);
    this.goals = new GoalMapper(references);
    this.goalScores = new GoalScoreMapper(references);
    this.plans = new CarePlanMapper(references, zone);
    this.tasks = new TaskMapper(references);
    this.readsCommunications = settings.get(CommunicationMapper.READ);
    this.communications = new CommunicationMapper(settings, scope, references);
  }

  /** What a resource tells us, or why it tells nothing. */
  public Reading<List<ChartFact>> read(Resource resource) {
    if (!References.isId(resource.getIdElement().getIdPart())) {
      return new Reading.Gap<>(GapReason.NO_ID);
    }
    if (Marks.psychotherapyNotes(resource.getMeta())) {
      return new Reading.Gap<>(GapReason.PSYCHOTHERAPY_NOTES);
    }
    if (meaningIsChanged(resource)) {
      return new Reading.Gap<>(GapReason.UNREADABLE);
    }
    var reading = dispatch(resource).then(this::admitted);
    // What is not ours anyway is not counted either.
    return reading instanceof Reading.Fact && part2.keepsOut(resource)
        ? new Reading.Gap<>(GapReason.PART_2)
        : reading;
  }

  // A modifier extension or implicit rules that we do not know may turn the meaning round; the
  // standard forbids to read on.
  private static boolean meaningIsChanged(Resource resource) {
    return resource.hasImplicitRules()
        || (resource instanceof DomainResource domain && domain.hasModifierExtension());
  }

  private Reading<List<ChartFact>> dispatch(Resource resource) {
    if (resource instanceof Appointment appointment) {
      return appointments.read(appointment);
    }
    if (resource instanceof Encounter encounter) {
      return encounters.read(encounter);
    }
    if (resource instanceof QuestionnaireResponse response) {
      return responses.read(response);
    }
    if (resource instanceof Observation observation) {
      return GoalScoreMapper.isOne(observation)
          ? goalScores.read(observation)
          : observations.read(observation);
    }
    if (resource instanceof EpisodeOfCare episode) {
      return episodes.read(episode);
    }
    if (resource instanceof Patient patient) {
      return patients.read(patient);
    }
    if (resource instanceof Consent consent) {
      return consents.read(consent);
    }
    if (resource instanceof Goal goal) {
      return goals.read(goal);
    }
    if (resource instanceof Task task) {
      return tasks.read(task);
    }
    if (resource instanceof Communication told) {
      return readsCommunications ? communications.read(told) : new Reading.OutOfScope<>();
    }
    return resource instanceof CarePlan plan ? plans.read(plan) : new Reading.OutOfScope<>();
  }

  private Reading<List<ChartFact>> admitted(List<ChartFact> facts) {
    var admitted = facts.stream().filter(fact -> scope.admits(fact.patient())).toList();
    return admitted.isEmpty() ? new Reading.OutOfScope<>() : new Reading.Fact<>(admitted);
  }
}
