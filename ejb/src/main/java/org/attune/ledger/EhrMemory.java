package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the EHR still holds what it held last; the migration makes the one row. */
@Entity
@Table(name = "ehr_memory")
public class EhrMemory {

  /** The row. */
  static final int THE_ONE = 1;

  @Id private int id;
  private @Nullable Instant looked;
  private @Nullable Instant lost;
  private @Nullable Instant agrees;
  private @Nullable Instant settled;

  EhrMemory() {}

  void looked(Instant now) {
    looked = now;
  }

  void lost(Instant now, Instant until) {
    lost = now;
    agrees = until;
  }

  void settled(Instant now) {
    settled = now;
  }

  /** Whether it went back in time and not all that became doubtful by that was read again. */
  public boolean inDoubt() {
    return lost != null && (settled == null || settled.isBefore(lost));
  }

  /** When it was last looked at. */
  public Optional<Instant> looked() {
    return Optional.ofNullable(looked);
  }

  /** When it was last found that the EHR had gone back in time. */
  public Optional<Instant> lost() {
    return Optional.ofNullable(lost);
  }

  /** Until when, by its own clock, it held then what it had told us. */
  public Optional<Instant> agrees() {
    return Optional.ofNullable(agrees);
  }
}
