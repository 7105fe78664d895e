package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * One chart that one person has open. Of the words that open it only digests are kept, so that
 * whoever reads the database opens nothing.
 */
@Entity
@Table(name = "chart_session")
class ChartSession extends OpenSession {

  private PatientId patient;

  @Column(name = "about")
  private @Nullable String signal;

  @Column(name = "reason_needed")
  private boolean reasonNeeded;

  ChartSession() {}

  ChartSession(String id, String code, Viewer viewer, boolean reasonNeeded, Instant began) {
    super(id, code, viewer.user(), viewer.role(), began);
    this.patient = viewer.patient();
    this.reasonNeeded = reasonNeeded;
  }

  /** It is opened because of one signal. */
  void about(@Nullable String signal) {
    this.signal = signal;
  }

  @Nullable String signal() {
    return signal;
  }

  boolean reasonNeeded() {
    return reasonNeeded;
  }

  void reasonGiven() {
    reasonNeeded = false;
  }

  Viewer viewer() {
    return new Viewer(user(), role(), patient);
  }
}
