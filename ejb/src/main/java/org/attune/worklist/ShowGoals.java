package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.chart.ShowCharts;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.goals.CompareGoals;
import org.attune.goals.GoalsView;
import org.attune.goals.SideBySide;
import org.attune.matching.GoalInQuestion;
import org.attune.matching.SuggestMatches;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.alignment.GoalSides;

/**
 * Lays the goals of a row's course side by side, with their words as the EHR has them now. It is a
 * look at the client's chart, and accounted so.
 */
@ApplicationScoped
public class ShowGoals {

  private final WorkItems items;
  private final Rows rows;
  private final Findings findings;
  private final ShowCharts charts;
  private final SuggestMatches matching;
  private final CompareGoals goals;
  private final AccessLog accounts;

  @Inject
  ShowGoals(
      WorkItems items,
      Rows rows,
      Findings findings,
      ShowCharts charts,
      SuggestMatches matching,
      CompareGoals goals,
      AccessLog accounts) {
    this.items = items;
    this.rows = rows;
    this.findings = findings;
    this.charts = charts;
    this.matching = matching;
    this.goals = goals;
    this.accounts = accounts;
  }

  /**
   * The goals beside the row of a name; empty where there is none that the person may know of, or
   * that tells of no course. The EHR is asked, so no transaction may wait for it.
   */
  @Transactional(TxType.NEVER)
  public Optional<GoalsView> show(Desk desk, String item, Locale locale) {
    var patient = items.patient(rows.reach(desk), item).orElse(null);
    var row = items.find(item).filter(it -> it.kind() != WorkItem.Kind.REQUEST).orElse(null);
    if (patient == null || row == null) {
      return Optional.empty();
    }
    var viewer = desk.of(patient);
    var finding = findings.find(new FindingKey(item)).orElse(null);
    var course = finding == null ? null : course(desk, patient, finding, locale).orElse(null);
    var matched = course == null ? null : matching.suggest(viewer).orElse(null);
    if (finding == null || course == null || matched == null) {
      return Optional.empty();
    }
    accounts.keep(RecordAccess.view(viewer, RecordAccess.Outcome.DONE, null));
    var picture = goals.of(course.with(matched.besides()), matched.same());
    var inQuestion =
        GoalInQuestion.among(
                finding.goals(), finding.evidence(), picture.alignment(), matched.matches())
            .map(GoalSides::goal)
            .orElse(null);
    return Optional.of(new SideBySide(matched).of(picture, inQuestion));
  }

  private Optional<TherapyCourse> course(
      Desk desk, PatientId patient, Finding finding, Locale locale) {
    return charts.show(List.of(patient), desk::of, locale).stream()
        .flatMap(shown -> shown.courses().stream())
        .filter(course -> course.id().equals(finding.course()))
        .findFirst();
  }
}
