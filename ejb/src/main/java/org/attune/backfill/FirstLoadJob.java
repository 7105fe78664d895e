package org.attune.backfill;

import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobExecutionNotMostRecentException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobRestartException;
import jakarta.batch.operations.JobSecurityException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
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

  private static final Logger LOG = Logger.getLogger(FirstLoadJob.class.getName());

  private static final Set<BatchStatus> AT_WORK =
      Set.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);
  private static final Set<BatchStatus> CUT_SHORT =
      Set.of(
          BatchStatus.STARTING,
          BatchStatus.STARTED,
          BatchStatus.STOPPING,
          BatchStatus.FAILED,
          BatchStatus.STOPPED);

  private static final long NONE = -1;

  /** A job that fails again and again does not so without a rest. */
  private static final Duration REST = Duration.ofSeconds(30);

  private final NodeTurns nodes;
  private final Ledger ledger;
  private final Clock clock;
  private long execution = NONE;
  private Instant notBefore = Instant.MIN;

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
    var jobs = BatchRuntime.getJobOperator();
    var now = clock.instant();
    if (isAtWork(jobs) || now.isBefore(notBefore) || !mine(now)) {
      return;
    }
    notBefore = now.plus(REST);
    execution = last(jobs).map(last -> restarted(jobs, last)).orElse(NONE);
    if (execution == NONE) {
      execution = jobs.start(JOB, new Properties());
    }
  }

  private boolean isAtWork(JobOperator jobs) {
    return execution != NONE && AT_WORK.contains(jobs.getJobExecution(execution).getBatchStatus());
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

  /** The last execution, if it was cut short. */
  private static Optional<JobExecution> last(JobOperator jobs) {
    return !jobs.getJobNames().contains(JOB)
        ? Optional.empty()
        : jobs.getJobInstances(JOB, 0, 1).stream()
            .flatMap(instance -> jobs.getJobExecutions(instance).stream())
            .max(Comparator.comparing(JobExecution::getExecutionId))
            .filter(last -> CUT_SHORT.contains(last.getBatchStatus()));
  }

  private static long restarted(JobOperator jobs, JobExecution last) {
    var how = new Properties();
    // A server that was killed could not say that its execution ended.
    how.setProperty("jberet.restart.mode", "detect");
    try {
      return jobs.restart(last.getExecutionId(), how);
    } catch (JobRestartException | JobSecurityException not) {
      LOG.log(Level.WARNING, "The first load begins as a new job: {0}", not.getClass());
    } catch (JobExecutionAlreadyCompleteException
        | JobExecutionNotMostRecentException
        | NoSuchJobExecutionException done) {
      LOG.fine("The first load has ended meanwhile.");
    }
    // How far it has come is known elsewhere, so a new job goes on just as well.
    return NONE;
  }
}
