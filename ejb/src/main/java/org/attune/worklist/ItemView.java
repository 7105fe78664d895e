package org.attune.worklist;

import java.time.Instant;
import java.util.List;
import org.attune.chart.SignalView;
import org.attune.worklist.WorklistView.RowView;
import org.jspecify.annotations.Nullable;

/**
 * All that can be told of one row.
 *
 * @param row the row
 * @param signal the signal, as the chart has it for the same reader; null of a question
 * @param others the client's other rows, in order
 * @param history what people did about it, the earliest first
 */
public record ItemView(
    RowView row, @Nullable SignalView signal, List<RowView> others, List<Deed> history) {

  public ItemView {
    others = List.copyOf(others);
    history = List.copyOf(history);
  }

  /**
   * Something that somebody did about it. What they said with it is theirs, and not told.
   *
   * @param at when
   * @param what as a word of the program
   * @param by who, as a reference; empty where the record does not say
   * @param to to whom it was given, or null
   * @param until until when it was put off, or null
   * @param reason why it was set aside, or null
   */
  public record Deed(
      Instant at,
      String what,
      String by,
      @Nullable String to,
      @Nullable Instant until,
      @Nullable String reason) {}
}
