package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ChartPageTest {
  @Test
  void x() {
    System.out.println(Charts.example(Locale.ENGLISH));
    assertThat(Charts.example(Locale.GERMAN).signals()).isNotEmpty();
  }
}
