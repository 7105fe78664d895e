package org.attune.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  /** Half past eleven at night in London, half past twelve in Amsterdam. */
  private static final Clock LATE =
      Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);

  @Test
  void today_is_the_hospitals_own_day() throws Options.NotUnderstood {
    assertThat(Options.parse(List.of(), LATE).caseload().today())
        .isEqualTo(LocalDate.parse("2026-11-23"));
    assertThat(Options.parse(List.of("--zone", "Europe/London"), LATE).caseload().today())
        .isEqualTo(LocalDate.parse("2026-11-22"));
  }

  @Test
  void a_day_that_is_given_is_kept() throws Options.NotUnderstood {
    var options = Options.parse(List.of("--today", "2026-02-03", "--clients", "7"), LATE);
    assertThat(options.caseload().today()).isEqualTo(LocalDate.parse("2026-02-03"));
    assertThat(options.caseload().clients()).isEqualTo(7);
  }

  @Test
  void a_program_that_people_open_is_known_with_its_keys() throws Options.NotUnderstood {
    var door =
        Options.parse(
                List.of(
                    "--authorisation", "strict", "--app", "attune=http://localhost:8080/attune"),
                LATE)
            .door();
    assertThat(door.clients())
        .containsEntry("attune", URI.create("http://localhost:8080/attune/api/jwks"));
    assertThatThrownBy(() -> Options.parse(List.of("--app", "attune=somewhere"), LATE))
        .hasMessageContaining("--app");
  }

  @Test
  void what_is_not_understood_is_named() {
    assertThatThrownBy(() -> Options.parse(List.of("--prot", "1"), LATE))
        .hasMessageContaining("--prot");
    assertThatThrownBy(() -> Options.parse(List.of("--port", "70000"), LATE))
        .hasMessageContaining("--port")
        .hasMessageContaining("65535");
    assertThatThrownBy(() -> Options.parse(List.of("--today", "soon"), LATE))
        .hasMessageContaining("--today");
    assertThatThrownBy(() -> Options.parse(List.of("--data"), LATE))
        .hasMessageContaining("needs a value");
  }
}
