package org.attune.replay;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Level;
import org.attune.norms.ServiceNorms;
import org.attune.responses.NextSteps;
import org.attune.therapy.GapReason;

/**
 * The page for the clinical lead: the same figures as the summary, in words, with plots, and with a
 * table beside each plot. It names no client.
 */
final class Report {

  private static final String STYLE =
      """
      :root { color-scheme: light; }
      body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
        max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
      h1, h2 { line-height: 1.25; }
      h2 { margin-top: 2.5rem; }
      svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; }
      svg rect { fill: #1f5f8b; }
      svg text { fill: #1a1a1a; }
      svg line { stroke: #595959; }
      figure { margin: 1rem 0; }
      .table { overflow-x: auto; }
      .table:focus-visible, a:focus-visible { outline: 3px solid #1f5f8b; outline-offset: 2px; }
      table { border-collapse: collapse; width: 100%; }
      caption { text-align: left; font-weight: 600; padding: .5rem 0; }
      h3 { margin: 2rem 0 .5rem; border-top: 1px solid #767676; padding-top: 1rem; }
      h4 { margin: 1rem 0 .25rem; }
      small { font-weight: 400; color: #595959; }
      section p { margin: .25rem 0; }
      blockquote { margin: .25rem 0 .25rem 1rem; padding-left: .75rem;
        border-left: 3px solid #1f5f8b; }
      th, td { border: 1px solid #767676; padding: .3rem .6rem; text-align: right; }
      tbody th, thead th:first-child { text-align: left; }
      thead th { background: #f0f0f0; }
      @media print {
        body { max-width: none; padding: 0; font-size: 10pt; }
        figure, tr, blockquote { break-inside: avoid; }
        h3, h4 { break-after: avoid; }
        .table { overflow: visible; }
      }
      """;

  private static final int MOST_SUGGESTIONS = 3;

  private final Findings findings;
  private final Totals totals;
  private final Catalogue catalogue;
  private final NextSteps nextSteps;
  private final Locale locale;
  private final ResourceBundle words;

  Report(Findings findings, Catalogue catalogue, NextSteps nextSteps, Locale locale) {
    this.findings = findings;
    this.totals = findings.totals();
    this.catalogue = catalogue;
    this.nextSteps = nextSteps;
    this.locale = locale;
    this.words =
        ResourceBundle.getBundle(
            "org.attune.replay.report",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
  }

  String page() {
    return "<!DOCTYPE html>\n<html lang=\""
        + (words.getLocale().getLanguage().isEmpty() ? "en" : words.getLocale().getLanguage())
        + "\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.escaped(say("title"))
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n<main>\n<h1>"
        + Html.escaped(say("title"))
        + "</h1>\n"
        + introduction()
        + detectors()
        + suggestions()
        + months()
        + suppressions()
        + norms()
        + gaps()
        + "</main>\n</body>\n</html>\n";
  }

  private String introduction() {
    var timeline = findings.timeline();
    return Html.paragraph(
            say(
                "period",
                timeline.first(),
                timeline.until().atZone(timeline.zone()).toLocalDate(),
                whole(totals.clients()),
                whole(totals.sessions())))
        + Html.paragraph(say("pace." + findings.pace().name().toLowerCase(Locale.ROOT)))
        + Html.paragraph(say("caution"));
  }

  private String detectors() {
    var bars = new ArrayList<Plot.Bar>();
    var rows = new ArrayList<List<String>>();
    totals
        .usual()
        .forEach(
            (id, figures) -> {
              double share = findings.share(figures);
              bars.add(new Plot.Bar(name(id), share, percent(share)));
              rows.add(
                  List.of(
                      name(id),
                      whole(figures.flagged()),
                      percent(share),
                      whole(figures.signals()),
                      number(findings.perHundredSessions(figures.signals())),
                      number(figures.medianDays()),
                      whole(figures.open()),
                      levels(figures)));
            });
    return heading("detectors")
        + Html.paragraph(say("detectors.text"))
        + figure(Plot.rows("detectors", say("detectors.plot"), say("see-table"), bars))
        + Html.table(
            say("detectors.table"),
            heads("detector", "clients", "share", "signals", "per-100", "days", "open", "levels"),
            rows);
  }

  private String levels(Totals.OfDetector figures) {
    var parts = new ArrayList<String>();
    figures
        .levels()
        .forEach((Level level, Long n) -> parts.add(say("level." + level) + " " + whole(n)));
    return String.join(", ", parts);
  }

  private String suggestions() {
    var told =
        new StringBuilder(heading("suggestions")).append(Html.paragraph(say("suggestions.text")));
    totals
        .usual()
        .forEach(
            (id, figures) -> {
              if (figures.signals() > 0) {
                told.append("<section>\n<h3>").append(Html.escaped(name(id))).append("</h3>\n");
                mostOften(figures).forEach(step -> told.append(suggestion(step, figures)));
                told.append(
                        Html.labelled(
                            say("suggestions.other"), nextSteps.otherExplanations(id, locale)))
                    .append("</section>\n");
              }
            });
    return told.toString();
  }

  private Stream<NextSteps.Step> mostOften(Totals.OfDetector figures) {
    return figures.mostSuggested().stream()
        .limit(MOST_SUGGESTIONS)
        .map(id -> nextSteps.step(id, locale));
  }

  private String suggestion(NextSteps.Step step, Totals.OfDetector figures) {
    long times = figures.suggested().getOrDefault(step.id(), 0L);
    return "<h4>"
        + Html.escaped(step.title())
        + " <small>"
        + Html.escaped(say("suggestions.times", whole(times), whole(figures.signals())))
        + "</small></h4>\n"
        + Html.labelled(say("suggestions.when"), step.when())
        + Html.labelled(say("suggestions.avoid"), step.avoid())
        + step.phrases().stream().map(Html::quotation).collect(Collectors.joining());
  }

  private String months() {
    var bars = new ArrayList<Plot.Bar>();
    var rows = new ArrayList<List<String>>();
    var raised = totals.raisedByMonth();
    totals
        .sessionsByMonth()
        .forEach(
            (YearMonth month, Long sessions) -> {
              long signals = raised.getOrDefault(month, 0L);
              double rate = 100.0 * signals / sessions;
              bars.add(new Plot.Bar(month.toString(), rate, number(rate)));
              rows.add(List.of(month.toString(), whole(sessions), whole(signals), number(rate)));
            });
    return heading("months")
        + figure(Plot.columns("months", say("months.plot"), say("see-table"), bars))
        + Html.table(say("months.table"), heads("month", "sessions", "signals", "per-100"), rows);
  }

  private String suppressions() {
    var without = totals.without();
    if (without.isEmpty()) {
      return heading("suppressions") + Html.paragraph(say("suppressions.none"));
    }
    var bars = new ArrayList<Plot.Bar>();
    var rows = new ArrayList<List<String>>();
    add(bars, rows, say("suppressions.all-on"), totals.usual());
    without.forEach((id, figures) -> add(bars, rows, suppression(id), figures));
    return heading("suppressions")
        + Html.paragraph(say("suppressions.text"))
        + figure(Plot.rows("suppressions", say("suppressions.plot"), say("see-table"), bars))
        + Html.table(
            say("suppressions.table"), heads("suppression", "signals", "per-100", "reviews"), rows)
        + Html.paragraph(say("suppressions.each"));
  }

  private void add(
      List<Plot.Bar> bars,
      List<List<String>> rows,
      String name,
      SortedMap<String, Totals.OfDetector> figures) {
    long signals = figures.values().stream().mapToLong(Totals.OfDetector::signals).sum();
    long reviews =
        figures.values().stream()
            .flatMap(each -> each.levels().entrySet().stream())
            .filter(each -> each.getKey().compareTo(Level.REVIEW) >= 0)
            .mapToLong(Map.Entry::getValue)
            .sum();
    double rate = findings.perHundredSessions(signals);
    bars.add(new Plot.Bar(name, rate, number(rate)));
    rows.add(List.of(name, whole(signals), number(rate), whole(reviews)));
  }

  private String suppression(String id) {
    return id.equals(Walk.REASONS_KNOWN)
        ? say("suppression.reasons-known")
        : say("suppression.holds-back", name(id));
  }

  private String norms() {
    var months = new TreeMap<YearMonth, ServiceNorms>();
    findings.norms().forEach((day, norms) -> months.put(YearMonth.from(day), norms));
    var rows = new ArrayList<List<String>>();
    months.forEach(
        (month, norms) ->
            rows.add(
                List.of(
                    month.toString(), percent(norms.missRate()), percent(norms.reasonsCoded()))));
    return heading("norms")
        + Html.paragraph(say(findings.normsGiven() ? "norms.given" : "norms.text"))
        + Html.table(say("norms.table"), heads("month", "missed", "reasons"), rows);
  }

  private String gaps() {
    var rows = new ArrayList<List<String>>();
    findings
        .gaps()
        .forEach(
            (reason, count) ->
                rows.add(List.of(catalogue.text(GapReason.valueOf(reason), locale), whole(count))));
    var told =
        heading("gaps")
            + Html.paragraph(say("gaps.text", whole(findings.lines()), whole(findings.badLines())));
    return rows.isEmpty()
        ? told
        : told + Html.table(say("gaps.table"), heads("reason", "records"), rows);
  }

  private String heading(String key) {
    return "<h2>" + Html.escaped(say(key)) + "</h2>\n";
  }

  private static String figure(String plot) {
    return "<figure>\n" + plot + "</figure>\n";
  }

  private List<String> heads(String... keys) {
    return List.of(keys).stream().map(key -> say("head." + key)).toList();
  }

  private String name(String detector) {
    return catalogue.text(detector, "name", locale);
  }

  private String say(String key, Object... values) {
    var text = words.getString(key);
    return values.length == 0 ? text : new MessageFormat(text, locale).format(texts(values));
  }

  private static Object[] texts(Object... values) {
    var texts = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      texts[i] = values[i].toString();
    }
    return texts;
  }

  private String whole(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  private String number(double number) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(number < 1 ? 2 : 1);
    return format.format(number);
  }

  private String percent(double share) {
    return number(100 * share) + " %";
  }
}
