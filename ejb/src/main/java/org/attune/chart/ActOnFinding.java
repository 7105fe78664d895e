package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingAct.What;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingKey;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.hooks.MoreToDo;
import org.attune.ledger.Ledger;
import org.attune.responses.LoggedResponse;
import org.attune.responses.ResponseLog;
import org.attune.writeback.PendingWrites;

/**
 * Does what a person wants done about a signal, with the client locked as a review locks them: the
 * finding, what the record must hear and who did it change together, or nothing does.
 */
@ApplicationScoped
public class ActOnFinding {

  private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

  /** What a person may say; the others come about by themselves. */
  private static final List<Dismissal> REASONS =
      List.of(
          Dismissal.ALREADY_KNOWN,
          Dismissal.NOT_APPLICABLE,
          Dismissal.RECORD_WRONG,
          Dismissal.CLIENT_CHOICE);

  private final EntityManager database;
  private final Ledger ledger;
  private final Findings findings;
  private final FindingActs acts;
  private final ResponseLog log;
  private final PendingWrites writes;
  private final VisibleSignal signals;
  private final ChartAccounts accounts;
  private final Event<MoreToDo> more;
  private final Clock clock;

  @Inject
  ActOnFinding(
      EntityManager database,
      Ledger ledger,
      Findings findings,
      FindingActs acts,
      ResponseLog log,
      PendingWrites writes,
      VisibleSignal signals,
      ChartAccounts accounts,
      Event<MoreToDo> more,
      Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.findings = findings;
    this.acts = acts;
    this.log = log;
    this.writes = writes;
    this.signals = signals;
    this.accounts = accounts;
    this.more = more;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {

    /** It was done; the signal as it is now. */
    record Done(SignalView signal) implements Outcome {}

    /** The viewer's client has no such signal, or none that the viewer may know of. */
    record NoSuchSignal() implements Outcome {}

    /** The signal has ended or was set aside meanwhile. */
    record SomeoneWasFaster() implements Outcome {}

    /** What was asked for cannot be. */
    record NotUnderstood() implements Outcome {}

    /** Nobody is named with whom to talk, or the record is told of nothing here. */
    record NobodyToAsk() implements Outcome {}
  }

  /** Does it, for a signal of the viewer's client that the viewer may see. */
  @Transactional
  public Outcome act(Viewer viewer, FindingKey key, Act act, Locale locale) {
    var client = ledger.lock(viewer.patient()).orElse(null);
    var before = client == null ? Optional.<SignalView>empty() : signals.find(viewer, key, locale);
    if (client == null || before.isEmpty()) {
      return new Outcome.NoSuchSignal();
    }
    var finding = findings.find(key).orElseThrow();
    if (act.needsOpen() && !open(finding)) {
      return new Outcome.SomeoneWasFaster();
    }
    var now = clock.instant();
    if (!sensible(act, now)) {
      return new Outcome.NotUnderstood();
    }
    if (act instanceof Act.Consult && !writes.consultationReachesSomebody()) {
      return new Outcome.NobodyToAsk();
    }
    if (!done(viewer, finding, act, now)) {
      return new Outcome.NotUnderstood();
    }
    client.lookSoon();
    accounts.acted(viewer);
    database.flush();
    return signals
        .find(viewer, key, locale)
        .<Outcome>map(Outcome.Done::new)
        .orElseGet(Outcome.NoSuchSignal::new);
  }

  /**
   * The same, for what somebody said to a signal where the EHR itself shows it. What was said
   * before is not done again.
   *
   * @param person who, such as {@code Practitioner/7}; empty where the EHR does not say
   */
  @Transactional
  public void hear(String person, FindingKey key, Act act) {
    var finding = findings.find(key).orElse(null);
    var client = finding == null ? null : ledger.lock(finding.course().patient()).orElse(null);
    if (finding == null || client == null) {
      return;
    }
    database.refresh(finding);
    if (!open(finding) || (act instanceof Act.Acknowledge && seen(finding))) {
      return;
    }
    var viewer = new Viewer(person, Role.CLINICIAN, finding.course().patient());
    if (done(viewer, finding, act, clock.instant())) {
      client.lookSoon();
      accounts.acted(viewer);
    }
  }

  private static boolean seen(Finding finding) {
    return finding.stage() == FindingStage.ACKNOWLEDGED || finding.stage() == FindingStage.SNOOZED;
  }

  private static boolean open(Finding finding) {
    return finding.standing() && finding.stage() != FindingStage.DISMISSED;
  }

  private static boolean sensible(Act act, Instant now) {
    if (act instanceof Act.Snooze snooze) {
      return snooze.until().isAfter(now) && snooze.until().isBefore(now.plus(LONGEST_SNOOZE));
    }
    return !(act instanceof Act.Dismiss dismiss) || REASONS.contains(dismiss.reason());
  }

  private boolean done(Viewer viewer, Finding finding, Act act, Instant now) {
    if (act instanceof Act.Respond respond) {
      var by =
          viewer.role() == Role.CLINICIAN
              ? LoggedResponse.Role.THERAPIST
              : LoggedResponse.Role.COORDINATOR;
      var response = respond.response().toLowerCase(Locale.ROOT);
      return log.log(finding.key(), response, by, respond.outcome()).isPresent();
    }
    acts.keep(change(viewer, finding, act, now));
    if (act instanceof Act.Consult) {
      writes.queueConsultation(finding, now);
    } else {
      writes.queue(finding, now);
    }
    more.fire(new MoreToDo());
    return true;
  }

  private static FindingAct change(Viewer viewer, Finding finding, Act act, Instant now) {
    if (act instanceof Act.Snooze snooze) {
      finding.snooze(now, snooze.until());
      return kept(viewer, finding, What.SNOOZED, now).until(snooze.until());
    }
    if (act instanceof Act.Dismiss dismiss) {
      finding.dismiss(now, dismiss.reason());
      return kept(viewer, finding, What.DISMISSED, now)
          .because(dismiss.reason())
          .saying(dismiss.comment());
    }
    if (act instanceof Act.ClientChoice choice) {
      finding.dismiss(now, Dismissal.CLIENT_CHOICE);
      return kept(viewer, finding, What.CLIENT_CHOICE, now)
          .because(Dismissal.CLIENT_CHOICE)
          .saying(choice.comment());
    }
    if (act instanceof Act.Contest contest) {
      setAside(finding, now);
      return kept(viewer, finding, What.CONTESTED, now).saying(contest.text());
    }
    if (act instanceof Act.Consult consult) {
      return kept(viewer, finding, What.CONSULTATION, now).saying(consult.comment());
    }
    finding.acknowledge(now);
    return kept(viewer, finding, What.ACKNOWLEDGED, now);
  }

  /** What the client contests is not held up to others; what was set aside before stays so. */
  private static void setAside(Finding finding, Instant now) {
    if (open(finding)) {
      finding.dismiss(now, Dismissal.CONTESTED);
    }
  }

  private static FindingAct kept(Viewer viewer, Finding finding, What what, Instant now) {
    return new FindingAct(finding.key(), what, viewer.user(), now);
  }
}
