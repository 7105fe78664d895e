package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.attune.sandbox.caseload.Aim.Rated;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityKind;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** The goals of one client, the plans that name them, and how far each was reached. */
final class GoalRecords {

  /** LOINC's answers, from much less than expected to much more. */
  private static final List<String> LEVELS =
      List.of("LA34484-8", "LA34483-0", "LA34481-4", "LA34480-6", "LA34479-8");

  private static final LocalTime END_OF_DAY = LocalTime.of(18, 0);

  private final Person person;
  private final ZonedDateTime began;
  private final String therapist;
  private final Reference client;

  /**
   * @param began when the course began
   * @param therapist who holds it now, as a reference
   */
  GoalRecords(Person person, ZonedDateTime began, String therapist) {
    this.person = person;
    this.began = began;
    this.therapist = therapist;
    this.client = new Reference("Patient/" + person.id());
  }

  static String goalId(Person person, int number) {
    return "%s-goal%02d".formatted(person.id(), number);
  }

  List<Resource> all() {
    var records = new ArrayList<Resource>();
    var plan = plan();
    for (var aim : person.aims.all()) {
      records.add(goal(aim));
      if (aim.inPlan) {
        plan.addGoal(reference(aim));
      }
      if (aim.taskSet) {
        task(plan, aim);
      }
    }
    person.aims.goalsOfOthers.forEach(goal -> plan.addGoal(new Reference(goal)));
    records.add(plan);
    person.aims.all().stream().filter(aim -> aim.putForward).forEach(aim -> own(records, aim));
    for (var aim : person.aims.all()) {
      for (int i = 0; i < aim.ratings.size(); i++) {
        records.add(rating(aim, aim.ratings.get(i), i + 1));
      }
    }
    return records;
  }

  private Reference reference(Aim aim) {
    return new Reference("Goal/" + goalId(person, aim.number));
  }

  private Goal goal(Aim aim) {
    var goal = new Goal();
    goal.setId(goalId(person, aim.number));
    goal.setLifecycleStatus(aim.life);
    if (aim.statusReason != null) {
      goal.setStatusReason(aim.statusReason);
    }
    goal.setAchievementStatus(Codes.concept(Codes.GOAL_ACHIEVEMENT, aim.achievement, null));
    goal.setDescription(new CodeableConcept().setText(aim.words));
    if (aim.code != null) {
      goal.getDescription().addCoding().setSystem(Codes.GOAL).setCode(aim.code);
    }
    goal.setSubject(client);
    goal.setStart(Times.date(aim.since));
    var changed = aim.since;
    if (aim.statusOn != null) {
      goal.setStatusDateElement(Times.date(aim.statusOn));
      changed = aim.statusOn;
    }
    if (aim.putForward) {
      sealed(goal, aim);
    } else {
      goal.setExpressedBy(expresser(aim));
    }
    accepted(goal, client, aim.clientSays);
    accepted(goal, new Reference(therapist), aim.therapistSays);
    if (aim.alsoAsked != null) {
      accepted(goal, new Reference(aim.alsoAsked), "pending");
    }
    return touched(goal, at(changed));
  }

  private Reference expresser(Aim aim) {
    return aim.namedBy != null
        ? new Reference(aim.namedBy)
        : aim.clients ? client : new Reference(therapist);
  }

  private ZonedDateTime at(LocalDate day) {
    return day.atTime(END_OF_DAY).atZone(began.getZone());
  }

  private static void accepted(Goal goal, Reference who, @Nullable String says) {
    if (says != null) {
      var extension = goal.addExtension().setUrl(Codes.GOAL_ACCEPTANCE);
      extension.addExtension(new Extension("individual", who));
      extension.addExtension(new Extension("status", new CodeType(says)));
    }
  }

  private CarePlan plan() {
    var plan = new CarePlan();
    var ended = person.aims.planEnded;
    plan.setId(person.id() + "-plan");
    plan.setStatus(person.died == null ? person.aims.plan : CarePlanStatus.COMPLETED);
    plan.setIntent(CarePlanIntent.PLAN);
    plan.setTitle("Psychotherapy plan");
    plan.setSubject(client);
    plan.setPeriod(period(began, ended == null ? null : at(ended)));
    plan.addCareTeam(new Reference("CareTeam/" + person.id() + "-team"));
    return touched(plan, ended == null ? began.plusDays(7) : at(ended));
  }

  private void task(CarePlan plan, Aim aim) {
    plan.addActivity()
        .getDetail()
        .setKind(CarePlanActivityKind.TASK)
        .setStatus(CarePlanActivityStatus.INPROGRESS)
        .setDescription("A step each week")
        .addGoal(reference(aim));
  }

  private Observation rating(Aim aim, Rated rated, int number) {
    var rating = new Observation();
    rating.setId("%s-rating%02d".formatted(goalId(person, aim.number), number));
    rating.setStatus(ObservationStatus.FINAL);
    rating.setCode(Codes.concept(Codes.LOINC, rated.by().code, null));
    rating.setSubject(client);
    rating.addFocus(reference(aim));
    rating.addPerformer(
        switch (rated.by()) {
          case CLIENT -> client;
          case THERAPIST -> new Reference(therapist);
          case RELATIVE -> new Reference(CareRecords.relative(person));
        });
    rating.setEffective(dateTime(rated.at()));
    rating.setValue(Codes.concept(Codes.LOINC, LEVELS.get(rated.level() + 2), null));
    return touched(rating, rated.at());
  }

  /** As Attune names and seals what it writes; whoever answered has changed it since. */
  private void sealed(Goal goal, Aim aim) {
    goal.addIdentifier().setSystem(Codes.FINDING).setValue(hex(aim, "finding") + ".goal");
    goal.addExtension(new Extension(Codes.AS_WRITTEN, new StringType(hex(aim, "meaning"))));
    goal.addTarget().setDue(Times.date(aim.since.plusWeeks(6)));
  }

  private String hex(Aim aim, String what) {
    var dice = Dice.of(person.number, goalId(person, aim.number) + what);
    var hex = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      hex.append(Character.forDigit(dice.between(0, 15), 16));
    }
    return hex.toString();
  }

  /** Attune's own plan for what it puts forward, and who wrote it. */
  private void own(List<Resource> records, Aim aim) {
    var plan = new CarePlan();
    plan.setId(goalId(person, aim.number) + "-proposal");
    plan.addIdentifier().setSystem(Codes.OWN_CARE_PLAN).setValue(person.id());
    plan.setStatus(CarePlanStatus.ACTIVE);
    plan.setIntent(CarePlanIntent.PROPOSAL);
    plan.setTitle("Proposals of Attune");
    plan.setSubject(client);
    plan.addGoal(reference(aim));
    records.add(touched(plan, at(aim.since)));
    var provenance = new Provenance();
    provenance.setId(goalId(person, aim.number) + "-provenance");
    provenance.addTarget(reference(aim));
    provenance.setRecordedElement(Times.instant(at(aim.since)));
    provenance.addAgent().setWho(new Reference(Premises.CLINIC));
    records.add(touched(provenance, at(aim.since)));
  }
}
