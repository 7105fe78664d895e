package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.attune.ehr.EhrUnavailable;
import org.attune.ledger.Ledger;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;

/**
 * The first load as the server's own batch job, so that IT sees it where it sees all jobs. Of
 * several nodes one reads; another goes on when that one has given no sign of life for a while.
 */
@ApplicationScoped
public class FirstLoadJob {

  /** The job's name, as IT sees it in the console. */
  public static final String JOB = "first-load";

  private final NodeTurns nodes;
  private final Ledger ledger;
  private final Clock clock;
  private final BatchJob job = new BatchJob(JOB);

  @Inject
  FirstLoadJob(NodeTurns nodes, Ledger ledger, Clock clock) {
    this.nodes = nodes;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Sees to it that the job runs, here or on another node.
   *
   * @throws EhrUnavailable when the load itself cannot go on
   */
  public synchronized void seeTo() throws EhrUnavailable {
    job.seeTo(clock.instant(), this::mine);
  }

  /** Whether it is this node's to read; another may have come to the end while this one asked. */
  boolean mine(Instant now) {
    if (nodes.take(SharedWork.FIRST_LOAD, now, Instant.MAX) != NodeTurns.Answer.MINE) {
      return false;
    }
    boolean done = ledger.complete();
    if (done) {
      nodes.giveBack(SharedWork.FIRST_LOAD, now);
    }
    return !done;
  }
}
