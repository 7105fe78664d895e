package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.attune.access.Viewer;
import org.attune.findings.Findings;
import org.attune.findings.KeptToThemselves;
import org.attune.hooks.MoreToDo;
import org.attune.ledger.Ledger;
import org.attune.writeback.PendingWrites;

/**
 * Writes down that a client keeps what they say about the working relationship to themselves, or
 * does no longer, and sees to it at once: what stands of it ends, here and in the record.
 */
@ApplicationScoped
public class HonourWish {

  private final Ledger ledger;
  private final Findings findings;
  private final KeptToThemselves kept;
  private final PendingWrites writes;
  private final ChartAccounts accounts;
  private final Event<MoreToDo> more;
  private final Clock clock;

  @Inject
  HonourWish(
      Ledger ledger,
      Findings findings,
      KeptToThemselves kept,
      PendingWrites writes,
      ChartAccounts accounts,
      Event<MoreToDo> more,
      Clock clock) {
    this.ledger = ledger;
    this.findings = findings;
    this.kept = kept;
    this.writes = writes;
    this.accounts = accounts;
    this.more = more;
    this.clock = clock;
  }

  /**
   * Does so for the client whose chart the viewer has open. Where they do no longer, the next
   * review says again what it finds then.
   *
   * @param hidden whether they keep it to themselves from now on
   * @return whether there is such a client
   */
  @Transactional
  public boolean relationship(Viewer viewer, boolean hidden) {
    var client = ledger.lock(viewer.patient()).orElse(null);
    if (client == null || client.keptOut().isPresent() || !client.inScope()) {
      return false;
    }
    var now = clock.instant();
    kept.note(viewer.patient(), hidden, viewer.user(), now);
    if (hidden) {
      kept.end(findings.of(viewer.patient()), now).forEach(over -> writes.queue(over, now));
    }
    client.lookSoon();
    more.fire(new MoreToDo());
    accounts.wished(viewer);
    return true;
  }
}
