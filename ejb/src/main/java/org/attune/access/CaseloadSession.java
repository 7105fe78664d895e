package org.attune.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A caseload that one person has open. It is no chart and opens none; of the words that open it
 * only digests are kept.
 */
@Entity
@Table(name = "caseload_session")
class CaseloadSession extends OpenSession {

  CaseloadSession() {}

  CaseloadSession(String id, String code, String user, Role role, Instant began) {
    super(id, code, user, role, began);
  }

  CaseloadViewer viewer() {
    return new CaseloadViewer(user(), role(), id());
  }
}
