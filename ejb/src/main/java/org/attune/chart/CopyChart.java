package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.chart.ChartCopy.Said;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.Findings;
import org.attune.findings.Hold;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a chart, as everybody may read it, what another system may have of it: without what the
 * client contests and what the site only tries out.
 */
@ApplicationScoped
public class CopyChart {

  private final Findings findings;
  private final ChartTexts texts;
  private final ChartBundles bundles;

  @Inject
  CopyChart(Findings findings, ChartTexts texts, ChartBundles bundles) {
    this.findings = findings;
    this.texts = texts;
    this.bundles = bundles;
  }

  /**
   * The chart as a FHIR Bundle, in JSON; that it is taken away is accounted for where it was shown.
   *
   * @param chart as {@link ShowChart#export} shows it
   */
  @Transactional
  public String bundle(PatientId patient, ChartView chart) {
    return bundles.of(of(patient, chart, findings.of(patient), texts));
  }

  /**
   * What may be had of a chart.
   *
   * @param kept the findings that the chart was made of
   * @param texts where its words come from
   */
  static ChartCopy of(PatientId patient, ChartView chart, List<Finding> kept, ChartTexts texts) {
    var words = texts.words(Locale.forLanguageTag(chart.language()));
    var byKey =
        kept.stream().collect(Collectors.toMap(each -> each.key().value(), Function.identity()));
    return new ChartCopy(
        patient,
        chart.asOf(),
        chart.language(),
        chart.ehrBase(),
        Stream.concat(
                chart.signals().stream().flatMap(each -> said(each, byKey, true, words).stream()),
                chart.quiet().stream().flatMap(each -> said(each, byKey, false, words).stream()))
            .toList());
  }

  private static Optional<Said> said(
      SignalView signal, Map<String, Finding> kept, boolean stands, Words words) {
    return Optional.ofNullable(kept.get(signal.key()))
        .filter(finding -> finding.hold().orElse(null) != Hold.SHADOW)
        .filter(finding -> finding.dismissal().orElse(null) != Dismissal.CONTESTED)
        .map(finding -> said(signal, finding, stands ? null : endOf(finding), words));
  }

  private static Said said(SignalView signal, Finding finding, @Nullable Instant end, Words words) {
    return new Said(
        finding.flagName(),
        finding.detector() + "|" + finding.version(),
        finding.category(),
        finding.level(),
        signal.sentence(),
        explanation(signal, words),
        finding.flagSince(),
        end,
        evidence(signal, finding),
        finding.labels());
  }

  private static Instant endOf(Finding finding) {
    return finding.closed().orElseGet(finding::stageSince);
  }

  private static List<String> explanation(SignalView signal, Words words) {
    var said = new ArrayList<String>();
    said.add(signal.sentence());
    said.addAll(signal.softened());
    said.add(signal.why());
    said.add(words.say("copy.else"));
    said.addAll(signal.otherExplanations());
    said.add(signal.clears());
    said.add(signal.protective());
    return said.stream().filter(sentence -> !sentence.isBlank()).toList();
  }

  /** Of what the chart does not cite, the copy does not tell either. */
  private static List<Source> evidence(SignalView signal, Finding finding) {
    var cited = signal.evidence().stream().map(SignalView.Evidence::reference).toList();
    return finding.evidence().stream()
        .filter(source -> source.inRecord() && cited.contains(source.reference()))
        .map(source -> new Source(source.type(), source.id(), null))
        .distinct()
        .toList();
  }
}
