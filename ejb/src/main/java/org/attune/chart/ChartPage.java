package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.chart.ChartView.CourseView;
import org.attune.detection.alliance.AllianceRatings;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingStage;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.responses.LoggedResponse;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;
import org.attune.writeback.PendingWrite;
import org.jspecify.annotations.Nullable;

/** Puts what is kept of a client into the words of a chart, for one person. */
@ApplicationScoped
public class ChartPage {

  /** What ended or was set aside stays in sight for so long. */
  private static final Duration QUIET = Duration.ofDays(90);

  private final ChartTexts texts;
  private final Instruments instruments;
  private final AllianceRatings ratings;
  private final ZoneId zone;

  @Inject
  public ChartPage(
      ChartTexts texts, Instruments instruments, AllianceRatings ratings, ZoneId zone) {
    this.texts = texts;
    this.instruments = instruments;
    this.ratings = ratings;
    this.zone = zone;
  }

  /**
   * What is kept.
   *
   * @param asOf now
   * @param courses the client's courses
   * @param findings every finding of theirs, past ones too
   * @param logged what was logged because of them
   * @param acts what people did about them
   * @param flags what became of their flags, by the key of the finding
   * @param norms the figures of the service
   * @param hiddenSince since when the client keeps what they say about the working relationship to
   *     themselves, or null
   */
  public record Kept(
      Instant asOf,
      List<TherapyCourse> courses,
      List<Finding> findings,
      List<LoggedResponse> logged,
      List<FindingAct> acts,
      Map<String, PendingWrite> flags,
      ServiceNorms norms,
      @Nullable Instant hiddenSince) {
    public Kept {
      courses = List.copyOf(courses);
      findings = List.copyOf(findings);
      logged = List.copyOf(logged);
      acts = List.copyOf(acts);
      flags = Map.copyOf(flags);
    }

    /** Nothing at all. */
    static Kept nothing(Instant asOf) {
      return new Kept(
          asOf, List.of(), List.of(), List.of(), List.of(), Map.of(), ServiceNorms.UNKNOWN, null);
    }

    boolean hidden() {
      return hiddenSince != null;
    }

    /** The same, read by somebody to whom the working relationship is not told either. */
    private Kept withheld() {
      return new Kept(asOf, courses, findings, logged, acts, flags, norms, asOf);
    }

    /** The same, with what is found reduced to what may be shown. */
    private Kept withFindings(List<Finding> shown) {
      return new Kept(asOf, courses, shown, logged, acts, flags, norms, hiddenSince);
    }
  }

  /** Around the page: how the site is set, and where the records stand. */
  public record Frame(String mode, String state, String ehrBase) {}

  /** The chart. */
  public ChartView of(Viewer viewer, Locale locale, Frame frame, Kept all) {
    var words = texts.words(locale);
    var told = viewer.role() == Role.OUTREACH ? all.withheld() : all;
    var kept = told.hidden() ? told.withFindings(texts.withoutRelationship(all.findings())) : told;
    var known = new KnownOfClient(texts, locale, kept);
    var facts = CitedFacts.of(kept, instruments, words, zone);
    var signals = new Signals(known, words, facts, new Readership(viewer, facts));
    var stands = standing(signals, kept);
    var trends = new Trends(instruments, ratings, kept.norms(), words, byRecord(stands));
    return new ChartView(
        kept.asOf(),
        zone.getId(),
        locale.getLanguage(),
        "Patient/" + viewer.patient().value(),
        frame.mode(),
        frame.state(),
        frame.ehrBase(),
        kept.courses().stream().map(course -> course(course, known)).toList(),
        stands,
        quiet(signals, kept),
        all.hiddenSince(),
        trends.of(known));
  }

  /** The chart in plain words for the client. */
  public SummaryView summary(ChartView chart, Locale locale) {
    return new SummaryPage(texts.words(locale)).of(chart);
  }

  private static List<SignalView> standing(Signals signals, Kept kept) {
    return signals
        .of(kept.findings().stream().filter(ChartPage::stands).toList())
        .sorted(Signals.MOST_PRESSING_FIRST)
        .toList();
  }

  private static List<SignalView> quiet(Signals signals, Kept kept) {
    var from = kept.asOf().minus(QUIET);
    return signals
        .of(kept.findings().stream().filter(each -> quietSince(each, from)).toList())
        .sorted(
            Comparator.comparing(SignalView::stageSince).reversed().thenComparing(SignalView::key))
        .toList();
  }

  private static boolean stands(Finding finding) {
    return finding.standing() && finding.stage() != FindingStage.DISMISSED;
  }

  private static boolean quietSince(Finding finding, Instant from) {
    return !stands(finding) && !finding.stageSince().isBefore(from);
  }

  /** Of several signals that rest on a record, the most pressing. */
  private static Map<String, String> byRecord(List<SignalView> signals) {
    var byRecord = new HashMap<String, String>();
    signals.forEach(
        signal ->
            signal
                .evidence()
                .forEach(each -> byRecord.putIfAbsent(each.reference(), signal.key())));
    return byRecord;
  }

  private static CourseView course(TherapyCourse course, KnownOfClient known) {
    var therapists = new LinkedHashSet<String>();
    course.sessions().stream()
        .flatMap(session -> Stream.ofNullable(session.therapist()))
        .map(Readership::reference)
        .forEach(therapists::add);
    return new CourseView(
        known.idOf(course),
        course.began(),
        course.ended(),
        List.copyOf(therapists),
        course.standing().courtOrdered(),
        course.standing().onHold(),
        course.past().filter(Session::attended).count(),
        course.ahead().map(Session::start).findFirst().orElse(null));
  }
}
