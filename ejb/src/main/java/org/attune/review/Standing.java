package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.attune.access.AuditOutbox;
import org.attune.ehr.CapabilityTable;
import org.attune.ehr.EhrCapabilities;
import org.attune.ehr.Feed;
import org.attune.findings.Findings;
import org.attune.findings.Hold;
import org.attune.findings.Modes;
import org.attune.findings.UnitNotes;
import org.attune.ledger.Ledger;
import org.attune.therapy.GapReason;
import org.attune.writeback.ChartEdits;
import org.attune.writeback.Edit;
import org.attune.writeback.PendingWrite;
import org.attune.writeback.PendingWrites;

/** How things stand, for pages and health checks: counts only, no client. */
@ApplicationScoped
public class Standing {

  private static final int REASONS = 3;

  private final ReviewRuns runs;
  private final EhrCapabilities capabilities;
  private final Ledger ledger;
  private final Findings findings;
  private final Modes modes;
  private final UnitNotes units;
  private final PendingWrites writes;
  private final ChartEdits edits;
  private final HandOver handOver;
  private final AuditOutbox accounts;
  private final Clock clock;

  @Inject
  Standing(
      ReviewRuns runs,
      EhrCapabilities capabilities,
      Ledger ledger,
      Findings findings,
      Modes modes,
      UnitNotes units,
      PendingWrites writes,
      ChartEdits edits,
      HandOver handOver,
      AuditOutbox accounts,
      Clock clock) {
    this.runs = runs;
    this.capabilities = capabilities;
    this.ledger = ledger;
    this.findings = findings;
    this.modes = modes;
    this.units = units;
    this.writes = writes;
    this.edits = edits;
    this.handOver = handOver;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * How things stand.
   *
   * @param rounds how many rounds of the last month came to their end
   * @param lastRun the latest round that came to its end
   * @param ehr what the EHR can do
   * @param complete whether every feed was read to its end at least once
   * @param read how many resources of each feed were read in all
   * @param gaps how many resources could not be read, by reason
   * @param clients how many clients are in psychotherapy here
   * @param openFindings how many findings stand, by detector
   * @param mode how the site is set and since when it is live
   * @param held of how many of these the EHR is not told, by the reason and the detector
   * @param unitNotes how many notes for the unit stand
   * @param writes how many writes stand where
   * @param deadBecause why the EHR will not have some of them
   * @param refused how many the EHR would not have so far, and why
   * @param taken how it stands with what the EHR has taken
   * @param edits how often people did what to what is ours
   * @param safety how it stands with hand-overs for safety
   * @param audit how it stands with the account of accesses
   */
  public record Now(
      long rounds,
      Optional<ReviewRun> lastRun,
      CapabilityTable ehr,
      boolean complete,
      Map<Feed, Long> read,
      Map<GapReason, Long> gaps,
      long clients,
      Map<String, Long> openFindings,
      Mode mode,
      Map<Hold, SortedMap<String, Long>> held,
      long unitNotes,
      Map<PendingWrite.State, Long> writes,
      List<String> deadBecause,
      Refused refused,
      Taken taken,
      Map<Edit.What, Long> edits,
      HandOver.Safety safety,
      AuditOutbox.Standing audit) {}

  /**
   * What the EHR would not have so far; it is tried again by itself.
   *
   * @param writes how many writes
   * @param because why, and when it is tried again
   */
  public record Refused(long writes, List<String> because) {}

  /**
   * How it stands with what the EHR has taken.
   *
   * @param missing how many of these it holds no longer, and nobody can tell why
   * @param untold of how many it does not tell whose they are
   */
  public record Taken(long missing, long untold) {}

  /**
   * How a site is set.
   *
   * @param site shadow or live
   * @param firstLive when the first rule went live here, if any ever did
   * @param shadowDetectors which rules are in shadow all the same
   */
  public record Mode(String site, Optional<Instant> firstLive, List<String> shadowDetectors) {}

  /** Now. */
  @Transactional
  public Now now() {
    return new Now(
        runs.finished(),
        runs.latest(),
        capabilities.known(),
        ledger.complete(),
        ledger.feedsRead(),
        ledger.gaps(),
        ledger.clients(),
        findings.open(),
        new Mode(modes.site(), modes.firstLive(), modes.shadowDetectors()),
        findings.held(),
        units.standing(),
        writes.counts(),
        writes.deadBecause(REASONS),
        new Refused(writes.refused(), writes.refusedBecause(REASONS)),
        new Taken(writes.missing(), writes.untold()),
        edits.counts(),
        handOver.standing(clock.instant()),
        accounts.standing());
  }
}
