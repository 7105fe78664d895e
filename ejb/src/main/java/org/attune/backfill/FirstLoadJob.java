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

/** The first load as the server's own batch job, so that IT sees it where it sees all jobs. */
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

  private final LoadBooks books;
  private final Clock clock;
  private long execution = NONE;
  private Instant notBefore = Instant.MIN;

  @Inject
  FirstLoadJob(LoadBooks books, Clock clock) {
    this.books = books;
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
    boolean atWork =
        execution == NONE
            ? books.load().filter(load -> load.isAlive(now)).isPresent()
            : AT_WORK.contains(jobs.getJobExecution(execution).getBatchStatus());
    if (atWork || now.isBefore(notBefore)) {
      return;
    }
    notBefore = now.plus(REST);
    execution = last(jobs).map(last -> restarted(jobs, last)).orElse(NONE);
    if (execution == NONE) {
      execution = jobs.start(JOB, new Properties());
    }
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
