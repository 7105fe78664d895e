package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** An account that has not yet reached its keeper. */
@Entity
@Table(name = "audit_entry")
public class AuditEntry {

  /** Longer ones are cut; what is cut are values to search by, never a patient. */
  private static final int LONGEST_QUERY = 4_000;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit")
  @SequenceGenerator(name = "audit", sequenceName = "audit_entry_seq", allocationSize = 200)
  private long id;

  /** So that its keeper can tell a second copy. */
  private String name;

  @Column(name = "happened_at")
  private Instant at;

  @Enumerated(EnumType.STRING)
  private RecordAccess.Kind kind;

  private @Nullable PatientId patient;

  @Column(name = "about")
  private String record;

  @Column(name = "search")
  private @Nullable String query;

  @Enumerated(EnumType.STRING)
  private RecordAccess.Outcome outcome;

  private @Nullable String viewer;

  @Enumerated(EnumType.STRING)
  private BreakGlass.@Nullable Why reason;

  @Column(name = "reason_text")
  private @Nullable String reasonText;

  @SuppressWarnings("UnusedVariable") // queries read and write it
  private boolean refused;

  AuditEntry() {}

  /** An account of an access. */
  public AuditEntry(RecordAccess access, Instant at) {
    this.name = UUID.randomUUID().toString();
    this.at = at;
    this.kind = access.kind();
    this.patient = access.patient();
    this.record = access.record();
    this.query = cut(access.query());
    this.outcome = access.outcome();
    this.viewer = access.viewer();
    var given = access.reason();
    this.reason = given == null ? null : given.why();
    this.reasonText = given == null ? null : given.text();
  }

  private static @Nullable String cut(@Nullable String query) {
    return query == null || query.length() <= LONGEST_QUERY
        ? query
        : query.substring(0, LONGEST_QUERY);
  }

  long id() {
    return id;
  }

  /** Its name, the same however often it is sent. */
  public String name() {
    return name;
  }

  /** When it was. */
  public Instant at() {
    return at;
  }

  /** What it tells of. */
  public RecordAccess access() {
    var given = reason == null ? null : new BreakGlass(reason, reasonText);
    return new RecordAccess(kind, patient, record, query, outcome, viewer, given);
  }

  /** The record, where a single one is meant. */
  public @Nullable Source source() {
    int slash = record.indexOf('/');
    return slash < 0
        ? null
        : new Source(record.substring(0, slash), record.substring(slash + 1), null);
  }
}
