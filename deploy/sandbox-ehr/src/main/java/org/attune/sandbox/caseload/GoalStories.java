package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.attune.sandbox.caseload.Aim.Rated;
import org.attune.sandbox.caseload.Aim.Rater;
import org.attune.sandbox.caseload.Forms.Agreement;
import org.attune.sandbox.caseload.Forms.OfGoal;
import org.attune.sandbox.caseload.Forms.Readiness;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;

/** Stories of a client's goals and the plan of the team, and whether they point the same way. */
final class GoalStories {

  private static final String SLEEP = "Sleep through the night again";
  private static final String TRAM = "Take the tram again";
  private static final String CHOIR = "Go back to the choir";
  private static final String SISTER = "Call my sister on Sundays";
  private static final String WALK = "Walk half an hour on most days";
  private static final String NO = "Say no at work once a week";

  /** What a therapist might put into a plan. */
  private static final String DIARY = "Keep a diary of thoughts";

  private GoalStories() {}

  static List<Story> all() {
    return Stream.of(
            notInPlan(),
            sameGoal(),
            neverAccepted(),
            notReviewed(),
            aheadOfReadiness(),
            tooMany(),
            uncelebrated(),
            besides())
        .flatMap(List::stream)
        .map(Story::missesAsUsual)
        .toList();
  }

  private static List<Story> notInPlan() {
    return List.of(
        Story.of("own-goal-left-out", "Has a goal of their own that the plan does not name.", 16)
            .blind("NOT_IN_PLAN", "goal02")
            .fires("plan-blind-spot", "info")
            .answers(
                p -> {
                  told(p, TRAM, SLEEP).get(2).inPlan = false;
                  lookAt(p, 2);
                }),
        Story.of(
                "own-goal-on-the-form-alone",
                "Wrote a goal of their own on the form, twice; the plan has others.",
                16)
            .blind("NOT_IN_PLAN", "#2")
            .fires("plan-blind-spot", "info")
            .answers(p -> onTheForm(p, WALK, CHOIR)),
        Story.of("own-goal-named-yesterday", "Named a goal of their own yesterday.", 16)
            .answers(
                p -> {
                  var aim = told(p, TRAM, SLEEP).get(2);
                  aim.inPlan = false;
                  aim.since = p.today.minusDays(1);
                  aim.therapistSays = "pending";
                  look(p, 2, 1);
                }),
        Story.of("own-goals-let-go", "Goals that were let go, put off or done are in no plan.", 18)
            .answers(GoalStories::letGo),
        Story.of("plan-still-a-draft", "The plan is still being written.", 14)
            .answers(p -> unfinished(p).plan = CarePlanStatus.DRAFT),
        Story.of("plan-over", "The plan came to its end three weeks ago.", 26)
            .answers(
                p -> {
                  var aims = told(p, TRAM, SLEEP, DIARY);
                  pending(aims.get(3));
                  aims.get(2).inPlan = false;
                  aims.plan = CarePlanStatus.COMPLETED;
                  aims.planEnded = p.today.minusWeeks(3);
                  aims.all().forEach(aim -> aim.life = GoalLifecycleStatus.COMPLETED);
                  aims.all().forEach(aim -> aim.statusOn = aims.planEnded);
                }),
        Story.of("goal-told-by-a-relative", "A relative wrote a goal on the form.", 16)
            .answers(
                p -> {
                  onTheForm(p, WALK, "Leave the house more often");
                  p.course().lastKept(1).proxy = true;
                  p.course().lastKept(7).proxy = true;
                  lookAt(p, 2);
                }));
  }

  /** The client's goal and one of the plan's that are the same. */
  private static List<Story> sameGoal() {
    return List.of(
        Story.of(
                "own-goal-under-another-id",
                "The plan names the client's goal as the team wrote it down, with the same code.",
                16)
            .matches("goal02", "goal01", "code")
            .answers(
                p -> {
                  var aims = told(p, "Sleep: six hours, four nights a week", SLEEP);
                  aims.get(1).clients = false;
                  aims.get(2).inPlan = false;
                  aims.all().forEach(aim -> aim.code = "sleep");
                  lookAt(p, 2);
                }),
        Story.of(
                "own-goal-in-the-same-words",
                "The plan names the client's goal as another record in the same words.",
                16)
            .matches("goal02", "goal01", "words")
            .fires("plan-blind-spot", "info")
            .answers(
                p -> {
                  told(p, SLEEP, SLEEP).get(2).inPlan = false;
                  lookAt(p, 2);
                }),
        Story.of(
                "own-goal-in-nearly-the-same-words",
                "Wrote a goal on the form that the plan has in nearly the same words.",
                16)
            .matches("#2", "goal02", "likeness")
            .answers(
                p -> {
                  told(p, WALK, "Sleep through the night");
                  besidesTheFirst(p, SLEEP);
                }),
        Story.of(
                "own-goal-in-nearly-the-same-german-words",
                "Wrote a goal on the German form that the plan has in nearly the same words.",
                16)
            .matches("#2", "goal02", "likeness")
            .answers(
                p -> {
                  told(p, "Jede Woche einmal Nein sagen", "Wieder mit der Straßenbahn fahren");
                  p.course().past.forEach(hour -> hour.language = "de");
                  besidesTheFirst(p, "Mit der Straßenbahn wieder fahren können");
                }));
  }

  private static List<Story> neverAccepted() {
    return List.of(
        Story.of(
                "asked-and-never-answered",
                "The therapist's goal stands in the plan; the client has not agreed to it.",
                16)
            .blind("NEVER_ACCEPTED", "goal02")
            .fires("plan-blind-spot", "info")
            .answers(
                p -> {
                  pending(told(p, TRAM, DIARY).get(2));
                  lookAt(p, 2);
                }),
        Story.of(
                "said-no-and-still-planned",
                "The client did not agree to a goal that the plan still names.",
                16)
            .blind("NEVER_ACCEPTED", "goal02")
            .answers(
                p -> {
                  var aim = told(p, TRAM, DIARY).get(2);
                  pending(aim);
                  aim.clientSays = "disagree";
                  lookAt(p, 2);
                }),
        Story.of("asked-yesterday", "The therapist put a goal into the plan yesterday.", 16)
            .answers(
                p -> {
                  var aim = told(p, TRAM, DIARY).get(2);
                  pending(aim);
                  aim.since = p.today.minusDays(1);
                  look(p, 2, 1);
                }),
        Story.of("agreed-on-the-form", "Agreed to the therapist's goal on the form.", 16)
            .answers(
                p -> {
                  var aim = told(p, TRAM, DIARY).get(2);
                  pending(aim);
                  aim.clientSays = null;
                  look(p, 2, 1);
                  var day = p.course().lastKept(2).start.toLocalDate();
                  p.course().lastKept(2).forms.goals.add(OfGoal.of(2).on(day).agreedBy());
                }),
        Story.of("asked-and-on-hold", "The therapist's goal in the plan is on hold.", 16)
            .answers(
                p -> {
                  var aim = told(p, TRAM, DIARY).get(2);
                  pending(aim);
                  aim.life = GoalLifecycleStatus.ONHOLD;
                  aim.statusOn = p.today.minusWeeks(4);
                  lookAt(p, 2);
                }));
  }

  private static List<Story> notReviewed() {
    return List.of(
        Story.of("goals-long-not-looked-at", "Nobody looked at the goals for four months.", 26)
            .blind("NOT_REVIEWED", "goal01")
            .blind("NOT_REVIEWED", "goal02")
            .prompts("check-in-gap")
            .answers(
                p -> {
                  told(p, TRAM, SLEEP);
                  lookAt(p, 17);
                }),
        Story.of(
                "goals-looked-at-last-week",
                "Both looked at the goals last week, on the form alone.",
                26)
            .answers(
                p -> {
                  told(p, TRAM, SLEEP).all().forEach(aim -> aim.statusOn = aim.since);
                  lookAt(p, 17);
                  lookAt(p, 1);
                }),
        Story.of("goals-rest-in-a-pause", "The goals rest while an agreed pause lasts.", 30)
            .undisturbed()
            .hours(p -> stop(p, 9))
            .answers(
                p -> {
                  told(p, TRAM, SLEEP);
                  lookAt(p, 6);
                  var from = p.course().lastKept(1).start.toLocalDate().plusDays(1);
                  agree(p, new Agreement("pause", from, from.plusWeeks(12)));
                }),
        Story.of("goals-rest-after-the-ending", "The goals rest since the agreed ending.", 30)
            .undisturbed()
            .hours(p -> stop(p, 9))
            .answers(
                p -> {
                  told(p, TRAM, SLEEP);
                  lookAt(p, 6);
                  var from = p.course().lastKept(1).start.toLocalDate().plusDays(1);
                  agree(p, new Agreement("ending", from, null));
                }));
  }

  private static List<Story> aheadOfReadiness() {
    return List.of(
        Story.of(
                "task-ahead-of-readiness",
                "The plan has a weekly task for a change that the client still weighs.",
                18)
            .prompts("readiness-plan")
            .blind("AHEAD_OF_READINESS", "goal02")
            .answers(
                p -> {
                  told(p, SLEEP, TRAM).get(2).taskSet = true;
                  PlanStories.weighing(p.course(), 2);
                  lookAt(p, 2);
                }),
        Story.of(
                "still-weighed-without-task",
                "The client weighs a change for which the plan has no task yet.",
                18)
            .answers(
                p -> {
                  told(p, SLEEP, TRAM).get(2).life = GoalLifecycleStatus.PLANNED;
                  PlanStories.weighing(p.course(), 2);
                  lookAt(p, 2);
                }),
        Story.of("ready-by-now", "Weighed a change two months ago, and is ready now.", 18)
            .answers(
                p -> {
                  told(p, SLEEP, TRAM).get(2).taskSet = true;
                  var course = p.course();
                  course.lastKept(9).forms.readiness.add(new Readiness(2, 3, 2, "contemplation"));
                  course.lastKept(7).forms.readiness.add(new Readiness(2, 3, 3, "contemplation"));
                  course.lastKept(2).forms.readiness.add(new Readiness(2, 8, 7, "action"));
                  lookAt(p, 2);
                }),
        Story.of(
                "readiness-told-by-a-relative",
                "A relative says that the client is not ready for a task.",
                18)
            .answers(
                p -> {
                  told(p, SLEEP, TRAM).get(2).taskSet = true;
                  PlanStories.weighing(p.course(), 2);
                  p.course().lastKept(1).proxy = true;
                  p.course().lastKept(5).proxy = true;
                  lookAt(p, 2);
                }));
  }

  private static List<Story> tooMany() {
    return List.of(
        Story.of("six-goals-two-sessions", "Six goals are open, and two sessions are left.", 16)
            .blind("TOO_MANY")
            .fires("plan-blind-spot", "info")
            .answers(p -> six(p, 2)),
        Story.of("six-goals-nobody-counts", "Six goals are open; nobody counts sessions.", 16)
            .answers(
                p -> {
                  told(p, TRAM, SLEEP, CHOIR, SISTER, WALK, NO);
                  lookAt(p, 1);
                }),
        Story.of("six-goals-and-time", "Six goals are open, and forty sessions are left.", 16)
            .answers(p -> six(p, 40)));
  }

  private static List<Story> uncelebrated() {
    return List.of(
        Story.of(
                "reached-and-nobody-said-so",
                "Reached more than expected, as the record says for a month; nobody looked at it since.",
                20)
            .blind("UNCELEBRATED", "goal01")
            .prompts("plan-blind-spot")
            .answers(GoalStories::reached),
        Story.of(
                "reached-and-looked-at",
                "Reached more than expected, as the record says for a month; both looked at it a week later.",
                20)
            .answers(
                p -> {
                  reached(p);
                  lookAt(p, 4);
                }),
        Story.of(
                "reached-as-a-relative-says",
                "A relative rates that more was reached than expected.",
                20)
            .answers(
                p -> {
                  p.relative = true;
                  var aim = told(p, TRAM, SLEEP).get(1);
                  lookAt(p, 7);
                  aim.ratings.add(new Rated(p.course().lastKept(5).end(), 1, Rater.RELATIVE));
                }));
  }

  private static List<Story> besides() {
    return List.of(
        Story.of("couple-one-of-two", "In treatment here, as is their partner.", 14)
            .answers(
                p -> {
                  told(p, "Talk in the evening without a quarrel");
                  lookAt(p, 2);
                }),
        Story.of(
                "couple-the-other",
                "Their partner's goal, wish and silence stand in this record, too.",
                14)
            .answers(GoalStories::partner),
        Story.of("proposal-accepted", "A goal that Attune put forward was taken up.", 14)
            .answers(
                p -> {
                  proposal(p);
                  lookAt(p, 1);
                }),
        Story.of("proposal-declined", "A goal that Attune put forward was declined.", 14)
            .answers(
                p -> {
                  var aim = proposal(p);
                  aim.life = GoalLifecycleStatus.REJECTED;
                  aim.statusReason = "Would rather begin with something else";
                  aim.statusOn = p.today.minusWeeks(3);
                  aim.clientSays = "disagree";
                  aim.inPlan = false;
                  lookAt(p, 1);
                }),
        Story.of(
                "proposal-reworded",
                "A goal that Attune put forward was put into other words and is not decided yet.",
                14)
            .answers(
                p -> {
                  var aim = proposal(p);
                  aim.words = "Ring my sister for five minutes";
                  aim.life = GoalLifecycleStatus.PROPOSED;
                  aim.clientSays = null;
                  aim.therapistSays = null;
                  aim.inPlan = false;
                  lookAt(p, 1);
                }),
        Story.of(
                "much-is-agreed",
                "Why they came, how both work, what was promised and how it will end is written down.",
                16)
            .answers(GoalStories::agreements));
  }

  /** The client's own goals, all agreed and in the plan, and nothing on any other form. */
  private static Aims told(Person person, String... words) {
    for (var hour : person.course().past) {
      hour.forms.goals.clear();
      hour.forms.readiness.clear();
      hour.forms.step = null;
    }
    var aims = new Aims();
    var began = person.course().past.get(0).start.toLocalDate();
    for (var each : words) {
      aims.add(each, began.plusDays(7));
    }
    person.aims = aims;
    return aims;
  }

  /** At the latest hour but {@code back - 1} both looked at every goal that is pursued. */
  private static void lookAt(Person person, int back) {
    person.aims.pursued().forEach(aim -> look(person, back, aim.number));
  }

  private static void look(Person person, int back, int goal) {
    var hour = person.course().lastKept(back);
    hour.forms.goals.add(OfGoal.of(goal).on(hour.start.toLocalDate()));
  }

  /** A goal of the therapist's that the client was asked about. */
  private static void pending(Aim aim) {
    aim.clients = false;
    aim.clientSays = "pending";
  }

  /** On the form, now and before, stands one in words alone beside every goal of the plan. */
  private static void onTheForm(Person person, String planned, String words) {
    told(person, planned, NO);
    besidesTheFirst(person, words);
    look(person, 7, 2);
    look(person, 1, 2);
  }

  /** Second on the form, after the first goal of the plan, stands one in words alone. */
  private static void besidesTheFirst(Person person, String words) {
    lookAt(person, 8);
    for (int back : new int[] {7, 1}) {
      look(person, back, 1);
      person.course().lastKept(back).forms.goals.add(OfGoal.inWords(words));
    }
  }

  private static void letGo(Person person) {
    var aims = told(person, TRAM, SLEEP, CHOIR, SISTER, WALK);
    var lives =
        List.of(
            GoalLifecycleStatus.CANCELLED,
            GoalLifecycleStatus.REJECTED,
            GoalLifecycleStatus.ONHOLD,
            GoalLifecycleStatus.COMPLETED);
    for (int i = 0; i < lives.size(); i++) {
      var aim = aims.get(i + 2);
      aim.life = lives.get(i);
      aim.inPlan = false;
      aim.statusOn = person.today.minusWeeks(5);
    }
    lookAt(person, 2);
  }

  /** The client's goal is not named yet, and the therapist's not answered. */
  private static Aims unfinished(Person person) {
    var aims = told(person, TRAM, SLEEP, DIARY);
    aims.get(2).inPlan = false;
    pending(aims.get(3));
    lookAt(person, 2);
    return aims;
  }

  /** The latest hours never were, and none is booked. */
  private static void stop(Person person, int hours) {
    var past = person.course().past;
    past.subList(past.size() - hours, past.size()).clear();
    person.course().ahead.clear();
  }

  private static void agree(Person person, Agreement agreement) {
    person.course().lastKept(1).forms.agreements.add(agreement);
  }

  private static void six(Person person, int sessionsLeft) {
    var aims = told(person, TRAM, SLEEP, CHOIR, SISTER, WALK, NO);
    var hour = person.course().lastKept(1);
    for (var aim : aims.all()) {
      hour.forms.goals.add(OfGoal.of(aim.number).on(hour.start.toLocalDate()).left(sessionsLeft));
    }
  }

  /** Both looked at the goals; a week later the first was reached, and then it was written down. */
  private static void reached(Person person) {
    var course = person.course();
    var aim = told(person, TRAM, SLEEP).get(1);
    lookAt(person, 7);
    aim.ratings.add(new Rated(course.lastKept(14).end(), -1, Rater.CLIENT));
    aim.ratings.add(new Rated(course.lastKept(9).end(), 0, Rater.CLIENT));
    aim.ratings.add(new Rated(course.lastKept(6).end(), 1, Rater.CLIENT));
    aim.ratings.add(new Rated(course.lastKept(6).end().plusMinutes(5), 1, Rater.THERAPIST));
    aim.achieved(course.lastKept(5).start.toLocalDate());
  }

  /** What belongs to the client before this one. */
  private static void partner(Person person) {
    var partner = "Patient/" + Person.id(person.number - 1);
    var aims = told(person, "Talk in the evening without a quarrel", "Be at home by six");
    aims.get(1).alsoAsked = partner;
    // The partner's wish, in this client's record and in no plan.
    var wish = aims.get(2);
    wish.clients = false;
    wish.namedBy = partner;
    wish.clientSays = null;
    wish.inPlan = false;
    aims.goalsOfOthers.add("Goal/%s-goal01".formatted(Person.id(person.number - 1)));
    lookAt(person, 2);
  }

  private static Aim proposal(Person person) {
    var aim = told(person, SISTER, "One small step, looked at together").get(2);
    aim.since = person.today.minusWeeks(5);
    aim.putForward = true;
    return aim;
  }

  private static void agreements(Person person) {
    told(person, SLEEP);
    lookAt(person, 2);
    var today = person.today;
    LocalDate first = person.course().past.get(0).start.toLocalDate();
    agree(person, said("reason-for-coming", "I lie awake, and nobody at home gets any rest"));
    agree(person, said("future-answer", "I get up before the alarm and am glad of the day"));
    agree(person, new Agreement("contract", "We say when it does not help", first, null, null));
    agree(
        person,
        new Agreement(
            "promise", "Ask the family doctor", today.minusWeeks(6), today.minusWeeks(3), false));
    agree(person, new Agreement("referral", "Sleep clinic", today.plusWeeks(9), null, null));
    agree(person, new Agreement("ending", "A last hour", today.plusWeeks(8), null, null));
  }

  private static Agreement said(String kind, String words) {
    return new Agreement(kind, words, null, null, null);
  }
}
