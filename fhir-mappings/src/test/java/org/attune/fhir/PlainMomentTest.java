package org.attune.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMomentTest {

  @Property(tries = 5_000)
  void what_is_plain_stands_for_the_moment_that_everybody_takes_it_for(@ForAll long seed) {
    var text = written(new Random(seed));
    if (PlainMoment.is(text)) {
      assertThat(PlainMoment.instant(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
      assertThat(new DateTimeType(text).getValueAsString()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02T09:00:00Z",
        "2026-03-31T23:59:59.123456789-13:59",
        "1999-12-31T00:00:00.5+01:00"
      })
  void what_hospitals_write_is_plain(String text) {
    assertThat(PlainMoment.is(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-03-02",
        "2026-03-02T09:00Z",
        "2026-03-02T09:00:00",
        "2026-02-29T09:00:00Z",
        "2026-00-02T09:00:00Z",
        "2026-13-02T09:00:00Z",
        "2026-04-31T09:00:00Z",
        "2026-03-00T09:00:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T09:60:00Z",
        "2026-03-02T09:00:60Z",
        "2026-03-02T09:00:00.Z",
        "2026-03-02T09:00:00.1234567891Z",
        "2026-03-02T09:00:00+14:00",
        "2026-03-02T09:00:00+01:60",
        "2026-03-02T09:00:00+01:00x",
        "2026-03-02T09:00:00z",
        "0026-03-02T09:00:00Z"
      })
  void the_rest_is_for_others_to_judge(String text) {
    assertThat(PlainMoment.is(text)).isFalse();
  }

  private static String written(Random random) {
    var zone =
        random.nextBoolean()
            ? "Z"
            : String.format(
                Locale.ROOT,
                "%s%02d:%02d",
                random.nextBoolean() ? "+" : "-",
                random.nextInt(16),
                random.nextInt(62));
    int digits = random.nextInt(11);
    var fraction =
        digits == 0
            ? ""
            : "."
                + String.format(Locale.ROOT, "%010d", random.nextInt(1 << 30)).substring(0, digits);
    return String.format(
            Locale.ROOT,
            "%04d-%02d-%02dT%02d:%02d:%02d",
            random.nextInt(3_000),
            random.nextInt(14),
            random.nextInt(33),
            random.nextInt(25),
            random.nextInt(61),
            random.nextInt(61))
        + fraction
        + zone;
  }
}
