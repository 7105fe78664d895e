package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.attune.findings.UnitNotes;
import org.attune.writeback.PendingWrites;

/** Counts what concerns the unit once everybody who was due has been looked at. */
@ApplicationScoped
public class CountUnits {

  private final UnitNotes notes;
  private final PendingWrites writes;

  @Inject
  CountUnits(UnitNotes notes, PendingWrites writes) {
    this.notes = notes;
    this.writes = writes;
  }

  /** Counts, and has the EHR hear of what is new. */
  @Transactional
  public void count(Instant now) {
    notes.count(now).forEach(note -> writes.queue(note, now));
  }
}
