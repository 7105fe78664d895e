package org.attune.sandbox.caseload;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Ordinary courses, as most of a caseload is: the client comes, now and then does not and says why,
 * scores move a little. What is assumed of them stands in the README.
 */
final class Treatments {

  /** How the hours of a course were booked. */
  enum Booking {
    /** Each hour some days before the one before it. */
    ONE_BY_ONE,
    /** Twelve hours at once. */
    IN_BLOCKS
  }

  /**
   * How many days before the session before it an hour is booked; long before that one can fail.
   */
  private static final int BOOKED_BEFORE = 4;

  /** Fewer kept hours than these between two missed ones would look like a change. */
  private static final int KEPT_BETWEEN = 5;

  private static final int BLOCK = 12;

  private static final List<Ending> OWN =
      List.of(
          Ending.noShow("own-reason"),
          Ending.noShow("own-reason"),
          Ending.noShowExplainedLater("own-reason"),
          Ending.noShowExplainedLater("rather-not-say"),
          Ending.noShow("asked-no-answer"),
          Ending.cancelled("own-reason"),
          Ending.cancelled("own-reason"));

  private static final List<Ending> ACCESS =
      List.of(
          Ending.noShowBecause("pat-lt"),
          Ending.cancelledBecause("pat-lt"),
          Ending.cancelledBecause("oth-int"),
          Ending.cancelledBecause("oth-weath"),
          Ending.cancelledBecause("oth-fin"),
          Ending.cancelled("work-or-care"),
          Ending.cancelled("illness"),
          Ending.noShowExplainedLater("transport"),
          Ending.noShowExplainedLater("illness"));

  private static final List<Ending> SERVICE =
      List.of(
          Ending.byService("prov-pers"),
          Ending.byService("oth-room"),
          Ending.byService("oth-swie"),
          Ending.byService("maint"));

  private final Timetable timetable;

  Treatments(Timetable timetable) {
    this.timetable = timetable;
  }

  /** A course of so many past hours, every one kept so far, and the hours already booked ahead. */
  Course hours(
      String service,
      ZonedDateTime latest,
      Duration rhythm,
      int count,
      int therapist,
      Booking booking) {
    var course = new Course(service, rhythm);
    long days = rhythm.toDays();
    var first = latest.minusDays(days * (count - 1));
    for (int i = 0; i < count + BLOCK; i++) {
      var start = first.plusDays(days * i);
      var created =
          booking == Booking.ONE_BY_ONE
              ? start.minusDays(days + BOOKED_BEFORE).withHour(11)
              : first.plusDays(days * (i - i % BLOCK)).minusDays(10).withHour(11);
      if (i < count) {
        course.past.add(new Hour(start, created, therapist));
      } else if (created.isBefore(timetable.now())) {
        course.ahead.add(new Hour(start, created, therapist));
      }
    }
    return course;
  }

  /** Lets some hours not take place, well apart and none among the latest ones. */
  void misses(Course course, Dice dice, int quietAtTheEnd) {
    int next = dice.between(3, KEPT_BETWEEN + 2);
    while (next < course.past.size() - quietAtTheEnd) {
      var hour = course.past.get(next);
      double kind = dice.share();
      if (kind < .84) {
        Course.end(hour, dice.oneOf(OWN));
      } else if (kind < .92) {
        Course.end(hour, dice.oneOf(ACCESS));
      } else if (kind < .96) {
        Course.end(hour, dice.oneOf(SERVICE));
      } else {
        course.move(hour);
        next++;
      }
      if (dice.happens(.3)) {
        hour.cancelledAt = null;
      }
      next += KEPT_BETWEEN + 1;
    }
  }

  /** Fills the forms of every kept hour. */
  void answers(Course course, Dice dice) {
    var kept = course.kept();
    double thrown = dice.between(33.0, 37.0);
    double usual = course.usualRating > 0 ? course.usualRating : thrown;
    int phqAtFirst = dice.between(10, 17);
    int gadAtFirst = dice.between(8, 14);
    int every = course.rhythm.equals(Timetable.WEEK) ? 4 : 2;
    var wobble = new double[2];
    for (int i = 0; i < kept.size(); i++) {
      var hour = kept.get(i);
      if (i % 2 == 0) {
        // Up and down in pairs: ratings that vary as ratings do, and never drift.
        double size = dice.between(.8, 1.8);
        boolean upFirst = dice.happens(.5);
        wobble[0] = upFirst ? size : -size;
        wobble[1] = -wobble[0];
      }
      hour.usualRating = usual;
      hour.srs = Math.round((usual + wobble[i % 2]) * 2) / 2.0;
      hour.video = !course.group() && dice.happens(.15);
      hour.checkIn = checkIn(dice, i);
      if (i % every == 0) {
        hour.phq = easing(phqAtFirst, i, dice);
        hour.gad = easing(gadAtFirst, i, dice);
      }
    }
    obstacles(course);
  }

  /** A score that eases over the course and moves by one point at most besides. */
  private static int easing(int atFirst, int session, Dice dice) {
    return Math.max(2, atFirst - session / 5) + (session == 0 ? 0 : dice.between(-1, 1));
  }

  private static Answers checkIn(Dice dice, int session) {
    var answers = new Answers();
    for (var item : Answers.RATED) {
      int usual = item.equals("distress") ? 2 : 7;
      if (session > 0 && dice.happens(.04)) {
        continue;
      }
      answers.ratings.put(item, usual + dice.between(0, 1));
    }
    return answers;
  }

  /** What got in the way is ticked at the next check-in. */
  private static void obstacles(Course course) {
    String open = null;
    for (var hour : course.past) {
      if (!hour.kept()) {
        open = hour.ending.obstacle();
      } else if (open != null && hour.checkIn != null) {
        hour.checkIn.obstacle = open;
        open = null;
      }
    }
  }
}
