package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first load in each of its ways, and cut short in the middle of them. */
class FirstLoadIT {

  private static final Map<String, String> PAGES = Map.of("ehr.export", "never");
  private static final Map<String, String> STRETCHES =
      Map.of("ehr.export", "never", "first-load.resources-per-part", "20", "ehr.page-size", "7");
  private static final Map<String, String> EXPORT = Map.of("ehr.export", "offered");

  private static final Course PAST = Course.told();

  private static int databases;

  private final HandSet clock =
      new HandSet(
          Course.TODAY.atTime(LocalTime.of(5, 0)).atZone(Course.ZONE).toInstant(), Course.ZONE);
  private final LightExport export = new LightExport(25);
  private LightHospital hospital;
  private EntityManagerFactory tables;

  @BeforeEach
  void a_hospital_with_a_past() throws IOException {
    hospital = hospital();
    tables = Attune.tables("first-load-" + ++databases);
  }

  private LightHospital hospital() throws IOException {
    var made = new LightHospital(clock, Traits.PLAIN, 7);
    PAST.waves().stream()
        .flatMap(wave -> wave.parts().stream())
        .flatMap(List::stream)
        .forEach(
            resource -> {
              made.put(resource);
              clock.advance(Duration.ofSeconds(3));
            });
    made.offer(export);
    return made;
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
    hospital.close();
  }

  private Attune attune(Map<String, String> way) throws IOException {
    return attune(way, "one");
  }

  private Attune attune(Map<String, String> way, String node) throws IOException {
    var settings = new HashMap<>(Course.settings());
    settings.put("ehr.base-url", "http://127.0.0.1:" + hospital.port() + "/fhir");
    settings.putAll(way);
    return new Attune(tables, settings, clock, node);
  }

  private void round(Map<String, String> way) throws IOException {
    try (var attune = attune(way)) {
      attune.round();
    }
  }

  /** What the ledger holds, without what may rightly differ. */
  private Set<String> ledger() {
    try (var database = tables.createEntityManager()) {
      List<?> facts = database.createNativeQuery(Attune.FACTS).getResultList();
      List<?> known =
          database
              .createNativeQuery("select reference || version || state from known_resource")
              .getResultList();
      var all = new HashSet<String>();
      facts.forEach(each -> all.add("fact " + each));
      known.forEach(each -> all.add("resource " + each));
      assertThat(facts).hasSizeGreaterThan(500);
      return all;
    }
  }

  private long number(String query) {
    try (var database = tables.createEntityManager()) {
      return ((Number) database.createNativeQuery(query).getSingleResult()).longValue();
    }
  }

  private record Outcome(Set<String> ledger, Picture picture, List<String> asked) {}

  private Outcome outcome(Map<String, String> way) throws IOException {
    close();
    clock.set(Course.TODAY.atTime(LocalTime.of(5, 0)).atZone(Course.ZONE).toInstant());
    a_hospital_with_a_past();
    round(way);
    return new Outcome(ledger(), Picture.of(hospital), hospital.asked());
  }

  @Test
  void every_way_comes_to_the_same() throws IOException {
    var pages = outcome(PAGES);
    var stretches = outcome(STRETCHES);
    var exported = outcome(EXPORT);
    assertThat(pages.picture().lines()).hasSizeGreaterThan(5);
    assertThat(stretches.ledger()).isEqualTo(pages.ledger());
    assertThat(stretches.picture()).isEqualTo(pages.picture());
    assertThat(exported.ledger()).isEqualTo(pages.ledger());
    assertThat(exported.picture()).isEqualTo(pages.picture());
    assertThat(stretches.asked()).filteredOn(each -> each.contains("_lastUpdated=lt")).isNotEmpty();
    assertThat(exported.asked())
        .filteredOn(each -> each.contains("export-file"))
        .hasSizeGreaterThan(5);
    // What is not ours is never asked for as a whole.
    assertThat(exported.asked())
        .filteredOn(each -> each.contains("$export"))
        .isNotEmpty()
        .noneMatch(each -> each.matches(".*(Observation|Task|Communication).*"));
    assertThat(export.left()).isZero();
  }

  @Test
  void what_changes_while_it_is_read_is_not_lost() throws IOException {
    hospital.fallSilentAfter(15, "_count=7&");
    round(STRETCHES);
    hospital.answerAgain();
    clock.advance(Duration.ofHours(3));
    var appointment = hospital.all("Appointment").get(0).deepCopy().put("status", "noshow");
    hospital.put(appointment);
    clock.advance(Duration.ofMinutes(1));
    round(STRETCHES);
    round(STRETCHES);
    var id = appointment.path("id").asText();
    assertThat(
            number(
                "select count(*) from known_resource where reference = 'Appointment/"
                    + id
                    + "' and version = '"
                    + hospital.version("Appointment", id)
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void what_was_read_before_it_was_cut_short_is_not_read_again() throws IOException {
    for (var way : List.of(STRETCHES, EXPORT)) {
      tables.close();
      tables = Attune.tables("first-load-" + ++databases);
      hospital.asked();
      if (way.equals(EXPORT)) {
        hospital.fallSilentAfter(8, "export-file");
      } else {
        hospital.fallSilentAfter(25, "_count=7&");
      }
      round(way);
      var before = reads(hospital.asked());
      hospital.answerAgain();
      assertThat(number("select count(*) from load_part where done = true")).isPositive();
      assertThat(number("select count(*) from load_part where done = false")).isPositive();
      round(way);
      var after = reads(hospital.asked());
      assertThat(before).as("in the way %s", way).hasSizeGreaterThan(5);
      // What it was at when it stopped may be asked for once more.
      before.remove(before.size() - 1);
      assertThat(after).isNotEmpty().doesNotContainAnyElementsOf(before);
      assertThat(number("select count(*) from feed_position where rounds > 0")).isEqualTo(10);
    }
  }

  @Test
  void what_a_node_was_reading_when_it_died_another_reads_on_a_minute_later() throws Exception {
    for (var way : List.of(STRETCHES, EXPORT)) {
      tables.close();
      tables = Attune.tables("first-load-" + ++databases);
      hospital.asked();
      if (way.equals(EXPORT)) {
        hospital.fallSilentAfter(8, "export-file");
      } else {
        hospital.fallSilentAfter(25, "_count=7&");
      }
      var dies = attune(way, "one");
      dies.round();
      dies.kill();
      dies.close();
      hospital.answerAgain();
      var before = reads(hospital.asked());
      assertThat(number("select count(*) from load_part where done = false")).isPositive();
      try (var other = attune(way, "other")) {
        clock.advance(Duration.ofSeconds(59));
        assertThat(other.load()).isFalse();
        assertThat(reads(hospital.asked())).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(other.load()).as("in the way %s", way).isTrue();
      }
      before.remove(before.size() - 1);
      assertThat(reads(hospital.asked())).isNotEmpty().doesNotContainAnyElementsOf(before);
      assertThat(number("select count(*) from feed_position where rounds > 0")).isEqualTo(10);
    }
  }

  /** Files and first pages of stretches. */
  private static List<String> reads(List<String> asked) {
    return asked.stream()
        .filter(each -> each.contains("export-file") || each.contains("_lastUpdated=lt"))
        .filter(each -> !each.contains("_summary") && !each.contains("_count=1&"))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  @Test
  void an_export_that_is_forgotten_is_asked_for_anew_and_then_done_without() throws IOException {
    hospital.fallSilentAfter(8, "export-file");
    round(EXPORT);
    hospital.answerAgain();
    assertThat(number("select count(*) from load_part where done = false")).isPositive();
    export.forget();
    round(EXPORT);
    round(EXPORT);
    assertThat(hospital.asked()).filteredOn(each -> each.contains("$export?")).hasSize(2);
    assertThat(number("select count(*) from feed_position where rounds > 0")).isEqualTo(10);
  }

  @Test
  void a_file_that_ends_too_early_is_read_on_and_a_line_that_is_broken_is_one_gap()
      throws IOException {
    export.breakALine("{\"resourceType\":\"Appointment\",\"id\":\"torn\",\"status\":");
    export.cutOnce();
    round(EXPORT);
    round(EXPORT);
    var exported = ledger();
    assertThat(number("select count(*) from gap where reference like 'Appointment/torn'"))
        .isLessThanOrEqualTo(1);
    assertThat(number("select count(*) from gap")).isPositive();
    assertThat(exported).filteredOn(each -> each.startsWith("fact")).hasSizeGreaterThan(500);
    assertThat(number("select count(*) from feed_position where rounds > 0")).isEqualTo(10);
  }

  @Test
  void what_the_export_says_was_deleted_is_let_go() throws IOException {
    var id = hospital.all("Encounter").get(3).path("id").asText();
    export.tellDeleted("Encounter/" + id);
    round(EXPORT);
    assertThat(
            number(
                "select count(*) from known_resource where content is not null and reference = 'Encounter/"
                    + id
                    + "'"))
        .isZero();
    assertThat(number("select count(*) from known_resource where state = 'WITHDRAWN'"))
        .isEqualTo(1);
  }
}
