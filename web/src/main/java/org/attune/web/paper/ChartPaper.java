package org.attune.web.paper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.Banner;
import org.attune.chart.ChartView;
import org.attune.chart.ChartView.CourseView;
import org.attune.chart.SignalView;
import org.attune.chart.SummaryView;
import org.attune.chart.TrendView;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/** Puts a chart, or the client's summary of it, on paper, in the words of the page. */
final class ChartPaper {

  /** What is at another stage asks for nothing, and rests below. */
  private static final Set<String> ASKING = Set.of("OPEN", "ACKNOWLEDGED");

  private final PageWords words;
  private final WhoItIs who;

  ChartPaper(PageWords words) {
    this.words = words;
    this.who = new WhoItIs(words);
  }

  /**
   * What everybody sees who may open it.
   *
   * @param banner who it is, or null where the record does not answer
   */
  Document chart(ChartView chart, @Nullable Banner banner) {
    var sheet = new Sheet("Attune", words.say("paper.about"), words.locale());
    sheet.heading(1, title(chart));
    sheet.text("who", who.name(banner)).text(who.particulars(banner));
    sheet.onEveryPage(who.name(banner) + " · " + who.particulars(banner));
    sheet.text("soft", asOf(chart));
    chart.courses().forEach(course -> sheet.text(course(course)));
    var hidden = chart.relationshipHidden();
    if (hidden != null) {
      sheet.text("line", words.say("wishes.hidden", "date", words.day(hidden)));
    }
    for (String state : List.of("shadow", "first-load", "nothing-known")) {
      if (state.equals(chart.mode()) || state.equals(chart.state())) {
        sheet.text("line", words.say("state." + state));
      }
    }
    asking(chart).forEach(signal -> signal(sheet, signal));
    var quiet =
        Stream.concat(
                chart.signals().stream().filter(signal -> !ASKING.contains(signal.stage())),
                chart.quiet().stream())
            .toList();
    if (!quiet.isEmpty()) {
      sheet.heading(2, words.count("signals.quiet", quiet.size()));
      quiet.forEach(signal -> quiet(sheet, signal));
    }
    trend(sheet, chart.trend());
    protective(chart).forEach(sentence -> sheet.text("soft", sentence));
    sheet.text("soft", words.say("footer.standing"));
    return sheet.document();
  }

  /** What is written for the client; it says of itself to whom. */
  Document summary(SummaryView summary) {
    var sheet = new Sheet(summary.title(), summary.title(), words.locale());
    sheet.heading(1, summary.title());
    sheet.text("soft", words.say("summary.about", "date", words.day(summary.asOf())));
    for (var paragraph : summary.paragraphs()) {
      sheet.heading(2, paragraph.heading());
      paragraph.sentences().forEach(sheet::text);
    }
    return sheet.document();
  }

  private String title(ChartView chart) {
    if (chart.state().equals("nothing-known")) {
      return words.say("title.nothing-known");
    }
    var asking = asking(chart).count();
    if (asking > 0) {
      return words.count("title.signals", asking);
    }
    return words.say(chart.state().equals("first-load") ? "title.first-load" : "title.calm");
  }

  private static Stream<SignalView> asking(ChartView chart) {
    return chart.signals().stream().filter(signal -> ASKING.contains(signal.stage()));
  }

  private String asOf(ChartView chart) {
    return words.say(
        "footer.as-of", Map.of("moment", words.moment(chart.asOf()), "zone", chart.zone()));
  }

  /** What holds for every signal is said once. */
  private static Stream<String> protective(ChartView chart) {
    return asking(chart).map(SignalView::protective).distinct();
  }

  private String course(CourseView course) {
    var said = new ArrayList<String>();
    var ended = course.ended();
    var from = words.day(course.began());
    said.add(
        ended == null
            ? words.say("course.began", "from", from)
            : words.say("course.ended", Map.of("from", from, "to", words.day(ended))));
    said.add(words.count("course.sessions", course.sessionsHeld()));
    var next = course.next();
    if (next != null) {
      said.add(words.say("course.next", "moment", words.moment(next)));
    } else if (ended == null) {
      said.add(words.say("course.no-next"));
    }
    if (course.onHold()) {
      said.add(words.say("course.on-hold"));
    }
    if (course.courtOrdered()) {
      said.add(words.say("course.court-ordered"));
    }
    return String.join(" · ", said);
  }

  private void signal(Sheet sheet, SignalView signal) {
    sheet.heading(2, signal.name());
    sheet.text("chips", chips(signal));
    sheet.text(signal.sentence());
    signal.softened().forEach(sheet::text);
    sheet.text(signal.why());
    sheet.list(words.say("evidence.else"), signal.otherExplanations());
    sheet.list(
        words.say("suggestions.title"),
        signal.suggestions().stream().map(this::suggestion).toList());
    sheet.list(
        words.say("evidence.facts"),
        signal.evidence().stream().map(each -> dated(each.date(), each.text())).toList());
    sheet.list(
        words.say("evidence.not-counted"),
        signal.notCounted().stream()
            .map(each -> dated(each.date(), each.text()) + " " + each.why())
            .toList());
    rule(sheet, signal);
    if (!signal.clears().isEmpty()) {
      sheet.heading(3, words.say("evidence.clears"));
      sheet.text(signal.clears());
    }
    tried(sheet, signal);
  }

  private void quiet(Sheet sheet, SignalView signal) {
    sheet.heading(3, signal.name());
    sheet.text("chips", chips(signal));
    sheet.text(signal.sentence());
    tried(sheet, signal);
  }

  private String chips(SignalView signal) {
    var contested = signal.contested();
    return Stream.of(
            Stream.of(signal.levelText()),
            Stream.of(stage(signal)).filter(text -> !signal.stage().equals("OPEN")),
            Stream.ofNullable(contested)
                .map(it -> words.say("signal.contested", "date", words.day(it.at()))),
            Stream.of(words.say("signal.since", "date", words.day(signal.since()))))
        .flatMap(each -> each)
        .reduce((one, other) -> one + " · " + other)
        .orElse("");
  }

  private String stage(SignalView signal) {
    var since = words.day(signal.stageSince());
    var until = signal.snoozedUntil();
    if (until != null) {
      return words.say("stage.SNOOZED.until", "date", words.day(until));
    }
    var because = signal.dismissalText();
    return because == null
        ? words.say("stage." + signal.stage() + ".since", "date", since)
        : words.say("stage.DISMISSED.because", Map.of("date", since, "reason", because));
  }

  private String suggestion(SignalView.Suggestion one) {
    return Stream.concat(
            Stream.of(one.name() + ".", one.what()),
            one.phrases().stream().map(phrase -> words.say("paper.phrase", "phrase", phrase)))
        .collect(Collectors.joining(" "));
  }

  private String dated(@Nullable Instant date, String text) {
    return (date == null ? words.say("evidence.undated") : words.day(date)) + ": " + text;
  }

  private void rule(Sheet sheet, SignalView signal) {
    var rule = signal.rule();
    if (rule.text().isEmpty()) {
      return;
    }
    sheet.heading(3, words.say("evidence.rule"));
    sheet.text(rule.text());
    sheet.text(
        "soft",
        Stream.concat(rule.numbers().stream(), rule.settings().stream())
            .map(each -> each.name().replaceFirst("\\.$", "") + ": " + each.value())
            .reduce((one, other) -> one + " · " + other)
            .orElse(""));
    sheet.text(
        "soft",
        words.say("evidence.version", "version", words.figure(rule.version()))
            + " "
            + rule.source());
  }

  private void tried(Sheet sheet, SignalView signal) {
    for (var each : signal.responses()) {
      var outcome = each.outcome();
      var said = words.say("outcome." + (outcome == null ? "open" : outcome));
      sheet.text(
          each.name()
              + ". "
              + words.say(
                  "suggestions.tried", Map.of("date", words.day(each.at()), "outcome", said)));
    }
  }

  private record Line(Instant at, String what, String where) {}

  /** As the table beside the curve has it: the latest first. */
  private void trend(Sheet sheet, TrendView trend) {
    var lines = new ArrayList<Line>();
    trend.sessions().forEach(each -> lines.add(new Line(each.at(), each.text(), "")));
    for (var series : trend.series()) {
      series
          .points()
          .forEach(
              point -> lines.add(new Line(point.at(), value(series, point), place(series, point))));
    }
    trend.marks().forEach(each -> lines.add(new Line(each.at(), each.text(), "")));
    if (lines.isEmpty()) {
      return;
    }
    lines.sort(Comparator.comparing(Line::at).reversed());
    sheet.heading(2, words.say("trend.title"));
    sheet.table(
        List.of(words.say("table.day"), words.say("table.what"), words.say("table.place")),
        lines.stream()
            .map(each -> List.of(words.day(each.at()), each.what(), each.where()))
            .toList());
  }

  private String value(TrendView.Series series, TrendView.Point point) {
    return words.say(
        "trend.value",
        Map.of(
            "name",
            series.name(),
            "value",
            words.figure(point.value()),
            "max",
            words.figure(series.max())));
  }

  private String place(TrendView.Series series, TrendView.Point point) {
    var usual = series.usual();
    if (usual == null) {
      return "";
    }
    var where =
        point.value() < usual.low() ? "below" : point.value() > usual.high() ? "above" : "within";
    return words.say(
        "trend." + where,
        Map.of("low", words.figure(usual.low()), "high", words.figure(usual.high())));
  }
}
