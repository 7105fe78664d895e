package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.attune.ehr.EhrUnavailable;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;

/** Reading a night's export as the server's own batch job, on one node at a time. */
@ApplicationScoped
public class NightJob {

  /** The job's name, as IT sees it in the console. */
  public static final String JOB = "night-export";

  private final NodeTurns nodes;
  private final LoadBooks books;
  private final Clock clock;
  private final BatchJob job = new BatchJob(JOB);

  @Inject
  NightJob(NodeTurns nodes, LoadBooks books, Clock clock) {
    this.nodes = nodes;
    this.books = books;
    this.clock = clock;
  }

  /**
   * Sees to it that the job runs, here or on another node.
   *
   * @throws EhrUnavailable when it cannot go on for now
   */
  public synchronized void seeTo() throws EhrUnavailable {
    job.seeTo(clock.instant(), this::mine);
  }

  /** Whether it is this node's to read; another may have come to the end while this one asked. */
  boolean mine(Instant now) {
    if (nodes.take(SharedWork.NIGHT_EXPORT, now, Instant.MAX) != NodeTurns.Answer.MINE) {
      return false;
    }
    boolean done = books.load(Errand.NIGHT).flatMap(Load::finished).isPresent();
    if (done) {
      nodes.giveBack(SharedWork.NIGHT_EXPORT, now);
    }
    return !done;
  }
}
