package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Ending.KEPT;

import java.util.List;
import org.attune.sandbox.caseload.Forms.Agreement;
import org.attune.sandbox.caseload.Forms.Note;
import org.attune.sandbox.caseload.Forms.Setting;

/** More stories of hours that took place or did not, in the room and by video. */
final class AttendanceStories {

  private static final Ending MISSED = Ending.noShow("own-reason");
  private static final Ending ILL = Ending.noShow("illness");

  /** The therapist of the client of {@code therapist-on-leave}. */
  private static final int ON_LEAVE = 14;

  private AttendanceStories() {}

  static List<Story> all() {
    return List.of(
        Story.of(
                "therapist-on-leave-too",
                "The same therapist, the same two weeks: one note for both clients.",
                26)
            .countsForUnit("service-first", "info")
            .hours(
                p -> {
                  p.course().past.forEach(hour -> hour.therapist = ON_LEAVE);
                  p.course().ahead.forEach(hour -> hour.therapist = ON_LEAVE);
                  Stories.leave(p);
                })
            .inBlocks(),
        Story.of("no-tram-once", "Could not get here once.", 16)
            .inBlocks()
            .undisturbed()
            .hours(p -> p.course().endings(Ending.noShowBecause("pat-lt"), KEPT)),
        Story.of(
                "missed-by-video-only",
                "Missed two of six hours by video and none of those here.",
                18)
            .fires("tele-setting", "info")
            .inBlocks()
            .undisturbed()
            .hours(AttendanceStories::missedByVideo)
            .answers(p -> video(p.course(), 2, 5, 6, 8, 10, 12)),
        Story.of("no-quiet-place", "Somebody could overhear two of the last three video hours.", 16)
            .fires("access-barrier", "info")
            .waits("tele-setting", "info")
            .undisturbed()
            .answers(
                p -> {
                  video(p.course(), 1, 2, 3);
                  p.course().last(3).forms.setting = new Setting(false, "good");
                  p.course().last(2).forms.setting = new Setting(true, "good");
                  p.course().last(1).forms.setting = new Setting(false, "good");
                }),
        Story.of("one-bad-line", "The line gave trouble in one of three video hours.", 16)
            .undisturbed()
            .answers(
                p -> {
                  video(p.course(), 1, 2, 3);
                  p.course().last(3).forms.setting = new Setting(true, "good");
                  p.course().last(2).forms.setting = new Setting(true, "trouble");
                  p.course().last(1).forms.setting = new Setting(true, "good");
                }),
        Story.of(
                "gone-quiet",
                "Missed the last hour, and nothing is booked since; there were a letter, a reminder and a call of the surgeon's.",
                18)
            .fires("contact-lapse", "review")
            .hours(AttendanceStories::goesQuiet)
            .answers(
                p -> {
                  var missed = p.course().last(1).end();
                  p.course().messages.add(Message.letter(missed.plusDays(3)));
                  p.course().messages.add(Message.reminder(missed.plusDays(8)));
                  p.course().messages.add(Message.elsewhere(missed.plusDays(9)));
                }),
        Story.of("pause-agreed", "Missed the last hour; a pause had been agreed.", 18)
            .hours(AttendanceStories::goesQuiet)
            .answers(p -> agreed(p, "pause")),
        Story.of("ending-agreed", "Missed the last hour; the ending had been agreed.", 18)
            .hours(AttendanceStories::goesQuiet)
            .answers(p -> agreed(p, "ending")),
        Story.of("on-hold", "The episode is on hold, and nothing is booked.", 18)
            .hours(
                p -> {
                  p.episode = true;
                  p.onHold = true;
                  goesQuiet(p);
                }),
        Story.of(
                "one-miss-before-the-rule",
                "Ill on five days: one more, and the clinic's rule would close the course.",
                18)
            .fires("closure-ahead", "review")
            .remark("life-event")
            .inBlocks()
            .undisturbed()
            .hours(p -> p.course().endings(ILL, KEPT, ILL, KEPT, ILL, KEPT, ILL, KEPT, ILL)),
        Story.of(
                "called-off-in-good-time",
                "Ill on five days and called off each time: the rule counts only who does not come.",
                18)
            .inBlocks()
            .undisturbed()
            .hours(
                p -> {
                  var calledOff = Ending.cancelled("illness");
                  p.course()
                      .endings(
                          calledOff, KEPT, calledOff, KEPT, calledOff, KEPT, calledOff, KEPT,
                          calledOff);
                }),
        Story.of("missed-after-a-hard-hour", "A hard hour, and the next was missed.", 16)
            .prompts("after-hard-session")
            .inBlocks()
            .hours(p -> p.course().endings(MISSED))
            .answers(p -> hard(p.course().lastKept(1))),
        Story.of("hard-hour-and-no-tram", "A hard hour, and then no way to get here.", 16)
            .inBlocks()
            .undisturbed()
            .hours(p -> p.course().endings(Ending.noShowBecause("pat-lt")))
            .answers(p -> hard(p.course().lastKept(1))));
  }

  private static void missedByVideo(Person person) {
    Course.end(person.course().last(10), MISSED);
    Course.end(person.course().last(2), MISSED);
  }

  /** Makes these of the latest hours, and no others, hours by video. */
  private static void video(Course course, int... back) {
    for (var hour : course.past) {
      hour.video = false;
      hour.forms.setting = null;
    }
    for (int each : back) {
      course.last(each).video = true;
    }
  }

  private static void goesQuiet(Person person) {
    var course = person.course();
    course.past.subList(course.past.size() - 3, course.past.size()).clear();
    course.ahead.clear();
    Course.end(course.last(1), MISSED);
  }

  private static void agreed(Person person, String kind) {
    var hour = person.course().lastKept(1);
    var from = hour.start.toLocalDate().plusDays(1);
    boolean pause = kind.equals("pause");
    hour.forms.agreements.add(new Agreement(kind, from, pause ? from.plusDays(70) : null));
  }

  private static void hard(Hour hour) {
    var note = new Note();
    note.distress = 3;
    note.painfulTopic = true;
    hour.forms.note = note;
  }
}
