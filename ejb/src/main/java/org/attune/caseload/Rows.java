package org.attune.caseload;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.caseload.CaseloadView.Hour;
import org.attune.caseload.CaseloadView.Row;
import org.attune.caseload.CaseloadView.RowSignal;
import org.attune.chart.ChartView;
import org.attune.chart.ChartView.CourseView;
import org.attune.chart.ShowCharts.Shown;
import org.attune.chart.SignalView;
import org.attune.detection.Level;
import org.attune.findings.FindingStage;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** Makes rows of charts, and puts them in the order of concern. */
final class Rows {

  /**
   * By level; of one level first what nobody has seen, the oldest first, then what was seen. What
   * was put off comes after that, and then those of whom nothing stands, the next session first.
   */
  static final Comparator<Row> MOST_PRESSING_FIRST =
      Comparator.comparing((Row row) -> row.signal() == null)
          .thenComparing(row -> row.signal() != null && row.signal().snoozedUntil() != null)
          .thenComparing(Rows::level, Comparator.reverseOrder())
          .thenComparing(row -> row.signal() != null && row.signal().seen())
          .thenComparing(Rows::age)
          .thenComparing(row -> row.next() == null ? Instant.MAX : row.next())
          .thenComparing(Row::patient);

  private Rows() {}

  private static Level level(Row row) {
    return row.signal() == null ? Level.PROMPT : Level.valueOf(row.signal().level());
  }

  private static Instant age(Row row) {
    return row.signal() == null ? Instant.MAX : row.signal().opened();
  }

  /** The row of a client; empty where the therapist does not see them any longer. */
  static Optional<Row> of(Shown shown, TherapistId therapist) {
    var theirs = coursesOf(shown, therapist);
    return theirs.isEmpty() ? Optional.empty() : Optional.of(row(shown.chart(), theirs));
  }

  /** The running courses of a client that are on a therapist's caseload. */
  static List<CourseView> coursesOf(Shown shown, TherapistId therapist) {
    return IntStream.range(0, shown.courses().size())
        .filter(each -> isOn(shown.courses().get(each), therapist))
        .mapToObj(each -> shown.chart().courses().get(each))
        .toList();
  }

  private static boolean isOn(TherapyCourse course, TherapistId therapist) {
    return course.ended() == null && course.caseload().filter(therapist::equals).isPresent();
  }

  private static Row row(ChartView chart, List<CourseView> courses) {
    var ids = courses.stream().map(CourseView::id).collect(Collectors.toSet());
    var signals = about(chart.signals(), ids).sorted(AWAKE_FIRST).toList();
    return new Row(
        chart.patient(),
        courses.get(courses.size() - 1).began(),
        courses.stream().mapToLong(CourseView::sessionsHeld).sum(),
        courses.stream().anyMatch(CourseView::onHold),
        last(chart, ids),
        courses.stream()
            .map(CourseView::next)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null),
        signals.isEmpty() ? null : signal(signals.get(0)),
        Math.max(0, signals.size() - 1),
        (int) signals.stream().filter(each -> !seen(each)).count(),
        chart.relationshipHidden(),
        Sparklines.of(chart.trend(), "alliance", ids),
        Sparklines.of(chart.trend(), "outcome", ids));
  }

  /** In the order of the chart, but what was put off comes last. */
  private static final Comparator<SignalView> AWAKE_FIRST =
      Comparator.comparing(each -> each.snoozedUntil() != null);

  /** A request tells of no course; it is to the person who looks. */
  static Stream<SignalView> about(List<SignalView> signals, Set<String> courses) {
    return signals.stream()
        .filter(each -> each.course() == null || courses.contains(each.course()));
  }

  private static @Nullable Hour last(ChartView chart, Set<String> courses) {
    return chart.trend().sessions().stream()
        .filter(each -> courses.contains(each.course()) && !each.at().isAfter(chart.asOf()))
        .reduce((earlier, later) -> later)
        .map(each -> new Hour(each.at(), each.outcome(), each.text()))
        .orElse(null);
  }

  private static boolean seen(SignalView signal) {
    return !signal.stage().equals(FindingStage.OPEN.name());
  }

  private static RowSignal signal(SignalView signal) {
    return new RowSignal(
        signal.key(),
        signal.level(),
        signal.levelText(),
        signal.name(),
        signal.sentence(),
        signal.since(),
        signal.opened(),
        seen(signal),
        signal.snoozedUntil());
  }
}
