package org.attune.caseload;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.attune.caseload.CaseloadView.Band;
import org.attune.caseload.CaseloadView.Sparkline;
import org.attune.chart.TrendView;
import org.attune.chart.TrendView.Point;
import org.attune.chart.TrendView.Series;
import org.jspecify.annotations.Nullable;

/** The trend of a chart, small. */
final class Sparklines {

  /** As many as can be told apart in the width of a cell. */
  private static final int LATEST = 12;

  private Sparklines() {}

  /**
   * The client's own series of a kind; of several the one that can tell most, then the one with the
   * latest rating.
   */
  static @Nullable Sparkline of(TrendView trend, String kind, Set<String> courses) {
    return trend.series().stream()
        .filter(each -> each.kind().equals(kind) && each.respondent().equals("client"))
        .filter(each -> courses.contains(each.course()))
        .max(
            Comparator.comparing((Series each) -> each.state().equals("enough"))
                .thenComparing(Sparklines::latest)
                .thenComparing(Series::id))
        .map(Sparklines::small)
        .orElse(null);
  }

  private static Instant latest(Series series) {
    var points = series.points();
    return points.isEmpty() ? Instant.MIN : points.get(points.size() - 1).at();
  }

  private static Sparkline small(Series series) {
    return new Sparkline(
        series.name(),
        series.state(),
        series.have(),
        series.needed(),
        series.min(),
        series.max(),
        series.higherIsBetter(),
        lastOf(series.points()),
        band(series));
  }

  private static List<Double> lastOf(List<Point> points) {
    return points.subList(Math.max(0, points.size() - LATEST), points.size()).stream()
        .map(Point::value)
        .toList();
  }

  private static @Nullable Band band(Series series) {
    var usual = series.usual();
    if (usual != null) {
      return new Band("usual", usual.low(), usual.high());
    }
    var change = series.reliableChange();
    return change == null ? null : new Band("change", change.low(), change.high());
  }
}
