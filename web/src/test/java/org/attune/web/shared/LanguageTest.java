package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LanguageTest {

  @Test
  void what_was_asked_for_comes_before_what_the_browser_says() {
    assertThat(Language.of("de-AT", List.of(Locale.UK))).isEqualTo(Locale.GERMAN);
    assertThat(Language.of(null, List.of(Locale.FRENCH, Locale.GERMANY))).isEqualTo(Locale.GERMAN);
  }

  @Test
  void where_none_is_shipped_it_is_english() {
    assertThat(Language.of("tr", List.of(Locale.forLanguageTag("*")))).isEqualTo(Locale.ENGLISH);
    assertThat(Language.of(null, List.of())).isEqualTo(Locale.ENGLISH);
  }
}
