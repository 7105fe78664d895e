package org.attune.matching;

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
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/**
 * What a person said of a client's goal and a goal of the plan: that both are one, or that they are
 * not. Of the words of either nothing is kept.
 */
@Entity
@Table(name = "goal_match")
public class GoalMatch {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "goal-match")
  @SequenceGenerator(name = "goal-match", sequenceName = "goal_match_seq", allocationSize = 1)
  private long id;

  @SuppressWarnings("UnusedVariable") // queries read it
  private String patient;

  @Column(name = "client_goal")
  private String clientGoal;

  @Column(name = "plan_goal")
  private String planGoal;

  @Enumerated(EnumType.STRING)
  private Verdict verdict;

  @Column(name = "decided_by")
  private String by;

  @Column(name = "decided_at")
  private Instant at;

  private int revision;

  /** What a person says of it. */
  public enum Verdict {
    /** Both are one goal. */
    CONFIRMED,
    /** They are two. */
    TURNED_DOWN
  }

  /**
   * How it stands.
   *
   * @param goal the client's goal
   * @param planGoal the goal of the plan
   * @param verdict what was said of it
   * @param by who said so last, such as {@code Practitioner/7}
   * @param at when
   * @param revision how often it was said anew, from 1; to be named by whoever says otherwise
   */
  public record Decision(
      ClientGoal goal, Source planGoal, Verdict verdict, String by, Instant at, int revision) {

    /** Whether both are one goal. */
    public boolean confirmed() {
      return verdict == Verdict.CONFIRMED;
    }

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return verdict + " " + revision;
    }
  }

  GoalMatch() {}

  /** Somebody says so for the first time. */
  GoalMatch(DecideMatch.Seen seen, PatientId patient, Verdict said, String user, Instant now) {
    this.patient = patient.value();
    this.clientGoal = seen.goal().key();
    this.planGoal = seen.planGoal().reference();
    this.verdict = said;
    this.by = user;
    this.at = now;
    this.revision = 1;
  }

  /** Somebody says so anew. */
  void decide(Verdict said, String user, Instant now) {
    verdict = said;
    by = user;
    at = now;
    revision++;
  }

  boolean isOf(ClientGoal goal, Source plan) {
    return clientGoal.equals(goal.key()) && planGoal.equals(plan.reference());
  }

  Decision decision() {
    var goal =
        ClientGoal.parse(clientGoal)
            .orElseThrow(() -> new IllegalStateException("a match of no goal"));
    var plan = new Source("Goal", planGoal.substring(planGoal.indexOf('/') + 1), null);
    return new Decision(goal, plan, verdict, by, at, revision);
  }
}
