package org.attune.validation;

import static org.attune.validation.Chapter.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.detection.Level;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;

/** V5: what a steady and a changed share of missed sessions lead to. */
final class AttendanceStudy {

  static final String DETECTOR = "attendance-change";

  /** Bookings that a steady client is followed for. */
  static final int BOOKINGS = 12;

  private static final int LEARNING = 3;
  private static final int CAUGHT_WITHIN = 6;
  private static final ServiceNorms NORMS = new ServiceNorms(Map.of(), 0.12, 0.95);
  private static final double BEFORE = 0.10;
  private static final double AFTER = 0.60;

  private final Chance chance;
  private final Progress progress;
  private final int clients;
  private final Judge judge = Judge.by(DETECTOR);

  AttendanceStudy(Chance chance, Progress progress, int clients) {
    this.chance = chance.part("attendance");
    this.progress = progress;
    this.clients = clients;
  }

  Chapter chapter() {
    var chapter = new Chapter("V5", "A change in kept sessions");
    chapter.say(
        clients + " clients for each row. Every miss has a reason of the client's own, so that the",
        "product may ask for a look (*review*); a miss without one never asks for more than a",
        "question. The service's usual share of misses is .12 and 95 % of its reasons are known.",
        "Nothing in a client's first three sessions counts; the twelve bookings come after three",
        "kept sessions, except in the second column, which is the start of a course.");
    var rows = new ArrayList<List<String>>();
    for (double share : List.of(0.05, 0.10, 0.15, 0.20, 0.30)) {
      var review = steady(share, LEARNING, Level.REVIEW);
      rows.add(
          row(
              "P(miss) " + share,
              steady(share, 0, Level.REVIEW).percent(),
              review.percent(),
              steady(share, LEARNING, Level.INFO).percent()));
      if (share == BEFORE) {
        chapter.target(
            "asked for a look within 12 bookings, misses steady at 10 %",
            "≤ 5 %", review.percent(), review.value() <= 0.05);
      }
    }
    chapter.table(
        List.of(
            "steady client",
            "review in the first 12 bookings of a course",
            "review in 12 later bookings",
            "a question or a review in them"),
        rows);
    var caught = caught();
    chapter.say(
        "After twelve bookings at 10 % the share jumps to 60 %: "
            + caught.percent()
            + " of the clients for whom nothing was asked before are noticed (*review*) within six"
            + " bookings.");
    chapter.target(
        "noticed within 6 bookings after a jump from 10 to 60 %",
        "≥ 75 %", caught.percent(), caught.value() >= 0.75);
    return chapter;
  }

  /** How often a steady client is asked about at least once within twelve bookings. */
  Figure steady(double share, int kept, Level least) {
    var part = chance.part("steady " + share + kept);
    var asked =
        progress.over(
            "attendance, steady at " + share + " after " + kept,
            clients,
            client -> {
              var course = Courses.course().attended(kept);
              return follow(course, part.course(client), share, BOOKINGS, least);
            });
    return Figure.share(asked.stream().filter(once -> once).count(), clients);
  }

  /** How often a jump is noticed in time. */
  Figure caught() {
    var part = chance.part("jump");
    var outcomes =
        progress.over(
            "attendance, from 10 to 60 %",
            clients,
            client -> {
              var random = part.course(client);
              var course = Courses.course().attended(LEARNING);
              for (int booking = 0; booking < BOOKINGS; booking++) {
                book(course, random, BEFORE);
              }
              return stands(course, Level.REVIEW)
                  ? Jump.ASKED_BEFORE
                  : follow(course, random, AFTER, CAUGHT_WITHIN, Level.REVIEW)
                      ? Jump.NOTICED
                      : Jump.NOT_NOTICED;
            });
    return Figure.share(
        outcomes.stream().filter(Jump.NOTICED::equals).count(),
        outcomes.stream().filter(jump -> jump != Jump.ASKED_BEFORE).count());
  }

  private enum Jump {
    ASKED_BEFORE,
    NOTICED,
    NOT_NOTICED
  }

  private boolean follow(
      Courses course, SplittableRandom random, double share, int bookings, Level least) {
    for (int booking = 0; booking < bookings; booking++) {
      book(course, random, share);
      if (stands(course, least)) {
        return true;
      }
    }
    return false;
  }

  private static void book(Courses course, SplittableRandom random, double share) {
    if (random.nextDouble() < share) {
      course.missed(CancellationReason.OWN_REASON);
    } else {
      course.attended();
    }
  }

  private boolean stands(Courses course, Level least) {
    return judge
        .one(course.build(), NORMS)
        .filter(signal -> signal.level().compareTo(least) >= 0)
        .isPresent();
  }
}
