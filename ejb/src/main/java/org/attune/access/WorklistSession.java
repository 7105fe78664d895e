package org.attune.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/**
 * A worklist that one person has open. It is no chart and no caseload, and opens neither; of the
 * words that open it only digests are kept.
 */
@Entity
@Table(name = "worklist_session")
class WorklistSession extends OpenSession {

  /** No name of a unit holds one. */
  private static final String BETWEEN = " ";

  private String units;

  WorklistSession() {}

  WorklistSession(
      String id, String code, String user, Role role, List<String> units, Instant began) {
    super(id, code, user, role, began);
    this.units = String.join(BETWEEN, units);
  }

  WorklistViewer viewer() {
    return new WorklistViewer(user(), role(), List.of(units.split(BETWEEN, -1)), id());
  }
}
