package org.attune.web.shared;

import jakarta.enterprise.context.RequestScoped;
import org.attune.access.CaseloadViewer;
import org.jspecify.annotations.Nullable;

/** Who looks at their caseload in this request, as {@link CaseloadDoor} found out. */
@RequestScoped
public class LookingAround {

  private @Nullable CaseloadViewer viewer;

  void is(CaseloadViewer viewer) {
    this.viewer = viewer;
  }

  /** Who it is; only to be asked behind {@link OpenCaseload}. */
  public CaseloadViewer viewer() {
    if (viewer == null) {
      throw new IllegalStateException("nobody was let in by " + OpenCaseload.class.getSimpleName());
    }
    return viewer;
  }
}
