package org.attune.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  @Test
  void an_ehr_is_left_alone_for_as_long_as_it_asks_to_be_up_to_an_hour() {
    assertThat(Patience.asFarAsFits(Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(20));
    assertThat(Patience.asFarAsFits(Duration.ofDays(2))).isEqualTo(Duration.ofHours(1));
  }
}
