package org.attune.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.junit.jupiter.api.Test;

class ClocksTest {

  @Test
  void days_are_counted_in_the_zone_that_is_set() {
    assertThat(new Clocks(set("Asia/Kathmandu")).clock().getZone())
        .isEqualTo(ZoneId.of("Asia/Kathmandu"));
  }

  @Test
  void the_servers_zone_holds_where_none_is_set() {
    assertThat(new Clocks(set("server")).hospitalZone()).isEqualTo(ZoneId.systemDefault());
  }

  @Test
  void a_zone_that_does_not_exist_is_not_allowed() {
    assertThat(Clocks.ZONE.parse().apply("Europe/Nowhere")).isEmpty();
  }

  private static Settings set(String zone) {
    return new Settings() {
      @Override
      public <T> T get(Setting<T> setting) {
        return setting.parse().apply(zone).orElseThrow();
      }
    };
  }
}
