package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the night finds. */
class NightIT {

  private static int databases;

  private final HandSet clock =
      new HandSet(
          Course.TODAY.atTime(LocalTime.of(6, 0)).atZone(Course.ZONE).toInstant(), Course.ZONE);
  private LightHospital hospital;
  private EntityManagerFactory tables;

  @BeforeEach
  void a_hospital() throws IOException {
    hospital = new LightHospital(clock, Traits.PLAIN, 7);
    tables = Attune.tables("night-" + ++databases);
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
    hospital.close();
  }

  private void everythingArrives() {
    Course.told().waves().stream()
        .flatMap(wave -> wave.parts().stream())
        .flatMap(List::stream)
        .forEach(
            resource -> {
              hospital.put(resource);
              clock.advance(Duration.ofMillis(200));
            });
  }

  private void rounds(int times) throws IOException {
    var settings = new HashMap<>(Course.settings());
    settings.put("ehr.base-url", "http://127.0.0.1:" + hospital.port() + "/fhir");
    try (var attune = new Attune(tables, settings, clock)) {
      for (int round = 0; round < times; round++) {
        attune.round();
        clock.advance(Duration.ofMinutes(2));
      }
    }
  }

  private void night() throws IOException {
    clock.advance(Duration.ofDays(1));
    rounds(3);
  }

  private Set<String> activeFlags() {
    return Picture.of(hospital).lines().stream()
        .filter(line -> line.startsWith("Flag") && line.contains(" | active | "))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .collect(Collectors.toSet());
  }

  private List<String> rows(String query) {
    try (var database = tables.createEntityManager()) {
      List<?> rows = database.createNativeQuery(query).getResultList();
      return rows.stream().map(String::valueOf).toList();
    }
  }

  @Test
  void flags_that_the_record_lost_without_losing_anything_else_stand_again() throws IOException {
    everythingArrives();
    rounds(2);
    var before = activeFlags();
    assertThat(before).hasSizeGreaterThan(2);

    hospital.lose("Flag");
    rounds(2);
    assertThat(activeFlags()).isEmpty();
    night();
    assertThat(activeFlags()).isEqualTo(before);
    assertThat(Picture.of(hospital).doubled()).isEmpty();
  }

  @Test
  void a_flag_that_a_person_deleted_is_known_to_be_closed() throws IOException {
    everythingArrives();
    rounds(2);
    var before = activeFlags();
    var deleted =
        hospital.all("Flag").stream()
            .filter(flag -> flag.path("status").asText().equals("active"))
            .findFirst()
            .orElseThrow();

    hospital.delete("Flag", deleted.path("id").asText());
    rounds(2);
    assertThat(rows("select what from chart_edit")).isEmpty();
    night();
    assertThat(rows("select what from chart_edit")).containsExactly("CLOSED");
    assertThat(activeFlags()).hasSize(before.size() - 1);
  }

  @Test
  void flags_that_stand_are_left_as_they_are() throws IOException {
    everythingArrives();
    rounds(2);
    var before = hospital.all("Flag");
    night();
    assertThat(rows("select id from pending_write where looked_after is not null"))
        .hasSizeGreaterThan(2);
    assertThat(rows("select id from pending_write where state = 'PENDING'")).isEmpty();
    assertThat(hospital.all("Flag")).isEqualTo(before);
  }

  @Test
  void a_client_all_of_whose_records_were_left_out_of_every_page_is_found() throws IOException {
    var patient =
        Course.told().waves().get(0).parts().stream()
            .flatMap(List::stream)
            .filter(each -> each.path("resourceType").asText().equals("Appointment"))
            .flatMap(each -> StreamSupport.stream(each.path("participant").spliterator(), false))
            .map((JsonNode each) -> each.path("actor").path("reference").asText())
            .filter(each -> each.startsWith("Patient/"))
            .findFirst()
            .orElseThrow();
    var theirs = "select patient from client where patient = '" + patient.substring(8) + "'";
    hospital.hide(patient);
    everythingArrives();
    rounds(2);
    hospital.hide("");
    clock.advance(Duration.ofHours(1));
    rounds(2);
    assertThat(rows(theirs)).isEmpty();
    night();
    assertThat(rows(theirs)).hasSize(1);
    assertThat(rows(theirs.replace("from client", "from known_resource"))).hasSizeGreaterThan(5);
  }
}
