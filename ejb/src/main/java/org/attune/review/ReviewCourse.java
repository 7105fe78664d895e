package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Restricted;
import org.attune.agenda.Agenda;
import org.attune.detection.Detection;
import org.attune.detection.Signal;
import org.attune.findings.Budget;
import org.attune.findings.Finding;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.findings.GoingLive;
import org.attune.findings.KeptToThemselves;
import org.attune.findings.Reconciliation;
import org.attune.ledger.Assembled;
import org.attune.ledger.Assembly;
import org.attune.ledger.Caseloads;
import org.attune.ledger.KnownClient;
import org.attune.ledger.KnownClient.KeptOut;
import org.attune.ledger.Ledger;
import org.attune.matching.GoalMatches;
import org.attune.norms.ServiceNorms;
import org.attune.responses.ResponseLog;
import org.attune.therapy.Booking;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.attune.writeback.PendingWrites;
import org.jspecify.annotations.Nullable;

/** Looks at one client's courses: facts, signals, findings and what is to be written, in one go. */
@ApplicationScoped
public class ReviewCourse {

  /** What time alone brings about, such as a quiet ending, is seen within a day. */
  private static final Duration LATEST_LOOK = Duration.ofDays(1);

  /** After a fault of our own. */
  private static final Duration AFTER_A_FAULT = Duration.ofHours(1);

  private final Ledger ledger;
  private final Assembly assembly;
  private final Detection detection;
  private final Findings findings;
  private final KeptToThemselves kept;
  private final ResponseLog log;
  private final GoingLive goingLive;
  private final Budget budget;
  private final PendingWrites writes;
  private final Restricted restricted;
  private final Caseloads caseloads;
  private final GoalMatches matches;
  private final Agenda agenda;

  @Inject
  ReviewCourse(
      Ledger ledger,
      Assembly assembly,
      Detection detection,
      Findings findings,
      KeptToThemselves kept,
      ResponseLog log,
      GoingLive goingLive,
      Budget budget,
      PendingWrites writes,
      Restricted restricted,
      Caseloads caseloads,
      GoalMatches matches,
      Agenda agenda) {
    this.ledger = ledger;
    this.assembly = assembly;
    this.detection = detection;
    this.findings = findings;
    this.kept = kept;
    this.log = log;
    this.goingLive = goingLive;
    this.budget = budget;
    this.writes = writes;
    this.restricted = restricted;
    this.caseloads = caseloads;
    this.matches = matches;
    this.agenda = agenda;
  }

  /**
   * What came of it.
   *
   * @param due whether the client was due, and so was looked at
   * @param opened how many findings opened
   * @param closed how many findings ended
   */
  public record Looked(boolean due, int opened, int closed) {

    private static final Looked NOTHING_DUE = new Looked(false, 0, 0);
  }

  /**
   * Looks at a client's courses as of an instant; all of it is kept, or nothing. Whoever asked is
   * only taken as a hint: a client who was looked at meanwhile is left alone.
   */
  @Transactional
  public Looked look(PatientId patient, ServiceNorms norms, Instant asOf) {
    var client = ledger.lock(patient).orElse(null);
    if (client == null || client.newcomer() || !client.due(asOf)) {
      return Looked.NOTHING_DUE;
    }
    var facts = ledger.factsOf(patient);
    client.restrict(restricted.marks(facts));
    if (facts.stream().anyMatch(Client.class::isInstance)) {
      // Whoever left the clinic is not read any more, and stays who they are known to be.
      ledger.merge(client, survivor(facts));
    }
    boolean keptOut = keptOut(client, facts, asOf);
    var objections = facts.stream().flatMap(ReviewCourse::objection).toList();
    if (keptOut) {
      facts = List.of();
    } else if (client.newcomer()) {
      return Looked.NOTHING_DUE;
    } else if (client.inScope() && facts.stream().noneMatch(ReviewCourse::saysPsychotherapy)) {
      ledger.release(client);
      facts = List.of();
    }
    if (keptOut || leftForGood(client)) {
      matches.forget(List.of(patient));
      matches.forget(ledger.mergedInto(patient));
    }
    var assembled = assembly.of(patient, facts, log.tried(patient), asOf);
    var courses = withGoals(patient, assembled.courses());
    caseloads.settle(patient, courses);
    var found = new LinkedHashMap<TherapyCourse, List<Signal>>();
    boolean hidden = kept.since(patient).isPresent();
    for (var course : courses) {
      var signals = detection.judge(course, norms);
      found.put(course, hidden ? kept.without(signals) : signals);
    }
    var known = findings.of(patient);
    boolean elsewhere = keptOut || client.mergedInto().isPresent();
    var reconciliation =
        Reconciliation.of(found, elsewhere ? undismissed(known) : known, findings::decidedOn, asOf);
    findings.keep(reconciliation);
    ledger.note(patient, assembled.gaps(), asOf);
    var standing = Stream.concat(known.stream(), reconciliation.opened().stream()).toList();
    findings.takeOver(standing, ledger.mergedInto(patient), asOf);
    var letOut = goingLive.admit(standing, asOf);
    var moved = budget.settle(standing, lastAttended(assembled), asOf);
    Stream.of(reconciliation.changed(), letOut.stream(), moved.stream())
        .flatMap(each -> each)
        .distinct()
        .forEach(finding -> writes.queue(finding, asOf));
    agenda.settle(client, courses, standing, asOf);
    var again = again(assembled, found.values().stream().flatMap(List::stream), known, asOf);
    client.lookedAt(sooner(again, objections, asOf));
    return new Looked(true, reconciliation.opened().size(), reconciliation.resolved().size());
  }

  /**
   * Whether nothing of a client may be kept, because they object or were erased. Who objected and
   * does no longer is let in, and read in full before anybody judges.
   */
  private boolean keptOut(KnownClient client, List<ChartFact> facts, Instant asOf) {
    boolean objects =
        facts.stream().flatMap(ReviewCourse::objection).anyMatch(each -> each.inForce(asOf));
    var before = client.keptOut().orElse(null);
    if (before == KeptOut.ERASED) {
      ledger.keepOut(client, KeptOut.ERASED);
      return true;
    }
    if (objects) {
      ledger.keepOut(client, KeptOut.OBJECTS);
    } else if (before == KeptOut.OBJECTS) {
      ledger.letIn(client);
    }
    return objects;
  }

  /** What was said on a record that was merged into another is the survivor's. */
  private static boolean leftForGood(KnownClient client) {
    return !client.inScope() && client.mergedInto().isEmpty();
  }

  private static Stream<Objection> objection(ChartFact fact) {
    return fact instanceof Objection objection ? Stream.of(objection) : Stream.empty();
  }

  private static @Nullable PatientId survivor(List<ChartFact> facts) {
    return facts.stream()
        .flatMap(fact -> fact instanceof Client record ? Stream.of(record) : Stream.empty())
        .flatMap(record -> Stream.ofNullable(record.replacedBy()))
        .findFirst()
        .orElse(null);
  }

  /** What people set aside stays so, for when the same is seen again. */
  private static List<Finding> undismissed(List<Finding> known) {
    return known.stream().filter(each -> each.stage() != FindingStage.DISMISSED).toList();
  }

  /** An objection may begin or end by the mere passing of time. */
  private static @Nullable Instant sooner(
      @Nullable Instant again, List<Objection> objections, Instant asOf) {
    var turns =
        objections.stream()
            .flatMap(
                each ->
                    Stream.of(Optional.ofNullable(each.from()), Optional.ofNullable(each.until())))
            .flatMap(Optional::stream);
    return Stream.concat(Stream.ofNullable(again), turns)
        .filter(moment -> moment.isAfter(asOf))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Looking failed: not again with every round, but before long. */
  @Transactional
  public void postpone(PatientId patient, Instant now) {
    ledger.lock(patient).ifPresent((KnownClient it) -> it.failed(now.plus(AFTER_A_FAULT)));
  }

  private static @Nullable Instant lastAttended(Assembled assembled) {
    return assembled.courses().stream()
        .flatMap(course -> course.sessions().stream())
        .filter(Session::attended)
        .map(Session::start)
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** What is known of goals besides the record is asked for only where there are any. */
  private List<TherapyCourse> withGoals(PatientId patient, List<TherapyCourse> courses) {
    if (courses.stream().allMatch(ReviewCourse::hasNoGoals)) {
      return courses;
    }
    var known = matches.known(patient);
    return courses.stream().map(course -> course.with(known)).toList();
  }

  private static boolean hasNoGoals(TherapyCourse course) {
    return course.goals().isEmpty() && course.forms().goalReviews().isEmpty();
  }

  private static boolean saysPsychotherapy(ChartFact fact) {
    return fact instanceof Booking || fact instanceof Visit || fact instanceof Treatment;
  }

  private static @Nullable Instant again(
      Assembled assembled, Stream<Signal> signals, List<Finding> known, Instant asOf) {
    boolean running = assembled.courses().stream().anyMatch(course -> course.ended() == null);
    var moments =
        Stream.of(
            Stream.ofNullable(assembled.changesAt()),
            signals.map(Signal::lookAgainAt).flatMap(Stream::ofNullable),
            known.stream()
                .filter(finding -> finding.stage() == FindingStage.SNOOZED)
                .map(Finding::snoozedUntil)
                .flatMap(Optional::stream),
            running ? Stream.of(asOf.plus(LATEST_LOOK)) : Stream.<Instant>empty());
    return moments
        .flatMap(each -> each)
        .filter(moment -> moment.isAfter(asOf))
        .min(Instant::compareTo)
        .orElse(null);
  }
}
