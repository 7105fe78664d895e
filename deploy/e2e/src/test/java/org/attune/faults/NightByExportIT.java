package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.review.WalkCharts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A night in which the record's own export tells what nobody told of, and nights in which not. */
class NightByExportIT {

  private static int databases;

  private final HandSet clock =
      new HandSet(
          Course.TODAY.atTime(LocalTime.of(6, 0)).atZone(Course.ZONE).toInstant(), Course.ZONE);
  private final LightExport export = new LightExport(25);
  private LightHospital hospital;
  private EntityManagerFactory tables;

  @BeforeEach
  void a_hospital_whose_record_was_read() throws IOException {
    hospital = new LightHospital(clock, Traits.PLAIN, 7);
    hospital.offer(export);
    tables = Attune.tables("night-by-export-" + ++databases);
    Course.told().waves().stream()
        .flatMap(wave -> wave.parts().stream())
        .flatMap(List::stream)
        .forEach(
            resource -> {
              hospital.put(resource);
              clock.advance(Duration.ofMillis(200));
            });
    rounds(2);
    // What was written only just now is asked for again in any case.
    clock.advance(Duration.ofHours(1));
    rounds(2);
    hospital.asked();
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
    hospital.close();
  }

  private Attune attune(String node) throws IOException {
    var settings = new HashMap<>(Course.settings());
    settings.put("ehr.base-url", "http://127.0.0.1:" + hospital.port() + "/fhir");
    settings.put("ehr.deletions", "false");
    settings.put("reconcile.by-export", "true");
    return new Attune(tables, settings, clock, node);
  }

  private Map<String, String> rounds(int times) throws IOException {
    try (var attune = attune("one")) {
      for (int round = 0; round < times; round++) {
        attune.round();
        clock.advance(Duration.ofMinutes(2));
      }
      return attune.bean(WalkCharts.class).facts();
    }
  }

  private Map<String, String> night() throws IOException {
    clock.advance(Duration.ofDays(1));
    return rounds(3);
  }

  private List<String> rows(String query) {
    try (var database = tables.createEntityManager()) {
      List<?> rows = database.createNativeQuery(query).getResultList();
      return rows.stream().map(String::valueOf).toList();
    }
  }

  /** The version of a resource that the ledger has. */
  private List<String> known(String reference) {
    return rows(
        "select version from known_resource where state <> 'WITHDRAWN' and reference = '"
            + reference
            + "'");
  }

  /** A filled form changes, and no search tells of it until it is too late. */
  private String changesBehindTheCursor() throws IOException {
    var answer =
        hospital.all("QuestionnaireResponse").stream()
            .filter(each -> !known(named(each)).isEmpty())
            .findFirst()
            .orElseThrow();
    var patient = answer.path("subject").path("reference").asText();
    hospital.hide(patient);
    hospital.put(answer);
    clock.advance(Duration.ofMinutes(5));
    // Somebody else's change takes the cursor past it.
    hospital.put(
        hospital.all("QuestionnaireResponse").stream()
            .filter(each -> !each.path("subject").path("reference").asText().equals(patient))
            .findFirst()
            .orElseThrow());
    clock.advance(Duration.ofMinutes(5));
    rounds(2);
    hospital.hide("");
    clock.advance(Duration.ofMinutes(5));
    rounds(2);
    hospital.asked();
    assertThat(known(named(answer))).doesNotContain(versionOf(answer));
    return named(answer);
  }

  private static String named(ObjectNode resource) {
    return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
  }

  private String versionOf(ObjectNode resource) {
    return versionOf(named(resource));
  }

  private String versionOf(String reference) {
    int slash = reference.indexOf('/');
    return hospital.version(reference.substring(0, slash), reference.substring(slash + 1));
  }

  private static boolean asksCharts(String request) {
    return request.matches(".*Appointment\\?.*patient=[^&]*(,|%2C).*");
  }

  @Test
  void what_changed_behind_the_feeds_is_read_of_the_export_and_no_chart_is_asked_for_it()
      throws IOException {
    var changed = changesBehindTheCursor();
    var facts = night();
    assertThat(known(changed)).containsExactly(versionOf(changed));
    assertThat(facts.get("reconcile.export.changed")).isNotEqualTo("0");
    assertThat(facts)
        .containsEntry("reconcile.state", "done")
        .containsEntry("reconcile.export", "done");
    var asked = hospital.asked();
    assertThat(asked)
        .filteredOn(each -> each.contains("$export"))
        .singleElement()
        .asString()
        .contains("_since=")
        .doesNotContain("Observation", "Task", "Communication");
    assertThat(asked).noneMatch(NightByExportIT::asksCharts);
    assertThat(asked).anyMatch(each -> each.matches(".*Task\\?.*patient=[^&]*(,|%2C).*"));
    assertThat(export.left()).isZero();
    assertThat(Picture.of(hospital).doubled()).isEmpty();
  }

  @Test
  void what_the_export_says_was_deleted_is_let_go() throws IOException {
    var id = rows("select reference from known_resource where reference like 'Encounter/%'").get(0);
    hospital.delete("Encounter", id.substring("Encounter/".length()));
    export.tellDeleted(id);
    rounds(2);
    assertThat(known(id)).isNotEmpty();
    assertThat(night()).containsEntry("reconcile.export.gone", "1");
    assertThat(known(id)).isEmpty();
  }

  @Test
  void where_there_is_no_export_to_rely_on_the_charts_are_asked_for_in_the_same_night()
      throws IOException {
    for (Runnable lack :
        List.<Runnable>of(export::keepDeletionsQuiet, export::tellOfErrors, export::refuse)) {
      lack.run();
      var id =
          rows("select reference from known_resource where reference like 'Encounter/%'"
                  + " and state = 'FACTS'")
              .get(0);
      hospital.delete("Encounter", id.substring("Encounter/".length()));
      hospital.asked();
      var facts = night();
      assertThat(facts).containsEntry("reconcile.state", "done");
      assertThat(facts.get("reconcile.export")).startsWith("The EHR").endsWith(".");
      assertThat(known(id)).isEmpty();
      assertThat(hospital.asked()).anyMatch(NightByExportIT::asksCharts);
      assertThat(export.left()).isZero();
    }
  }

  @Test
  void what_a_node_was_reading_when_it_died_another_reads_on_and_nothing_is_doubled()
      throws Exception {
    var changed = changesBehindTheCursor();
    clock.advance(Duration.ofDays(1));
    hospital.fallSilentAfter(3, "export-file");
    var dies = attune("one");
    dies.round();
    dies.kill();
    dies.close();
    hospital.answerAgain();
    var before = files(hospital.asked());
    assertThat(before).hasSizeGreaterThan(2);
    assertThat(rows("select id from load_part where done = false")).isNotEmpty();
    try (var other = attune("other")) {
      for (int round = 0; round < 4; round++) {
        clock.advance(Duration.ofMinutes(2));
        other.round();
      }
      assertThat(other.bean(WalkCharts.class).facts())
          .containsEntry("reconcile.state", "done")
          .containsEntry("reconcile.export", "done");
    }
    var after = hospital.asked();
    assertThat(after).noneMatch(each -> each.contains("$export?"));
    // What it was at when it stopped may be asked for once more.
    assertThat(files(after)).doesNotContainAnyElementsOf(before.subList(0, before.size() - 1));
    assertThat(known(changed)).containsExactly(versionOf(changed));
    assertThat(rows("select id from load_part")).isEmpty();
    assertThat(Picture.of(hospital).doubled()).isEmpty();
  }

  private static List<String> files(List<String> asked) {
    return asked.stream().filter(each -> each.contains("export-file")).toList();
  }

  @Test
  void once_a_week_all_charts_are_asked_for_and_no_export() throws IOException {
    for (int nights = 1; nights < 7; nights++) {
      night();
      assertThat(hospital.asked())
          .as("night %d", nights)
          .anyMatch(each -> each.contains("$export?"))
          .noneMatch(NightByExportIT::asksCharts);
    }
    clock.advance(Duration.ofHours(12));
    night();
    assertThat(hospital.asked())
        .noneMatch(each -> each.contains("$export?"))
        .anyMatch(NightByExportIT::asksCharts);
  }
}
