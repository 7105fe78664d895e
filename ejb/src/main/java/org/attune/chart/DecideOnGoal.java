package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.findings.GoalDecisions;
import org.attune.hooks.MoreToDo;
import org.attune.ledger.Ledger;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalEdits;
import org.attune.writeback.PendingWrites;

/**
 * Takes down what people decided on a goal that was put forward: once for each goal, with the
 * client locked. Whoever comes second learns what was decided.
 */
@ApplicationScoped
public class DecideOnGoal {

  /** Who may; nobody else by being new. */
  private static final Set<Role> DECIDES = Set.of(Role.CLINICIAN, Role.COORDINATOR, Role.LEAD);

  private final Ledger ledger;
  private final Findings findings;
  private final GoalDecisions decisions;
  private final GoalEdits edits;
  private final PendingWrites writes;
  private final VisibleSignal signals;
  private final GoalTerms terms;
  private final ChartAccounts accounts;
  private final Event<MoreToDo> more;
  private final Clock clock;

  @Inject
  DecideOnGoal(
      Ledger ledger,
      Findings findings,
      GoalDecisions decisions,
      GoalEdits edits,
      PendingWrites writes,
      VisibleSignal signals,
      GoalTerms terms,
      ChartAccounts accounts,
      Event<MoreToDo> more,
      Clock clock) {
    this.ledger = ledger;
    this.findings = findings;
    this.decisions = decisions;
    this.edits = edits;
    this.writes = writes;
    this.signals = signals;
    this.terms = terms;
    this.accounts = accounts;
    this.more = more;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {

    /** It is decided so, now or by the same request before. */
    record Decided(GoalView goal) implements Outcome {}

    /** The viewer's client has no such signal, or none that the viewer may know of. */
    record NoSuchSignal() implements Outcome {}

    /** The signal puts no goal forward. */
    record NothingProposed() implements Outcome {}

    /** Somebody had decided; that holds. */
    record AlreadyDecided(GoalView goal) implements Outcome {}

    /** Somebody had decided in the record, or reworded it there. */
    record InTheRecord(Edit.What what) implements Outcome {}

    /** Nothing of this rule is written yet. */
    record NotLive() implements Outcome {}

    /** What was asked for cannot be. */
    record NotUnderstood() implements Outcome {}
  }

  /** The goal of a signal of the viewer's client, and what became of it; the look is accounted. */
  @Transactional
  public Optional<GoalView> show(Viewer viewer, FindingKey key, Locale locale) {
    if (!decides(viewer) || signals.find(viewer, key, locale).isEmpty()) {
      return Optional.empty();
    }
    accounts.looked(viewer);
    return findings.find(key).map(finding -> view(viewer, finding));
  }

  /**
   * The keys of the findings of the viewer's client that put forward a goal on which the viewer may
   * decide, and nobody has.
   */
  @Transactional
  public Set<String> open(Viewer viewer) {
    var now = clock.instant();
    return decides(viewer)
        ? findings.of(viewer.patient()).stream()
            .filter(finding -> isPutForward(finding, now))
            .filter(finding -> decisions.onGoalOf(finding).isEmpty())
            .filter(finding -> edits.latest(finding).isEmpty())
            .map(finding -> finding.key().value())
            .collect(Collectors.toSet())
        : Set.of();
  }

  /**
   * Takes it down.
   *
   * @param asked names this very decision, so that asking again is no second one
   */
  @Transactional
  public Outcome decide(
      Viewer viewer, FindingKey key, UUID asked, GoalChoice choice, Locale locale) {
    var client = ledger.lock(viewer.patient()).orElse(null);
    if (client == null || !decides(viewer) || signals.find(viewer, key, locale).isEmpty()) {
      return new Outcome.NoSuchSignal();
    }
    var finding = findings.find(key).orElseThrow();
    var now = clock.instant();
    var settled = settled(viewer, finding, asked, now);
    if (settled.isPresent()) {
      return settled.get();
    }
    var decision = terms.decision(viewer, finding, asked, choice, now);
    if (decision.isEmpty()) {
      return new Outcome.NotUnderstood();
    }
    decisions.keep(decision.get());
    finding.acknowledge(now);
    writes.queue(decision.get(), now);
    client.lookSoon();
    accounts.decided(viewer);
    more.fire(new MoreToDo());
    return new Outcome.Decided(view(viewer, finding));
  }

  /**
   * What a request that nobody can understand is told; of a signal not more than its reader may.
   */
  @Transactional
  public Outcome notUnderstood(Viewer viewer, FindingKey key, Locale locale) {
    return decides(viewer) && signals.find(viewer, key, locale).isPresent()
        ? new Outcome.NotUnderstood()
        : new Outcome.NoSuchSignal();
  }

  /** What there is to say where nothing is left to decide. */
  private Optional<Outcome> settled(Viewer viewer, Finding finding, UUID asked, Instant now) {
    var before = decisions.onGoalOf(finding);
    if (before.isPresent()) {
      var view = view(viewer, finding);
      accounts.looked(viewer);
      return Optional.of(
          before.get().is(asked) ? new Outcome.Decided(view) : new Outcome.AlreadyDecided(view));
    }
    var there = edits.latest(finding);
    if (there.isPresent()) {
      return Optional.of(new Outcome.InTheRecord(there.get()));
    }
    if (!writes.proposesGoal(finding, now)) {
      return Optional.of(new Outcome.NothingProposed());
    }
    if (!writes.writesGoalsOf(finding)) {
      return Optional.of(new Outcome.NotLive());
    }
    return decisions.isUsed(asked) ? Optional.of(new Outcome.NotUnderstood()) : Optional.empty();
  }

  private static boolean decides(Viewer viewer) {
    return DECIDES.contains(viewer.role());
  }

  private GoalView view(Viewer viewer, Finding finding) {
    var decision = decisions.onGoalOf(finding);
    if (decision.isPresent()) {
      return terms.decided(viewer, decision.get());
    }
    var there = edits.latest(finding);
    if (there.isPresent()) {
      return terms.overtaken(finding, there.get());
    }
    var now = clock.instant();
    return isPutForward(finding, now) ? terms.open(viewer, finding, now) : terms.none();
  }

  private boolean isPutForward(Finding finding, Instant now) {
    return writes.proposesGoal(finding, now) && writes.writesGoalsOf(finding);
  }
}
