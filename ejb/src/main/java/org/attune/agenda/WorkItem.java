package org.attune.agenda;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.attune.detection.Level;
import org.attune.findings.Finding;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * One row of the worklist. All of it follows from a finding, but for who has taken it, what they
 * mean to do and until when; it is no finding, and whoever acts does so on the finding itself.
 */
@Entity
@Table(name = "work_item")
public class WorkItem {

  /** What a row stands for. */
  public enum Kind {
    /** A signal, for everybody who works for its unit. */
    SIGNAL,
    /** A request to one person, which tells them nothing of its cause. */
    REQUEST,
    /**
     * A question about the plan that a prompt to the therapist raised. The prompt stays theirs; who
     * works for the unit sees the goals side by side.
     */
    QUESTION
  }

  @Id
  @Column(name = "item_key")
  private String key;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private PatientId patient;
  private String shelf;
  private String detector;

  @Enumerated(EnumType.STRING)
  private Matter matter;

  @Enumerated(EnumType.STRING)
  @Column(name = "attention")
  private Level level;

  private boolean relationship;

  @Column(name = "goal_open")
  private boolean goalOpen;

  @Column(name = "few_eyes")
  private boolean fewEyes;

  @Column(name = "rank_key")
  private long rankKey;

  private @Nullable Long place;
  private Instant entered;
  private Instant raised;
  private @Nullable Instant seen;

  @Enumerated(EnumType.STRING)
  @Column(name = "next_step")
  private NextStep step;

  @Column(name = "step_due")
  private @Nullable Instant due;

  private @Nullable String owner;

  @Column(name = "rests_until")
  private @Nullable Instant restsUntil;

  @Enumerated(EnumType.STRING)
  @Column(name = "rests_because")
  private Rest.@Nullable Because restsBecause;

  @Column(name = "rests_for")
  private @Nullable String restsFor;

  private @Nullable Instant gone;

  @Column(name = "placed_at")
  private @Nullable Instant placed;

  @Column(name = "changed_at")
  private Instant changed;

  private long version;

  WorkItem() {}

  /** The row of a finding: it entered when the finding opened, however late that is noticed. */
  WorkItem(Finding finding, Kind kind, Usual usual) {
    this.key = finding.key().value();
    this.kind = kind;
    this.shelf = Units.UNPLACED;
    this.matter = usual.matter();
    this.patient = finding.course().patient();
    this.detector = finding.detector();
    this.step = usual.step();
    this.level = finding.level();
    this.entered = finding.opened();
    this.raised = finding.opened();
    this.changed = finding.opened();
  }

  /** The step is done by the same person as before the client's records were merged. */
  void takeOver(WorkItem before) {
    owner = before.owner;
    step = before.step;
    due = before.due;
  }

  /** All that can change by itself, to tell whether anything did. */
  List<@Nullable Object> face() {
    return Arrays.asList(
        kind,
        shelf,
        matter,
        level,
        relationship,
        goalOpen,
        fewEyes,
        place,
        raised,
        seen,
        step,
        restsUntil,
        restsBecause,
        restsFor,
        gone);
  }

  /** It stands; what asks for more attention than before, or is back, is news. */
  void stands(Level now, Instant asOf) {
    if (gone != null) {
      gone = null;
      entered = asOf;
      raised = asOf;
    }
    if (now.compareTo(level) > 0) {
      raised = asOf;
    }
    level = now;
  }

  /**
   * Where it lies, and what it is about. What becomes a request, or is none any longer, is
   * nobody's. While nobody has it, what is usually done is next; then it is theirs to say.
   */
  void lies(Kind what, String where, Usual usual) {
    if (kind != what) {
      owner = null;
      due = null;
    }
    if (owner == null) {
      step = usual.step();
    }
    kind = what;
    shelf = where;
    matter = usual.matter();
  }

  /** What was decided on its goal did not reach the record: whoever has it enters that next. */
  void needsAHand() {
    if (restsBecause == Rest.Because.DECIDED) {
      step = NextStep.ENTER_BY_HAND;
    }
  }

  /** Who may not see it. */
  void isFor(boolean aboutRelationship, boolean forFewEyes) {
    relationship = aboutRelationship;
    fewEyes = forFewEyes;
  }

  /** Whether a goal is proposed with it about which nobody has decided. */
  void proposes(boolean goal) {
    goalOpen = goal;
  }

  /** When somebody saw it; what they saw before it asked for more does not count. */
  void seen(@Nullable Instant when) {
    seen = when == null || when.isBefore(raised) ? null : when;
  }

  /**
   * What lets it rest, or nothing; then it has its place, unless it is for few eyes. To come to a
   * place, or to one further up, is news.
   */
  void rests(@Nullable Rest rest, long rank, Instant now) {
    var before = place;
    restsUntil = rest == null ? null : rest.until();
    restsBecause = rest == null ? null : rest.because();
    restsFor = rest == null ? null : rest.reference();
    rankKey = rank;
    place = rest == null && !fewEyes && gone == null ? Long.valueOf(rank) : null;
    if (place != null && (before == null || place < before)) {
      placed = now;
    }
  }

  /** Somebody wants to see it again later. */
  void putOff(Instant until) {
    restsUntil = until;
    restsBecause = Rest.Because.PUT_OFF;
    restsFor = null;
    place = null;
  }

  /** Somebody wants it back. */
  void wakes(Instant now) {
    rests(null, rankKey, now);
  }

  /** There is nothing to be done any longer. */
  void goes(Instant now) {
    if (gone == null) {
      gone = now;
      place = null;
      restsUntil = null;
      restsBecause = null;
      restsFor = null;
    }
  }

  /** Somebody takes it, gives it to somebody or leaves it. */
  void own(@Nullable String by, NextStep next, @Nullable Instant until, Instant now) {
    owner = by;
    step = next;
    due = until;
    changed(now);
  }

  /** By two: rows that wake by themselves grow by one, so that no number ever is that of two. */
  void changed(Instant now) {
    changed = now;
    version += 2;
  }

  /** The key of its finding, which names the row too. */
  public String key() {
    return key;
  }

  /** What it stands for. */
  public Kind kind() {
    return kind;
  }

  /** Of whom. */
  public PatientId patient() {
    return patient;
  }

  /** On which shelf it lies. */
  public String shelf() {
    return shelf;
  }

  /** By which detector; of a request nobody is told. */
  public String detector() {
    return detector;
  }

  /** What it is about. */
  public Matter matter() {
    return matter;
  }

  /** Whether it is about how client and therapist work together. */
  public boolean relationship() {
    return relationship || matter == Matter.RELATIONSHIP;
  }

  /** How much attention it asks for. */
  public Level level() {
    return level;
  }

  /** Whether a goal is proposed with it about which nobody has decided. */
  public boolean goalOpen() {
    return goalOpen;
  }

  /** Its place, while it is on the list. */
  public Optional<Long> place() {
    return Optional.ofNullable(place);
  }

  /** When it last came to its place, or moved up, as far as that is known. */
  Optional<Instant> placed() {
    return Optional.ofNullable(placed);
  }

  /** Since when it is there. */
  public Instant entered() {
    return entered;
  }

  Instant raised() {
    return raised;
  }

  /** When somebody saw it, if anybody did since it asks for as much attention as it does. */
  public Optional<Instant> seen() {
    return Optional.ofNullable(seen);
  }

  /** What is to be done next. */
  public NextStep step() {
    return step;
  }

  /** By when. */
  public Optional<Instant> due() {
    return Optional.ofNullable(due);
  }

  /** Who has taken it, such as {@code Practitioner/7}. */
  public Optional<String> owner() {
    return Optional.ofNullable(owner);
  }

  /** What lets it rest, while it does. */
  public Optional<Rest> rest() {
    return restsUntil == null || restsBecause == null
        ? Optional.empty()
        : Optional.of(new Rest(restsUntil, restsBecause, restsFor));
  }

  /** Since when there is nothing to be done any longer. */
  public Optional<Instant> gone() {
    return Optional.ofNullable(gone);
  }

  /** Grows with every change. */
  public long version() {
    return version;
  }
}
