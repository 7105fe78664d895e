package org.attune.findings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What people decided on a goal that was put forward, once and for good: from then on the goal is
 * the team's, in the record. The words are kept until the record has had them for a while.
 */
@Entity
@Table(name = "goal_decision")
public class GoalDecision {

  /** What was decided. */
  public enum What {
    /** They agreed on it, as it was or in other words. */
    ACCEPTED,
    /** They decided against it. */
    DECLINED
  }

  /** What became of it in the record. */
  public enum Became {
    /** Not all of it is written yet. */
    ON_ITS_WAY,
    /** It stands there. */
    DONE,
    /** The EHR does not take all of it: a person must enter it. */
    BY_HAND,
    /** A person had decided in the record meanwhile; their word holds. */
    OVERTAKEN
  }

  /**
   * What people agreed on.
   *
   * @param words the goal
   * @param firstStep what is done first, or null
   * @param review when they look at it together
   * @param agreed who agreed, as references
   * @param plan the team's plan that shall name it, in the version that was seen, or null
   * @param givenTo who takes it up, or null
   * @param due until when, or null
   */
  public record Terms(
      String words,
      @Nullable String firstStep,
      LocalDate review,
      List<String> agreed,
      @Nullable Source plan,
      @Nullable String givenTo,
      @Nullable Instant due) {

    public Terms {
      agreed = List.copyOf(agreed);
    }
  }

  @Id
  @Column(name = "decision_key")
  private String key;

  @Column(name = "decision_id")
  private String id;

  @Column(name = "finding_key")
  private String finding;

  @Enumerated(EnumType.STRING)
  private What what;

  private @Nullable Source goal;

  @Column(name = "goal_before")
  private @Nullable Source goalBefore;

  private @Nullable String words;

  @Column(name = "first_step")
  private @Nullable String firstStep;

  private @Nullable LocalDate review;
  private String agreed;

  @Enumerated(EnumType.STRING)
  private @Nullable WhyNot reason;

  private @Nullable Source plan;

  @Column(name = "given_to")
  private @Nullable String givenTo;

  private @Nullable Instant due;

  @Enumerated(EnumType.STRING)
  private Became became;

  @Column(name = "overtaken_by")
  private @Nullable String overtakenBy;

  @Column(name = "decided_by")
  private String by;

  @Column(name = "decided_at")
  private Instant at;

  @Column(name = "said_at")
  private @Nullable Instant said;

  GoalDecision() {}

  private GoalDecision(
      FindingKey finding, UUID id, What what, List<String> agreed, String by, Instant at) {
    this.key = finding.value();
    this.id = id.toString();
    this.finding = finding.value();
    this.what = what;
    this.agreed = String.join(" ", agreed);
    this.became = Became.ON_ITS_WAY;
    this.by = by;
    this.at = at;
  }

  /** People agreed on the goal of a finding. */
  public static GoalDecision accepted(
      FindingKey finding, UUID id, Terms terms, String by, Instant at) {
    var decision = new GoalDecision(finding, id, What.ACCEPTED, terms.agreed(), by, at);
    decision.words = terms.words();
    decision.firstStep = terms.firstStep();
    decision.review = terms.review();
    decision.plan = terms.plan();
    decision.givenTo = terms.givenTo();
    decision.due = terms.due();
    return decision;
  }

  /** People decided against the goal of a finding. */
  public static GoalDecision declined(
      FindingKey finding, UUID id, WhyNot why, String by, Instant at) {
    var decision = new GoalDecision(finding, id, What.DECLINED, List.of(), by, at);
    decision.reason = why;
    return decision;
  }

  /** The record has our goal. */
  public void stands(Source where) {
    goal = where;
  }

  /**
   * The record had lost our goal and has another one in its place.
   *
   * @return whether that is news, so that whatever names the goal must be told
   */
  public boolean standsAgain(Source where) {
    if (goal == null || goal.sameResource(where) || became == Became.OVERTAKEN) {
      return false;
    }
    goalBefore = goal;
    goal = where;
    if (plan != null) {
      became = Became.ON_ITS_WAY;
    }
    return true;
  }

  /** All of it is in the record. */
  public void done() {
    became = Became.DONE;
    overtakenBy = null;
  }

  /** A person must enter what the EHR does not take. */
  public void needsAHand() {
    became = Became.BY_HAND;
  }

  /**
   * A person had decided in the record meanwhile.
   *
   * @param what what they had made of it, or null where that cannot be told
   */
  public void overtaken(@Nullable String what) {
    became = Became.OVERTAKEN;
    overtakenBy = what;
  }

  /** Remembers when it was first no longer on its way, whatever is written once more later. */
  public void said(Instant now) {
    if (said == null && became != Became.ON_ITS_WAY) {
      said = now;
    }
  }

  /** Whether more of it may still be written. */
  public boolean goesOn() {
    return became == Became.ON_ITS_WAY || became == Became.BY_HAND;
  }

  /** Whether it can still be said in the record; the words of what was accepted are let go of. */
  public boolean canBeSaid() {
    return what == What.DECLINED || words != null;
  }

  /** Names it for life: the key of the finding. */
  public String key() {
    return key;
  }

  /** Whether it is this very decision, asked for once more. */
  public boolean is(UUID asked) {
    return id.equals(asked.toString());
  }

  /** On whose goal. */
  public FindingKey finding() {
    return new FindingKey(finding);
  }

  /** What was decided. */
  public What what() {
    return what;
  }

  /** What people agreed on; empty where they did not, or its words are let go of. */
  public Optional<Terms> terms() {
    if (words == null || review == null) {
      return Optional.empty();
    }
    var who = agreed.isEmpty() ? List.<String>of() : List.of(agreed.split(" "));
    return Optional.of(new Terms(words, firstStep, review, who, plan, givenTo, due));
  }

  /** When those who agreed on it look at it together; known for longer than its words. */
  public Optional<LocalDate> review() {
    return Optional.ofNullable(review);
  }

  /** Whether somebody is among those who agreed. */
  public boolean agreedBy(String who) {
    return List.of(agreed.split(" ")).contains(who);
  }

  /** Where our goal stands, once that is known. */
  public Optional<Source> goal() {
    return Optional.ofNullable(goal);
  }

  /** The one that the record lost before that. */
  public Optional<Source> goalBefore() {
    return Optional.ofNullable(goalBefore);
  }

  /** The plan that shall name it. */
  public Optional<Source> plan() {
    return Optional.ofNullable(plan);
  }

  /** Who takes it up. */
  public Optional<String> givenTo() {
    return Optional.ofNullable(givenTo);
  }

  /** Until when they take it up. */
  public Instant due() {
    return Objects.requireNonNullElse(due, at);
  }

  /** Why not, where they decided against it. */
  public Optional<WhyNot> reason() {
    return Optional.ofNullable(reason);
  }

  /** What became of it in the record. */
  public Became became() {
    return became;
  }

  /** What a person had made of it in the record, where that can be told. */
  public Optional<String> overtakenBy() {
    return Optional.ofNullable(overtakenBy);
  }

  /** Who wrote it down. */
  public String by() {
    return by;
  }

  /** When. */
  public Instant at() {
    return at;
  }
}
