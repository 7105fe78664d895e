package org.attune.writeback;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** How far people's edits of what is ours were read. One row. */
@Entity
@Table(name = "own_records_position")
class OwnRecordsPosition {

  static final int ONLY = 1;

  @Id private int id;
  private Instant since;

  OwnRecordsPosition() {}

  OwnRecordsPosition(Instant since) {
    this.id = ONLY;
    this.since = since;
  }

  Instant since() {
    return since;
  }

  void read(Instant until) {
    this.since = until;
  }
}
