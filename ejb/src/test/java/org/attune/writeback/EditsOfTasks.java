package org.attune.writeback;

import java.time.Instant;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** Tasks of ours that people completed in the record. */
public final class EditsOfTasks {

  private static final Instant SEEN = Instant.parse("2099-01-01T00:00:00Z");

  private EditsOfTasks() {}

  /** One that was done at a moment, or nobody knows when. */
  public static ChartEdit completed(WriteKind kind, @Nullable Instant done) {
    var task = new Source("Task", "asked", "2");
    var edit = new Edit("name", task, Edit.What.COMPLETED, true, done, null);
    return new ChartEdit(edit, "finding", kind, SEEN);
  }
}
