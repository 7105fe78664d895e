package org.attune.findings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.attune.therapy.PatientId;

/**
 * That a client keeps what they say about the working relationship to themselves, or does no
 * longer, as somebody wrote it down for them. No reason is asked for, and none is kept.
 */
@Entity
@Table(name = "client_wish")
public class ClientWish {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "client-wish")
  @SequenceGenerator(name = "client-wish", sequenceName = "client_wish_seq", allocationSize = 1)
  private long id;

  private String patient;

  private boolean hidden;

  @SuppressWarnings("UnusedVariable") // kept for whoever must answer for it
  @Column(name = "noted_by")
  private String by;

  @Column(name = "noted_at")
  private Instant at;

  ClientWish() {}

  ClientWish(PatientId patient, boolean hidden, String by, Instant at) {
    this.patient = patient.value();
    this.hidden = hidden;
    this.by = by;
    this.at = at;
  }

  /** Who wishes it. */
  PatientId patient() {
    return new PatientId(patient);
  }

  /** Whether they keep it to themselves. */
  boolean hidden() {
    return hidden;
  }

  /** When it was written down. */
  Instant at() {
    return at;
  }
}
