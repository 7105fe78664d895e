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
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One of the server's batch jobs that runs until its work is done, however often it is cut short.
 */
final class BatchJob {

  private static final Logger LOG = Logger.getLogger(BatchJob.class.getName());

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

  private final String name;
  private long execution = NONE;
  private Instant notBefore = Instant.MIN;

  BatchJob(String name) {
    this.name = name;
  }

  /**
   * Sees to it that it runs.
   *
   * @param mine whether it is this node's to run
   */
  void seeTo(Instant now, Predicate<Instant> mine) {
    var jobs = BatchRuntime.getJobOperator();
    if (isAtWork(jobs) || now.isBefore(notBefore) || !mine.test(now)) {
      return;
    }
    notBefore = now.plus(REST);
    execution = last(jobs).map(last -> restarted(jobs, last)).orElse(NONE);
    if (execution == NONE) {
      execution = jobs.start(name, new Properties());
    }
  }

  private boolean isAtWork(JobOperator jobs) {
    return execution != NONE && AT_WORK.contains(jobs.getJobExecution(execution).getBatchStatus());
  }

  /** The last execution, if it was cut short. */
  private Optional<JobExecution> last(JobOperator jobs) {
    return !jobs.getJobNames().contains(name)
        ? Optional.empty()
        : jobs.getJobInstances(name, 0, 1).stream()
            .flatMap(instance -> jobs.getJobExecutions(instance).stream())
            .max(Comparator.comparing(JobExecution::getExecutionId))
            .filter(last -> CUT_SHORT.contains(last.getBatchStatus()));
  }

  private long restarted(JobOperator jobs, JobExecution last) {
    var how = new Properties();
    // A server that was killed could not say that its execution ended.
    how.setProperty("jberet.restart.mode", "detect");
    try {
      return jobs.restart(last.getExecutionId(), how);
    } catch (JobRestartException | JobSecurityException not) {
      LOG.log(
          Level.WARNING,
          "The job {0} begins as a new one: {1}",
          new Object[] {name, not.getClass()});
    } catch (JobExecutionAlreadyCompleteException
        | JobExecutionNotMostRecentException
        | NoSuchJobExecutionException done) {
      LOG.fine("The job has ended meanwhile.");
    }
    // How far it has come is known elsewhere, so a new job goes on just as well.
    return NONE;
  }
}
