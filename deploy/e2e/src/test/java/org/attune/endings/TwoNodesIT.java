package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * {@code -Dkills.nodes=true}.
 */
@EnabledIfSystemProperty(
    named = "kills.nodes",
    matches = "true",
    disabledReason = "takes two servers and minutes; by command only since 22 November 2026")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {

  private static final String CONFIG = "standalone-full-ha.xml";
  private static final int CLIENTS = 60;

  private final Path work = Path.of(System.getProperty("work")).toAbsolutePath().resolve("nodes");
  private final Site site = Site.of(CLIENTS);
  private EmbeddedPostgres postgres;
  private Path installed;
  private Picture alone;

  @BeforeAll
  void see_what_one_server_writes() throws Exception {
    installed = Ordeal.withEar(Kit.forSeveralNodes(work.resolve("installed")));
    postgres = EmbeddedPostgres.start();
    try (var ordeal = new Ordeal(site)) {
      alone = ordeal.undisturbed().picture();
    }
  }

  @AfterAll
  void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void two_nodes_share_the_work_and_write_what_one_writes() throws Exception {
    try (var hospital = Site.emptyHospital()) {
      var starts = starts("shared", hospital);
      try (var one = starts.get(0).begin();
          var other = starts.get(1).begin()) {
        one.await(data -> true);
        other.await(data -> true);
        site.record().forEach(hospital::put);

        one.awaitQuiet();

        var looks = new TreeMap<String, Long>();
        looks.put("one", one.await(data -> true).path("looks.here").asLong());
        looks.put("other", other.await(data -> true).path("looks.here").asLong());
        System.out.println("nodes: looks " + looks);
        assertThat(KillScheduleIT.differences(Picture.of(hospital), alone)).isEmpty();
        long all = looks.get("one") + looks.get("other");
        assertThat(looks.get("one")).isBetween(all * 35 / 100, all * 65 / 100);
      }
    }
  }

  @Test
  void one_of_two_nodes_is_killed_in_mid_work_and_the_other_finishes_it() throws Exception {
    for (var moment : Moment.of(Long.getLong("kills.nodes.seed", 1))) {
      try (var hospital = Site.emptyHospital()) {
        var starts = starts("killed", hospital);
        try (var one = starts.get(0).begin();
            var other = starts.get(1).begin()) {
          one.await(data -> true);
          other.await(data -> true);
          try (var watch =
              new Watch(moment, new Measure(120, Duration.ofSeconds(2), 60), one::kill)) {
            hospital.tell(watch);
            site.record().forEach(hospital::put);
            watch.awaitEnd(Duration.ofMinutes(2));
            System.out.println("nodes: killed " + watch.told());
          }
          other.awaitQuiet();
          assertThat(KillScheduleIT.differences(Picture.of(hospital), alone))
              .as(moment.toString())
              .isEmpty();
        }
      }
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
        older.await(data -> true);
        site.record().forEach(hospital::put);
        older.await(data -> data.path("looks.here").asLong() > 0);
        try (var newer = starts.get(1).begin()) {
          newer.await(
              data -> data.path("looks.here").asLong() > 0 || data.path("rounds").asLong() > 0);
          older.awaitQuiet();
          older.stop();
          try (var olderAgain = starts.get(0).begin()) {
            var rounds = olderAgain.await(data -> true).path("rounds").asLong();
            site.record().stream().limit(500).forEach(hospital::put);
            olderAgain.await(data -> data.path("rounds").asLong() > rounds + 3);
            newer.awaitQuiet();
            olderAgain.awaitQuiet();
          }
        }
      }
      assertThat(KillScheduleIT.differences(Picture.of(hospital), alone)).isEmpty();
      assertThat(NextVersion.hasMigrated(postgres, "rolling")).isTrue();
    }
  }

  private List<Node.Start> starts(String database, LightHospital hospital) throws Exception {
    var environment = new TreeMap<>(Kit.database(postgres, database));
    environment.put("ATTUNE_CLUSTER_PASSWORD", "only for this test");
    return List.of(
        start("one", 1000, environment).with(site.settings(hospital.port())),
        start("other", 1100, environment).with(site.settings(hospital.port())));
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
