package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.attune.endings.Kit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What must come to the same as an undisturbed run: one on another database, and a replay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameOutcomeIT {

  private final Hospital hospital = new Hospital(8090 + Stage.OFFSET);
  private Set<String> undisturbed;
  private Set<String> elsewhere;
  private Kept kept;
  private List<String> settings;
  private Set<String> told;

  @BeforeAll
  void keep_a_ledger_in_postgresql() throws Exception {
    undisturbed = Undisturbed.picture();
    var installed = Kit.withPostgres(Stage.WORK.resolve("postgresql"));
    try (var postgres = EmbeddedPostgres.start();
        var building = Stage.start("hospital-again", "--parts=hospital", "--fresh=true");
        var server =
            Stage.start(
                "server-on-postgresql",
                Kit.environment(postgres, "postgres"),
                "--parts=server",
                "--fresh=true",
                "--installed=" + installed)) {
      elsewhere = hospital.picture();
      told = detectors(hospital.get("/stories.json"));
      try (var database = postgres.getPostgresDatabase().getConnection()) {
        kept = Kept.in(database);
      }
    }
    settings = Files.readAllLines(Stage.HOME.resolve("site.properties"));
  }

  /** Of which detectors the stories tell that they fire. */
  private static Set<String> detectors(JsonNode all) {
    Set<String> told = new TreeSet<>();
    for (JsonNode story : all.path("stories")) {
      story.path("fires").forEach(fired -> told.add(fired.path("detector").asText()));
    }
    return told;
  }

  @Test
  void with_its_ledger_in_postgresql_it_writes_what_it_writes_with_a_file() {
    assertThat(undisturbed).isNotEmpty();
    assertThat(elsewhere).isEqualTo(undisturbed);
  }

  /**
   * Compared is what stands by the detectors, before its turn on the chart: whether a flag waits
   * for others depends on how the server came to this day, which no export tells.
   */
  @Test
  void signal_by_signal_a_replay_finds_what_the_server_keeps_given_its_figures_and_its_moment()
      throws Exception {
    var folder = Files.createDirectories(Stage.WORK.resolve("replay"));
    var replayed =
        new Replay(folder).given(Stage.HOME.resolve("hospital"), settings, kept).standing();

    assertThat(kept.standing()).extracting(Said::detector).hasSameElementsAs(told);
    assertThat(told).hasSizeGreaterThan(20);
    assertThat(replayed).isEqualTo(kept.standing());
  }
}
