package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.util.List;
import org.attune.sandbox.caseload.Forms.Note;
import org.attune.sandbox.caseload.Forms.OfGoal;
import org.attune.sandbox.caseload.Forms.Readiness;
import org.attune.sandbox.caseload.Forms.Step;
import org.attune.sandbox.caseload.Forms.Tried;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;

/** Stories of goals, steps, readiness and feedback, and of answers about risk. */
final class PlanStories {

  private static final Ending MISSED = Ending.noShow("own-reason");

  /** Five ratings of an ordinary course, then eight that are low. */
  private static final double[] LOW_TO_THE_END = {
    36.5, 37, 37.5, 36.5, 37, 31, 30.5, 31.5, 31, 30.5, 31, 31.5, 31
  };

  private PlanStories() {}

  static List<Story> all() {
    return List.of(
        Story.of(
                "goals-apart", "A goal matters much to the client and little to the therapist.", 16)
            .fires("goal-alignment", "review")
            .answers(p -> apart(p.course(), null)),
        Story.of(
                "goals-apart-and-looked-at",
                "A goal matters more to one than to the other, and both looked at it this week.",
                16)
            .answers(p -> apart(p.course(), p.course().lastKept(1).start.toLocalDate())),
        Story.of("not-my-goal", "Ticks that a goal is not their own.", 16)
            .fires("goal-alignment", "review")
            .answers(p -> p.course().checkIn(1).fits.add("not-my-goal")),
        Story.of("still-thinking-about-it", "Tasks are set for a change that is still weighed.", 18)
            .prompts("readiness-plan")
            .blind("AHEAD_OF_READINESS", "goal01")
            .answers(
                p -> {
                  weighing(p.course(), 1);
                  p.aims.get(1).taskSet = true;
                }),
        Story.of("thinking-without-tasks", "Weighs a change for which no task is set.", 18)
            .answers(
                p -> {
                  weighing(p.course(), 0);
                  steps(p.course());
                }),
        Story.of("expects-to-be-mended", "Expects, twice, that the therapist will solve it.", 3)
            .prompts("expectation-start")
            .answers(p -> expects(p.course(), 3, 9, 9)),
        Story.of(
                "expected-it-at-first",
                "Expected it once, and no longer since the talk about it.",
                3)
            .answers(p -> expects(p.course(), 9, 3, 4)),
        Story.of("more-upset-each-time", "Leaves the last two hours much more upset.", 18)
            .prompts("pace")
            .answers(p -> upset(p.course())),
        Story.of("upset-as-planned", "Leaves two hours upset, as both had planned.", 18)
            .answers(
                p -> {
                  upset(p.course());
                  for (int back = 1; back <= 2; back++) {
                    var note = new Note();
                    note.plannedExposure = true;
                    p.course().lastKept(back).forms.note = note;
                  }
                }),
        Story.of("step-too-big-three-times", "The agreed step was too big three times.", 16)
            .fires("step-barrier", "info")
            .answers(p -> steps(p.course(), Step.NOT_TRIED, Step.NOT_TRIED, Step.NOT_TRIED)),
        Story.of("ill-that-week", "Did not get to the step twice, being ill.", 16)
            .answers(
                p -> {
                  var ill = new Step(true, true, false, 0, "illness");
                  steps(p.course(), ill, ill);
                }),
        Story.of("step-nobody-agreed", "A step was given that was never agreed.", 16)
            .prompts("check-in-gap")
            .answers(p -> steps(p.course(), new Step(false, true, false, 1, null))),
        Story.of("nobody-asked-five-times", "No form about the sessions at the last five.", 18)
            .prompts("check-in-gap")
            .answers(
                p -> {
                  for (int back = 1; back <= 5; back++) {
                    p.course().lastKept(back).srs = null;
                    p.course().lastKept(back).checkIn = null;
                  }
                }),
        Story.of("asked-every-third-time", "Forms about the sessions at every third.", 18)
            .answers(
                p -> {
                  for (int back = 1; back <= 9; back++) {
                    if (back % 3 != 0) {
                      p.course().lastKept(back).srs = null;
                      p.course().lastKept(back).checkIn = null;
                    }
                  }
                }),
        Story.of(
                "low-for-seven-weeks",
                "Ratings fell seven weeks ago; both spoke by video once, and nothing else is noted.",
                24)
            .fires("alliance-drop", "review")
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course().srs(36.5, 37, 37.5, 36.5, 37, 31, 30.5, 31.5, 31, 30.5, 31, 31.5, 31);
                  p.course()
                      .messages
                      .add(Message.talk(p.course().lastKept(6).end().plusDays(2), "VIDEOCONF"));
                }),
        Story.of(
                "afraid-at-home-then-missed",
                "Ticks being afraid at home; the next hour was missed.",
                16)
            .isHandedOver()
            .prompts("after-hard-session")
            .inBlocks()
            .hours(p -> p.course().endings(MISSED))
            .answers(p -> p.course().checkIn(1).fears.add("afraid-at-home")),
        Story.of("may-harm-oneself", "Ticks that they may harm themselves.", 16)
            .isHandedOver()
            .answers(p -> p.course().checkIn(1).fears.add("may-harm-myself")),
        Story.of("threat-in-the-room", "The therapist noted a threat in the last hour.", 16)
            .isHandedOver()
            .answers(
                p -> {
                  var note = new Note();
                  note.boundary = true;
                  p.course().lastKept(1).forms.note = note;
                }),
        Story.of("afraid-two-months-ago", "Ticked fear before answers were first read.", 16)
            .answers(p -> p.course().checkIn(9).fears.add("threatened")),
        Story.of(
                "still-low-after-three-things",
                "Ratings fell seven weeks ago; three things were tried, and they are still low.",
                24)
            .fires("alliance-drop", "review")
            .waits("persistence", "review")
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course().srs(LOW_TO_THE_END);
                  three(p.course(), TaskStatus.COMPLETED, TaskStatus.COMPLETED);
                }),
        Story.of(
                "three-things-helped",
                "Ratings fell nine weeks ago; three things were tried, and they came back.",
                24)
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course()
                      .srs(36.5, 37, 37.5, 36.5, 37, 31, 30.5, 31.5, 31, 36.5, 37, 37.5, 36.5, 37);
                  three(p.course(), TaskStatus.COMPLETED, TaskStatus.COMPLETED);
                }),
        Story.of(
                "three-things-planned",
                "Ratings fell seven weeks ago; of three things that were planned one was done.",
                24)
            .fires("alliance-drop", "review")
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course().srs(LOW_TO_THE_END);
                  three(p.course(), TaskStatus.REQUESTED, TaskStatus.CANCELLED);
                }));
  }

  /** One thing was tried first; of the next two the statuses tell. */
  private static void three(Course course, TaskStatus second, TaskStatus third) {
    tried(course, 7, "st-11", TaskStatus.COMPLETED);
    tried(course, 6, "st-06", second);
    tried(course, 5, "st-10", third);
  }

  private static void tried(Course course, int back, String response, TaskStatus status) {
    course.lastKept(back).forms.tried.add(new Tried(response, "alliance-drop", status));
  }

  /** The views of the first goal; where nobody looked at it lately, both did a month ago. */
  private static void apart(Course course, @Nullable LocalDate lookedAt) {
    var latest = course.lastKept(1);
    var day = lookedAt == null ? latest.start.toLocalDate().minusDays(30) : lookedAt;
    course.past.forEach(hour -> hour.forms.goals.removeIf(goal -> goal.goal() == 1));
    latest.forms.goals.add(OfGoal.rated(1, 9, 3).on(day));
  }

  static void weighing(Course course, int goal) {
    course.past.forEach(hour -> hour.forms.readiness.clear());
    course.lastKept(5).forms.readiness.add(new Readiness(goal, 3, 2, "contemplation"));
    course.lastKept(1).forms.readiness.add(new Readiness(goal, 3, 3, "contemplation"));
  }

  /** The only steps of the course: those of the latest hours that took place. */
  private static void steps(Course course, Step... steps) {
    course.past.forEach(hour -> hour.forms.step = null);
    for (int i = 0; i < steps.length; i++) {
      course.lastKept(steps.length - i).forms.step = steps[i].forGoal(1);
    }
  }

  private static void expects(Course course, int... solvedForMe) {
    for (int i = 0; i < solvedForMe.length; i++) {
      course.checkIn(solvedForMe.length - i).ratings.put("solved-for-me", solvedForMe[i]);
    }
  }

  private static void upset(Course course) {
    course.checkIn(2).ratings.put("distress", 7);
    course.checkIn(1).ratings.put("distress", 8);
  }
}
