package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;

/** The client's own record, the team, the plan and its goals. */
final class CareRecords {

  private static final List<String> GOALS =
      List.of(
          "Sleep through four nights of the week",
          "Take the tram again",
          "Say no at work once a week",
          "Call my sister on Sundays",
          "Walk half an hour on most days",
          "Be able to sit with sadness without hiding it",
          "Go back to the choir",
          "Fewer evenings spent worrying");

  private static final List<String> ACHIEVEMENTS =
      List.of("in-progress", "improving", "no-change", "achieved", "sustaining");

  private final Timetable timetable;

  CareRecords(Timetable timetable) {
    this.timetable = timetable;
  }

  List<Resource> of(Person person) {
    var dice = person.dice;
    var began = person.course().past.get(0).start;
    var therapist = Premises.therapist(person.course().last(1).therapist % timetable.therapists());
    var records = new ArrayList<Resource>();
    records.add(patient(person, began));
    if (person.course().past.stream().anyMatch(hour -> hour.proxy)) {
      records.add(relative(person, began));
    }
    if (person.episode) {
      records.add(episode(person, began));
    }
    records.add(team(person, began, therapist));
    int goals = dice.between(1, 3);
    var plan = plan(person, began);
    for (int i = 1; i <= goals; i++) {
      var goal = goal(person, began, therapist, i);
      plan.addGoal(new Reference("Goal/" + goal.getIdPart()));
      records.add(goal);
    }
    records.add(plan);
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

  private static RelatedPerson relative(Person person, ZonedDateTime began) {
    var relative = new RelatedPerson();
    relative.setId(person.id() + "-relative");
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

  private static CarePlan plan(Person person, ZonedDateTime began) {
    var plan = new CarePlan();
    plan.setId(person.id() + "-plan");
    plan.setStatus(person.died == null ? CarePlanStatus.ACTIVE : CarePlanStatus.COMPLETED);
    plan.setIntent(CarePlanIntent.PLAN);
    plan.setTitle("Psychotherapy plan");
    plan.setSubject(new Reference("Patient/" + person.id()));
    plan.setPeriod(period(began, null));
    plan.addCareTeam(new Reference("CareTeam/" + person.id() + "-team"));
    return touched(plan, began.plusDays(7));
  }

  static String goalId(Person person, int number) {
    return "%s-goal%02d".formatted(person.id(), number);
  }

  private static Goal goal(Person person, ZonedDateTime began, String therapist, int number) {
    var dice = person.dice;
    var client = new Reference("Patient/" + person.id());
    var goal = new Goal();
    goal.setId(goalId(person, number));
    goal.setLifecycleStatus(GoalLifecycleStatus.ACTIVE);
    var achievement = dice.oneOf(ACHIEVEMENTS);
    // The first goal is the one the forms speak of, so it is still open.
    boolean open = number == 1 && achievement.equals("achieved");
    goal.setAchievementStatus(
        Codes.concept(
            "http://terminology.hl7.org/CodeSystem/goal-achievement",
            open ? "improving" : achievement,
            null));
    goal.setDescription(new CodeableConcept().setText(dice.oneOf(GOALS)));
    goal.setSubject(client);
    goal.setStart(Times.date(began.toLocalDate().plusDays(7)));
    if (person.goalsLookedAt != null) {
      goal.setStatusDateElement(Times.date(person.goalsLookedAt));
    }
    boolean own = number == 1 || dice.happens(.5);
    goal.setExpressedBy(own ? client : new Reference(therapist));
    goal.addExtension(acceptance(client, own || dice.happens(.8) ? "agree" : "pending"));
    goal.addExtension(acceptance(new Reference(therapist), "agree"));
    return touched(
        goal,
        person.goalsLookedAt == null
            ? began.plusDays(7)
            : person.goalsLookedAt.atTime(18, 0).atZone(began.getZone()));
  }

  private static Extension acceptance(Reference who, String status) {
    var extension = new Extension(Codes.GOAL_ACCEPTANCE);
    extension.addExtension(new Extension("individual", who));
    extension.addExtension(new Extension("status", new CodeType(status)));
    return extension;
  }
}
