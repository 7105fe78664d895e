package org.attune.review;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Makes a round shortly after the start and then again and again. The next round is set when one
 * has ended, so that rounds never overlap however long one takes. What was done lies in the
 * database, so nothing is lost with the timer.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class.getName());

  /** The server has enough to do while it starts. */
  private static final Duration SHORTLY = Duration.ofSeconds(5);

  @Resource private TimerService timers;

  private @Nullable RoundTrip roundTrip;
  private Duration pause = Duration.ZERO;
  private boolean automatic;
  private volatile boolean stopping;

  /** What may be set. */
  @Dependent
  public static class Pace implements Configurable {

    static final Setting<Integer> EVERY = Setting.count("review.every-seconds", 60, 1, 86_400);
    static final Setting<Boolean> AUTOMATIC = Setting.yesNo("review.automatic", true);

    @Override
    public List<Setting<?>> settings() {
      return List.of(EVERY, AUTOMATIC);
    }
  }

  @Inject
  void given(RoundTrip trip, Settings settings) {
    roundTrip = trip;
    pause = Duration.ofSeconds(settings.get(Pace.EVERY));
    automatic = settings.get(Pace.AUTOMATIC);
  }

  @PostConstruct
  void begin() {
    if (automatic) {
      next(SHORTLY);
    }
  }

  @Timeout
  void round() {
    try {
      if (roundTrip != null) {
        roundTrip.make();
      }
    } catch (RuntimeException fault) {
      LOG.log(Level.WARNING, "A round was cut short by {0}; the next goes on.", fault.getClass());
    } finally {
      next(pause);
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
    if (roundTrip != null) {
      roundTrip.stop();
    }
  }

  private void next(Duration in) {
    if (!stopping) {
      timers.createSingleActionTimer(in.toMillis(), new TimerConfig(null, false));
    }
  }
}
