package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.access.CaseloadSessions;
import org.attune.access.FormSessions;
import org.attune.access.WorklistSessions;
import org.attune.agenda.Agenda;
import org.attune.findings.FindingActs;
import org.attune.findings.Findings;
import org.attune.findings.GoalDecisions;
import org.attune.findings.KeptToThemselves;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.matching.GoalMatches;
import org.attune.responses.ResponseLog;
import org.attune.safety.Handovers;
import org.attune.therapy.PatientId;
import org.attune.writeback.PendingWrites;

/**
 * Erases one client, or reads them anew. Erasing begins at once with the facts; findings go when
 * the EHR has heard that they are closed or will not hear it, and a hand-over for safety when
 * somebody has taken it.
 */
@ApplicationScoped
public class EraseClient {

  private static final Logger LOG = Logger.getLogger(EraseClient.class.getName());
  private static final int CLIENTS_AT_A_TIME = 100;

  private final Ledger ledger;
  private final Findings findings;
  private final FindingActs acts;
  private final GoalDecisions decisions;
  private final KeptToThemselves wishes;
  private final ResponseLog log;
  private final PendingWrites writes;
  private final Handovers handovers;
  private final FormSessions forms;
  private final CaseloadSessions caseloads;
  private final GoalMatches matches;
  private final WorklistSessions worklists;
  private final Agenda agenda;
  private final Clock clock;

  @Inject
  EraseClient(
      Ledger ledger,
      Findings findings,
      FindingActs acts,
      GoalDecisions decisions,
      KeptToThemselves wishes,
      ResponseLog log,
      PendingWrites writes,
      Handovers handovers,
      FormSessions forms,
      CaseloadSessions caseloads,
      GoalMatches matches,
      WorklistSessions worklists,
      Agenda agenda,
      Clock clock) {
    this.ledger = ledger;
    this.findings = findings;
    this.acts = acts;
    this.decisions = decisions;
    this.wishes = wishes;
    this.log = log;
    this.writes = writes;
    this.handovers = handovers;
    this.forms = forms;
    this.caseloads = caseloads;
    this.matches = matches;
    this.worklists = worklists;
    this.agenda = agenda;
    this.clock = clock;
  }

  /** Erases a client, with what was merged into their record; says whether they were known. */
  @Transactional
  public boolean erase(PatientId patient) {
    var client = ledger.lock(patient);
    var merged = ledger.mergedInto(patient);
    client.ifPresent(ledger::erase);
    merged.forEach(record -> ledger.lock(record).ifPresent(ledger::erase));
    forms.forget(patient);
    merged.forEach(forms::forget);
    caseloads.forget(patient);
    merged.forEach(caseloads::forget);
    matches.forget(List.of(patient));
    matches.forget(merged);
    writes.forgetWords(keys(patient));
    merged.forEach(record -> writes.forgetWords(keys(record)));
    agenda.forget(patient);
    merged.forEach(agenda::forget);
    client.ifPresent(known -> LOG.info("A client is being erased, as somebody asked over JMX."));
    return client.isPresent();
  }

  private List<String> keys(PatientId patient) {
    return findings.of(patient).stream().map(finding -> finding.key().value()).toList();
  }

  /** Has a client's chart read anew with the next round; says whether they were known. */
  @Transactional
  public boolean rebuild(PatientId patient) {
    var client = ledger.lock(patient);
    client.ifPresent(ledger::rebuild);
    client.ifPresent(known -> LOG.info("A client is read anew, as somebody asked over JMX."));
    return client.isPresent();
  }

  /**
   * Lets go of invitations, caseloads and worklists whose time is over, of rows that are, of the
   * words of goals that the record has had for a while, and of forms that the EHR has finally
   * turned down of those of whom nothing may be kept.
   */
  @Transactional
  public void forgetWhatIsOver() {
    forms.forgetThoseThatAreOver();
    caseloads.forgetThoseThatAreOver();
    worklists.forgetThoseThatAreOver();
    writes.forgetOldWords(clock.instant());
    agenda.forgetThoseThatAreOver();
    ledger.known(writes.turnedDown()).stream()
        .filter(client -> client.keptOut().isPresent())
        .map(KnownClient::patient)
        .forEach(writes::forgetTurnedDown);
  }

  /** Who was erased, in order; for most of them there is nothing left to do. */
  public List<PatientId> erased(String after) {
    return ledger.erased(after, CLIENTS_AT_A_TIME);
  }

  /** Forgets what the EHR has heard to its end, or has refused for good. */
  @Transactional
  public void finish(PatientId patient) {
    if (ledger.lock(patient).filter(client -> !client.dirty()).isEmpty()) {
      return;
    }
    wishes.forget(patient);
    agenda.forget(patient);
    // What was on its way when they were erased may have reached the record since.
    matches.forget(List.of(patient));
    var found = findings.of(patient);
    var keys = found.stream().map(finding -> finding.key().value()).toList();
    if (writes.allSaid(keys)) {
      tellWhatStays(writes.refusedForGood(keys));
      log.forget(keys);
      acts.forget(keys);
      decisions.forget(keys);
      writes.forget(keys);
      findings.forget(found);
    }
    for (var handover : handovers.of(patient)) {
      var key = List.of(handover.key());
      if (handover.taken().isPresent() && writes.allSaid(key)) {
        writes.forget(key);
        handovers.forget(handover);
      }
    }
  }

  private static void tellWhatStays(long refused) {
    if (refused > 0) {
      LOG.log(
          Level.WARNING,
          "A client was erased. Of what the EHR should have heard before, it has refused {0} for"
              + " good; what stands there of it stays as it is, so look whether it should.",
          refused);
    }
  }
}
