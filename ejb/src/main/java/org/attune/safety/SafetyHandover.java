package org.attune.safety;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** One answer on its way to a person who looks after it today, until somebody has taken it. */
@Entity
@Table(name = "safety_handover")
public class SafetyHandover {

  @Id
  @Column(name = "handover_key")
  private String key;

  private PatientId patient;

  @Enumerated(EnumType.STRING)
  private SafetyKind kind;

  private Source answer;
  private @Nullable Labels labels;

  @Column(name = "as_message")
  private boolean asMessage;

  private Instant opened;
  private Instant due;
  private boolean requested;
  private @Nullable Instant escalated;
  private @Nullable Instant taken;

  SafetyHandover() {}

  /**
   * Opens a hand-over.
   *
   * @param answer the answer; what it says is not kept
   * @param patience how long to wait for somebody to take it
   */
  SafetyHandover(
      SafetyKind kind, ChartFact answer, boolean asMessage, Instant now, Duration patience) {
    this.key = key(kind, answer);
    this.patient = answer.patient();
    this.kind = kind;
    this.answer = answer.source();
    this.labels = answer.labels();
    this.asMessage = asMessage;
    this.opened = now;
    this.due = now.plus(patience);
  }

  /** One for each answer and kind, however often and in whatever version the answer is read. */
  static String key(SafetyKind kind, ChartFact answer) {
    var named =
        String.join("|", answer.patient().value(), answer.source().reference(), kind.name());
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The first person is being asked. */
  public void request() {
    requested = true;
  }

  /** A second person is being asked too, and has as long as the first. */
  public void escalate(Instant now) {
    escalated = now;
  }

  /** Somebody has taken it. */
  public void take(Instant now) {
    taken = now;
  }

  /** Whether nobody has taken it though there was time enough. */
  public boolean overdue(Instant now) {
    return taken == null && !now.isBefore(due(escalated != null));
  }

  /** Its name for life. */
  public String key() {
    return key;
  }

  /** The name of the request to the first or to the second person. */
  public String name(boolean second) {
    return key + (second ? ".second" : ".first");
  }

  /** The names of the requests of which the EHR may know. */
  public List<String> names() {
    return Stream.concat(
            requested ? Stream.of(name(false)) : Stream.empty(),
            escalated == null ? Stream.<String>empty() : Stream.of(name(true)))
        .toList();
  }

  /** About whom. */
  public PatientId patient() {
    return patient;
  }

  /** What makes it go this way. */
  public SafetyKind kind() {
    return kind;
  }

  /** The answer. */
  public Source answer() {
    return answer;
  }

  /** The labels of the answer. */
  public Labels labels() {
    return labels == null ? Labels.NONE : labels;
  }

  /** Whether it goes as a message instead of a task. */
  public boolean asMessage() {
    return asMessage;
  }

  /** When the answer was read. */
  public Instant opened() {
    return opened;
  }

  /** By when the first or the second person should have taken it. */
  public Instant due(boolean second) {
    return second && escalated != null ? escalated.plus(Duration.between(opened, due)) : due;
  }

  /** Whether the first person was asked. */
  public boolean requested() {
    return requested;
  }

  /** When a second person was asked. */
  public Optional<Instant> escalated() {
    return Optional.ofNullable(escalated);
  }

  /** When it was seen that somebody had taken it. */
  public Optional<Instant> taken() {
    return Optional.ofNullable(taken);
  }
}
