package org.attune.sandbox.caseload;

import org.attune.sandbox.caseload.Forms.Marker;
import org.attune.sandbox.caseload.Forms.Note;
import org.attune.sandbox.caseload.Forms.OfGoal;
import org.attune.sandbox.caseload.Forms.Readiness;
import org.attune.sandbox.caseload.Forms.Setting;
import org.attune.sandbox.caseload.Forms.Step;

/**
 * Which forms an ordinary client and their therapist use beside the ratings of each hour. Nobody
 * uses all of them. What is assumed stands in the README.
 */
final class Habits {

  private static final int GOALS_FIRST = 3;
  private static final int STEPS_FIRST = 4;
  private static final int RULER_EVERY = 8;

  private final Course course;
  private final Dice dice;

  private Habits(Course course, Dice dice) {
    this.course = course;
    this.dice = dice;
  }

  /** Fills in what this client and this therapist fill in. */
  static void fill(Person person, Course course, Dice dice) {
    var habits = new Habits(course, dice);
    habits.checkIns();
    if (dice.happens(.6)) {
      habits.goalForms(person.aims);
    } else {
      // The plan itself says when its goals were looked at.
      var kept = course.kept();
      person.aims.lookedAt(kept.get(Math.max(0, kept.size() - 4)).start.toLocalDate());
    }
    if (dice.happens(.4)) {
      habits.steps();
    }
    if (dice.happens(.25)) {
      habits.notes();
    }
    if (dice.happens(.15)) {
      habits.rulers();
    }
    if (dice.happens(.5)) {
      habits.settings();
    }
  }

  private void checkIns() {
    for (var hour : course.kept()) {
      if (hour.checkIn != null) {
        var ratings = hour.checkIn.ratings;
        ratings.put("could-say", 7 + dice.between(0, 1));
        ratings.put("trust", 7 + dice.between(0, 1));
        ratings.put("expectancy", 7 + dice.between(0, 1));
        ratings.put("solved-for-me", 3 + dice.between(0, 1));
        if (course.group()) {
          ratings.put("belonging", 7 + dice.between(0, 1));
        }
      }
    }
  }

  /** Both look at every goal, and rate the first. */
  private void goalForms(Aims aims) {
    int every = course.rhythm.equals(Timetable.WEEK) ? 5 : 4;
    var kept = course.kept();
    for (int i = GOALS_FIRST; i < kept.size(); i += every) {
      var hour = kept.get(i);
      int client = dice.between(6, 9);
      var day = hour.start.toLocalDate();
      hour.forms.goals.add(
          OfGoal.rated(1, client, client - dice.between(-1, 1)).on(day).reached(reached(i)));
      for (var aim : aims.pursued()) {
        if (aim.number > 1) {
          hour.forms.goals.add(OfGoal.of(aim.number).on(day));
        }
      }
    }
  }

  /** Goals come nearer, and are not reached yet. */
  private static int reached(int session) {
    return session < 12 ? -2 : -1;
  }

  private void steps() {
    var kept = course.kept();
    for (int i = STEPS_FIRST; i < kept.size(); i += 2) {
      boolean tried = i % 8 != 6 || dice.happens(.5);
      var step = new Step(true, true, tried, dice.between(0, 2), null);
      kept.get(i).forms.step = course.group() ? step : step.forGoal(1);
    }
  }

  private void notes() {
    var kept = course.kept();
    for (int i = 0; i < kept.size(); i++) {
      var note = new Note();
      note.distress = dice.between(0, 1);
      for (var item : Answers.SEEN_BY_BOTH) {
        note.ownView.put(item, 7 + dice.between(0, 1));
      }
      if (i % 5 == 2) {
        note.markers.add(
            new Marker(dice.happens(.5) ? "b14" : "b19", 1, "question", "too-many-questions"));
      }
      kept.get(i).forms.note = note;
    }
  }

  private void rulers() {
    var kept = course.kept();
    for (int i = RULER_EVERY - 2; i < kept.size(); i += RULER_EVERY) {
      kept.get(i)
          .forms
          .readiness
          .add(new Readiness(1, dice.between(6, 9), dice.between(5, 8), "action"));
    }
  }

  /** The line gives trouble once, early on. */
  private void settings() {
    boolean trouble = true;
    for (var hour : course.kept()) {
      if (hour.video) {
        hour.forms.setting = new Setting(true, trouble ? "trouble" : "good");
        trouble = false;
      }
    }
  }
}
