package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.agenda.WorkAct;
import org.attune.agenda.WorkActs;
import org.attune.agenda.WorkItem.Kind;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.findings.GoalDecisions;
import org.attune.worklist.ItemView.Deed;
import org.attune.writeback.ChartEdit;
import org.attune.writeback.Edit.What;
import org.attune.writeback.GoalEdits;
import org.attune.writeback.TaskEdits;
import org.attune.writeback.WriteKind;

/** What people did about a row, at the chart, from the list or in the record. */
@ApplicationScoped
public class RowHistory {

  private final WorkActs acts;
  private final FindingActs deeds;
  private final Findings findings;
  private final GoalDecisions decisions;
  private final GoalEdits goals;
  private final TaskEdits tasks;

  @Inject
  public RowHistory(
      WorkActs acts,
      FindingActs deeds,
      Findings findings,
      GoalDecisions decisions,
      GoalEdits goals,
      TaskEdits tasks) {
    this.acts = acts;
    this.deeds = deeds;
    this.findings = findings;
    this.decisions = decisions;
    this.goals = goals;
    this.tasks = tasks;
  }

  /**
   * All of it, the earliest first. What a therapist does about the prompt behind a question is told
   * to nobody else.
   */
  List<Deed> of(Viewer viewer, String item, Kind kind) {
    var ofFinding = kind == Kind.QUESTION ? Stream.<Deed>empty() : ofFinding(viewer, item, kind);
    return Stream.concat(ofFinding, acts.of(item).stream().map(RowHistory::deed))
        .sorted(Comparator.comparing(Deed::at))
        .toList();
  }

  private Stream<Deed> ofFinding(Viewer viewer, String item, Kind kind) {
    var ofChart =
        deeds.of(List.of(viewer.patient())).stream()
            .filter(act -> act.finding().value().equals(item))
            .map(RowHistory::deed);
    var ofTasks =
        tasks.all(List.of(item)).stream()
            .filter(edit -> (edit.kind() == WriteKind.TASK) == (kind == Kind.REQUEST))
            .map(edit -> inRecord(edit, "TASK_" + edit.what()));
    var ofGoal =
        viewer.role() == Role.OUTREACH || kind == Kind.REQUEST
            ? Stream.<Deed>empty()
            : findings.find(new FindingKey(item)).stream().flatMap(this::onGoal);
    return Stream.of(ofChart, ofTasks, ofGoal).flatMap(deed -> deed);
  }

  /** What was decided on its goal, here or in the record. */
  private Stream<Deed> onGoal(Finding finding) {
    var here =
        decisions.onGoalOf(finding).stream()
            .map(it -> new Deed(it.at(), "GOAL_" + it.what(), it.by(), null, null, null));
    var there =
        goals.latestEdit(finding).stream()
            .filter(edit -> edit.what() == What.ACCEPTED || edit.what() == What.REJECTED)
            .map(edit -> inRecord(edit, "GOAL_" + edit.what() + "_IN_RECORD"));
    return Stream.concat(here, there);
  }

  /** The record does not say by whom. */
  private static Deed inRecord(ChartEdit edit, String what) {
    return new Deed(edit.done().orElse(edit.seen()), what, "", null, null, null);
  }

  /** Who put it off last, as far as that is known. */
  Optional<String> whoPutItOff(Viewer viewer, String item, Kind kind) {
    return of(viewer, item, kind).stream()
        .filter(deed -> deed.what().equals(WorkAct.What.SNOOZED.name()))
        .reduce((earlier, later) -> later)
        .map(Deed::by)
        .filter(who -> !who.isEmpty());
  }

  private static Deed deed(FindingAct act) {
    return new Deed(
        act.at(),
        act.what().name(),
        act.by(),
        null,
        act.until().orElse(null),
        act.reason().map(Dismissal::name).orElse(null));
  }

  private static Deed deed(WorkAct act) {
    return new Deed(
        act.at(),
        act.what().name(),
        act.by(),
        act.to().orElse(null),
        act.until().orElse(null),
        null);
  }
}
