package org.attune.worklist;

import java.time.Instant;
import org.attune.worklist.WorklistView.RowView;
import org.jspecify.annotations.Nullable;

/** What came of something that somebody wanted done about a row. */
public sealed interface Outcome {

  /**
   * It was done.
   *
   * @param row as it is now; null where it is not on the list any longer
   */
  record Done(@Nullable RowView row) implements Outcome {}

  /** There is no such row, or none that the person may know of. */
  record NotOnWorklist() implements Outcome {}

  /**
   * Its signal has ended or was set aside meanwhile, or it is put off otherwise than was read.
   *
   * @param row as it is now; null where it is not on the list any longer
   * @param putOff who put it off until when; null where nobody did
   */
  record SomeoneWasFaster(@Nullable RowView row, @Nullable PutOff putOff) implements Outcome {}

  /**
   * Somebody wants to see it again later.
   *
   * @param by who, as a reference, or null where that is not known
   */
  record PutOff(@Nullable String by, Instant until) {}

  /** Somebody else has it than was seen. */
  record TakenBySomebody(@Nullable RowView row) implements Outcome {}

  /** What was asked for cannot be. */
  record NotUnderstood() implements Outcome {}

  /** Nobody is named with whom to talk. */
  record NobodyToAsk() implements Outcome {}
}
