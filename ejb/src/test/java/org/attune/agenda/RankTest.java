package org.attune.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.attune.detection.Level;
import org.attune.settings.GivenSettings;
import org.junit.jupiter.api.Test;

class RankTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final long SAFE_IN_JAVASCRIPT = 1L << 53;

  private final Rank rank = new Rank(GivenSettings.FALLBACKS);

  /** A row that entered some minutes after noon. */
  private record Row(Level level, int minute) {

    Instant entered() {
      return NOON.plus(Duration.ofMinutes(minute));
    }
  }

  private long of(Row row) {
    return rank.of(false, row.level(), false, row.entered());
  }

  /** The logarithm of urgency × age, both as the class has them. */
  private double pressing(Row row, Instant at, double days) {
    double age = Duration.between(row.entered(), at).toMillis() / 86_400_000.0;
    double patience = rank.patience(row.level()).toDays();
    return Math.log(Math.exp(-patience / days)) + age / days;
  }

  @Property(tries = 300)
  void at_any_time_the_order_is_that_of_urgency_times_age(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(max = 90_000) Integer> minutes,
      @ForAll @Size(12) List<Boolean> pressing,
      @ForAll @IntRange(max = 200) int daysLater,
      @ForAll @IntRange(min = 5, max = 60) int tau) {
    var rows =
        IntStream.range(0, minutes.size())
            .mapToObj(n -> new Row(pressing.get(n) ? Level.REVIEW : Level.INFO, minutes.get(n)))
            .toList();
    var at = NOON.plus(Duration.ofDays(daysLater));
    var sorted = rows.stream().sorted(Comparator.comparingLong(this::of)).toList();
    for (int n = 1; n < sorted.size(); n++) {
      assertThat(pressing(sorted.get(n - 1), at, tau))
          .isGreaterThanOrEqualTo(pressing(sorted.get(n), at, tau) - 1e-9);
    }
  }

  @Test
  void what_is_good_to_know_comes_before_what_is_worth_a_look_once_it_is_three_weeks_older() {
    var info = new Row(Level.INFO, 0);
    int threeWeeks = 21 * 24 * 60;
    assertThat(of(info)).isGreaterThan(of(new Row(Level.REVIEW, threeWeeks - 1)));
    assertThat(of(info)).isLessThan(of(new Row(Level.REVIEW, threeWeeks + 1)));
  }

  @Test
  void the_site_says_how_patient_it_is() {
    var hasty = new Rank(GivenSettings.with("worklist.info-days", "7"));
    assertThat(hasty.of(false, Level.INFO, false, NOON))
        .isEqualTo(hasty.of(false, Level.REVIEW, false, NOON));
  }

  @Test
  void nothing_overtakes_what_needs_a_person_within_a_working_day_or_a_request() {
    var yearsAgo = NOON.minus(Duration.ofDays(2_000));
    long old = rank.of(false, Level.REVIEW, false, yearsAgo);
    assertThat(rank.of(false, Level.PRIORITY, false, NOON)).isLessThan(old);
    assertThat(rank.of(true, Level.INFO, false, NOON)).isLessThan(old);
  }

  @Test
  void what_is_older_than_the_going_live_comes_after_all_else() {
    var yearsAgo = NOON.minus(Duration.ofDays(2_000));
    assertThat(rank.of(false, Level.PRIORITY, true, yearsAgo))
        .isGreaterThan(rank.of(false, Level.INFO, false, NOON))
        .isLessThan(SAFE_IN_JAVASCRIPT);
  }
}
