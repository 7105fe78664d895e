package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.attune.ehr.EhrCapabilities;
import org.attune.writeback.PendingWrites;

/** Learns what the EHR can do, and sends again what stood in another place for want of it. */
@ApplicationScoped
public class WhatEhrCan {

  private final EhrCapabilities capabilities;
  private final PendingWrites writes;
  private final Clock clock;

  @Inject
  WhatEhrCan(EhrCapabilities capabilities, PendingWrites writes, Clock clock) {
    this.capabilities = capabilities;
    this.writes = writes;
    this.clock = clock;
  }

  void look(boolean anew) {
    if (capabilities.look(anew)) {
      writes.sendAgainWhatStandsElsewhere(clock.instant());
      writes.tryAgainWhatWasRefused(clock.instant());
    }
    writes.tellWhatIsOwed(takesProvenances(), clock.instant());
  }

  private boolean takesProvenances() {
    return capabilities
        .known()
        .find("provenance-writing")
        .filter(row -> row.usedAs().equals("native"))
        .isPresent();
  }

  /** The EHR answers again; it may have come back as another than it was. */
  void cameBack() {
    look(true);
    writes.tryAgainWhatWasRefused(clock.instant());
  }
}
