package org.attune.caseload;

import static org.attune.therapy.Courses.course;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.attune.caseload.CaseloadView.Counts;
import org.attune.caseload.CaseloadView.LeftOut;
import org.attune.caseload.CaseloadView.Row;
import org.attune.caseload.MyClients.Found;
import org.attune.catalogue.Catalogue;
import org.attune.chart.Charts;
import org.attune.chart.ShowCharts.Shown;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;

/** A caseload made of courses, as the real detectors judge them. */
public final class CaseloadExamples {

  private static final Instant SINCE = Instant.parse("2025-11-20T09:00:00Z");

  private CaseloadExamples() {}

  static List<Shown> charts(Locale locale) {
    return List.of(
        Charts.shown("p1", course().rated(37, 38, 37.5, 38, 37, 38).planned(7), locale),
        Charts.shown("p2", Charts.eventful(), locale),
        Charts.shown("p3", course().rated(37, 38), locale),
        Charts.shownHidden("p4", course().rated(37, 38, 37, 36, 31).missed(3), locale, SINCE),
        Charts.shown(
            "p5",
            course()
                .rated(36, 37, 36.5)
                .cancelledByService()
                .rated(37)
                .cancelledByCircumstance(CancellationReason.TRANSPORT)
                .rated(36, 29, 28.5)
                .planned(3),
            locale,
            "alliance-drop"));
  }

  static Found found(Locale locale) {
    return new Found(Courses.THERAPIST, charts(locale), new LeftOut(1, 2, 0));
  }

  /** A caseload of five. */
  public static CaseloadView example(Locale locale) {
    var rows =
        charts(locale).stream()
            .flatMap(each -> Rows.of(each, Courses.THERAPIST).stream())
            .sorted(Rows.MOST_PRESSING_FIRST)
            .toList();
    return new CaseloadView(
        charts(locale).get(0).chart().asOf(),
        Courses.ZONE.getId(),
        locale.getLanguage(),
        "live",
        "all",
        new Counts(rows.size(), count(rows, Filter.UNSEEN), count(rows, Filter.NEEDS_A_WORD)),
        new LeftOut(1, 2, 0),
        1,
        1,
        rows);
  }

  private static long count(List<Row> rows, Filter filter) {
    return rows.stream().filter(filter::shows).count();
  }

  /** The same work in short. */
  public static SupervisionView supervision(Locale locale) {
    return new Supervision(new Catalogue(), locale, Courses.ZONE)
        .of(found(locale), charts(locale).get(0).chart().asOf(), "a session");
  }
}
