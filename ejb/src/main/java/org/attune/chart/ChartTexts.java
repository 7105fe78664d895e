package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.catalogue.Catalogue;
import org.attune.chart.SignalView.Named;
import org.attune.detection.Detector;
import org.attune.detection.Roster;
import org.attune.findings.Finding;
import org.attune.responses.NextSteps;
import org.attune.responses.Responses;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.TherapyCourse;
import org.attune.writeback.Proposals;

/** Where the words of a chart come from. */
@ApplicationScoped
public class ChartTexts {

  private final Catalogue catalogue;
  private final NextSteps nextSteps;
  private final Responses responses;
  private final Proposals proposals;
  private final Settings settings;
  private final Map<String, Detector> detectors;

  @Inject
  public ChartTexts(
      Catalogue catalogue,
      NextSteps nextSteps,
      Responses responses,
      Proposals proposals,
      Settings settings,
      Roster roster) {
    this.catalogue = catalogue;
    this.nextSteps = nextSteps;
    this.responses = responses;
    this.proposals = proposals;
    this.settings = settings;
    this.detectors =
        roster.detectors().stream().collect(Collectors.toMap(Detector::id, Function.identity()));
  }

  Words words(Locale locale) {
    return new Words(catalogue, locale);
  }

  /** What is offered in a course, by detector. */
  SortedMap<String, NextSteps.Advice> advice(
      TherapyCourse course, Collection<Finding> open, Locale locale) {
    return nextSteps.of(course, open.stream().map(Finding::signal).toList(), locale);
  }

  Optional<String> asked(Finding finding) {
    return proposals.asked(finding);
  }

  String requestText(Finding finding, Locale locale) {
    return proposals.requestText(finding, locale);
  }

  /** The name of a response; one that is not known keeps its id. */
  String nameOf(String response, Locale locale) {
    return responses.byId(response).isEmpty() ? response : nextSteps.step(response, locale).title();
  }

  /** What is found that does not speak of the working relationship. */
  List<Finding> withoutRelationship(List<Finding> findings) {
    return findings.stream()
        .filter(
            finding -> {
              var rule = detectors.get(finding.detector());
              return rule == null || !rule.aboutRelationship();
            })
        .toList();
  }

  /** Whether a rule speaks of goals and plans, and not of an hour. */
  boolean aboutPlan(String detector) {
    var rule = detectors.get(detector);
    return rule != null && rule.aboutPlan();
  }

  /** How the site has set a rule, in words. */
  List<Named> settings(String detector, Words words) {
    var rule = detectors.get(detector);
    return rule == null
        ? List.of()
        : rule.settings().stream().map(each -> named(detector, each, words)).toList();
  }

  private Named named(String detector, Setting<?> setting, Words words) {
    var value = settings.get(setting);
    return new Named(
        words.of(detector, "setting." + setting.key(), Map.of()),
        value instanceof Number number
            ? words.number(number.doubleValue())
            : String.valueOf(value));
  }
}
