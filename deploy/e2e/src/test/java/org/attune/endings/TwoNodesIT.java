package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.attune.endings.Watch.Measure;
import org.attune.faults.LightHospital;
import org.attune.faults.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two servers on {@code standalone-full-ha.xml} that share one ledger in PostgreSQL. Run with
 * {@code -Dkills.nodes=true}; what was measured is appended to {@code kills.nodes.results}.
 */
@EnabledIfSystemProperty(
    named = "kills.nodes",
    matches = "true",
    disabledReason = "takes two servers and minutes; by command only since 22 November 2026")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {

  private static final String CONFIG = "standalone-full-ha.xml";
  private static final int CLIENTS = 60;

  /** So often everybody is looked at to see what a look costs; before that, to get warm. */
  private static final int TIMES = Integer.getInteger("kills.nodes.times", 20);

  private final Path work = Path.of(System.getProperty("work")).toAbsolutePath().resolve("nodes");
  private final Path results =
      Path.of(
          System.getProperty("kills.nodes.results", work.resolveSibling("nodes.csv").toString()));
  private final Site site = Site.of(CLIENTS);
  private EmbeddedPostgres postgres;
  private Path installed;
  private Picture alone;
  private Cost costAlone;

  /**
   * What looks at clients cost.
   *
   * @param looks how many
   * @param servers processor time of the servers
   * @param database processor time of PostgreSQL
   * @param wall how long they took
   */
  private record Cost(long looks, Duration servers, Duration database, Duration wall) {

    double milliseconds() {
      return (double) servers.plus(database).toMillis() / looks;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d,%d,%d,%d,%.2f",
          looks,
          servers.toMillis(),
          database.toMillis(),
          wall.toMillis(),
          milliseconds());
    }
  }

  @BeforeAll
  void see_what_one_server_writes() throws Exception {
    installed = Ordeal.withEar(Kit.forSeveralNodes(work.resolve("installed")));
    postgres = EmbeddedPostgres.start();
    try (var hospital = Site.emptyHospital();
        var one =
            new Node.Start(
                    Ordeal.withEar(Kit.withPostgres(work.resolve("alone"))),
                    "standalone-full.xml",
                    "alone",
                    Ordeal.OFFSET,
                    Kit.database(postgres, "alone"),
                    List.of())
                .with(site.settings(hospital.port()))
                .begin()) {
      one.await(data -> data.path("rounds").asLong() > 0);
      var ledger = new SharedLedger(postgres, "alone");
      hospital.putAtOnce(site.record());
      one.awaitQuiet();
      alone = Picture.of(hospital);
      assertThat(alone.lines()).hasSizeGreaterThan(20);
      assertThat(alone.doubled()).isEmpty();
      costAlone = cost(ledger, List.of(one));
    }
  }

  @AfterAll
  void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  /** Two servers at work, beside an empty hospital that both know. */
  private interface Scene {
    void play(Node one, Node other, LightHospital hospital, SharedLedger ledger) throws Exception;
  }

  private void withTwo(String database, Scene scene) throws Exception {
    try (var hospital = Site.emptyHospital()) {
      var starts = starts(database, hospital);
      try (var one = starts.get(0).begin();
          var other = starts.get(1).begin()) {
        one.await(data -> data.path("rounds").asLong() > 0);
        other.await(data -> data.path("rounds").asLong() > 0);
        scene.play(one, other, hospital, new SharedLedger(postgres, database));
      }
    }
  }

  @Test
  void two_nodes_share_the_work_and_write_what_one_writes() throws Exception {
    withTwo(
        "shared",
        (one, other, hospital, ledger) -> {
          hospital.putAtOnce(site.record());
          one.awaitQuiet();

          // The servers' brokers may not have met yet when this begins, so it is not shared fairly.
          var first = looks(one, other);
          System.out.println("nodes: first looks " + first);
          assertThat(differences(hospital)).isEmpty();

          var cost = cost(ledger, List.of(one, other));
          var looks = looks(one, other);
          first.forEach((node, before) -> looks.merge(node, -before, Long::sum));
          note(looks, cost);
          assertThat(ledger.wrongs()).isEmpty();
          assertThat(ledger.looks()).isEqualTo(sum(first) + sum(looks));
          assertThat(sum(looks)).isGreaterThan((long) TIMES * CLIENTS);
          assertThat(looks.values())
              .allMatch(each -> each >= sum(looks) * 35 / 100 && each <= sum(looks) * 65 / 100);
          assertThat(differences(hospital)).isEmpty();
        });
  }

  private static long sum(Map<String, Long> looks) {
    return looks.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<String, Long> looks(Node... nodes) throws Exception {
    var looks = new TreeMap<String, Long>();
    for (var node : nodes) {
      looks.put(node.name(), node.await(data -> true).path("looks.here").asLong());
    }
    return looks;
  }

  private static Cost cost(SharedLedger ledger, List<Node> nodes) throws Exception {
    for (int warm = 0; warm < TIMES; warm++) {
      ledger.haveAllLookedAt();
    }
    long looks = ledger.looks();
    var database = ledger.processorTime();
    var servers = processorTime(nodes);
    long begun = System.nanoTime();
    for (int time = 0; time < TIMES; time++) {
      ledger.haveAllLookedAt();
    }
    return new Cost(
        Math.max(1, ledger.looks() - looks),
        processorTime(nodes).minus(servers),
        ledger.processorTime().minus(database),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private static Duration processorTime(List<Node> nodes) {
    return nodes.stream().map(Node::processorTime).reduce(Duration.ZERO, Duration::plus);
  }

  private void note(Map<String, Long> looks, Cost cost) throws IOException {
    var line =
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%.2f%n",
            String.join(" ", looks.values().stream().map(String::valueOf).toList()),
            costAlone,
            cost,
            cost.milliseconds() / costAlone.milliseconds());
    Files.createDirectories(results.toAbsolutePath().getParent());
    Files.writeString(results, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.print(
        "nodes: looks of each, then for one server and for two: looks,servers ms,database ms,wall"
            + " ms,ms a look; ratio: "
            + line);
  }

  private List<String> differences(LightHospital hospital) {
    return KillScheduleIT.differences(Picture.of(hospital), alone);
  }

  @Test
  void one_of_two_nodes_is_killed_in_mid_work_and_the_other_finishes_it() throws Exception {
    for (var moment : Moment.of(Long.getLong("kills.nodes.seed", 1))) {
      withTwo(
          "killed",
          (one, other, hospital, ledger) -> {
            hospital.putAtOnce(site.record());
            // Whoever makes the round is in the middle of it.
            var killed = new AtomicBoolean();
            try (var watch =
                new Watch(
                    moment,
                    new Measure(120, Duration.ofSeconds(2), 60),
                    () -> killed.set(kill(ledger, one, other)))) {
              hospital.tell(watch);
              assertThat(watch.awaitEnd(Duration.ofMinutes(2))).isTrue();
              System.out.println("nodes: killed " + watch.told());
            }
            (killed.get() ? other : one).awaitQuiet();
            assertThat(differences(hospital)).as(moment.toString()).isEmpty();
            assertThat(ledger.wrongs()).isEmpty();
          });
    }
  }

  /** Kills whichever of two makes the round; returns whether it is the one. */
  private static boolean kill(SharedLedger ledger, Node one, Node other) {
    try {
      boolean first = ledger.turn("ROUND").equals(one.name());
      (first ? one : other).kill();
      return first;
    } catch (SQLException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void what_a_killed_node_was_reading_for_the_first_time_the_other_reads_on() throws Exception {
    try (var hospital = site.hospital();
        var ordeal = new Ordeal(site);
        var gate = new Gate(25)) {
      // The figures of the service are other where the record was there before Attune came.
      var undisturbed = ordeal.undisturbed().picture();
      hospital.tell(gate);
      var starts = starts("first_load", hospital);
      try (var one = starts.get(0).begin()) {
        gate.awaitFull();
        try (var other = starts.get(1).begin()) {
          other.await(data -> true);
          var ledger = new SharedLedger(postgres, "first_load");
          assertThat(ledger.turn("FIRST_LOAD")).isEqualTo("one");
          var parts = "select count(*) from load_part where ";
          long read = ledger.number(parts + "done");
          assertThat(read).isPositive();
          assertThat(ledger.number(parts + "not done")).isPositive();
          one.kill();
          gate.open();
          long killed = System.nanoTime();
          other.await(data -> data.path("first-load.state").asText().equals("done"));
          System.out.printf(
              "nodes: killed with %d parts read, taken over and done %d s later%n",
              read, Duration.ofNanos(System.nanoTime() - killed).toSeconds());
          other.awaitQuiet();
          assertThat(ledger.number("select count(*) from feed_position where rounds = 0")).isZero();
          assertThat(KillScheduleIT.differences(Picture.of(hospital), undisturbed)).isEmpty();
        }
      }
    }
  }

  /** Lets so many pages of the record out and holds back all others until it is opened. */
  private static final class Gate implements LightHospital.Listener, AutoCloseable {

    private final CountDownLatch full;
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate(int pages) {
      this.full = new CountDownLatch(pages);
    }

    @Override
    public void comes(String method, String address) {
      if (!address.contains(Watch.A_PAGE) && !address.contains("_page=")) {
        return;
      }
      boolean hold = full.getCount() == 0;
      full.countDown();
      try {
        if (hold) {
          opened.await();
        }
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void done(String method, String address) {}

    void awaitFull() throws InterruptedException {
      full.await();
    }

    void open() {
      opened.countDown();
    }

    @Override
    public void close() {
      open();
    }
  }

  /**
   * The next version of Attune is played by this one with one migration more, of every kind that is
   * allowed; the version before it is this one.
   */
  @Test
  void while_one_node_is_already_of_the_next_version_both_work_and_the_older_can_restart()
      throws Exception {
    try (var hospital = Site.emptyHospital()) {
      var starts = starts("rolling", hospital);
      NextVersion.in(starts.get(1).base());
      try (var older = starts.get(0).begin()) {
        older.await(data -> data.path("rounds").asLong() > 0);
        hospital.putAtOnce(site.record());
        older.await(data -> data.path("looks.here").asLong() > 0);
        try (var newer = starts.get(1).begin()) {
          newer.await(
              data -> data.path("looks.here").asLong() > 0 || data.path("rounds").asLong() > 0);
          older.awaitQuiet();
          older.stop();
          try (var olderAgain = starts.get(0).begin()) {
            var rounds = olderAgain.await(data -> true).path("rounds").asLong();
            hospital.putAtOnce(site.record().stream().limit(500).toList());
            olderAgain.await(data -> data.path("rounds").asLong() > rounds + 3);
            newer.awaitQuiet();
            olderAgain.awaitQuiet();
          }
        }
      }
      assertThat(differences(hospital)).isEmpty();
      assertThat(NextVersion.hasMigrated(postgres, "rolling")).isTrue();
    }
  }

  private List<Node.Start> starts(String database, LightHospital hospital) throws Exception {
    var environment = Kit.database(postgres, database);
    return List.of(
        start("one", Ordeal.OFFSET + 10, environment).with(site.settings(hospital.port())),
        start("other", Ordeal.OFFSET + 20, environment).with(site.settings(hospital.port())));
  }

  private Node.Start start(String name, int offset, Map<String, String> environment)
      throws IOException {
    return new Node.Start(
        Kit.copy(installed, work.resolve(name)),
        CONFIG,
        name,
        offset,
        environment,
        List.of("-Djboss.bind.address.private=127.0.0.1"));
  }
}
