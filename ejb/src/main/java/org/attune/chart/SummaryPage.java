package org.attune.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.attune.chart.SummaryView.Paragraph;
import org.attune.chart.TrendView.Series;
import org.attune.detection.Channel;
import org.attune.detection.Level;

/** Says to the client what stands on their chart, as one would say it to them. */
final class SummaryPage {

  /** What a signal is about, in a word that has a sentence of its own. */
  private static final Map<String, String> ABOUT =
      Map.ofEntries(
          Map.entry("client-voice", "voice"),
          Map.entry("service-first", "service"),
          Map.entry("tele-setting", "access"),
          Map.entry("access-barrier", "access"),
          Map.entry("attendance-change", "sessions"),
          Map.entry("contact-lapse", "sessions"),
          Map.entry("closure-ahead", "sessions"),
          Map.entry("after-hard-session", "sessions"),
          Map.entry("alliance-drop", "together"),
          Map.entry("alliance-drift", "together"),
          Map.entry("approach-fit", "approach"),
          Map.entry("goal-alignment", "goals"),
          Map.entry("readiness-plan", "goals"),
          Map.entry("plan-blind-spot", "goals"),
          Map.entry("expectation-start", "goals"),
          Map.entry("step-barrier", "steps"),
          Map.entry("not-on-track", "outcome"),
          Map.entry("pace", "outcome"),
          Map.entry("persistence", "approach"),
          Map.entry("check-in-gap", "forms"),
          Map.entry("repair-gain", "gain"));

  private final Words words;

  SummaryPage(Words words) {
    this.words = words;
  }

  SummaryView of(ChartView chart) {
    return new SummaryView(
        chart.asOf(),
        chart.zone(),
        chart.language(),
        words.say("summary.title"),
        Stream.of(sessions(chart), told(chart), together(chart), yours(chart))
            .filter(paragraph -> !paragraph.sentences().isEmpty())
            .toList());
  }

  private Paragraph sessions(ChartView chart) {
    var said = new ArrayList<String>();
    addCount(said, "held", outcomes(chart, "ATTENDED"));
    addCount(said, "service", outcomes(chart, "CANCELLED_BY_SERVICE"));
    chart.courses().stream()
        .flatMap(course -> Stream.ofNullable(course.next()))
        .min(Instant::compareTo)
        .ifPresent(next -> said.add(words.say("summary.next") + " " + day(next, chart.zone())));
    return new Paragraph(words.say("summary.sessions"), said);
  }

  private static long outcomes(ChartView chart, String outcome) {
    return chart.trend().sessions().stream()
        .filter(session -> session.outcome().equals(outcome))
        .count();
  }

  private void addCount(List<String> said, String what, long times) {
    if (times > 0) {
      said.add(words.say("summary." + what, "times", (double) times));
    }
  }

  private String day(Instant moment, String zone) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
        .withLocale(words.locale())
        .format(moment.atZone(ZoneId.of(zone)));
  }

  private Paragraph told(ChartView chart) {
    var said =
        chart.trend().series().stream()
            .filter(
                series -> series.kind().equals("alliance") && series.respondent().equals("client"))
            .map(SummaryPage::rated)
            .max(Comparator.naturalOrder())
            .map(rated -> words.say("summary." + rated.key))
            .stream()
            .toList();
    return new Paragraph(words.say("summary.told"), said);
  }

  /** How somebody rates; of several forms the last of these is what is said. */
  private enum Rates {
    TOO_FEW("too-few"),
    AS_USUAL("usual"),
    LOWER("lower");

    private final String key;

    Rates(String key) {
      this.key = key;
    }
  }

  private static Rates rated(Series series) {
    var usual = series.usual();
    if (usual == null || series.points().isEmpty()) {
      return Rates.TOO_FEW;
    }
    double last = series.points().get(series.points().size() - 1).value();
    boolean fallen = series.higherIsBetter() ? last < usual.low() : last > usual.high();
    return fallen ? Rates.LOWER : Rates.AS_USUAL;
  }

  /** What is only meant for some, however it came to be seen here, is not said. */
  private Paragraph together(ChartView chart) {
    var said =
        chart.signals().stream()
            .filter(signal -> signal.channel().equals(Channel.CHART.name()))
            .filter(signal -> !signal.level().equals(Level.PROMPT.name()))
            .map(signal -> ABOUT.get(signal.detector()))
            .filter(Objects::nonNull)
            .distinct()
            .map(about -> words.say("summary.about." + about))
            .toList();
    return new Paragraph(words.say("summary.together"), said);
  }

  private Paragraph yours(ChartView chart) {
    var said = new ArrayList<String>();
    if (chart.relationshipHidden() != null) {
      said.add(words.say("summary.hidden"));
    }
    Stream.concat(chart.signals().stream(), chart.quiet().stream())
        .flatMap(signal -> Stream.ofNullable(signal.contested()))
        .map(SignalView.Contested::at)
        .max(Instant::compareTo)
        .ifPresent(
            at -> said.add(words.say("summary.contested") + " " + date(at, chart.zone()) + "."));
    said.add(words.say("summary.no"));
    said.add(words.say("summary.differ"));
    return new Paragraph(words.say("summary.yours"), said);
  }

  private String date(Instant moment, String zone) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(words.locale())
        .format(moment.atZone(ZoneId.of(zone)));
  }
}
