package org.attune.replay;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.norms.ServiceNorms;

/** What the replay found, in figures. */
final class Summary {

  private Summary() {}

  /** {@code summary.json}. */
  static String page(Findings findings) {
    var totals = findings.totals();
    var page = new LinkedHashMap<String, Object>();
    page.put("from", findings.timeline().first().toString());
    page.put("until", findings.timeline().until().toString());
    page.put("zone", findings.timeline().zone().getId());
    page.put("every", findings.pace().name().toLowerCase(Locale.ROOT));
    page.put("clients", totals.clients());
    page.put("sessions", totals.sessions());
    page.put("lines", findings.lines());
    page.put("badLines", findings.badLines());
    page.put("gaps", findings.gaps());
    page.put("norms", findings.normsGiven() ? "given" : "counted");
    page.put("detectors", detectors(findings, totals.usual()));
    var without = new LinkedHashMap<String, Object>();
    totals
        .without()
        .forEach((suppression, figures) -> without.put(suppression, detectors(findings, figures)));
    page.put("withoutSuppression", without);
    return Json.page(page);
  }

  private static Map<String, Object> detectors(
      Findings findings, SortedMap<String, Totals.OfDetector> figures) {
    var detectors = new LinkedHashMap<String, Object>();
    figures.forEach((id, its) -> detectors.put(id, detector(findings, its)));
    return detectors;
  }

  private static Map<String, Object> detector(Findings findings, Totals.OfDetector figures) {
    var detector = new LinkedHashMap<String, Object>();
    detector.put("clientsFlagged", figures.flagged());
    detector.put("shareOfClients", rounded(findings.share(figures)));
    detector.put("signals", figures.signals());
    detector.put("signalsPer100Sessions", rounded(findings.perHundredSessions(figures.signals())));
    detector.put("medianDaysActive", figures.medianDays());
    detector.put("openAtTheEnd", figures.open());
    detector.put("levels", figures.levels());
    if (!figures.suggested().isEmpty()) {
      detector.put("suggestions", figures.suggested());
    }
    return detector;
  }

  /**
   * {@code norms.json}: the figures of each day on which they became others, in full, so that a
   * replay that is given them comes to the same.
   */
  static String norms(SortedMap<?, ServiceNorms> norms) {
    var page = new LinkedHashMap<String, Object>();
    norms.forEach((day, figures) -> page.put(day.toString(), figures(figures)));
    return Json.page(page);
  }

  /** The figures that hold from one day on, by name. */
  static Map<String, Object> figures(ServiceNorms norms) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("missRate", norms.missRate());
    figures.put("reasonsCoded", norms.reasonsCoded());
    figures.put("formsReturned", norms.formsReturned());
    var spread = new TreeMap<String, Double>();
    norms.withinPersonSd().forEach((id, sd) -> spread.put(id.value(), sd));
    figures.put("withinPersonSd", spread);
    var low = new TreeMap<String, Double>();
    norms.lowCentile().forEach((id, centile) -> low.put(id.value(), centile));
    figures.put("lowCentile", low);
    return figures;
  }

  private static double rounded(double number) {
    return Math.round(number * 1e6) / 1e6;
  }
}
