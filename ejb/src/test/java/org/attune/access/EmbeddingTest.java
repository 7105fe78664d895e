package org.attune.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attune.access.BreakGlass.Why;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  private static String ancestors(String text) {
    return new Embedding(
            new Settings() {
              @Override
              public <T> T get(Setting<T> setting) {
                return setting.parse().apply(text).orElseThrow();
              }
            })
        .ancestors();
  }

  @Test
  void nobody_shows_our_pages_within_theirs_unless_the_site_says_who() {
    assertThat(Embedding.ORIGINS.fallback()).isEmpty();
    assertThat(ancestors("")).isEqualTo("'none'");
    assertThat(ancestors("https://ehr.example, http://localhost:8090"))
        .isEqualTo("https://ehr.example http://localhost:8090");
  }

  @Test
  void nothing_but_origins_gets_into_the_header() {
    for (String text :
        new String[] {
          "*",
          "https:",
          "'self'",
          "https://ehr.example; script-src *",
          "https://ehr.example/path",
          "https://ehr.example\r\nX: y",
          "javascript:alert(1)"
        }) {
      assertThat(Embedding.ORIGINS.parse().apply(text)).as(text).isEmpty();
    }
  }

  @Test
  void another_reason_for_a_record_for_few_eyes_needs_words_and_they_reach_no_log() {
    assertThatThrownBy(() -> new BreakGlass(Why.OTHER, " ")).isInstanceOf(RuntimeException.class);
    assertThat(new BreakGlass(Why.EMERGENCY, " ").text()).isNull();
    assertThat(new BreakGlass(Why.OTHER, "x".repeat(999)).text()).hasSize(BreakGlass.LONGEST);
    assertThat(new BreakGlass(Why.OTHER, "my own words").toString()).doesNotContain("words");
  }
}
