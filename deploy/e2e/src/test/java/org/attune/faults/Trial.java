package org.attune.faults;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.attune.review.ReviewRun;
import org.attune.writeback.PendingWrite;

/** One hospital, one Attune and the line between them, through all waves of changes. */
final class Trial implements AutoCloseable {

  /** Rounds of a wave during which things go wrong; changes arrive before the first few. */
  static final int ROUNDS = 5;

  /** After the faults have ended everything must have arrived within so many. */
  private static final int MOST_QUIET_ROUNDS = 12;

  /** In the morning: all rounds of a wave end on the day on which they began. */
  private static final LocalTime MORNING = LocalTime.of(5, 0);

  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(2);

  /** As long as anything is put off at most. */
  private static final Duration BETWEEN_QUIET_ROUNDS = Duration.ofMinutes(61);

  private static final int DAYS_AFTER = 2;

  private final HandSet clock;
  private final LightHospital hospital;
  private final FaultProxy line;
  private final EntityManagerFactory tables;
  private final Attune attune;
  private int refused;

  private Trial(Schedule schedule) throws IOException {
    clock = new HandSet(Course.TODAY.atStartOfDay(Course.ZONE).toInstant(), Course.ZONE);
    hospital = new LightHospital(clock, schedule.traits(), schedule.seed());
    line = new FaultProxy(hospital.port(), schedule.seed());
    tables = Attune.tables("faults" + schedule.seed());
    var settings = new HashMap<>(Course.settings());
    settings.put("ehr.base-url", line.base());
    attune = new Attune(tables, settings, clock);
  }

  /**
   * What came of it.
   *
   * @param pictures of the record after each wave
   * @param requests how many Attune made
   * @param struck how many of them something went wrong with
   * @param refused how many writes were given up, and sent again as IT does with one command
   * @param dead what was given up all the same
   */
  record Outcome(
      List<Picture> pictures, int requests, int struck, int refused, List<String> dead) {}

  static Outcome run(Course course, Schedule schedule) throws IOException {
    try (var trial = new Trial(schedule)) {
      var pictures = new ArrayList<Picture>();
      for (int wave = 0; wave < course.waves().size(); wave++) {
        trial.arrive(course.waves().get(wave), schedule.spells().get(wave));
        pictures.add(Picture.of(trial.hospital));
      }
      return new Outcome(
          pictures, trial.line.requests(), trial.line.struck(), trial.refused, trial.attune.dead());
    }
  }

  private void arrive(Course.Wave wave, Schedule.Wave wrong) throws IOException {
    clock.set(morningAfter(wave.day(), 0));
    line.begin(wrong.spells());
    for (int round = 0; round < ROUNDS; round++) {
      if (round < wave.parts().size()) {
        wave.parts().get(round).forEach(hospital::put);
      }
      if (wrong.refused().contains(round)) {
        line.shut();
      }
      attune.round();
      line.open();
      clock.advance(BETWEEN_ROUNDS);
    }
    line.begin(List.of());
    refused += attune.replay(clock.instant());
    untilQuiet();
    // What the EHR was found unable to do while things went wrong is asked anew within a day.
    clock.set(morningAfter(wave.day(), DAYS_AFTER));
    untilQuiet();
  }

  private static Instant morningAfter(LocalDate day, int days) {
    return day.plusDays(days).atTime(MORNING).atZone(Course.ZONE).toInstant();
  }

  private void untilQuiet() {
    for (int rounds = 0; rounds < MOST_QUIET_ROUNDS; rounds++) {
      attune.round();
      if (rounds > 0 && quiet()) {
        return;
      }
      clock.advance(BETWEEN_QUIET_ROUNDS);
    }
    throw new AssertionError("it does not come to rest: " + attune.standing());
  }

  private boolean quiet() {
    var standing = attune.standing();
    return attune.due(clock.instant()) == 0
        && standing.writes().getOrDefault(PendingWrite.State.PENDING, 0L) == 0
        && standing.lastRun().flatMap(ReviewRun::trouble).isEmpty();
  }

  @Override
  public void close() throws IOException {
    attune.close();
    tables.close();
    line.close();
    hospital.close();
  }
}
