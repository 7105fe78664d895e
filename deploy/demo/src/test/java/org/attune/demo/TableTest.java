package org.attune.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    var table = new Table("client", "signal");
    table.row("c-7", "alliance-drop");
    assertThat(table.toString().lines())
        .containsExactly("  client  signal", "  ──────  ─────────────", "  c-7     alliance-drop");
  }
}
