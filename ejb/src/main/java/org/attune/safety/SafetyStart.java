package org.attune.safety;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** From when on answers are new: the moment when the record was first begun to be read. */
@Entity
@Table(name = "safety_start")
class SafetyStart {

  static final int ONLY = 1;

  @Id private int id;
  private Instant since;

  SafetyStart() {}

  SafetyStart(Instant since) {
    this.id = ONLY;
    this.since = since;
  }

  Instant since() {
    return since;
  }
}
