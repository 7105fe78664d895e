package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.attune.web.shared.AtWorklist;
import org.attune.worklist.Desk;

/** The desk at which somebody works in this request. */
@RequestScoped
public class AtDesk {

  @Inject private AtWorklist at;

  /** It; only to be asked behind {@link org.attune.web.shared.OpenWorklist}. */
  public Desk desk() {
    var viewer = at.viewer();
    return new Desk(viewer.user(), viewer.role(), viewer.units(), Set.of(), viewer.session());
  }
}
