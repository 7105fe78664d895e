package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.attune.fhir.Sandbox;
import org.attune.therapy.GapReason;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SieveTest {

  private static final int LARGEST = 300;

  private static String through(String text) throws IOException, Sieve.Overflow {
    return Sieve.text(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), LARGEST, 5_000);
  }

  private static String bundle(String... resources) {
    return "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
        + String.join("},{\"resource\":", resources)
        + "}]}";
  }

  private static String appointment(String id, String more) {
    return "{\"resourceType\":\"Appointment\",\"id\":\""
        + id
        + "\",\"meta\":{\"lastUpdated\":\"2026-03-02T10:00:00Z\"},\"comment\":\""
        + more
        + "\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing at all \u00e4\ud83d\ude00",
        "{\"a\":[{\"b\":{\"c\":\"}]\\\"}{[\"}}]}",
        "]]]}}}",
        "{\"a\":[{\"b\":{",
        "\"\\"
      })
  void what_is_small_comes_through_as_it_is(String text) throws Exception {
    assertThat(through(text)).isEqualTo(text);
  }

  @Test
  void of_a_giant_only_its_name_comes_through_and_its_neighbours_do_whole() throws Exception {
    var small = appointment("a1", "small");
    var page =
        Page.of(through(bundle(small, appointment("a2", "}]{\\\"".repeat(100)), small)))
            .orElseThrow();
    assertThat(page.entries()).extracting(Page.Entry::resource).element(0).isEqualTo(small);
    assertThat(page.entries()).extracting(Page.Entry::resource).element(2).isEqualTo(small);
    var giant = Sandbox.reader(Sandbox.mappers()).read(page.entries().get(1).resource());
    assertThat(giant.source()).isEqualTo(new Source("Appointment", "a2", null));
    assertThat(giant.updated()).hasToString("2026-03-02T10:00:00Z");
    assertThat(giant.reading()).isEqualTo(Sandbox.gap(GapReason.TOO_LARGE));
  }

  @Test
  void a_giant_that_says_nothing_of_itself_first_is_a_giant_all_the_same() throws Exception {
    var nameless = "{\"comment\":\"" + "x".repeat(9_000) + "\",\"id\":\"a3\"}";
    var page = Page.of(through(bundle(nameless))).orElseThrow();
    var giant = Sandbox.reader(Sandbox.mappers()).read(page.entries().get(0).resource());
    assertThat(giant.reading()).isEqualTo(Sandbox.gap(GapReason.TOO_LARGE));
  }

  @Test
  void a_page_of_too_many_small_ones_is_refused() {
    assertThatThrownBy(() -> through("[" + "1,".repeat(3_000))).isInstanceOf(Sieve.Overflow.class);
  }

  @Test
  void a_giant_without_end_is_refused() {
    assertThatThrownBy(() -> through(bundle(appointment("a4", "x".repeat(41_000)))))
        .isInstanceOf(Sieve.Overflow.class);
    assertThatCode(() -> through(bundle(appointment("a4", "x".repeat(39_000)))))
        .doesNotThrowAnyException();
  }
}
