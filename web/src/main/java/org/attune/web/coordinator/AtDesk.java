package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.attune.web.shared.AtWorklist;
import org.attune.worklist.Desk;

/** Who works at their worklist in this request. */
@RequestScoped
public class AtDesk {

  @Inject private AtWorklist at;

  /** Who it is. */
  public Desk desk() {
    var viewer = at.viewer();
    return new Desk(viewer.user(), viewer.role(), viewer.units(), viewer.own(), viewer.session());
  }
}
