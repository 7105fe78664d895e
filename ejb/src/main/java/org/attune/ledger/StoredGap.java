package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** A resource that should have told us something and could not. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(name = "gap")
class StoredGap {

  @Id private String reference;

  /** Set for gaps found while a client's courses were put together; these pass with the cause. */
  private @Nullable PatientId patient;

  @Enumerated(EnumType.STRING)
  private GapReason reason;

  private Instant since;

  StoredGap() {}

  StoredGap(Source source, @Nullable PatientId patient, GapReason reason, Instant since) {
    this.reference = source.reference();
    this.patient = patient;
    this.reason = reason;
    this.since = since;
  }

  String reference() {
    return reference;
  }

  void isNow(GapReason now) {
    this.reason = now;
  }
}
