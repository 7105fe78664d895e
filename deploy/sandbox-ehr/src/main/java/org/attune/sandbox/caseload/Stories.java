package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Ending.KEPT;
import static org.attune.sandbox.caseload.Ending.NO_SHOW;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every named story; the order gives each its client, so new ones are added at the end. */
public final class Stories {

  private static final Ending MISSED = Ending.noShow("own-reason");
  private static final Ending ASKED = Ending.noShow("asked-no-answer");

  /** The stories; the first is told of client 1. */
  public static final List<Story> ALL =
      Stream.of(
              voice(),
              service(),
              alliance(),
              attendance(),
              outcome(),
              records(),
              AttendanceStories.all(),
              AllianceStories.all(),
              PlanStories.all(),
              GoalStories.all())
          .flatMap(List::stream)
          .toList();

  /** By rule, the stories in which it might be thought to speak, and must not. */
  public static final Map<String, List<String>> LOOK_ALIKES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("client-voice", List.of("voice-answered", "low-mood-all-along")),
              Map.entry(
                  "service-first",
                  List.of("therapist-changed", "block-booking", "service-made-up-for")),
              Map.entry("access-barrier", List.of("no-tram-once")),
              Map.entry("tele-setting", List.of("one-bad-line")),
              Map.entry(
                  "alliance-drop",
                  List.of("srs-repaired", "srs-ceiling", "srs-other-language", "srs-by-proxy")),
              Map.entry("alliance-drift", List.of("srs-low-but-rising")),
              Map.entry("approach-fit", List.of("too-fast-once")),
              Map.entry("concordance-gap", List.of("seen-alike")),
              Map.entry("observed-markers", List.of("changed-the-subject-once")),
              Map.entry("repair-gain", List.of("srs-repaired")),
              Map.entry("unspoken", List.of("all-forty-and-well")),
              Map.entry(
                  "not-on-track", List.of("phq-worse-once", "phq-back-again", "phq-half-empty")),
              Map.entry("pace", List.of("upset-as-planned")),
              Map.entry(
                  "attendance-change",
                  List.of(
                      "access-reasons",
                      "moved-within-a-week",
                      "coming-again",
                      "physiotherapy-missed")),
              Map.entry("contact-lapse", List.of("pause-agreed", "ending-agreed", "on-hold")),
              Map.entry("closure-ahead", List.of("called-off-in-good-time")),
              Map.entry("after-hard-session", List.of("hard-hour-and-no-tram")),
              Map.entry("goal-alignment", List.of("goals-apart-and-looked-at")),
              Map.entry("readiness-plan", List.of("thinking-without-tasks")),
              Map.entry(
                  "plan-blind-spot",
                  List.of(
                      "own-goal-named-yesterday",
                      "own-goal-under-another-id",
                      "own-goals-let-go",
                      "plan-still-a-draft",
                      "asked-yesterday",
                      "agreed-on-the-form",
                      "six-goals-nobody-counts",
                      "six-goals-and-time",
                      "reached-and-looked-at")),
              Map.entry("expectation-start", List.of("expected-it-at-first")),
              Map.entry("step-barrier", List.of("ill-that-week")),
              Map.entry("check-in-gap", List.of("asked-every-third-time")),
              Map.entry(
                  "persistence",
                  List.of("low-for-seven-weeks", "three-things-helped", "three-things-planned")),
              Map.entry("group-clarity", List.of("group-step-done", "group-could-not-come"))));

  /** By blind spot, the stories in which a plan might be thought to have it, and has not. */
  public static final Map<String, List<String>> PLAN_LOOK_ALIKES =
      new TreeMap<>(
          Map.of(
              "NOT_IN_PLAN",
              List.of(
                  "own-goal-named-yesterday",
                  "own-goal-under-another-id",
                  "own-goals-let-go",
                  "plan-still-a-draft",
                  "plan-over",
                  "goal-told-by-a-relative",
                  "couple-the-other",
                  "proposal-declined",
                  "proposal-reworded"),
              "NEVER_ACCEPTED",
              List.of(
                  "asked-yesterday",
                  "agreed-on-the-form",
                  "asked-and-on-hold",
                  "plan-still-a-draft",
                  "plan-over",
                  "couple-the-other",
                  "proposal-accepted"),
              "NOT_REVIEWED",
              List.of(
                  "goals-looked-at-last-week",
                  "goals-rest-in-a-pause",
                  "goals-rest-after-the-ending",
                  "plan-over"),
              "AHEAD_OF_READINESS",
              List.of("still-weighed-without-task", "ready-by-now", "readiness-told-by-a-relative"),
              "TOO_MANY",
              List.of("six-goals-nobody-counts", "six-goals-and-time"),
              "UNCELEBRATED",
              List.of("reached-and-looked-at", "reached-as-a-relative-says")));

  private Stories() {}

  private static List<Story> voice() {
    return List.of(
        Story.of("voice-not-helped", "Ticks that the sessions do not help.", 26)
            .fires("client-voice", "review")
            .answers(p -> p.course().checkIn(1).voices.add("not-helped")),
        Story.of("voice-wants-change", "Asks for a change of approach, pace or person.", 24)
            .fires("client-voice", "priority")
            .answers(p -> p.course().checkIn(1).voices.add("wants-change")),
        Story.of("voice-harmed", "Ticks that the sessions do harm.", 30)
            .tellsNamedPerson("client-voice", "priority")
            .answers(p -> p.course().checkIn(1).voices.add("harmed")),
        Story.of("voice-judged", "Ticks \"I felt judged\".", 22)
            .tellsNamedPerson("client-voice", "priority")
            .answers(p -> p.course().checkIn(1).voices.add("judged")),
        Story.of(
                "voice-not-for-my-therapist",
                "Asks for a change; the therapist may not read it.",
                28)
            .tellsNamedPerson("client-voice", "priority")
            .answers(
                p -> {
                  p.course().checkIn(1).voices.add("wants-change");
                  p.course().checkIn(1).audience = "not-my-therapist";
                }),
        Story.of(
                "voice-changed-provider",
                "Cancels with the code for unhappy with or changed provider.",
                24)
            .fires("client-voice", "info")
            .hours(p -> p.course().endings(Ending.cancelledBecause("pat-ucp"))),
        Story.of(
                "voice-answered",
                "Ticked \"not helped\" six weeks ago; was telephoned two days later, and has been content since.",
                28)
            .answers(
                p -> {
                  p.course().checkIn(7).voices.add("not-helped");
                  p.course().calls.add(p.course().lastKept(7).end().plusDays(2));
                }),
        Story.of("low-mood-all-along", "Feels low at every check-in, and says that it helps.", 26)
            .answers(
                p ->
                    p.course().kept().stream()
                        .flatMap(hour -> Stream.ofNullable(hour.checkIn))
                        .forEach(answers -> answers.ratings.put("mood", 2))));
  }

  private static List<Story> service() {
    return List.of(
        Story.of(
                "service-two-of-six",
                "The clinic cancelled two of the last six hours; two others were missed.",
                30)
            .fires("service-first", "info")
            .hours(
                p ->
                    p.course()
                        .endings(
                            Ending.byService("oth-room"),
                            KEPT,
                            MISSED,
                            Ending.byService("oth-swie"),
                            MISSED))
            .inBlocks(),
        Story.of(
                "therapist-changed-and-drop",
                "A new therapist, and session ratings fell with the change.",
                22)
            .fires("service-first", "info")
            .hours(
                p -> {
                  steady(p);
                  anotherTherapist(p.course(), 2);
                })
            .answers(p -> p.course().srs(36.5, 37, 36.5, 37.5, 37, 31, 30.5)),
        Story.of("therapist-changed", "A new therapist, and the ratings stay where they were.", 22)
            .hours(p -> anotherTherapist(p.course(), 4)),
        Story.of("long-wait", "Three weeks between sessions where it had been one.", 20)
            .fires("service-first", "info")
            .hours(Stories::waitLonger),
        Story.of(
                "block-booking",
                "Books twelve weeks at once, so that lead times reach three months.",
                36)
            .inBlocks(),
        Story.of(
                "therapist-on-leave", "The therapist was away for two weeks, told long before.", 30)
            .countsForUnit("service-first", "info")
            .hours(Stories::leave)
            .inBlocks(),
        Story.of(
                "service-made-up-for",
                "The clinic cancelled two hours; the two since took place.",
                26)
            .hours(
                p ->
                    p.course()
                        .endings(
                            Ending.byService("oth-room"), Ending.byService("maint"), KEPT, KEPT)));
  }

  private static List<Story> alliance() {
    return List.of(
        Story.of("srs-37-to-31", "Ratings around 37, then 31.", 7)
            .fires("alliance-drop", "review")
            .undisturbed()
            .answers(p -> p.course().srs(37, 38, 36.5, 37.5, 38, 37, 31)),
        Story.of("srs-low-for-three", "Ratings fell three sessions ago and have not come back.", 24)
            .fires("alliance-drop", "review")
            .prompts("check-in-gap")
            .hours(Stories::steady)
            .answers(p -> p.course().srs(36.5, 37, 37.5, 36.5, 37, 31, 30.5, 31.5)),
        Story.of("srs-repaired", "Ratings fell once, came back at the next session and stayed.", 26)
            .hours(Stories::steady)
            .answers(p -> p.course().srs(37, 38, 36.5, 37.5, 37, 31, 37, 37.5, 37, 38)),
        Story.of("srs-ceiling", "Forty of forty twenty times, then 38.5.", 21)
            .undisturbed()
            .answers(
                p -> {
                  p.course().past.forEach(hour -> hour.srs = 40.0);
                  p.course().srs(38.5);
                }),
        Story.of(
                "srs-other-language",
                "The form was changed from English to Dutch, and ratings are lower on it.",
                24)
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course().srs(37, 37.5, 36.5, 37, 37.5, 31.5, 32);
                  p.course().lastKept(1).language = "nl";
                  p.course().lastKept(2).language = "nl";
                }),
        Story.of("srs-by-proxy", "The latest form was filled in by a relative.", 24)
            .hours(Stories::steady)
            .answers(
                p -> {
                  p.course().srs(37, 37.5, 36.5, 37, 37.5, 29);
                  p.course().lastKept(1).proxy = true;
                }),
        Story.of("srs-low-but-rising", "Ratings began low and rise slowly: trust is growing.", 20)
            .undisturbed()
            .answers(
                p ->
                    p.course()
                        .srs(
                            26, 26.5, 26, 27, 27.5, 27, 28, 28, 28.5, 29, 28.5, 29.5, 30, 30, 30.5,
                            31, 30.5, 31.5, 32, 32)));
  }

  private static List<Story> attendance() {
    return List.of(
        Story.of("three-no-shows", "Did not come three times; nobody has asked why.", 30)
            .fires("attendance-change", "info")
            .inBlocks()
            .hours(p -> p.course().endings(NO_SHOW, NO_SHOW, NO_SHOW)),
        Story.of(
                "missed-three-of-four",
                "Missed three of the last four for reasons of their own.",
                32)
            .fires("attendance-change", "review")
            .inBlocks()
            .hours(p -> p.course().endings(MISSED, KEPT, ASKED, MISSED)),
        Story.of(
                "missed-two-of-three", "Missed two of the last three for reasons of their own.", 32)
            .fires("attendance-change", "info")
            .inBlocks()
            .hours(p -> p.course().endings(MISSED, KEPT, MISSED)),
        Story.of("five-in-a-row", "Missed five in a row; was asked each time.", 34)
            .fires("attendance-change", "review")
            .waits("closure-ahead", "review")
            .inBlocks()
            .hours(p -> p.course().endings(ASKED, ASKED, ASKED, ASKED, ASKED)),
        Story.of("access-reasons", "Missed four of five: no transport, no interpreter.", 30)
            .fires("access-barrier", "info")
            .inBlocks()
            .hours(
                p ->
                    p.course()
                        .endings(
                            Ending.noShowBecause("pat-lt"),
                            Ending.cancelledBecause("oth-int"),
                            KEPT,
                            Ending.cancelledBecause("oth-int"),
                            Ending.noShowBecause("pat-lt"))),
        Story.of(
                "moved-within-a-week",
                "Moved three hours, each to another day of the same week.",
                28)
            .hours(
                p -> {
                  var moved = List.of(p.course().last(5), p.course().last(3), p.course().last(2));
                  moved.forEach(p.course()::move);
                }),
        Story.of(
                "feeling-better",
                "Cancelled twice because of feeling better: a question about an agreed ending, no missed hours.",
                26)
            .fires("attendance-change", "info")
            .hours(
                p -> {
                  var better = Ending.cancelledBecause("pat-fb");
                  p.course().endings(better, better);
                }),
        Story.of(
                "coming-again",
                "Missed three of four in the autumn and has come four times since.",
                32)
            .fires("repair-gain", "info")
            .inBlocks()
            .hours(p -> p.course().endings(MISSED, MISSED, KEPT, MISSED, KEPT, KEPT, KEPT, KEPT)),
        Story.of(
                "physiotherapy-missed",
                "Missed three hours of physiotherapy and none of psychotherapy.",
                28)
            .hours(
                p ->
                    p.physiotherapyMissedFrom =
                        p.course().last(3).start.toLocalDate().plusDays(1)));
  }

  private static List<Story> outcome() {
    return List.of(
        Story.of(
                "phq-worse-twice",
                "PHQ-9 higher by more than measurement error, twice in a row; labelled records.",
                26)
            .fires("not-on-track", "review")
            .hours(p -> p.labelled = true)
            .answers(p -> p.course().phq(10, 9, 10, 9, 16, 17)),
        Story.of("phq-jump", "PHQ-9 higher by ten points at once.", 24)
            .fires("not-on-track", "review")
            .prompts("pace")
            .answers(p -> p.course().phq(9, 8, 9, 8, 19)),
        Story.of(
                "gad-worse-twice",
                "GAD-7 higher by more than measurement error, twice in a row.",
                24)
            .fires("not-on-track", "review")
            .answers(p -> p.course().gad(7, 6, 6, 7, 12, 12)),
        Story.of("bereavement", "PHQ-9 higher by eight since a death in the family.", 28)
            .fires("not-on-track", "review")
            .remark("life-event")
            .answers(
                p -> {
                  p.course().phq(9, 8, 9, 9, 17, 17);
                  p.course().checkIn(2).lifeEvents.add("bereavement");
                }),
        Story.of("phq-worse-once", "PHQ-9 higher by seven points once.", 24)
            .answers(p -> p.course().phq(10, 9, 10, 9, 16)),
        Story.of("phq-back-again", "PHQ-9 was higher twice and has come back twice.", 26)
            .answers(p -> p.course().phq(10, 9, 10, 17, 17, 11, 10)),
        Story.of("phq-half-empty", "The second higher PHQ-9 was left half empty.", 24)
            .answers(
                p -> {
                  p.course().phq(10, 9, 10, 9, 16, 16);
                  p.course().lastKept(1).phqMissing = 4;
                }),
        Story.of("item-nine-unchanged", "The ninth item has been answered alike for months.", 30)
            .isHandedOver()
            .answers(
                p -> {
                  p.course().past.forEach(hour -> hour.riskItem = 1);
                  p.course().phq(10, 9, 10, 9, 9);
                  p.course().lastKept(2).phq = null;
                }));
  }

  private static List<Story> records() {
    return List.of(
        Story.of("deceased", "Died ten days ago, after two missed hours and a fall in ratings.", 24)
            .inBlocks()
            .hours(Oddities::death)
            .answers(p -> p.course().srs(37, 37.5, 36.5, 37, 31)),
        Story.of(
                "group-and-single",
                "In group and single therapy at once; ratings differ, and one step of six was not tried.",
                30)
            .countsForUnit("group-clarity", "prompt")
            .hours(
                p -> {
                  p.course().usualRating = 36.75;
                  p.courses.get(1).usualRating = 31.5;
                })
            // One of six members is no matter of the group: the unit hears nothing.
            .answers(
                p -> {
                  p.courses.get(1).past.forEach(hour -> hour.forms.step = null);
                  p.courses.get(1).last(1).forms.step = new Forms.Step(true, true, false, 2, null);
                }),
        Story.of(
                "loose-ends",
                "Records as they come: half-filled, contradictory, without a time.",
                34)
            .undisturbed()
            .hours(Oddities::badlyNoted)
            .answers(Oddities::looseEnds),
        Story.of("test-record", "A test record in which somebody tried out the form.", 8)
            .undisturbed()
            .hours(p -> p.test = true)
            .answers(p -> p.course().checkIn(1).voices.add("harmed")));
  }

  /** Lets the ordinary ratings before the told ones lie around 37. */
  static void steady(Person person) {
    person.course().usualRating = 36.75;
  }

  /** Two weeks of leave before the latest hour, told long before. */
  static void leave(Person person) {
    var course = person.course();
    var leave = Ending.byService("prov-pers");
    course.endings(leave, leave, KEPT);
    var told = course.last(3).start.minusDays(20);
    course.last(3).cancelledAt = told;
    course.last(2).cancelledAt = told;
  }

  private static void anotherTherapist(Course course, int latestHours) {
    for (int back = 1; back <= latestHours; back++) {
      course.last(back).therapist++;
    }
    course.ahead.forEach(hour -> hour.therapist++);
  }

  /** Takes two weeks out before the latest hour, and another three before the next. */
  private static void waitLonger(Person person) {
    var course = person.course();
    course.past.remove(course.past.size() - 2);
    course.past.remove(course.past.size() - 2);
    var latest = course.last(1);
    latest.created = latest.start.minusDays(25).withHour(11);
    course.ahead.clear();
    var next = latest.start.plusDays(21);
    course.ahead.add(new Hour(next, next.minusDays(25).withHour(11), latest.therapist));
  }
}
