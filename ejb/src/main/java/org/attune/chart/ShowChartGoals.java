package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.access.Viewer;
import org.attune.chart.ChartGoalsView.CourseGoals;
import org.attune.chart.ShowCharts.Shown;
import org.attune.findings.Finding;
import org.attune.findings.Findings;
import org.attune.goals.CompareGoals;
import org.attune.goals.SideBySide;
import org.attune.matching.SuggestMatches;
import org.attune.matching.SuggestMatches.Matching;

/**
 * Lays the goals of the viewer's client side by side, with their words as the EHR has them now. An
 * EHR that is silent costs the words alone.
 */
@ApplicationScoped
public class ShowChartGoals {

  private final ShowCharts charts;
  private final ShowChart chart;
  private final SuggestMatches matching;
  private final CompareGoals goals;
  private final DecideOnGoal deciding;
  private final Findings findings;
  private final ChartAccounts accounts;
  private final Clock clock;

  @Inject
  ShowChartGoals(
      ShowCharts charts,
      ShowChart chart,
      SuggestMatches matching,
      CompareGoals goals,
      DecideOnGoal deciding,
      Findings findings,
      ChartAccounts accounts,
      Clock clock) {
    this.charts = charts;
    this.chart = chart;
    this.matching = matching;
    this.goals = goals;
    this.deciding = deciding;
    this.findings = findings;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The goals, or why there are none to be shown. */
  public sealed interface Answer {

    /** Here they are. */
    record Laid(ChartGoalsView goals) implements Answer {}

    /** There is no chart that tells of any, as its own answer says. */
    record NoChart(ShowChart.Answer why) implements Answer {}

    /** Goals are not for who looks. */
    record NotForViewer() implements Answer {}
  }

  /**
   * The goals of the client whose chart the viewer has open; the look is accounted for. The EHR is
   * asked, so no transaction may wait for it.
   */
  @Transactional(TxType.NEVER)
  public Answer show(Viewer viewer, Locale locale) {
    var shown =
        charts.show(List.of(viewer.patient()), patient -> viewer, locale).stream().findFirst();
    if (shown.isEmpty()) {
      return none(chart.look(viewer, locale));
    }
    return matching
        .suggest(viewer)
        .map(matched -> laid(viewer, shown.get(), matched))
        .orElseGet(Answer.NotForViewer::new);
  }

  /** Of a client who is read for the first time nothing is known yet. */
  private Answer none(ShowChart.Answer why) {
    return why instanceof ShowChart.Answer.Shown
        ? new Answer.Laid(new ChartGoalsView(clock.instant(), List.of()))
        : new Answer.NoChart(why);
  }

  private Answer laid(Viewer viewer, Shown shown, Matching matched) {
    accounts.looked(viewer);
    var open = deciding.open(viewer);
    var named =
        findings.of(viewer.patient()).stream()
            .collect(Collectors.toMap(finding -> finding.key().value(), Finding::goals));
    return new Answer.Laid(
        new ChartGoalsView(
            clock.instant(),
            IntStream.range(0, shown.courses().size())
                .mapToObj(at -> course(shown, at, matched, named, open))
                .toList()));
  }

  private CourseGoals course(
      Shown shown, int at, Matching matched, Map<String, List<String>> named, Set<String> open) {
    var picture = goals.of(shown.courses().get(at).with(matched.besides()), matched.same());
    var course = shown.chart().courses().get(at);
    return new CourseGoals(
        course.id(),
        course.began(),
        course.ended(),
        new SideBySide(matched).of(picture, null),
        new GoalSignals(picture.alignment(), matched.matches(), named, open)
            .of(
                shown.chart().signals().stream()
                    .filter(signal -> course.id().equals(signal.course()))
                    .toList()));
  }
}
