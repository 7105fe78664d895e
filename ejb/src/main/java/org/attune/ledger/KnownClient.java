package org.attune.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** Somebody who is or was in psychotherapy here, and when their courses must be looked at. */
@Entity
@Table(name = "client")
public class KnownClient {

  @Id private String patient;

  /** What stands for the client where their id must not be read, such as in messages. */
  private String pseudonym;

  @Column(name = "in_scope")
  private boolean inScope;

  private boolean newcomer;
  private boolean dirty;

  @Column(name = "next_look_at")
  private @Nullable Instant nextLookAt;

  private int faults;

  @Enumerated(EnumType.STRING)
  @Column(name = "kept_out")
  private @Nullable KeptOut keptOut;

  @Column(name = "merged_into")
  private @Nullable PatientId mergedInto;

  private boolean restricted;

  /** Why nothing of a client is kept. */
  public enum KeptOut {
    /** They object, as a consent in the record says. */
    OBJECTS,
    /** They were erased, and stay so until somebody has them built again. */
    ERASED
  }

  KnownClient() {}

  KnownClient(PatientId patient, boolean newcomer) {
    this.patient = patient.value();
    this.pseudonym = UUID.randomUUID().toString();
    this.inScope = true;
    this.newcomer = newcomer;
    this.dirty = true;
  }

  /**
   * Its columns that have a value: patient, pseudonym, in_scope, newcomer, dirty, faults. Written
   * by us, since a database that finds the client there already names them, and Hibernate would
   * hand its words on to the log.
   */
  Object[] row() {
    return new Object[] {patient, pseudonym, inScope, newcomer, dirty, faults};
  }

  /** Who. */
  public PatientId patient() {
    return new PatientId(patient);
  }

  /** What stands for them where no id may be. */
  public String pseudonym() {
    return pseudonym;
  }

  /** Whether anything in the ledger says that they are or were in psychotherapy here. */
  public boolean inScope() {
    return inScope;
  }

  /** Their courses were looked at; look again at a moment even if nothing changes, or never. */
  public void lookedAt(@Nullable Instant again) {
    this.dirty = false;
    this.nextLookAt = again;
    this.faults = 0;
  }

  /** Looking at them failed; try again at a moment, or as soon as something changes. */
  public void failed(Instant again) {
    this.dirty = false;
    this.nextLookAt = again;
    this.faults++;
  }

  /** Whether they must be looked at now; after a fault, whenever somebody asks. */
  public boolean due(Instant now) {
    return dirty || faults > 0 || (nextLookAt != null && !nextLookAt.isAfter(now));
  }

  /** How often looking at them failed since it last went well. */
  public int faults() {
    return faults;
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

  /** Why nothing of them is kept; empty where they are a client like any other. */
  public Optional<KeptOut> keptOut() {
    return Optional.ofNullable(keptOut);
  }

  /** The record that theirs was merged into, where it was. */
  public Optional<PatientId> mergedInto() {
    return Optional.ofNullable(mergedInto);
  }

  void merged(@Nullable PatientId into) {
    mergedInto = into;
  }

  /** Whether nobody may open them without a reason of the site's break-glass rules. */
  public boolean restricted() {
    return restricted;
  }

  /** Their record is marked as one for few eyes, or no longer. */
  public void restrict(boolean now) {
    restricted = now;
  }

  void keepOut(KeptOut why) {
    keptOut = why;
    inScope = false;
    newcomer = false;
  }

  /** Nothing of them is kept out any longer: their whole chart must be read. */
  void letIn() {
    keptOut = null;
    inScope = true;
    newcomer = true;
    dirty = true;
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
