package org.attune.sandbox.caseload;

import java.util.List;
import org.attune.sandbox.caseload.Forms.Marker;
import org.attune.sandbox.caseload.Forms.Note;
import org.attune.sandbox.caseload.Forms.Step;
import org.jspecify.annotations.Nullable;

/** More stories of how client and therapist work together, of two and of a group. */
final class AllianceStories {

  private AllianceStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("ratings-slowly-easing", "Ratings went down by half a point each week.", 18)
            .fires("alliance-drift", "review")
            .hours(Stories::steady)
            .answers(p -> p.course().srs(36.5, 37, 36.5, 37, 37, 36.5, 35.5, 35, 35, 34.5, 34)),
        Story.of("too-fast-twice", "Ticks \"too fast\" at two of the last three check-ins.", 16)
            .fires("approach-fit", "review")
            .answers(
                p -> {
                  p.course().checkIn(3).fits.add("too-fast");
                  p.course().checkIn(1).fits.add("too-fast");
                }),
        Story.of("too-fast-once", "Ticks \"too fast\" once.", 16)
            .answers(p -> p.course().checkIn(1).fits.add("too-fast")),
        Story.of(
                "seen-differently",
                "The therapist finds the hours very good, the client middling.",
                16)
            .prompts("concordance-gap")
            .answers(p -> bothSee(p.course(), 5, 9)),
        Story.of("seen-alike", "Both find the hours middling.", 16)
            .answers(p -> bothSee(p.course(), 5, 5)),
        Story.of(
                "changed-the-subject-twice",
                "The therapist noted twice that the talk moved away from a topic.",
                16)
            .prompts("observed-markers")
            .answers(
                p -> {
                  notes(p.course());
                  moved(p.course().lastKept(3));
                  moved(p.course().lastKept(1));
                }),
        Story.of(
                "changed-the-subject-once",
                "The therapist noted once that the talk moved away from a topic.",
                16)
            .answers(
                p -> {
                  notes(p.course());
                  moved(p.course().lastKept(1));
                }),
        Story.of("repaired-just-now", "Ratings fell, and have been back for two sessions.", 20)
            .fires("repair-gain", "info")
            .hours(Stories::steady)
            .answers(p -> p.course().srs(37, 38, 36.5, 37.5, 37, 31, 31.5, 37, 37.5)),
        Story.of(
                "all-forty-and-worse",
                "Forty of forty six times, while PHQ-9 rises by more than measurement error.",
                18)
            .fires("not-on-track", "review")
            .prompts("unspoken")
            .answers(
                p -> {
                  p.course().srs(40, 40, 40, 40, 40, 40);
                  p.course().phq(10, 9, 10, 9, 16, 17);
                }),
        Story.of("all-forty-and-well", "Forty of forty six times, and PHQ-9 eases.", 18)
            .answers(
                p -> {
                  p.course().srs(40, 40, 40, 40, 40, 40);
                  p.course().phq(10, 9, 10, 9, 8, 8);
                }),
        Story.of(
                "two-reasons-one-flag",
                "Ratings fell, and PHQ-9 is higher twice: one new Flag between two sessions.",
                20)
            .fires("alliance-drop", "review")
            .waits("not-on-track", "review")
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course().srs(36.5, 37, 37.5, 36.5, 37, 31);
                  p.course().phq(10, 9, 10, 9, 16, 17);
                }),
        inGroup("group-step-not-clear", "The step of the group was not clear.")
            .countsForUnit("group-clarity", "prompt")
            .prompts("check-in-gap")
            .answers(p -> step(p, new Step(true, false, true, 1, null))),
        inGroup("group-step-not-tried", "The step of the group was not tried.")
            .countsForUnit("group-clarity", "prompt")
            .answers(p -> step(p, new Step(true, true, false, 1, null))),
        inGroup("group-step-not-got-round-to", "Did not get round to the step of the group.")
            .countsForUnit("group-clarity", "prompt")
            .answers(p -> step(p, new Step(true, true, false, 2, null))),
        inGroup("group-step-done", "The step of the group was clear, and done.")
            .answers(p -> step(p, Step.DONE)),
        inGroup("group-without-step", "Has said nothing of the step of the group.")
            .answers(p -> step(p, null)),
        Story.of("group-could-not-come", "Had said that they could not come to the last hour.", 20)
            .absentFromGroup());
  }

  private static Story inGroup(String name, String tells) {
    return Story.of(name, tells, 20).inGroup();
  }

  private static void step(Person person, @Nullable Step step) {
    person.course().past.forEach(hour -> hour.forms.step = null);
    person.course().last(1).forms.step = step;
  }

  /** How both see the latest hours; the client has seen them so from the beginning. */
  private static void bothSee(Course course, int client, int therapist) {
    notes(course);
    for (var hour : course.kept()) {
      for (var item : Answers.SEEN_BY_BOTH) {
        if (hour.checkIn != null && hour.forms.note != null) {
          hour.checkIn.ratings.put(item, client);
          hour.forms.note.ownView.put(item, therapist);
        }
      }
    }
  }

  /** A note for each hour that took place, without anything out of the ordinary. */
  private static void notes(Course course) {
    course.kept().forEach(hour -> hour.forms.note = new Note());
  }

  private static void moved(Hour hour) {
    if (hour.forms.note != null) {
      hour.forms.note.markers.add(new Marker("b19", 2, "painful-topic", "pace"));
    }
  }
}
