package org.attune.endings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import org.attune.faults.Clinic;
import org.attune.faults.Clinic.Told;
import org.attune.faults.LightHospital;

/**
 * A server beside a hospital with many clients, of whom something new is told all the time, over a
 * line that is bad again and again and once for long.
 */
final class LongRun implements AutoCloseable {

  /**
   * How long and how much.
   *
   * @param length without the beginning and the end
   * @param clients of the hospital
   * @param perMinute how often something new is told
   * @param round after how long without a hint a round is made
   * @param whole whether the walk through the charts is made meanwhile, and accesses are accounted
   *     for
   */
  record Plan(Duration length, int clients, int perMinute, Duration round, boolean whole) {

    Duration share(double of) {
      return Duration.ofMillis((long) (length.toMillis() * of));
    }
  }

  /**
   * What was measured at one moment.
   *
   * @param second since it began
   * @param told how much of news
   * @param gauge of the server
   */
  record Moment(long second, long told, Gauge.Reading gauge) {}

  private static final Duration PATIENCE = Duration.ofMinutes(40);

  /** When the long outage begins and how long it lasts, as shares of the whole. */
  private static final double OUTAGE_FROM = 0.4;

  private static final double OUTAGE = 1.0 / 6;

  private static final int READINGS = 60;
  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);
  private static final Duration TICK = Duration.ofMillis(50);

  private static final List<String> HEAD =
      List.of(
          "run,second,weather,told,rounds,looks,sent,pending,heap_mb,rss_mb,threads,sockets,reads,"
              + "reviews,dead,pool,ledger_mb,log_lines,requests,hooks,load");

  private final Plan plan;
  private final Path results;
  private final String run = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  private final Random dice;
  private final ClinicSite site;
  private final Clinic clinic;
  private final LightHospital hospital;
  private final Weather weather;
  private final AtomicLong requests = new AtomicLong();
  private final List<Moment> moments = new ArrayList<>();
  private final List<Integer> missed = new ArrayList<>();
  private final Gauge gauge;
  private long began;
  private long told;
  private int changes;
  private int next;

  LongRun(Plan plan, Path results, long seed) throws Exception {
    this.plan = plan;
    this.results = results;
    dice = new Random(seed);
    weather = new Weather(seed);
    site = new ClinicSite(plan.clients(), plan.round(), plan.whole());
    clinic = site.clinic();
    hospital = site.hospital();
    hospital.tell(new Counting());
    gauge = new Gauge(site.node().server(), site.base());
  }

  /** Goes through all of it; returns how long it took afterwards until everything had arrived. */
  Duration through() throws Exception {
    began = System.nanoTime();
    var turns = plan.share(1.0 / 30);
    var readings = plan.share(1.0 / READINGS);
    readings = readings.compareTo(BETWEEN_READINGS) < 0 ? BETWEEN_READINGS : readings;
    var read = Duration.ZERO;
    while (passed().compareTo(plan.length()) < 0) {
      tellWhatIsDue();
      if (passed().compareTo(turns) >= 0) {
        turns = passed().plus(turn());
      }
      if (passed().compareTo(read) >= 0) {
        note();
        read = passed().plus(readings);
      }
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    }
    turnTo(Weather.Kind.FAIR);
    long end = System.nanoTime();
    awaitArrival();
    note();
    return Duration.ofNanos(System.nanoTime() - end);
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void tellWhatIsDue() {
    long due = passed().toMillis() * plan.perMinute() / 60_000;
    while (told < due && next < plan.clients()) {
      told++;
      hospital.put(news());
    }
  }

  private ObjectNode news() {
    int known = missed.isEmpty() ? 0 : missed.get(0);
    // What is taken back before anybody was told of it leaves no trace.
    if (!missed.isEmpty() && dice.nextInt(4) == 0 && flagged(known)) {
      missed.remove(0);
      return clinic.tells(known, Told.TAKEN_BACK);
    }
    int client = next++;
    boolean came = dice.nextInt(3) == 0;
    if (!came) {
      missed.add(client);
    }
    return clinic.tells(client, came ? Told.KEPT : Told.MISSED);
  }

  private boolean flagged(int client) {
    return !hospital.naming("Flag", Clinic.reference(client)).isEmpty();
  }

  /** The weather changes; returns how long it stays so. */
  private Duration turn() throws IOException {
    var outageBegins = plan.share(OUTAGE_FROM);
    var outageEnds = outageBegins.plus(plan.share(OUTAGE));
    boolean outage = passed().compareTo(outageBegins) >= 0 && passed().compareTo(outageEnds) < 0;
    if (outage) {
      turnTo(Weather.Kind.SHUT);
      return outageEnds.minus(passed());
    }
    if (weather.kind() == Weather.Kind.FAIR) {
      turnTo(weather.foul());
      return weather.lasts(plan.share(1.0 / 200), plan.share(1.0 / 25));
    }
    turnTo(Weather.Kind.FAIR);
    return weather.lasts(plan.share(1.0 / 100), plan.share(1.0 / 20));
  }

  private void turnTo(Weather.Kind kind) throws IOException {
    changes++;
    weather.turn(kind);
    hospital.line(weather);
    if (kind == Weather.Kind.SHUT) {
      hospital.shut();
    } else {
      hospital.port();
    }
  }

  /** Waits until everything that was told has been read, judged and written. */
  private void awaitArrival() throws IOException, InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < patience) {
      if (Clinic.said(hospital.all("Flag")).equals(List.copyOf(clinic.wanted()))) {
        site.awaitQuiet();
        return;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private void note() throws IOException, JMException, InterruptedException {
    var reading = gauge.read();
    var state = site.node().health();
    moments.add(new Moment(passed().toSeconds(), told, reading));
    var lines = new ArrayList<String>();
    if (!Files.exists(results) || Files.size(results) == 0) {
      lines.addAll(HEAD);
    }
    Object[] values = {
      run,
      passed().toSeconds(),
      weather.kind(),
      told,
      value(state, "rounds"),
      value(state, "looks.here"),
      value(state, "outbox.sent"),
      value(state, "outbox.pending"),
      reading.heap(),
      reading.resident(),
      reading.threads(),
      reading.sockets(),
      reading.reads(),
      reading.reviews(),
      reading.dead(),
      reading.pool(),
      reading.ledger(),
      reading.lines(),
      requests.get(),
      hospital.rung(),
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
    };
    lines.add(String.join(",", Arrays.stream(values).map(String::valueOf).toList()));
    Files.createDirectories(results.toAbsolutePath().getParent());
    Files.write(results, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String value(Optional<JsonNode> state, String name) {
    return state.map(data -> data.path(name).asText()).orElse("");
  }

  List<Moment> moments() {
    return List.copyOf(moments);
  }

  int changes() {
    return changes;
  }

  ClinicSite site() {
    return site;
  }

  @Override
  public void close() throws IOException {
    if (site.node().isAlive()) {
      gauge.close();
    }
    site.close();
  }

  /** Counts what is asked. */
  private final class Counting implements LightHospital.Listener {

    @Override
    public void comes(String method, String address) {
      requests.incrementAndGet();
    }

    @Override
    public void done(String method, String address) {}
  }
}
