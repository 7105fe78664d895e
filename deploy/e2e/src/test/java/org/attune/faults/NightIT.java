package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the night finds. */
class NightIT {

  private static final Set<String> GOES_ON =
      Set.of(" | active | ", " | proposed | ", " | requested | ");
  private static final List<String> OURS = List.of("Flag", "Goal", "CarePlan", "Task");

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
    return standing("Flag");
  }

  /** What of ours stands and is not over, by its name. */
  private Set<String> standing(String type) {
    return Picture.of(hospital).lines().stream()
        .filter(line -> line.startsWith(type + " "))
        .filter(line -> GOES_ON.stream().anyMatch(line::contains))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .collect(Collectors.toSet());
  }

  private ObjectNode first(String type) {
    return hospital.all(type).stream()
        .filter(each -> each.path("identifier").path(0).path("system").asText().contains("attune"))
        .filter(each -> GOES_ON.contains(" | " + status(each) + " | "))
        .findFirst()
        .orElseThrow();
  }

  private static String status(ObjectNode resource) {
    return resource.path("status").asText() + resource.path("lifecycleStatus").asText();
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

  @ParameterizedTest
  @ValueSource(strings = {"Goal", "Task", "CarePlan"})
  void whatever_else_of_ours_the_record_lost_stands_again(String type) throws IOException {
    everythingArrives();
    rounds(2);
    night();
    var before = standing(type);
    assertThat(before).isNotEmpty();

    hospital.lose(type);
    assertThat(standing(type)).isEmpty();
    night();
    assertThat(standing(type)).isEqualTo(before);
    assertThat(Picture.of(hospital).doubled()).isEmpty();
  }

  @Test
  void all_of_it_stands_again_and_is_told_of_where_all_of_it_was_lost() throws IOException {
    everythingArrives();
    rounds(2);
    night();
    var before = OURS.stream().map(this::standing).toList();

    OURS.forEach(hospital::lose);
    hospital.lose("Provenance");
    hospital.lose("Device");
    night();
    assertThat(OURS.stream().map(this::standing).toList()).isEqualTo(before);
    assertThat(Picture.of(hospital).lines())
        .allMatch(line -> line.startsWith("Device") || line.endsWith(" | told 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Goal", "Task", "CarePlan"})
  void what_a_person_deleted_stays_deleted_night_after_night(String type) throws IOException {
    everythingArrives();
    rounds(2);
    night();
    var before = standing(type);

    hospital.delete(type, first(type).path("id").asText());
    for (int nights = 0; nights < 3; nights++) {
      night();
      assertThat(standing(type)).hasSize(before.size() - 1);
    }
    assertThat(rows("select id from pending_write where missing = true")).isEmpty();
  }

  @Test
  void many_of_ours_are_looked_for_with_few_requests() throws IOException {
    everythingArrives();
    rounds(2);
    clock.advance(Duration.ofDays(1));
    hospital.asked();
    rounds(1);
    var ours = OURS.stream().mapToInt(type -> standing(type).size()).sum();
    assertThat(ours).isGreaterThan(10);
    // One search of each type for all of them, and none for each: what asks for any of ours at all
    // names no record, and the probe of what the record can do names one that nobody has.
    var searches =
        hospital.asked().stream()
            .filter(each -> each.contains("finding%7C") || each.contains("care-plan%7C"))
            .filter(each -> !each.contains("%7C&") && !each.contains("%7Cattune-asks-nothing"))
            .map(each -> each.substring(0, each.indexOf('?')))
            .toList();
    assertThat(searches).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void what_the_record_did_not_tell_of_is_told_of_once_when_it_takes_that() throws IOException {
    hospital.refuse("Provenance");
    everythingArrives();
    rounds(2);
    assertThat(hospital.all("Provenance")).isEmpty();
    assertThat(activeFlags()).isNotEmpty();
    hospital.refuse("");
    for (int days = 0; days < 2; days++) {
      night();
    }
    assertThat(Picture.of(hospital).lines())
        .filteredOn(line -> line.startsWith("Flag") || line.startsWith("Task"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" | told 1"));
    assertThat(rows("select id from pending_write where attribution <> 'TOLD'")).isEmpty();
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
