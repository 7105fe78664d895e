package org.attune.findings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What concerns a unit rather than a client, such as a therapist's absence: counted over clients,
 * naming none.
 */
@Entity
@Table(name = "unit_note")
public class UnitNote {

  @Id
  @Column(name = "note_key")
  private String key;

  private String detector;
  private String subject;
  private Instant since;
  private long clients;
  private Instant opened;
  private @Nullable Instant closed;
  private boolean told;

  UnitNote() {}

  /**
   * Opens a note.
   *
   * @param detector by which rule
   * @param subject what it is about, as the rule names it
   * @param since when it began for the first client
   */
  UnitNote(String detector, String subject, Instant since, long clients, Instant now) {
    this.key = key(detector, subject, since);
    this.detector = detector;
    this.subject = subject;
    this.since = since;
    this.clients = clients;
    this.opened = now;
  }

  /** The same rule, subject and beginning give the same name, also in a ledger that was rebuilt. */
  static String key(String detector, String subject, Instant since) {
    var named = String.join("|", detector, subject, since.toString());
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** It stands again. */
  void reopen(long now) {
    closed = null;
    told = false;
    clients = now;
  }

  /** How many clients it concerns now; tells whether that is something new. */
  boolean counts(long now) {
    boolean changed = clients != now;
    clients = now;
    return changed;
  }

  /** It has passed. */
  void close(Instant now) {
    closed = now;
  }

  /** Whether the outbox knows of it; it does not while nobody is named to whom it may go. */
  public void told(boolean now) {
    told = now;
  }

  /** Its name for life. */
  public String key() {
    return key;
  }

  /** By which rule. */
  public String detector() {
    return detector;
  }

  /** What it is about, as the rule names it. */
  public String subject() {
    return subject;
  }

  /** When it began for the first client. */
  public Instant since() {
    return since;
  }

  /** How many clients it concerns. */
  public long clients() {
    return clients;
  }

  /** When it was first counted. */
  public Instant opened() {
    return opened;
  }

  /** When it had passed. */
  public Optional<Instant> closed() {
    return Optional.ofNullable(closed);
  }

  /** Whether the outbox knows of it. */
  public boolean told() {
    return told;
  }
}
