package org.attune.detection;

import static org.attune.therapy.Courses.careGoal;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.notMine;
import static org.attune.therapy.Courses.ready;

import java.util.stream.Stream;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Courses;
import org.attune.therapy.Marker;
import org.attune.therapy.Modality;
import org.attune.therapy.Planned;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.TeleCheck.Connection;
import org.attune.therapy.TherapyCourse;

/** Courses that chance seldom makes, so that every wording is said at least once. */
final class Stories {

  private Stories() {}

  static Stream<TherapyCourse> all() {
    return Stream.of(aboutSessions(), aboutGoals(), ofAttendance(), aboutTheAlliance())
        .flatMap(stories -> stories)
        .map(Courses::build);
  }

  /** Of the working relationship. */
  private static Stream<Courses> aboutTheAlliance() {
    var usual = new double[] {37, 38, 36.5, 37.5, 38, 37};
    return Stream.of(
        course().rated(usual).rated(31),
        course().rated(usual).rated(31, 30.5, 32),
        course().rated(usual).rated(33, 32, 31),
        course().rated(usual).rated(30, 35),
        course().rated(usual).rated(36, 35.5, 35, 34.5, 34, 33.5),
        course().rated(usual).rated(35.2, 35.4, 35, 35.2, 34.6, 34.8, 34.4, 34.6),
        course()
            .rated(usual)
            .checkIn(form -> form.events(LifeEvent.BEREAVEMENT))
            .rated(36, 35.5, 35, 34.5, 34, 33.5),
        course().rated(32, 32, 32, 30.5, 30.5, 30.5, 30.5),
        course().rated(25, 25, 25, 25, 25, 25, 25),
        withApproach(9, 9, 8.5, 9, 4),
        withApproach(9, 9, 8.5, 9)
            .checkIn(form -> form.events(LifeEvent.ILLNESS))
            .attended()
            .part(Courses.SRS, 35, "approach", 4),
        course()
            .attended(4)
            .checkIn(form -> form.fits(Fit.TOO_FAST))
            .attended()
            .checkIn(form -> form.fits(Fit.NOT_FOR_ME)),
        bothSides(9, 4),
        bothSides(4, 9),
        course().attended(3).rated(40, 40, 40, 40).phq(5, 5, 16, 16),
        course().attended(3).rated(40, 40, 40, 40).missedAndAsked(3),
        course().attended(4).note(Stories::stayed).attended().note(Stories::stayed),
        course()
            .attended(4)
            .note(Stories::stayed)
            .attended()
            .note(note -> note.saw(Marker.STAYED_GENERAL, 1, null, null)),
        course()
            .attended(4)
            .note(note -> note.saw(Marker.THERAPIST_DISTRACTED, 1))
            .attended()
            .note(note -> note.saw(Marker.THERAPIST_DISTRACTED, 1)),
        course().rated(usual).rated(31, 37, 37),
        course().attended(4).missedAndAsked(3).attended(4),
        course().attended(4).goalReview(Courses.reached("Goal/1", 0, 1)));
  }

  private static Courses.Note stayed(Courses.Note note) {
    return note.saw(Marker.STAYED_GENERAL, 1);
  }

  private static Courses withApproach(double... approach) {
    var course = course();
    for (double each : approach) {
      course.attended().part(Courses.SRS, 36, "approach", each);
    }
    return course;
  }

  private static Courses bothSides(int client, int therapist) {
    var course = course();
    for (int i = 0; i < 5; i++) {
      course
          .attended()
          .checkIn(form -> form.relationship(client, client, client, client, client))
          .note(
              note ->
                  note.rate(Item.HEARD, therapist)
                      .rate(Item.TOPICS, therapist)
                      .rate(Item.PACE, therapist));
    }
    return course;
  }

  private static Stream<Courses> aboutGoals() {
    return Stream.of(
        course().attended(4).goalReview(matters("Goal/a", 8, 2)),
        course().attended(4).goalReview(notMine("Goal/a")),
        parts(9, 9, 9, 9, 4),
        course().attended(4).step(step -> step.tried(false)).step(step -> step.tried(false)),
        course().attended(4).step(step -> step.tried(true).difficulty(4)),
        course()
            .goal(careGoal("a", CareGoal.Lifecycle.ACTIVE, null))
            .attended(4)
            .ruler(ready("Goal/a", 2, 2, null))
            .attended()
            .ruler(ready("Goal/a", null, null, ReadinessStage.CONTEMPLATION)),
        course().attended().checkIn(form -> form.rate(Item.EXPECTANCY, 1)),
        course().attended().checkIn(form -> form.rate(Item.SOLVED_FOR_ME, 10)),
        moods(course(), 7, 7, 7, 7, 2, 2),
        moods(course().checkIn(form -> form.events(LifeEvent.ILLNESS)), 7, 7, 7, 7, 2, 2),
        course().attended(6),
        course().attended(4).step(step -> step.agreed(false)).clearCheckIn().attended(),
        moods(course(), 7, 7, 7, 7, 7, 7, 7, 7).attended().clearCheckIn(),
        notes(3),
        course().rated(37, 38, 37, 38, 25, 25, 25, 25),
        persisting(),
        planned(Planned.own("b", Courses.course().day(0))),
        planned(
            Planned.answered(
                Planned.theirs("a", Courses.course().day(0)),
                CareGoal.Party.CLIENT,
                CareGoal.Acceptance.PENDING)),
        planned(
            Planned.came(
                Planned.own("a", Courses.course().day(0)),
                CareGoal.Achievement.IMPROVING,
                Courses.course().day(0))),
        course()
            .attended(4)
            .goalReview(
                Planned.told("Goal/a", null, null, 2),
                Planned.told("#1", null, null, 2),
                Planned.told("#2", null, null, 2))
            .goal(Planned.own("a", null)));
  }

  private static Courses planned(CareGoal goal) {
    return course().goal(goal).plan(Planned.plan("p", "a")).attended(6);
  }

  private static Courses parts(double... marks) {
    var course = course();
    for (double mark : marks) {
      course.attended().part(Courses.SRS, 36, "goals", mark);
    }
    return course;
  }

  private static Courses moods(Courses course, int... moods) {
    for (int mood : moods) {
      course.attended().checkIn(form -> form.rate(Item.MOOD, mood));
    }
    return course;
  }

  private static Courses notes(int times) {
    var course = course();
    for (int i = 0; i < times; i++) {
      course.attended().clearCheckIn().note(note -> note.checkedIn(true, false));
    }
    return course;
  }

  private static Courses persisting() {
    return course()
        .rated(37, 38, 37, 38, 25)
        .tried("alliance-drop", "st-06")
        .tried("alliance-drop", "st-10")
        .tried("alliance-drop", "st-28")
        .rated(25, 25, 25, 25, 25, 25, 25);
  }

  private static Stream<Courses> aboutSessions() {
    return Stream.of(
        course().attended(4).filledBy(Respondent.PROXY).says(Voice.NOT_HELPED),
        course()
            .attended()
            .checkIn(form -> form.voices(Voice.NOT_HELPED).onlyFor(Audience.THERAPIST)),
        course().attended().cancelledByClient(CancellationReason.UNHAPPY_WITH_PROVIDER),
        course().attended(4).cancelledByClient(CancellationReason.FEELING_BETTER, 2),
        course().attended(4).missedAndAsked(2),
        course().rated(37, 38, 37, 38, 37).with(Courses.STAND_IN).rated(25),
        course().bookedAhead(7).attended(5).bookedAhead(20).attended(),
        course().attended(4).cancelledByService().attended().cancelledByService(),
        course().attended(4).cancelledByService().cancelledByService(),
        course().phq(10, 10, 10).checkIn(form -> form.events(LifeEvent.BEREAVEMENT)).phq(18, 18),
        course().rated(37, 38, 37, 38).checkIn(form -> form.events(LifeEvent.ILLNESS)).rated(25),
        course()
            .attended()
            .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
            .attended()
            .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
            .attended()
            .checkIn(form -> form.relationship(9, 9, 9, 9, 9))
            .attended()
            .checkIn(form -> form.relationship(2, 2, 9, 9, 9)));
  }

  /** Of sessions that do not take place, of access, of sessions at a distance and of groups. */
  private static Stream<Courses> ofAttendance() {
    return Stream.of(
        course().attended(4).missed().judgedAfter(30),
        course().attended(4).cancelledByService().judgedAfter(30),
        course().attended(4).cancelledByClient(CancellationReason.FEELING_BETTER).judgedAfter(30),
        hindered(CancellationReason.TRANSPORT),
        hindered(CancellationReason.COVER),
        hindered(CancellationReason.COST),
        hindered(CancellationReason.INTERPRETER),
        hindered(CancellationReason.WEATHER),
        hindered(CancellationReason.TECHNOLOGY),
        hindered(CancellationReason.WORK_OR_CARE),
        course().attended(4).missed(CancellationReason.COST).missed(CancellationReason.WEATHER),
        course()
            .attended(4)
            .held(Modality.VIRTUAL)
            .attended()
            .tele(false, null, null)
            .attended()
            .tele(true, true, Connection.FAILED),
        course().attended(7).held(Modality.VIRTUAL).attended(2).missed(2),
        course().attended(4).missed(),
        course().attended(4).missed(CancellationReason.TRANSPORT),
        course().attended(4).note(note -> note.distress(2)).missed(),
        course().attended(4).checkIn(form -> form.fears(Fear.AFRAID_AT_HOME)).missed(),
        course().inAGroup().attended(4).step(step -> step.clear(false)),
        course().inAGroup().attended(4).missed());
  }

  private static Courses hindered(CancellationReason reason) {
    return course().attended(4).missed(reason).missed(reason);
  }
}
