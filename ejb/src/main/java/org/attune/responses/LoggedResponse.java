package org.attune.responses;

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
import org.attune.findings.FindingKey;
import org.jspecify.annotations.Nullable;

/** A response that somebody tried because of a finding, and what came of it. */
@Entity
@Table(name = "logged_response")
public class LoggedResponse {

  /** Who tried it: a role, never a person. */
  public enum Role {
    THERAPIST,
    COORDINATOR,
    LEAD,
    /** Somebody else whom the service named. */
    OTHER
  }

  /** What came of it. */
  public enum Outcome {
    HELPED,
    NO_CHANGE,
    /** It was planned and then not done; it does not count as tried. */
    NOT_DONE
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "logged-response")
  @SequenceGenerator(
      name = "logged-response",
      sequenceName = "logged_response_seq",
      allocationSize = 1)
  private long id;

  @Column(name = "finding_key")
  private String finding;

  private String response;

  @Enumerated(EnumType.STRING)
  @Column(name = "tried_by")
  private Role by;

  @Column(name = "tried_at")
  private Instant at;

  @Enumerated(EnumType.STRING)
  private @Nullable Outcome outcome;

  LoggedResponse() {}

  LoggedResponse(FindingKey finding, String response, Role by, Instant at) {
    this.finding = finding.value();
    this.response = response;
    this.by = by;
    this.at = at;
  }

  /** What came of it is known now, or known better; null takes nothing back. */
  void turnedOut(@Nullable Outcome known) {
    if (known != null) {
      outcome = known;
    }
  }

  /** Whether it was really tried, as far as anybody said. */
  public boolean done() {
    return outcome != Outcome.NOT_DONE;
  }

  /** Because of which finding. */
  public FindingKey finding() {
    return new FindingKey(finding);
  }

  /** The response's id, such as {@code st-06}. */
  public String response() {
    return response;
  }

  /** Who tried it. */
  public Role by() {
    return by;
  }

  /** When it was logged. */
  public Instant at() {
    return at;
  }

  /** What came of it, if anybody said. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }
}
