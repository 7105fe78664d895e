package org.attune.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;
import org.attune.ehr.Stretch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadBooksTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static LoadPart part(@Nullable Instant asOf, Instant lastPageSays) {
    var part = new LoadPart(Feed.APPOINTMENTS, Stretch.WHOLE, asOf);
    part.read(new ChartPage(List.of(), new Bookmark(lastPageSays, lastPageSays, null), true));
    return part;
  }

  @Test
  void changes_are_asked_for_from_when_the_load_began_as_the_ehr_had_it() {
    var parts = List.of(part(NOON, NOON.plusSeconds(99)), part(NOON.minusSeconds(5), NOON));
    assertThat(LoadBooks.since(parts, Duration.ofHours(9))).isEqualTo(NOON.minusSeconds(5));
  }

  @Test
  void
      an_ehr_without_a_clock_had_at_the_begin_no_later_time_than_the_latest_change_less_the_load() {
    var parts = List.of(part(null, NOON), part(null, NOON.minus(Duration.ofDays(400))));
    assertThat(LoadBooks.since(parts, Duration.ofHours(9)))
        .isEqualTo(NOON.minus(Duration.ofHours(9)));
  }

  @Test
  void a_feed_in_which_nothing_was_seen_is_asked_for_from_its_beginning() {
    assertThat(LoadBooks.since(List.of(), Duration.ofHours(9))).isEqualTo(Instant.EPOCH);
    assertThat(LoadBooks.since(List.of(part(null, Instant.EPOCH)), Duration.ofHours(9)))
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void an_export_that_went_away_twice_is_not_asked_for_again() {
    var load = new Load(Errand.FIRST_LOAD, NOON);
    for (int time = 0; time < 2; time++) {
      assertThat(load.export()).isEqualTo(Load.Export.OPEN);
      load.asked("status", Set.of(Feed.GOALS, Feed.ANSWERS));
      assertThat(load.exported()).containsExactlyInAnyOrder(Feed.GOALS, Feed.ANSWERS);
      load.planAnew();
    }
    assertThat(load.export()).isEqualTo(Load.Export.NONE);
  }

  @Test
  void every_feed_is_read_in_one_stage() {
    var all = new ArrayList<Feed>();
    for (var stage : Stage.values()) {
      all.addAll(stage.feeds());
    }
    assertThat(all).containsExactlyInAnyOrder(Feed.values());
  }
}
