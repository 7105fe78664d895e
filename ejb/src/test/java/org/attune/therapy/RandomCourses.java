package org.attune.therapy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.SessionNote.JustBefore;
import org.attune.therapy.SessionNote.MyPart;
import org.attune.therapy.TeleCheck.Connection;

/** Courses made by chance, with all that can happen in one; the same seed makes the same course. */
public final class RandomCourses {

  private static final List<CancellationReason> REASONS = List.of(CancellationReason.values());

  private static final String[] TRIED = {"alliance-drop", "not-on-track", "goal-alignment"};

  private static final List<Item> RATED_BY_BOTH =
      List.of(Item.HEARD, Item.TOPICS, Item.PACE, Item.APPROACH, Item.PROGRESS);

  private RandomCourses() {}

  /** A course of up to thirty weeks. */
  public static Courses course(Random random) {
    var course = Courses.course();
    if (random.nextBoolean()) {
      course.bookedAhead(7);
    }
    boolean rates = random.nextInt(4) > 0;
    int weeks = 3 + random.nextInt(28);
    double missing = random.nextDouble() * 0.6;
    double usual = 30 + random.nextInt(10);
    double distress = 5 + random.nextInt(15);
    course.held(any(Modality.values(), random));
    if (random.nextInt(5) == 0) {
      course.inAGroup();
    }
    boolean perfect = random.nextInt(6) == 0;
    boolean notes = random.nextInt(3) > 0;
    boolean easing = random.nextInt(4) == 0;
    for (int week = 0; week < weeks; week++) {
      distress = Math.min(27, Math.max(0, distress + random.nextInt(7) - 3));
      hour(course, random, missing);
      usual -= easing && week > 6 ? 0.7 : 0;
      double rating = Math.min(40, usual + random.nextGaussian() * 2);
      forms(course, random, rates, perfect ? 40 : rating, distress);
      if (notes && random.nextInt(3) > 0) {
        course.note(note -> fill(note, random));
      }
      furtherForms(course, random);
    }
    plans(course, weeks, new Random(course.latest().getEpochSecond() + weeks));
    if (random.nextInt(15) == 0) {
      course.onHold();
    }
    if (random.nextInt(4) == 0) {
      return course.judgedAfter(14 + random.nextInt(40));
    }
    return random.nextBoolean() ? course.planned(7) : course;
  }

  private static void hour(Courses course, Random random, double missing) {
    switch (random.nextInt(30)) {
      case 0 -> course.with(Courses.STAND_IN);
      case 1 -> course.with(Courses.THERAPIST);
      case 2 -> course.bookedAhead(1 + random.nextInt(30));
      case 3, 4 -> course.held(any(Modality.values(), random));
      case 5 -> course.later(1 + random.nextInt(40));
      case 6 -> course.calledOffAhead(anyReason(random), 3 + random.nextInt(30));
      default -> {}
    }
    if (random.nextDouble() >= missing) {
      course.attended();
    } else {
      elsewise(course, random);
    }
  }

  private static void elsewise(Courses course, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> course.missed();
      case 1, 2 -> course.missedAndAsked();
      case 3 -> course.missed(anyReason(random));
      case 4 -> course.cancelledByClient(anyReason(random));
      case 5 -> course.cancelledByCircumstance(anyReason(random));
      case 6 -> course.cancelledByService();
      case 7 -> course.unknown();
      case 8 -> course.cancelledByClient(anyReason(random), Duration.ofHours(random.nextInt(60)));
      default -> course.missedAndMoved();
    }
  }

  private static CancellationReason anyReason(Random random) {
    return REASONS.get(random.nextInt(REASONS.size()));
  }

  private static void forms(
      Courses course, Random random, boolean rates, double rating, double distress) {
    course.filledBy(random.nextInt(15) == 0 ? Respondent.PROXY : Respondent.CLIENT);
    if (rates) {
      double total = random.nextInt(12) == 0 && rating < 40 ? rating - 10 : rating;
      course.part(Courses.SRS, total, "approach", Math.max(0, total / 4 - random.nextInt(2)));
    }
    if (random.nextInt(3) == 0) {
      course.score(Courses.PHQ_9, distress);
    }
    if (random.nextInt(2) == 0) {
      course.checkIn(form -> fill(form, random));
    }
    if (random.nextInt(6) == 0) {
      int days = 1 + random.nextInt(3);
      if (days == 3) {
        course.wrote(days);
      } else {
        course.contact(days);
      }
    }
    goals(course, random);
    otherForms(course, random);
  }

  /** Goals, readiness, steps, and what people tried. */
  private static void goals(Courses course, Random random) {
    var goal = "Goal/" + random.nextInt(2);
    switch (random.nextInt(12)) {
      case 0 -> course.goalReview(Courses.notMine(goal));
      case 1, 2 -> course.goalReview(matters(goal, random));
      case 3 -> course.goalReview(Courses.together(matters(goal, random), course.day(0)));
      case 4 -> course.ruler(Courses.ready(goal, of(10, random), of(10, random), null));
      case 5 -> course.ruler(Courses.ready(goal, null, null, any(ReadinessStage.values(), random)));
      case 6, 7, 8 -> course.step(step -> fill(step, random));
      case 9 -> {
        if (random.nextBoolean()) {
          course.tried(any(TRIED, random), "st-06");
        } else {
          course.documented(any(TRIED, random), "st-06");
        }
      }
      case 10 ->
          course.note(
              note -> {
                note.checkedIn(random.nextBoolean(), true);
                return random.nextInt(3) == 0 ? note.plannedExposure() : note;
              });
      default -> {}
    }
  }

  private static GoalReview.OfGoal matters(String goal, Random random) {
    return Courses.matters(goal, of(10, random), of(10, random));
  }

  private static Courses.Step fill(Courses.Step step, Random random) {
    step.agreed(random.nextInt(6) > 0).tried(random.nextInt(3) > 0).difficulty(of(4, random));
    return random.nextInt(5) == 0 ? step.obstacle(anyReason(random)) : step;
  }

  private static int of(int most, Random random) {
    return random.nextInt(most + 1);
  }

  private static void otherForms(Courses course, Random random) {
    if (random.nextInt(3) == 0) {
      course.note(note -> note.distress(random.nextInt(4)));
    }
    if (random.nextInt(3) == 0) {
      course.tele(random.nextInt(4) > 0, random.nextInt(4) == 0, any(Connection.values(), random));
    }
    if (random.nextInt(3) == 0) {
      course.step(step -> step.clear(random.nextBoolean()).tried(random.nextBoolean()));
    }
    if (random.nextInt(40) == 0) {
      var today = course.latest().atZone(Courses.ZONE).toLocalDate();
      var from = random.nextBoolean() ? null : today.plusDays(random.nextInt(60) - 20);
      var until = random.nextBoolean() ? null : today.plusDays(20 + random.nextInt(40));
      course.agreed(Courses.agreement(any(Kind.values(), random), from, until));
    }
  }

  private static Courses.Form fill(Courses.Form form, Random random) {
    int level = random.nextInt(8) == 0 ? 2 : 7;
    form.relationship(
        level + random.nextInt(3),
        level + random.nextInt(3),
        level + random.nextInt(3),
        7 + random.nextInt(3),
        7 + random.nextInt(3));
    if (random.nextInt(10) == 0) {
      form.voices(any(Voice.values(), random));
    }
    if (random.nextInt(10) == 0) {
      form.onlyFor(any(Audience.values(), random));
    }
    form.rate(Item.MOOD, Math.max(0, level - random.nextInt(3)))
        .rate(Item.HOPE, of(10, random))
        .rate(Item.EXPECTANCY, of(10, random))
        .rate(Item.SOLVED_FOR_ME, of(10, random));
    if (random.nextInt(8) == 0) {
      form.fits(any(Fit.values(), random));
    }
    form.rate(Item.DISTRESS, random.nextInt(11));
    if (random.nextInt(10) == 0) {
      form.fears(any(Fear.values(), random));
    }
    if (random.nextInt(6) == 0) {
      form.obstacle(anyReason(random));
    }
    form.rate(Item.PROGRESS, 4 + random.nextInt(6));
    return random.nextInt(20) == 0 ? form.events(any(LifeEvent.values(), random)) : form;
  }

  private static Courses.Note fill(Courses.Note note, Random random) {
    int level = random.nextInt(3) == 0 ? 3 : 8;
    for (Item item : RATED_BY_BOTH) {
      note.rate(item, level + random.nextInt(3));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      note.saw(
          any(Marker.values(), random),
          random.nextInt(4),
          any(JustBefore.values(), random),
          random.nextBoolean() ? null : any(MyPart.values(), random));
    }
    return random.nextInt(15) == 0 ? note.boundary() : note;
  }

  private static void furtherForms(Courses course, Random random) {
    if (random.nextInt(10) == 0) {
      course.tele(random.nextBoolean(), false, any(TeleCheck.Connection.values(), random));
    }
    if (random.nextInt(12) == 0) {
      course.goalReview(
          Courses.reached("Goal/1", random.nextInt(5) - 2, random.nextInt(4)),
          Courses.reached("Goal/2", random.nextInt(5) - 2, null));
    }
    if (random.nextInt(40) == 0) {
      course.goalAchieved();
    }
  }

  /** Goals of the record, and at times a plan that names some of them. */
  private static void plans(Courses course, int weeks, Random random) {
    if (random.nextInt(3) == 0) {
      return;
    }
    var named = new ArrayList<String>();
    for (int number = 0; number < 4; number++) {
      var start = random.nextInt(5) == 0 ? null : course.day(-7 * of(weeks, random));
      var goal = Planned.goal(String.valueOf(number), any(Party.values(), random), start);
      if (random.nextBoolean()) {
        goal = Planned.answered(goal, Party.CLIENT, any(Acceptance.values(), random));
      }
      if (random.nextInt(4) == 0) {
        goal = Planned.at(goal, any(CareGoal.Lifecycle.values(), random));
      }
      if (random.nextInt(3) == 0) {
        var on = course.day(-of(60, random));
        goal = Planned.came(goal, any(CareGoal.Achievement.values(), random), on);
      }
      course.goal(goal);
      if (random.nextInt(3) > 0) {
        named.add(String.valueOf(number));
      }
    }
    if (random.nextInt(4) > 0) {
      var from = random.nextBoolean() ? null : course.day(-7 * of(weeks, random));
      var until = random.nextInt(3) > 0 ? null : course.day(of(60, random) - 30);
      var plan = Planned.plan("p", from, until, named.toArray(String[]::new));
      course.plan(random.nextInt(8) == 0 ? Planned.drafted(plan) : plan);
    }
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
