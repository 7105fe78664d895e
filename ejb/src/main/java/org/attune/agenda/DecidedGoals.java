package org.attune.agenda;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.findings.Finding;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.GoalDecision.What;
import org.attune.findings.GoalDecisions;
import org.attune.therapy.Source;
import org.attune.writeback.ChartEdit;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalEdits;
import org.attune.writeback.Proposals;
import org.attune.writeback.TaskEdits;
import org.jspecify.annotations.Nullable;

/** What people decided on the goal of a finding, here or in the record, as far as it holds. */
@ApplicationScoped
public class DecidedGoals {

  private final GoalDecisions decisions;
  private final GoalEdits edits;
  private final TaskEdits tasks;
  private final Proposals proposals;
  private final ZoneId zone;

  @Inject
  public DecidedGoals(
      GoalDecisions decisions, GoalEdits edits, TaskEdits tasks, Proposals proposals, ZoneId zone) {
    this.decisions = decisions;
    this.edits = edits;
    this.tasks = tasks;
    this.proposals = proposals;
    this.zone = zone;
  }

  /**
   * A decision.
   *
   * @param at when people took it, or when it was seen in the record
   * @param review when they look at it together; where none was agreed on, after the site's days
   * @param withClient whether the client is known to have agreed
   * @param reference the record that says so, or null
   */
  record Decided(Instant at, Instant review, boolean withClient, @Nullable String reference) {

    Decided in(String record) {
      return new Decided(at, review, withClient, record);
    }
  }

  /** The latest decision on the goal of a finding; empty where it does not stand in the record. */
  Optional<Decided> on(Finding finding) {
    var here = decisions.onGoalOf(finding).orElse(null);
    if (here != null && here.became() == Became.BY_HAND) {
      return tasks
          .entered(here)
          .map(task -> decided(here, finding).in(task.resource().reference()));
    }
    return Stream.concat(
            Stream.ofNullable(here)
                .filter(it -> it.became() != Became.OVERTAKEN)
                .map(it -> decided(it, finding)),
            edits.latestEdit(finding).stream().filter(DecidedGoals::decides).map(this::decided))
        .max(Comparator.comparing(Decided::at));
  }

  /** Whether a person must enter what was decided on the goal of a finding. */
  boolean needAHand(Finding finding) {
    return decisions
        .onGoalOf(finding)
        .filter(it -> it.became() == Became.BY_HAND && tasks.entered(it).isEmpty())
        .isPresent();
  }

  private Decided decided(GoalDecision decision, Finding finding) {
    var client = "Patient/" + finding.course().patient().value();
    return new Decided(
        decision.at(),
        morning(decision.review().orElseGet(() -> proposals.goalReview(decision.at()))),
        decision.what() == What.ACCEPTED && decision.agreedBy(client),
        decision.goal().map(Source::reference).orElse(null));
  }

  /** Who reworded a goal, or touched it otherwise, has not decided. */
  private static boolean decides(ChartEdit edit) {
    return edit.what() == Edit.What.ACCEPTED || edit.what() == Edit.What.REJECTED;
  }

  private Decided decided(ChartEdit edit) {
    return new Decided(
        edit.seen(),
        morning(proposals.goalReview(edit.seen())),
        false,
        edit.resource().reference());
  }

  private Instant morning(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
