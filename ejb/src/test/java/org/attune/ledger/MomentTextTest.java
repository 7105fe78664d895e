package org.attune.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class MomentTextTest {

  @Property
  void a_moment_is_written_as_the_JDK_writes_it(
      @ForAll @LongRange(min = -40_000_000_000L, max = 300_000_000_000L) long seconds,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    for (var moment :
        new Instant[] {Instant.ofEpochSecond(seconds), Instant.ofEpochSecond(seconds, nanos)}) {
      assertThat(MomentText.of(moment)).isEqualTo(moment.toString());
    }
  }
}
