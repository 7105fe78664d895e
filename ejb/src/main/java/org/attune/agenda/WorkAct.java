package org.attune.agenda;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody did about a row itself: who has it, and of a question who saw it or put it off. */
@Entity
@Table(name = "work_act")
public class WorkAct {

  /** What was done. */
  public enum What {
    /** Somebody took it. */
    TAKEN,
    /** Somebody gave it to somebody else. */
    GIVEN,
    /** It is nobody's again. */
    LEFT,
    /** Somebody saw a question. */
    ACKNOWLEDGED,
    /** Somebody put a question off. */
    SNOOZED,
    /** Somebody put back on the list what was put off. */
    WOKEN
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "work-act")
  @SequenceGenerator(name = "work-act", sequenceName = "work_act_seq", allocationSize = 1)
  private long id;

  @Column(name = "item_key")
  private String item;

  @Enumerated(EnumType.STRING)
  private What what;

  @Column(name = "given_to")
  private @Nullable String to;

  @Column(name = "until_moment")
  private @Nullable Instant until;

  @Column(name = "done_by")
  private String by;

  @Column(name = "done_at")
  private Instant at;

  WorkAct() {}

  /** The owner of a row changed. */
  WorkAct(String item, @Nullable String to, String by, Instant at) {
    this.item = item;
    this.to = to;
    this.by = by;
    this.at = at;
    this.what = to == null ? What.LEFT : to.equals(by) ? What.TAKEN : What.GIVEN;
  }

  /** Something else was done about a row. */
  WorkAct(String item, What what, @Nullable Instant until, String by, Instant at) {
    this.item = item;
    this.what = what;
    this.until = until;
    this.by = by;
    this.at = at;
  }

  /** What was done. */
  public What what() {
    return what;
  }

  /** To whom it was given. */
  public Optional<String> to() {
    return Optional.ofNullable(to);
  }

  /** Until when it was put off. */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** By whom. */
  public String by() {
    return by;
  }

  /** When. */
  public Instant at() {
    return at;
  }
}
