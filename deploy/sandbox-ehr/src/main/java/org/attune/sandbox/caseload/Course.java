package org.attune.sandbox.caseload;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One course of psychotherapy while its story is being told: its hours, past and ahead. */
final class Course {

  final String service;
  final Duration rhythm;
  final List<Hour> past = new ArrayList<>();
  final List<Hour> ahead = new ArrayList<>();

  /** Telephone contacts between the sessions. */
  final List<ZonedDateTime> calls = new ArrayList<>();

  /** What else was said or sent between the sessions. */
  final List<Message> messages = new ArrayList<>();

  /** Around what the session ratings of an ordinary course lie; 0 lets the dice say. */
  double usualRating;

  Course(String service, Duration rhythm) {
    this.service = service;
    this.rhythm = rhythm;
  }

  boolean group() {
    return service.equals(Codes.GROUP);
  }

  /** The latest hour but {@code back - 1}; 1 is the latest. */
  Hour last(int back) {
    return past.get(past.size() - back);
  }

  /** The hours that took place, oldest first. */
  List<Hour> kept() {
    return past.stream().filter(Hour::kept).toList();
  }

  /** The latest hour that took place but {@code back - 1}. */
  Hour lastKept(int back) {
    var kept = kept();
    return kept.get(kept.size() - back);
  }

  /** How the latest hours ended, oldest first. */
  void endings(Ending... endings) {
    for (int i = 0; i < endings.length; i++) {
      end(last(endings.length - i), endings[i]);
    }
  }

  /** Ends one hour; cancellations are noted a day and a half before. */
  static void end(Hour hour, Ending ending) {
    hour.ending = ending;
    boolean cancelled = !ending.kept() && ending.kind() != Ending.Kind.NO_SHOW;
    hour.cancelledAt = cancelled ? hour.start.minusHours(36) : null;
  }

  /** Moves an hour: the client cancels it and comes two days later. */
  void move(Hour hour) {
    end(hour, Ending.cancelled("own-reason"));
    var cancelledAt = hour.start.minusHours(30);
    hour.cancelledAt = cancelledAt;
    var again = new Hour(hour.start.plusDays(2), cancelledAt.plusMinutes(5), hour.therapist);
    past.add(again);
    past.sort(Comparator.comparing(each -> each.start));
  }

  /** Session ratings of the latest hours that took place, oldest first. */
  void srs(double... totals) {
    for (int i = 0; i < totals.length; i++) {
      lastKept(totals.length - i).srs = totals[i];
    }
  }

  /** The only PHQ-9 totals of the course: one at each of the latest hours that took place. */
  void phq(int... totals) {
    past.forEach(hour -> hour.phq = null);
    IntStream.range(0, totals.length).forEach(i -> lastKept(totals.length - i).phq = totals[i]);
  }

  /** The only GAD-7 totals of the course: one at each of the latest hours that took place. */
  void gad(int... totals) {
    past.forEach(hour -> hour.gad = null);
    IntStream.range(0, totals.length).forEach(i -> lastKept(totals.length - i).gad = totals[i]);
  }

  /** The check-in of the latest hour but {@code back - 1} that took place. */
  Answers checkIn(int back) {
    var hour = lastKept(back);
    var answers = hour.checkIn;
    if (answers == null) {
      throw new IllegalStateException("this hour has no check-in");
    }
    return answers;
  }
}
