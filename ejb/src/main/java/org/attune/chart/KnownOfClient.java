package org.attune.chart;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.attune.chart.ChartPage.Kept;
import org.attune.chart.SignalView.Named;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingStage;
import org.attune.responses.LoggedResponse;
import org.attune.responses.NextSteps;
import org.attune.therapy.CourseId;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.attune.writeback.PendingWrite;

/** All that is known of one client while their chart is put into words. */
final class KnownOfClient {

  private final ChartTexts texts;
  private final Locale locale;
  private final Kept kept;
  private final Map<CourseId, SortedMap<String, NextSteps.Advice>> advice = new HashMap<>();
  private final Map<String, Session> sessions = new HashMap<>();

  KnownOfClient(ChartTexts texts, Locale locale, Kept kept) {
    this.texts = texts;
    this.locale = locale;
    this.kept = kept;
    for (TherapyCourse course : kept.courses()) {
      course.sessions().forEach(this::remember);
      advice.put(course.id(), texts.advice(course, open(course, kept.findings()), locale));
    }
  }

  private void remember(Session session) {
    session.sources().forEach(source -> sessions.putIfAbsent(source.reference(), session));
  }

  private static List<Finding> open(TherapyCourse course, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.course().equals(course.id()))
        .filter(finding -> finding.standing() && finding.stage() != FindingStage.DISMISSED)
        .toList();
  }

  Instant asOf() {
    return kept.asOf();
  }

  /** Whether the client keeps what they say about the working relationship to themselves. */
  boolean hidden() {
    return kept.hidden();
  }

  List<TherapyCourse> courses() {
    return kept.courses();
  }

  Optional<TherapyCourse> course(CourseId id) {
    return kept.courses().stream().filter(course -> course.id().equals(id)).findFirst();
  }

  /** Names a course within the chart. */
  String idOf(TherapyCourse course) {
    return "c" + (kept.courses().indexOf(course) + 1);
  }

  Optional<Session> session(Source source) {
    return Optional.ofNullable(sessions.get(source.reference()));
  }

  Optional<String> asked(Finding finding) {
    return texts.asked(finding);
  }

  String requestText(Finding finding) {
    return texts.requestText(finding, locale);
  }

  String nameOf(String response) {
    return texts.nameOf(response, locale);
  }

  Stream<FindingAct> acts(Finding finding) {
    return kept.acts().stream().filter(act -> act.finding().equals(finding.key()));
  }

  Stream<LoggedResponse> logged(Finding finding) {
    return kept.logged().stream().filter(each -> each.finding().equals(finding.key()));
  }

  /** What the record tells that was tried because of the detector's signals. */
  Stream<TriedResponse> documented(Finding finding) {
    return course(finding.course()).stream()
        .flatMap(course -> course.tried().stream())
        .filter(each -> each.source() != null && each.detector().equals(finding.detector()))
        .filter(each -> !each.at().isBefore(finding.since()));
  }

  Optional<PendingWrite> flag(Finding finding) {
    return Optional.ofNullable(kept.flags().get(finding.key().value()));
  }

  List<NextSteps.Step> steps(Finding finding) {
    var ofCourse = advice.get(finding.course());
    boolean offered = finding.standing() && finding.stage() != FindingStage.DISMISSED;
    return ofCourse == null || !offered || !ofCourse.containsKey(finding.detector())
        ? List.of()
        : Objects.requireNonNull(ofCourse.get(finding.detector())).steps();
  }

  boolean aboutPlan(Finding finding) {
    return texts.aboutPlan(finding.detector());
  }

  List<Named> settings(String detector, Words words) {
    return texts.settings(detector, words);
  }
}
