package org.attune.web.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.access.Role;
import org.attune.worklist.Desk;
import org.attune.worklist.ShowWorklist.Held;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page says that somebody has before them. */
class HeldRowsTest {

  private final Desk desk =
      new Desk("Practitioner/7", Role.COORDINATOR, List.of("*"), Set.of(), "s");

  private Optional<Held> read(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return HeldRows.of(reader.readObject(), desk);
    }
  }

  @Test
  void rows_are_known_by_their_versions_beside_what_is_wanted() {
    var held = read("{'since':'2026-11-22T09:29:30Z','has':{'a':3,'b':0},'wanted':{'owner':'me'}}");
    assertThat(held)
        .hasValueSatisfying(
            it -> {
              assertThat(it.since()).isEqualTo(Instant.parse("2026-11-22T09:29:30Z"));
              assertThat(it.rows()).isEqualTo(Map.of("a", 3L, "b", 0L));
              assertThat(it.wanted().owner()).isEqualTo("Practitioner/7");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'since':'yesterday','has':{},'wanted':{}}",
        "{'since':'2026-11-22T09:29:30Z','has':['a'],'wanted':{}}",
        "{'since':'2026-11-22T09:29:30Z','has':{'a':'3'},'wanted':{}}",
        "{'since':'2026-11-22T09:29:30Z','has':{}}",
        "{'since':'2026-11-22T09:29:30Z','has':{},'wanted':{'owner':'somebody'}}"
      })
  void what_is_not_understood_is_not_guessed(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void nobody_has_very_many_rows_before_them() {
    assertThat(read(with(200))).isPresent();
    assertThat(read(with(201))).isEmpty();
  }

  private static String with(int rows) {
    var has =
        IntStream.range(0, rows).mapToObj(n -> "'" + n + "':1").collect(Collectors.joining(","));
    return "{'since':'2026-11-22T09:29:30Z','has':{" + has + "},'wanted':{}}";
  }
}
