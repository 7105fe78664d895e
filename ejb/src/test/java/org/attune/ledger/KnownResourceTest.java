package org.attune.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class KnownResourceTest {

  private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");

  private static ChartEntry version(String version, Instant updated) {
    return new ChartEntry(
        new Source("Appointment", "a1", version), updated, new Reading.Withdrawn<>());
  }

  private static KnownResource known(String version, Instant updated) {
    return new KnownResource(version(version, updated), KnownResource.State.FACTS);
  }

  @Test
  void of_two_versions_the_later_one_holds() {
    var known = known("2", NOW.minusSeconds(60));
    assertThat(known.isOlderThan(version("3", NOW), NOW)).isTrue();
    assertThat(known.isOlderThan(version("1", NOW.minusSeconds(90)), NOW)).isFalse();
    assertThat(known.isOlderThan(version("2", NOW.minusSeconds(60)), NOW)).isFalse();
  }

  @Test
  void clocks_that_differ_by_hours_change_nothing_in_that() {
    var known = known("2", NOW.plus(Duration.ofHours(10)));
    assertThat(known.isOlderThan(version("1", NOW), NOW)).isFalse();
  }

  @Test
  void a_version_from_far_in_the_future_can_be_put_right_and_is_not_news_each_time() {
    var future = NOW.plus(Duration.ofDays(36_500));
    var known = known("2", future);
    assertThat(known.isOlderThan(version("3", NOW), NOW)).isTrue();
    assertThat(known.isOlderThan(version("2", future), NOW)).isFalse();
  }
}
