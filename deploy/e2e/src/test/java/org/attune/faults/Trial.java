package org.attune.faults;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.attune.review.ReviewRun;
import org.attune.writeback.PendingWrite;

/** One hospital, one Attune after another and the line between them, through all waves. */
final class Trial implements AutoCloseable {

  /** Rounds of a wave during which things go wrong; changes arrive before the first few. */
  static final int ROUNDS = 5;

  /** After the faults have ended everything must have arrived within so many. */
  private static final int MOST_QUIET_ROUNDS = 12;

  /** The walk through the charts is due with the second of them. */
  private static final int LEAST_QUIET_ROUNDS = 2;

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
  private final Map<String, String> settings;
  private final boolean audited;
  private Attune attune;
  private int begun;
  private int refused;
  private final List<String> lost = new ArrayList<>();

  private Trial(Schedule schedule) throws IOException {
    clock = new HandSet(Course.TODAY.atStartOfDay(Course.ZONE).toInstant(), Course.ZONE);
    hospital = new LightHospital(clock, schedule.traits(), schedule.seed());
    line = new FaultProxy(hospital, schedule.seed());
    tables = Attune.tables("faults" + schedule.seed());
    audited = schedule.traits().audited();
    settings = new HashMap<>(Course.settings());
    settings.put("ehr.base-url", line.base());
    settings.put("audit.to", audited ? "ehr" : "none");
    attune = begin();
  }

  private Attune begin() {
    begun++;
    return new Attune(tables, settings, clock);
  }

  /**
   * What came of it.
   *
   * @param pictures of the record after each wave
   * @param requests how many Attune made
   * @param struck how many of them something went wrong with
   * @param refused how many writes the hospital would not have while things went wrong
   * @param begun how often Attune was started
   * @param lost what was given up or lost, in words
   */
  record Outcome(
      List<Picture> pictures,
      int requests,
      int struck,
      int refused,
      int begun,
      List<String> lost) {}

  static Outcome run(Course course, Schedule schedule) throws IOException {
    try (var trial = new Trial(schedule)) {
      var pictures = new ArrayList<Picture>();
      for (int wave = 0; wave < course.waves().size(); wave++) {
        trial.arrive(course.waves().get(wave), schedule.spells().get(wave));
        pictures.add(Picture.of(trial.hospital));
      }
      trial.settleAccounts();
      return new Outcome(
          pictures,
          trial.line.requests(),
          trial.line.struck(),
          trial.refused,
          trial.begun,
          trial.lost);
    }
  }

  private void arrive(Course.Wave wave, Schedule.Wave wrong) throws IOException {
    clock.set(morningAfter(wave.day(), 0));
    line.begin(wrong, () -> attune.kill());
    for (int round = 0; round < ROUNDS; round++) {
      if (round < wave.parts().size()) {
        wave.parts().get(round).forEach(hospital::put);
      }
      disturb(wrong, round);
      round();
      line.open();
      clock.advance(BETWEEN_ROUNDS);
    }
    refused += (int) attune.standing().refused().writes();
    line.begin(Schedule.Wave.CALM, () -> {});
    untilQuiet();
    // What the EHR was found unable to do while things went wrong is asked anew within a day.
    clock.set(morningAfter(wave.day(), DAYS_AFTER));
    untilQuiet();
    attune.dead().forEach(each -> lost.add("given up: " + each));
    if (attune.standing().taken().missing() > 0) {
      lost.add("missing, and nobody can tell why");
    }
  }

  private void disturb(Schedule.Wave wrong, int round) throws IOException {
    for (var jump : wrong.jumps()) {
      if (jump.round() == round && jump.ours()) {
        clock.advance(jump.by());
      } else if (jump.round() == round) {
        hospital.setForward(jump.by());
      }
    }
    if (wrong.restarts().contains(round)) {
      restart();
    }
    if (wrong.refused().contains(round)) {
      line.shut();
    }
  }

  private void round() {
    try {
      attune.round();
    } catch (Transactions.Killed end) {
      // Like any process that was killed it says nothing.
    }
    if (line.dead()) {
      restart();
    }
  }

  private void restart() {
    attune.close();
    line.revived();
    attune = begin();
  }

  private static Instant morningAfter(LocalDate day, int days) {
    return day.plusDays(days).atTime(MORNING).atZone(Course.ZONE).toInstant();
  }

  private void untilQuiet() {
    for (int rounds = 1; rounds <= MOST_QUIET_ROUNDS; rounds++) {
      round();
      if (rounds >= LEAST_QUIET_ROUNDS && quiet()) {
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
        && standing.taken().untold() == 0
        && standing.audit().pending() == 0
        && standing.lastRun().flatMap(ReviewRun::trouble).isEmpty();
  }

  /** Each answer about a patient must have its account; the same account may have come twice. */
  private void settleAccounts() {
    var audit = attune.standing().audit();
    if (audit.lost() + audit.refused() + audit.onlyCounted() > 0) {
      lost.add("accounts of accesses: " + audit);
    }
    long accounts =
        hospital.all("AuditEvent").stream().map(Trial::nameOfAccount).distinct().count();
    // What killed Attune may have come between an answer and its account.
    if (audited && accounts < line.told() - begun) {
      lost.add("accounts of accesses: " + accounts + " of " + line.told());
    }
  }

  private static String nameOfAccount(JsonNode event) {
    return StreamSupport.stream(event.path("entity").spliterator(), false)
        .filter(each -> each.path("type").path("code").asText().equals("XrequestId"))
        .map(each -> each.path("what").path("identifier").path("value").asText())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    attune.close();
    tables.close();
    line.close();
  }
}
