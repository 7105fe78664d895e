package org.attune.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.RecordAccess.Outcome;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC);
  private static final RecordAccess OF_A_CLIENT =
      new RecordAccess(Kind.READ, new PatientId("p1"), "Patient/p1", null, Outcome.DONE);
  private static final RecordAccess OVER_EVERYONE =
      new RecordAccess(Kind.QUERY, null, "Goal", "Goal?_count=2", Outcome.DONE);

  private final Map<String, String> site = new HashMap<>();
  private final Store store = new Store();
  private final AuditTrail trail = new AuditTrail(store, settings(), CLOCK);

  /** Keeps accounts in memory, or fails. */
  private static final class Store extends AuditEntries {

    private final List<RecordAccess> kept = new ArrayList<>();
    private boolean broken;

    @SuppressWarnings("NullAway") // it asks no database
    Store() {
      super(null);
    }

    @Override
    void keep(List<AuditEntry> accounts) {
      if (broken) {
        throw new IllegalStateException("no database");
      }
      accounts.forEach(each -> kept.add(each.access()));
    }
  }

  private Settings settings() {
    return new Settings() {
      @Override
      public <T> T get(Setting<T> setting) {
        var text = site.get(setting.key());
        return text == null ? setting.fallback() : setting.parse().apply(text).orElseThrow();
      }
    };
  }

  @Test
  void an_account_that_the_database_does_not_take_waits_for_the_next_one() {
    store.broken = true;
    trail.keep(OF_A_CLIENT);
    assertThat(store.kept).isEmpty();
    store.broken = false;
    trail.keep(OVER_EVERYONE);
    assertThat(store.kept).containsExactly(OF_A_CLIENT, OVER_EVERYONE);
  }

  @Test
  void what_nobody_can_keep_any_longer_is_counted_as_lost() {
    store.broken = true;
    IntStream.range(0, 10_003).forEach(n -> trail.keep(OF_A_CLIENT));
    assertThat(trail.lost()).isEqualTo(3);
    assertThat(trail.onlyCounted()).isZero();
    store.broken = false;
    trail.keep(OVER_EVERYONE);
    assertThat(store.kept).hasSize(10_001);
    assertThat(trail.lost()).isEqualTo(3);
  }

  @Test
  void beyond_the_bound_searches_over_everyone_are_counted_and_clients_are_kept() {
    site.put("audit.most-pending", "1000");
    trail.counted(1000);
    IntStream.range(0, 5).forEach(n -> trail.keep(OVER_EVERYONE));
    trail.keep(OF_A_CLIENT);
    assertThat(store.kept).containsExactly(OF_A_CLIENT);
    assertThat(trail.onlyCounted()).isEqualTo(5);
  }

  @Test
  void where_nobody_shall_be_told_nothing_is_kept() {
    site.put("audit.to", "none");
    trail.keep(OF_A_CLIENT);
    assertThat(store.kept).isEmpty();
  }

  @Test
  void an_account_is_a_repository_the_ehr_or_nobody() {
    assertThat(AuditTrail.TO.parse().apply("https://audit.example/fhir")).isPresent();
    assertThat(AuditTrail.TO.parse().apply("somewhere")).isEmpty();
  }
}
