package org.attune.agenda;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.agenda.WorkItem.Kind;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.findings.GoalDecisions;
import org.attune.findings.Hold;
import org.attune.findings.KeptToThemselves;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CourseId;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapyCourse;
import org.attune.writeback.ChartEdit;
import org.attune.writeback.GoalEdits;
import org.attune.writeback.PendingWrites;
import org.attune.writeback.Proposals;
import org.attune.writeback.TaskEdits;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a client in step with their findings, with the client locked: in the
 * transaction of each review, and of whatever somebody does from the list. Nobody else writes rows,
 * but for who takes them.
 */
@ApplicationScoped
public class Agenda implements Configurable {

  /** How long a row rests after somebody did something about it. */
  public static final Setting<Integer> REST_DAYS = Setting.count("worklist.rest-days", 14, 1, 90);

  /** So long a row that is over can still be asked why it is. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  /** So many clients of an older version's ledger are looked at with one round. */
  private static final int LISTED_AT_A_TIME = 500;

  private final WorkItems items;
  private final WorkActs acts;
  private final Rank rank;
  private final Units units;
  private final Proposals proposals;
  private final PendingWrites writes;
  private final GoalEdits edits;
  private final TaskEdits tasks;
  private final GoalDecisions decisions;
  private final DecidedGoals decided;
  private final Findings findings;
  private final FindingActs deeds;
  private final KeptToThemselves kept;
  private final Ledger ledger;
  private final Settings settings;
  private final Clock clock;

  @Inject
  public Agenda(
      WorkItems items,
      WorkActs acts,
      Rank rank,
      Units units,
      Proposals proposals,
      PendingWrites writes,
      GoalEdits edits,
      TaskEdits tasks,
      GoalDecisions decisions,
      DecidedGoals decided,
      Findings findings,
      FindingActs deeds,
      KeptToThemselves kept,
      Ledger ledger,
      Settings settings,
      Clock clock) {
    this.items = items;
    this.acts = acts;
    this.rank = rank;
    this.units = units;
    this.proposals = proposals;
    this.writes = writes;
    this.edits = edits;
    this.tasks = tasks;
    this.decisions = decisions;
    this.decided = decided;
    this.findings = findings;
    this.deeds = deeds;
    this.kept = kept;
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(REST_DAYS);
  }

  /** A client was looked at: these are their courses, and every finding of theirs. */
  @Transactional(TxType.MANDATORY)
  public void settle(
      KnownClient client, List<TherapyCourse> courses, List<Finding> known, Instant asOf) {
    var byId = courses.stream().collect(Collectors.toMap(TherapyCourse::id, Function.identity()));
    settle(client, byId, known, asOf);
    items.listed(client.patient());
  }

  /** Somebody did something about a client's findings, and nobody has looked at the courses. */
  @Transactional(TxType.MANDATORY)
  public void follow(KnownClient client) {
    settle(client, Map.of(), findings.of(client.patient()), clock.instant());
  }

  private void settle(
      KnownClient client, Map<CourseId, TherapyCourse> courses, List<Finding> known, Instant asOf) {
    var rows = items.of(client.patient());
    var visible =
        known.stream()
            .filter(each -> isListed(each, rows.get(each.key().value()), courses))
            .toList();
    var left = new HashSet<>(rows.keySet());
    var done = visible.isEmpty() ? Done.NOTHING : done(client.patient(), visible);
    for (var finding : visible) {
      var before = rows.get(finding.key().value());
      var row = before == null ? enters(finding) : before;
      var face = before == null ? List.of() : row.face();
      row.stands(level(finding), asOf);
      settle(row, finding, client.restricted());
      clear(row, finding, done, courses.get(finding.course()), asOf);
      noteChange(row, face);
      left.remove(row.key());
    }
    left.forEach(key -> goes(rows.get(key)));
  }

  /**
   * What people did about a client's findings.
   *
   * @param acts on the chart
   * @param tasks what we had asked for in the record and is completed, by the key of the finding
   */
  private record Done(List<FindingAct> acts, Map<String, List<ChartEdit>> tasks) {

    static final Done NOTHING = new Done(List.of(), Map.of());

    Stream<FindingAct> about(Finding finding) {
      return acts.stream().filter(each -> each.finding().equals(finding.key()));
    }

    List<ChartEdit> asked(Finding finding) {
      return tasks.getOrDefault(finding.key().value(), List.of());
    }
  }

  private Done done(PatientId patient, List<Finding> visible) {
    return new Done(deeds.of(List.of(patient)), tasks.completed(patient, visible));
  }

  private void goes(@Nullable WorkItem row) {
    if (row != null && row.gone().isEmpty()) {
      row.goes(clock.instant());
      row.changed(clock.instant());
    }
  }

  private void noteChange(WorkItem row, List<?> before) {
    if (!row.face().equals(before)) {
      row.changed(clock.instant());
    }
  }

  /**
   * What stands on a chart for everybody, whether or not it waits for its place there; what asks
   * one person for something; and what asks something of the plan. Any other prompt is the
   * therapist's alone.
   */
  private boolean isListed(
      Finding finding, @Nullable WorkItem before, Map<CourseId, TherapyCourse> courses) {
    return finding.standing()
        && finding.stage() != FindingStage.DISMISSED
        && (finding.forChart()
            || proposals.asked(finding).isPresent()
            || isQuestion(finding, before, courses.get(finding.course())));
  }

  /** Of a course that a court ordered nobody else is told; where nobody looked, as before. */
  private static boolean isQuestion(
      Finding finding, @Nullable WorkItem before, @Nullable TherapyCourse course) {
    boolean may =
        course == null
            ? before != null && before.kind() == Kind.QUESTION
            : !course.standing().courtOrdered();
    return may && question(finding).isPresent();
  }

  private static Optional<Usual> question(Finding finding) {
    return finding.channel() == Channel.PROMPT
        ? Usual.ofQuestion(finding.detector(), finding.wording())
        : Optional.empty();
  }

  /** A question is good to know, and no more. */
  private static Level level(Finding finding) {
    return question(finding).isPresent() ? Level.INFO : finding.level();
  }

  private WorkItem enters(Finding finding) {
    var row = new WorkItem(finding, kind(finding), usual(finding));
    items.ofMerged(ledger.mergedInto(row.patient()), row.detector()).ifPresent(row::takeOver);
    return items.keep(row);
  }

  private Kind kind(Finding finding) {
    if (proposals.asked(finding).isPresent()) {
      return Kind.REQUEST;
    }
    return question(finding).isPresent() ? Kind.QUESTION : Kind.SIGNAL;
  }

  private static Usual usual(Finding finding) {
    return isRequest(finding)
        ? Usual.ofRequest()
        : question(finding).orElseGet(() -> Usual.of(finding.detector(), finding.wording()));
  }

  private static boolean isRequest(Finding finding) {
    return finding.channel() == Channel.NAMED_PERSON;
  }

  private void settle(WorkItem row, Finding finding, boolean fewEyes) {
    var asked = proposals.asked(finding);
    boolean asks = question(finding).isPresent();
    boolean waits = waitsForAnAnswer(finding);
    boolean byHand = mayBeDecided(row, finding) && decided.needAHand(finding);
    if (byHand) {
      row.needsAHand();
    }
    row.lies(
        kind(finding),
        asked.orElseGet(() -> units.shelf(finding.caseload())),
        usual(finding).where(waits, byHand));
    row.isFor(asks || kept.speaksOfIt(finding.detector()), fewEyes);
    row.proposes(waits);
  }

  /** Nobody need ask of a row that never put a goal forward. */
  private static boolean mayBeDecided(WorkItem row, Finding finding) {
    return row.kind() == Kind.SIGNAL
        && (finding.proposesGoal()
            || row.step() == NextStep.ENTER_BY_HAND
            || row.rest().filter(it -> it.because() == Rest.Because.DECIDED).isPresent());
  }

  /** Whether it puts a goal forward that nobody has answered, here or in the record. */
  private boolean waitsForAnAnswer(Finding finding) {
    return writes.proposesGoal(finding, clock.instant())
        && decisions.onGoalOf(finding).isEmpty()
        && edits.latest(finding).isEmpty();
  }

  private void clear(
      WorkItem row, Finding finding, Done done, @Nullable TherapyCourse course, Instant asOf) {
    var act = FindingActs.seen(finding, done.about(finding));
    if (row.kind() == Kind.QUESTION) {
      // What is done about the prompt is the therapist's; the row has its own life.
      row.seen(row.seen().orElse(null));
      row.rests(
          row.rest().filter(it -> it.until().isAfter(asOf)).orElse(null),
          rank.of(false, level(finding), known(finding), row.entered()),
          clock.instant());
      return;
    }
    row.seen(seen(finding, act));
    var clearing = new Clearing(row, finding, asOf);
    var rest = Duration.ofDays(settings.get(REST_DAYS));
    var cleared = course == null ? clearing.asBefore() : clearing.by(course, rest);
    var answered =
        mayBeDecided(row, finding)
            ? decided.on(finding).flatMap(clearing::decided)
            : Optional.<Rest>empty();
    var longest =
        Stream.of(clearing.putOff(act), cleared, clearing.by(done.asked(finding), rest), answered)
            .flatMap(Optional::stream)
            .max(Comparator.comparing(Rest::until))
            .orElse(null);
    row.rests(
        longest,
        rank.of(isRequest(finding), level(finding), known(finding), row.entered()),
        clock.instant());
  }

  private static boolean known(Finding finding) {
    return finding.hold().filter(why -> why == Hold.KNOWN).isPresent();
  }

  /** Somebody saw a question. */
  @Transactional(TxType.MANDATORY)
  public void seen(WorkItem question, String by) {
    question.seen(clock.instant());
    note(question, WorkAct.What.ACKNOWLEDGED, null, by);
  }

  /** Somebody puts a question off. */
  @Transactional(TxType.MANDATORY)
  public void putOff(WorkItem question, Instant until, String by) {
    question.putOff(until);
    note(question, WorkAct.What.SNOOZED, until, by);
  }

  /** Somebody wants back what was put off; of a signal the chart is told besides. */
  @Transactional(TxType.MANDATORY)
  public void back(WorkItem row, String by) {
    if (row.kind() == Kind.QUESTION) {
      row.seen(clock.instant());
      row.wakes(clock.instant());
    }
    note(row, WorkAct.What.WOKEN, null, by);
  }

  private void note(WorkItem row, WorkAct.What what, @Nullable Instant until, String by) {
    row.changed(clock.instant());
    acts.note(row, what, until, by, clock.instant());
  }

  /** When somebody saw it, as the chart has it. */
  private static @Nullable Instant seen(Finding finding, Optional<FindingAct> act) {
    return switch (finding.stage()) {
      case ACKNOWLEDGED, SNOOZED -> finding.stageSince();
      case WAITING -> act.map(FindingAct::at).orElse(null);
      case OPEN, DISMISSED, RESOLVED -> null;
    };
  }

  /**
   * Time has gone by: rows whose rest is over are back. Those are looked at of whom the record did
   * not take what was decided, and some of those of whom something was found before there were
   * rows.
   */
  @Transactional
  public void wake(Instant now) {
    items.wake(now);
    items.decidedInVain().forEach(this::lookSoon);
    items.notYetListed(LISTED_AT_A_TIME).forEach(this::lookSoon);
  }

  /** Not again with every round where looking failed; and nobody looks at who is not known. */
  private void lookSoon(PatientId patient) {
    ledger
        .lock(patient)
        .ifPresentOrElse(
            client -> {
              if (client.faults() == 0) {
                client.lookSoon();
              }
            },
            () -> items.listed(patient));
  }

  /** Lets go of rows that have been over for long. */
  @Transactional
  public void forgetThoseThatAreOver() {
    var before = clock.instant().minus(REMEMBERED);
    acts.forgetOf(before);
    items.forget(before);
  }

  /** Lets go of every row of a client, and of who had taken it. */
  @Transactional(TxType.MANDATORY)
  public void forget(PatientId patient) {
    acts.forget(patient);
    items.forget(patient);
  }
}
