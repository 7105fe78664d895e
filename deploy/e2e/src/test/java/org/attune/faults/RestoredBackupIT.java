package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hospital's record is set back to a backup while Attune knows more than that. */
class RestoredBackupIT {

  private static final Course PAST = Course.told();
  private static final String TABLES = "restored-";

  private final HandSet clock =
      new HandSet(
          Course.TODAY.atTime(LocalTime.of(5, 0)).atZone(Course.ZONE).toInstant(), Course.ZONE);
  private LightHospital hospital;
  private EntityManagerFactory tables;

  @BeforeEach
  void a_hospital() throws IOException {
    hospital = new LightHospital(clock, Traits.PLAIN, 7);
    tables = Attune.tables(TABLES + "one");
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
    hospital.close();
  }

  private void arrives(int wave) throws IOException {
    PAST.waves().get(wave).parts().stream()
        .flatMap(List::stream)
        .forEach(
            resource -> {
              hospital.put(resource);
              clock.advance(Duration.ofSeconds(20));
            });
  }

  private void rounds(EntityManagerFactory where, int times) throws IOException {
    var settings = new HashMap<>(Course.settings());
    settings.put("ehr.base-url", "http://127.0.0.1:" + hospital.port() + "/fhir");
    try (var attune = new Attune(where, settings, clock)) {
      for (int round = 0; round < times; round++) {
        attune.round();
        clock.advance(Duration.ofMinutes(2));
      }
    }
  }

  private static Set<String> facts(EntityManagerFactory where) {
    try (var database = where.createEntityManager()) {
      List<?> facts = database.createNativeQuery(Attune.FACTS).getResultList();
      // What is written again has another id.
      return facts.stream()
          .map(String::valueOf)
          .filter(fact -> !fact.contains("\"own\":true"))
          .collect(Collectors.toSet());
    }
  }

  private static List<String> without(Set<String> some, Set<String> others) {
    return some.stream().filter(each -> !others.contains(each)).sorted().toList();
  }

  private Set<String> activeFlags() {
    return Picture.of(hospital).lines().stream()
        .filter(line -> line.startsWith("Flag") && line.contains(" | active | "))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .collect(Collectors.toSet());
  }

  @Test
  void what_was_lost_is_let_go_and_what_is_ours_is_written_again() throws IOException {
    arrives(0);
    arrives(1);
    var backup = hospital.backup();
    clock.advance(Duration.ofHours(3));
    arrives(2);
    hospital.put(hospital.all("Appointment").get(0).deepCopy().put("status", "noshow"));
    rounds(tables, 2);
    var before = facts(tables);
    assertThat(activeFlags()).isNotEmpty();

    hospital.restore(backup);
    clock.advance(Duration.ofHours(1));
    assertThat(activeFlags()).isEmpty();
    rounds(tables, 4);
    var restored = facts(tables);
    var flags = activeFlags();

    hospital.restore(backup);
    try (var fresh = Attune.tables(TABLES + "fresh")) {
      rounds(fresh, 3);
      var expected = facts(fresh);
      assertThat(without(restored, expected)).as("not let go").isEmpty();
      assertThat(without(expected, restored)).as("not taken").isEmpty();
      assertThat(without(before, restored)).isNotEmpty();
      assertThat(flags).isNotEmpty().isEqualTo(activeFlags());
    }
  }
}
