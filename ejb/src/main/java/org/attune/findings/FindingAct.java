package org.attune.findings;

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

/**
 * What a person did about a finding. A remark is theirs and may hold anything: it is shown to
 * nobody else, never logged, and goes with the client.
 */
@Entity
@Table(name = "finding_act")
public class FindingAct {

  /** What a person may do. */
  public enum What {
    /** They have seen it. */
    ACKNOWLEDGED,
    /** They want to see it again later. */
    SNOOZED,
    /** They set it aside. */
    DISMISSED,
    /** The client wants it this way; they set it aside. */
    CLIENT_CHOICE,
    /** The client contests it. */
    CONTESTED,
    /** They ask somebody for a talk about it. */
    CONSULTATION
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "finding-act")
  @SequenceGenerator(name = "finding-act", sequenceName = "finding_act_seq", allocationSize = 1)
  private long id;

  @Column(name = "finding_key")
  private String finding;

  @Enumerated(EnumType.STRING)
  private What what;

  @Enumerated(EnumType.STRING)
  private @Nullable Dismissal reason;

  @Column(name = "until_moment")
  private @Nullable Instant until;

  @SuppressWarnings("UnusedVariable") // kept for whoever must answer for the act
  private @Nullable String remark;

  @Column(name = "done_by")
  private String by;

  @Column(name = "done_at")
  private Instant at;

  FindingAct() {}

  /**
   * An act.
   *
   * @param finding about which finding
   * @param what what was done
   * @param by by whom, as the EHR names them
   * @param at when
   */
  public FindingAct(FindingKey finding, What what, String by, Instant at) {
    this.finding = finding.value();
    this.what = what;
    this.by = by;
    this.at = at;
  }

  /** Why it was set aside. */
  public FindingAct because(Dismissal why) {
    reason = why;
    return this;
  }

  /** Until when it shall not be seen. */
  public FindingAct until(Instant moment) {
    until = moment;
    return this;
  }

  /** What they said with it, or null. */
  public FindingAct saying(@Nullable String words) {
    remark = words;
    return this;
  }

  /** About which finding. */
  public FindingKey finding() {
    return new FindingKey(finding);
  }

  /** What was done. */
  public What what() {
    return what;
  }

  /** Why it was set aside, where it was. */
  public Optional<Dismissal> reason() {
    return Optional.ofNullable(reason);
  }

  /** Until when it shall not be seen. */
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
