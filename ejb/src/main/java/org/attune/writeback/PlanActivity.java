package org.attune.writeback;

import java.util.Optional;
import java.util.stream.Stream;
import org.attune.findings.Finding;

/**
 * What could be done about a plan as a whole, besides one goal more: it is put forward in a plan of
 * our own for people to take up or not. What is for the therapist alone is never one of these.
 */
public enum PlanActivity {
  /** To hear what the client thinks of a goal of the plan. */
  ASK_CLIENT("not-accepted"),
  /** To choose the goals for which there is time. */
  CHOOSE_GOALS("too-many");

  private static final String RULE = "plan-blind-spot";

  private final String spot;

  PlanActivity(String spot) {
    this.spot = spot;
  }

  /** What a finding puts forward; empty where it puts none forward, as most do. */
  static Optional<PlanActivity> of(Finding finding) {
    return RULE.equals(finding.detector())
        ? Stream.of(values()).filter(one -> one.wording().equals(finding.wording())).findFirst()
        : Optional.empty();
  }

  /** With which of the rule's texts the finding is told. */
  private String wording() {
    return "flag." + spot;
  }

  /** The key of its sentence among the rule's texts. */
  String sentence() {
    return "activity." + spot;
  }
}
