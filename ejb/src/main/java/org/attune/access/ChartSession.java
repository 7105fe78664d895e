package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * One chart that one person has open. Of the words that open it only digests are kept, so that
 * whoever reads the database opens nothing.
 */
@Entity
@Table(name = "chart_session")
class ChartSession {

  @Id private String id;

  @Column(name = "code_digest")
  private @Nullable String code;

  @Column(name = "token_digest")
  private @Nullable String token;

  @Column(name = "viewer")
  private String user;

  @Enumerated(EnumType.STRING)
  @Column(name = "viewer_role")
  private Role role;

  private PatientId patient;

  @Column(name = "about")
  private @Nullable String signal;

  @Column(name = "reason_needed")
  private boolean reasonNeeded;

  private Instant began;
  private Instant ends;

  ChartSession() {}

  ChartSession(String id, String code, Viewer viewer, boolean reasonNeeded, Instant began) {
    this.id = id;
    this.code = code;
    this.user = viewer.user();
    this.role = viewer.role();
    this.patient = viewer.patient();
    this.reasonNeeded = reasonNeeded;
    this.began = began;
    this.ends = began.plus(ChartSessions.CODE_LIFE);
  }

  /** The code is used up; from now on the token opens it. */
  void swapped(String token, Instant now, Duration idle) {
    this.code = null;
    this.token = token;
    this.ends = now.plus(idle);
  }

  /** Stays open while it is looked at, but never for longer than the longest life. */
  void seen(Instant now, Duration idle, Duration longest) {
    var last = began.plus(longest);
    var next = now.plus(idle);
    ends = next.isAfter(last) ? last : next;
  }

  /** Whether less than half of the time without a look is left. */
  boolean wearsOut(Instant now, Duration idle) {
    return Duration.between(now, ends).compareTo(idle.dividedBy(2)) < 0;
  }

  boolean over(Instant now) {
    return !now.isBefore(ends);
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

  Instant ends() {
    return ends;
  }

  Viewer viewer() {
    return new Viewer(user, role, patient);
  }
}
