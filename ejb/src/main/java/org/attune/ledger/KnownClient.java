package org.attune.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** Somebody who is or was in psychotherapy here, and when their courses must be looked at. */
@Entity
@Table(name = "client")
public class KnownClient {

  @Id private String patient;

  @Column(name = "in_scope")
  private boolean inScope;

  private boolean newcomer;
  private boolean dirty;

  @Column(name = "next_look_at")
  private @Nullable Instant nextLookAt;

  KnownClient() {}

  KnownClient(PatientId patient, boolean newcomer) {
    this.patient = patient.value();
    this.inScope = true;
    this.newcomer = newcomer;
    this.dirty = true;
  }

  /** Who. */
  public PatientId patient() {
    return new PatientId(patient);
  }

  /** Whether anything in the ledger says that they are or were in psychotherapy here. */
  public boolean inScope() {
    return inScope;
  }

  /** Their courses were looked at; look again at a moment even if nothing changes, or never. */
  public void lookedAt(@Nullable Instant again) {
    this.dirty = false;
    this.nextLookAt = again;
  }

  /** Whether something changed since they were looked at. */
  public boolean dirty() {
    return dirty;
  }

  /** Whether their chart must still be read in full. */
  public boolean newcomer() {
    return newcomer;
  }

  /** When to look again even if nothing changes. */
  public Optional<Instant> nextLookAt() {
    return Optional.ofNullable(nextLookAt);
  }

  /** Something happened to them outside the chart that is read. */
  public void lookSoon() {
    this.dirty = true;
  }

  void cameBack() {
    this.inScope = true;
  }

  void left() {
    this.inScope = false;
  }

  void readInFull() {
    this.newcomer = false;
    this.dirty = true;
  }
}
