package org.attune.norms;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobExecutionNotMostRecentException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobRestartException;
import jakarta.batch.operations.JobSecurityException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Has the figures of the service counted anew every night. A night that was missed because the
 * server was down is made up for when it is back, and a count that was cut short goes on.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NightlyFigures {

  /** The job's name, as IT sees it in the console. */
  public static final String JOB = "service-figures";

  private static final Logger LOG = Logger.getLogger(NightlyFigures.class.getName());

  private static final String NIGHTLY = "attune " + JOB;
  private static final String GO_ON = "attune " + JOB + ", go on";
  private static final Duration ONCE_STARTED = Duration.ofSeconds(30);
  private static final Set<BatchStatus> CUT_SHORT =
      Set.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.FAILED, BatchStatus.STOPPED);

  @Resource private TimerService timers;

  /** What another node has begun so lately is this night's count. */
  private static final Duration SAME_NIGHT = Duration.ofHours(1);

  private @Nullable NodeTurns nodes;
  private @Nullable Clock clock;
  private LocalTime at = LocalTime.MIDNIGHT;
  private boolean automatic;

  /** What may be set. */
  @Dependent
  public static class Hours implements Configurable {

    static final Setting<LocalTime> AT =
        new Setting<>("norms.at", LocalTime.of(2, 30), "a time of day such as 02:30", Hours::time);
    static final Setting<Boolean> AUTOMATIC = Setting.yesNo("norms.automatic", true);

    @Override
    public List<Setting<?>> settings() {
      return List.of(AT, AUTOMATIC);
    }

    private static Optional<LocalTime> time(String text) {
      try {
        return Optional.of(LocalTime.parse(text));
      } catch (DateTimeParseException notATime) {
        return Optional.empty();
      }
    }
  }

  @Inject
  void given(NodeTurns turns, Clock hospital, Settings settings) {
    nodes = turns;
    clock = hospital;
    at = settings.get(Hours.AT);
    automatic = settings.get(Hours.AUTOMATIC);
  }

  @PostConstruct
  void begin() {
    if (automatic && clock != null) {
      if (!known(clock)) {
        timers.createCalendarTimer(nightly(clock), new TimerConfig(NIGHTLY, true));
      }
      timers.createSingleActionTimer(ONCE_STARTED.toMillis(), new TimerConfig(GO_ON, false));
    }
  }

  /** Whether a timer of an earlier start rings at the hour that is set; any other is let go. */
  private boolean known(Clock hospital) {
    boolean known = false;
    for (Timer timer : timers.getTimers()) {
      if (NIGHTLY.equals(timer.getInfo())) {
        if (!known && timer.getSchedule().toString().equals(nightly(hospital).toString())) {
          known = true;
        } else {
          timer.cancel();
        }
      }
    }
    return known;
  }

  private ScheduleExpression nightly(Clock hospital) {
    return new ScheduleExpression()
        .hour(at.getHour())
        .minute(at.getMinute())
        .second(at.getSecond())
        .timezone(hospital.getZone().getId());
  }

  @Timeout
  void now(Timer timer) {
    if (GO_ON.equals(timer.getInfo())) {
      if (mine(Instant.MAX)) {
        goOn();
      }
    } else if (mine(now().minus(SAME_NIGHT))) {
      start();
    }
  }

  /** Of several nodes one counts. Whoever counts gives signs of life, so the turn just runs out. */
  private boolean mine(Instant since) {
    return Objects.requireNonNull(nodes).take(SharedWork.FIGURES, now(), since)
        == NodeTurns.Answer.MINE;
  }

  private Instant now() {
    return Objects.requireNonNull(clock).instant();
  }

  /** Begins to count; returns the id of the execution. */
  public long start() {
    var parameters = new Properties();
    parameters.setProperty("asOf", now().toString());
    return BatchRuntime.getJobOperator().start(JOB, parameters);
  }

  /** Goes on with the last count, if it was cut short and does not run. */
  public void goOn() {
    var jobs = BatchRuntime.getJobOperator();
    if (!jobs.getJobNames().contains(JOB)) {
      return;
    }
    for (var instance : jobs.getJobInstances(JOB, 0, 1)) {
      jobs.getJobExecutions(instance).stream()
          .max(Comparator.comparing(JobExecution::getExecutionId))
          .filter(last -> CUT_SHORT.contains(last.getBatchStatus()))
          .ifPresent(last -> restart(jobs, last));
    }
  }

  private static void restart(JobOperator jobs, JobExecution last) {
    var how = new Properties();
    // A server that was killed could not say that its execution ended.
    how.setProperty("jberet.restart.mode", "detect");
    try {
      jobs.restart(last.getExecutionId(), how);
    } catch (JobRestartException | JobSecurityException not) {
      LOG.log(
          Level.WARNING,
          "The count of the service's figures that was cut short cannot go on: {0}."
              + " It begins anew next night.",
          not.getClass().getSimpleName());
    } catch (JobExecutionAlreadyCompleteException
        | JobExecutionNotMostRecentException
        | NoSuchJobExecutionException done) {
      LOG.fine("The count has ended meanwhile.");
    }
  }
}
