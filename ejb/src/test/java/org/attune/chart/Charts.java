package org.attune.chart;

import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.catalogue.Catalogue;
import org.attune.chart.ChartPage.Frame;
import org.attune.chart.ChartPage.Kept;
import org.attune.chart.ShowCharts.Shown;
import org.attune.detection.Detection;
import org.attune.detection.EveryDetector;
import org.attune.detection.Roster;
import org.attune.detection.Signal;
import org.attune.detection.alliance.AllianceRatings;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.Reconciliation;
import org.attune.instruments.Instruments;
import org.attune.norms.GivenNorms;
import org.attune.norms.ServiceNorms;
import org.attune.responses.Footing;
import org.attune.responses.NextSteps;
import org.attune.responses.Responses;
import org.attune.responses.Suggestions;
import org.attune.safety.Recipients;
import org.attune.settings.GivenSettings;
import org.attune.settings.Settings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Courses;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapyCourse;
import org.attune.writeback.Proposals;
import org.jspecify.annotations.Nullable;

/** Charts made of courses, as the real detectors judge them. */
public final class Charts {

  public static final Viewer THERAPIST = viewer("Practitioner/t1", Role.CLINICIAN);

  private static final Instruments INSTRUMENTS = new Instruments();
  private static final Roster ROSTER = Roster.of(EveryDetector.withFallbacks());
  private static final Frame LIVE = new Frame("live", "ready", "https://ehr.example/fhir");

  private Charts() {}

  public static Viewer viewer(String user, Role role) {
    return new Viewer(user, role, Courses.CLIENT);
  }

  /** A page of a site that has set nothing. */
  public static ChartPage page() {
    return page(GivenSettings.FALLBACKS);
  }

  static ChartPage page(Settings settings) {
    return new ChartPage(
        texts(settings), INSTRUMENTS, new AllianceRatings(INSTRUMENTS, settings), Courses.ZONE);
  }

  /** The words of a site that has set nothing. */
  static ChartTexts texts() {
    return texts(GivenSettings.FALLBACKS);
  }

  private static ChartTexts texts(Settings settings) {
    var catalogue = new Catalogue();
    var responses = new Responses();
    var nextSteps =
        new NextSteps(new Footing(INSTRUMENTS), new Suggestions(responses), responses, catalogue);
    var proposals =
        new Proposals(settings, catalogue, nextSteps, new Recipients(settings), Courses.ZONE);
    return new ChartTexts(catalogue, nextSteps, responses, proposals, settings, ROSTER);
  }

  /** What is found in a course. */
  static List<Finding> found(TherapyCourse course) {
    Map<TherapyCourse, List<Signal>> found = new LinkedHashMap<>();
    found.put(course, new Detection(ROSTER).judge(course, norms()));
    return Reconciliation.of(found, List.of(), course.asOf()).opened();
  }

  static Kept kept(TherapyCourse course, List<Finding> findings, FindingAct... acts) {
    return kept(course, findings, null, acts);
  }

  private static Kept kept(
      TherapyCourse course, List<Finding> findings, @Nullable Instant hidden, FindingAct... acts) {
    return new Kept(
        course.asOf(),
        List.of(course),
        findings,
        List.of(),
        List.of(acts),
        Map.of(),
        norms(),
        hidden);
  }

  /** A service that has measured how much its clients' ratings vary. */
  private static ServiceNorms norms() {
    var known = GivenNorms.FORMS_IN_USE;
    return new ServiceNorms(
        Map.of(new InstrumentId("srs"), 2.0),
        known.missRate(),
        known.reasonsCoded(),
        known.lowCentile(),
        known.formsReturned());
  }

  /** The chart of a course as its therapist sees it. */
  static ChartView chart(Courses course) {
    return chart(course, THERAPIST, Locale.ENGLISH);
  }

  static ChartView chart(Courses course, Viewer viewer, Locale locale) {
    var built = course.build();
    return chart(built, found(built), viewer, locale);
  }

  static ChartView chart(
      TherapyCourse course, List<Finding> findings, Viewer viewer, Locale locale) {
    return page().of(viewer, locale, LIVE, kept(course, findings));
  }

  /** What another system may have of the same. */
  public static ChartCopy copy(Locale locale) {
    var course = muchHappened().build();
    var found = found(course);
    var shown = chart(course, found, Viewer.anybody(Courses.CLIENT), locale);
    return CopyChart.of(Courses.CLIENT, shown, found, texts());
  }

  /**
   * The chart of a course as its therapist sees it, as one of several clients'.
   *
   * @param patient whose
   * @param detectors whose findings somebody has seen
   */
  public static Shown shown(String patient, Courses course, Locale locale, String... detectors) {
    return shown(patient, course, locale, null, detectors);
  }

  /** The same, of a client who keeps what they say about the relationship to themselves. */
  public static Shown shownHidden(String patient, Courses course, Locale locale, Instant since) {
    return shown(patient, course, locale, since);
  }

  private static Shown shown(
      String patient,
      Courses course,
      Locale locale,
      @Nullable Instant hidden,
      String... detectors) {
    var built = course.build();
    var findings = found(built);
    var seen =
        findings.stream()
            .filter(each -> List.of(detectors).contains(each.detector()))
            .map(each -> seen(each, built.asOf().minus(Duration.ofHours(2))))
            .toArray(FindingAct[]::new);
    var viewer = new Viewer(THERAPIST.user(), THERAPIST.role(), new PatientId(patient));
    return new Shown(
        viewer.patient(),
        false,
        List.of(built),
        page().of(viewer, locale, LIVE, kept(built, findings, hidden, seen)));
  }

  /** A course in which much happened. */
  public static Courses eventful() {
    return muchHappened();
  }

  /** A course in which much happened, told in full. */
  public static ChartView example(Locale locale) {
    return example(null, locale);
  }

  /** The same, of a client who keeps what they say about the working relationship to themselves. */
  static ChartView exampleHidden(Instant since, Locale locale) {
    return example(since, locale);
  }

  private static ChartView example(@Nullable Instant hidden, Locale locale) {
    var course = muchHappened().build();
    var findings = found(course);
    var acts =
        findings.stream()
            .filter(each -> each.detector().equals("not-on-track"))
            .map(each -> seen(each, course.asOf().minus(Duration.ofHours(2))))
            .toArray(FindingAct[]::new);
    return page().of(THERAPIST, locale, LIVE, kept(course, findings, hidden, acts));
  }

  private static FindingAct seen(Finding finding, Instant when) {
    finding.acknowledge(when);
    return new FindingAct(finding.key(), FindingAct.What.ACKNOWLEDGED, "Practitioner/t1", when);
  }

  /** A course in which much happened. */
  static Courses muchHappened() {
    return course()
        .form("https://attune.org/fhir/Questionnaire/srs-scores|1.0.0#en")
        .rated(37, 38, 36.5)
        .phq(12)
        .checkIn(form -> rated(form, 8, 9, 8).rate(CheckIn.Item.MOOD, 5))
        .rated(37.5, 38)
        .phq(11)
        .checkIn(form -> rated(form, 8, 8, 9).rate(CheckIn.Item.MOOD, 6))
        .cancelledByService()
        .rated(37)
        .with(Courses.STAND_IN)
        .attended()
        .with(Courses.THERAPIST)
        .cancelledByCircumstance(CancellationReason.TRANSPORT)
        .rated(36.5)
        .checkIn(
            form ->
                rated(form, 8, 8, 8)
                    .rate(CheckIn.Item.MOOD, 4)
                    .events(CheckIn.LifeEvent.BEREAVEMENT))
        .missed()
        .rated(31)
        .phq(18)
        .checkIn(
            form ->
                rated(form, 4, 5, 5).rate(CheckIn.Item.MOOD, 3).voices(CheckIn.Voice.WANTS_CHANGE))
        .rated(30.5)
        .phq(19)
        .planned(7);
  }

  private static Courses.Form rated(Courses.Form form, int heard, int pace, int approach) {
    return form.relationship(heard, 8, pace, approach, 8);
  }
}
