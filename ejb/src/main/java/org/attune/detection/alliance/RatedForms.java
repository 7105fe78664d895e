package org.attune.detection.alliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.attune.detection.ScoreSeries;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;

/**
 * Forms that may be compared with one another, as rows of ratings.
 *
 * @param <F> the kind of form
 */
final class RatedForms<F> {

  /** The items of the check-in that tell of the working relationship. */
  static final List<Item> RELATIONSHIP =
      List.of(Item.HEARD, Item.TOPICS, Item.PACE, Item.APPROACH, Item.SAFE_TO_DISAGREE);

  /** How many forms before an onset are cited. */
  private static final int CITED_BEFORE = 6;

  private final List<F> forms;
  private final Function<F, Source> source;
  private final Function<F, Instant> at;
  private final double[][] rows;
  private final double[] serviceSd;
  private final double ceiling;
  private final double sign;

  private RatedForms(
      List<F> forms,
      Function<F, Source> source,
      Function<F, Instant> at,
      double[][] rows,
      double[] serviceSd,
      double ceiling,
      double sign) {
    this.forms = forms;
    this.source = source;
    this.at = at;
    this.rows = rows;
    this.serviceSd = serviceSd;
    this.ceiling = ceiling;
    this.sign = sign;
  }

  /** The totals of a series, whatever they vary by. */
  static RatedForms<ScaleScore> totals(ScoreSeries series, double serviceSd) {
    return of(series, serviceSd, Double.NaN, ScaleScore::total);
  }

  /**
   * The totals of a series. That ratings are cut off at the ceiling is looked at once the service
   * has measured how much they vary: what is only assumed does not overrule a client's own ratings.
   */
  static RatedForms<ScaleScore> totals(ScoreSeries series, ServiceNorms norms) {
    var instrument = series.instrument();
    double ceiling = norms.measured(instrument) ? instrument.best() : Double.NaN;
    return of(series, norms.withinPersonSd(instrument), ceiling, ScaleScore::total);
  }

  /** One part of a series; missing where a form does not hold it. */
  static RatedForms<ScaleScore> part(ScoreSeries series, String part, double serviceSd) {
    return of(
        series,
        serviceSd,
        Double.NaN,
        score -> {
          var value = score.parts().get(part);
          return value == null ? Double.NaN : value;
        });
  }

  private static RatedForms<ScaleScore> of(
      ScoreSeries series, double serviceSd, double ceiling, ToDoubleFunction<ScaleScore> value) {
    double sign = series.instrument().higherIsBetter() ? 1 : -1;
    var scores = series.scores();
    var rows = new double[scores.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {sign * value.applyAsDouble(scores.get(i))};
    }
    return new RatedForms<>(
        scores,
        ScaleScore::source,
        ScaleScore::at,
        rows,
        new double[] {serviceSd},
        sign * ceiling,
        sign);
  }

  /** Items of the check-in, each by itself. */
  static RatedForms<CheckIn> items(CheckInSeries series, List<Item> items, double itemSd) {
    var rows = new double[series.checkIns().size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(series.checkIns().get(i), items);
    }
    var serviceSd = new double[items.size()];
    Arrays.fill(serviceSd, itemSd);
    return of(series, rows, serviceSd);
  }

  /** The mean of the items that tell of the relationship, where all of them were answered. */
  static RatedForms<CheckIn> means(CheckInSeries series, double itemSd) {
    var rows = new double[series.checkIns().size()][];
    for (int i = 0; i < rows.length; i++) {
      double mean = Arrays.stream(row(series.checkIns().get(i), RELATIONSHIP)).sum();
      rows[i] = new double[] {mean / RELATIONSHIP.size()};
    }
    return of(series, rows, new double[] {itemSd});
  }

  private static RatedForms<CheckIn> of(CheckInSeries series, double[][] rows, double[] serviceSd) {
    return new RatedForms<>(
        series.checkIns(), CheckIn::source, CheckIn::at, rows, serviceSd, Double.NaN, 1);
  }

  private static double[] row(CheckIn checkIn, List<Item> items) {
    var row = new double[items.size()];
    for (int i = 0; i < row.length; i++) {
      var rating = checkIn.ratings().get(items.get(i));
      row[i] = rating == null ? Double.NaN : rating;
    }
    return row;
  }

  /**
   * The ratings of each form, one column for each scale, higher is better; NaN where one is
   * missing.
   */
  double[][] rows() {
    return rows;
  }

  /** How much ratings of one person vary in the service, for each scale. */
  double[] serviceSd() {
    return serviceSd;
  }

  /**
   * The rating at which a client's own spread is cut off; not a number where that is not looked at.
   */
  double ceiling() {
    return ceiling;
  }

  /** 1, or -1 where the form itself counts the other way round. */
  double sign() {
    return sign;
  }

  /** How many there are. */
  int count() {
    return rows.length;
  }

  /** Where a form was read. */
  Source source(int form) {
    return source.apply(forms.get(form));
  }

  /** When a form was filled in. */
  Instant at(int form) {
    return at.apply(forms.get(form));
  }

  /** The first form that was filled in at a moment or later. */
  int firstAfter(Instant moment) {
    int first = 0;
    while (first < forms.size() && at(first).isBefore(moment)) {
      first++;
    }
    return first;
  }

  /** Every form from one on, then the latest ones before it. */
  List<Source> evidence(int onset) {
    var evidence = new ArrayList<Source>();
    for (int form = onset; form < forms.size(); form++) {
      evidence.add(source(form));
    }
    for (int form = Math.max(0, onset - CITED_BEFORE); form < onset; form++) {
      evidence.add(source(form));
    }
    return evidence;
  }
}
