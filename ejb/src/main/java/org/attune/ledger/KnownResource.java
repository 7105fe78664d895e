package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a resource was taken last, so that an older copy cannot come back; and the first
 * fact that it told.
 */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(name = "known_resource")
class KnownResource {

  /** What came of a resource. */
  enum State {
    /** Its facts stand in the ledger. */
    FACTS,
    /** It could not be read. */
    GAP,
    /** It was taken back by the EHR, or moved out of scope after it had stood here. */
    WITHDRAWN
  }

  /** Longer version texts are later ones where versions are counted; it only has to be fixed. */
  private static final Comparator<String> BY_VERSION =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  @Id private String reference;
  private @Nullable String version;
  private Instant updated;

  @Enumerated(EnumType.STRING)
  private State state;

  /** The EHR went back in time behind this version: whatever it tells now is taken. */
  private boolean doubted;

  private @Nullable String kind;
  private @Nullable PatientId patient;
  private @Nullable String content;

  KnownResource() {}

  KnownResource(ChartEntry entry, State state) {
    this.reference = entry.source().reference();
    this.version = entry.source().version();
    this.updated = entry.updated();
    this.state = state;
  }

  /** Whether an entry tells of a later version than the one taken last. */
  boolean isOlderThan(ChartEntry entry, Instant now) {
    if (updated.isAfter(now.plus(CLOCKS_DIFFER))) {
      // It cannot have been changed then; whatever is told now may put it right.
      return !entry.updated().equals(updated) || !Objects.equals(entry.source().version(), version);
    }
    return doubted || later(entry.updated(), entry.source().version(), updated, version);
  }

  /** Whether the first entry tells of a later version than the second; both of one resource. */
  static boolean later(ChartEntry one, ChartEntry other) {
    return later(one.updated(), one.source().version(), other.updated(), other.source().version());
  }

  private static boolean later(
      Instant one, @Nullable String version, Instant other, @Nullable String otherVersion) {
    int byTime = one.compareTo(other);
    return byTime != 0
        ? byTime > 0
        : Comparator.nullsFirst(BY_VERSION).compare(version, otherVersion) > 0;
  }

  Doubts.Told told() {
    int slash = reference.indexOf('/');
    return new Doubts.Told(
        new Source(reference.substring(0, slash), reference.substring(slash + 1), version),
        updated);
  }

  String reference() {
    return reference;
  }

  State state() {
    return state;
  }

  /** Whom its first fact is about, if it told one. */
  Optional<PatientId> patient() {
    return Optional.ofNullable(patient);
  }
}
