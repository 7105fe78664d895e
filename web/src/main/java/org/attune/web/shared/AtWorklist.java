package org.attune.web.shared;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import org.attune.access.WorklistSessions.Open;
import org.attune.access.WorklistViewer;
import org.jspecify.annotations.Nullable;

/** Who works at their worklist in this request, as {@link WorklistDoor} found out. */
@RequestScoped
public class AtWorklist {

  private @Nullable Open worklist;

  void is(Open worklist) {
    this.worklist = worklist;
  }

  /** Who it is; only to be asked behind {@link OpenWorklist}. */
  public WorklistViewer viewer() {
    return worklist().viewer();
  }

  /** When the worklist closes unless it is looked at again. */
  public Instant until() {
    return worklist().ends();
  }

  private Open worklist() {
    if (worklist == null) {
      throw new IllegalStateException("nobody was let in by " + OpenWorklist.class.getSimpleName());
    }
    return worklist;
  }
}
