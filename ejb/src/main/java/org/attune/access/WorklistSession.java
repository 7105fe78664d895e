package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

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

  @Column(name = "own_records")
  private @Nullable String own;

  WorklistSession() {}

  WorklistSession(
      String id,
      String code,
      String user,
      Role role,
      List<String> units,
      Set<PatientId> own,
      Instant began) {
    super(id, code, user, role, began);
    this.units = String.join(BETWEEN, units);
    this.own =
        own.isEmpty()
            ? null
            : own.stream().map(PatientId::value).sorted().collect(Collectors.joining(BETWEEN));
  }

  WorklistViewer viewer() {
    var records =
        own == null
            ? Set.<PatientId>of()
            : Stream.of(own.split(BETWEEN, -1)).map(PatientId::new).collect(Collectors.toSet());
    return new WorklistViewer(user(), role(), List.of(units.split(BETWEEN, -1)), records, id());
  }
}
