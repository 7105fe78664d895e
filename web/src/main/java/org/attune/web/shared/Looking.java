package org.attune.web.shared;

import jakarta.enterprise.context.RequestScoped;
import org.attune.access.Viewer;
import org.jspecify.annotations.Nullable;

/** Who is looking in this request, as {@link ChartDoor} found out. */
@RequestScoped
public class Looking {

  private @Nullable Viewer viewer;

  void is(Viewer viewer) {
    this.viewer = viewer;
  }

  /** Who it is; only to be asked behind {@link OpenChart}. */
  public Viewer viewer() {
    if (viewer == null) {
      throw new IllegalStateException("nobody was let in by " + OpenChart.class.getSimpleName());
    }
    return viewer;
  }
}
