package org.attune.review;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
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
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Makes a round shortly after the start and then again and again, sooner when a hint says that the
 * record has changed. The next round is set when one has ended, so that rounds never overlap
 * however long one takes. What was done lies in the database, so nothing is lost with the timer. Of
 * several nodes one makes a round; whichever comes first.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class.getName());

  private static final String SIGN_OF_LIFE = "attune round, still at it";

  /** The server has enough to do while it starts. */
  private static final Duration SHORTLY = Duration.ofSeconds(5);

  @Resource private TimerService timers;

  private @Nullable RoundTrip roundTrip;
  private @Nullable NodeTurns nodes;
  private @Nullable Clock clock;
  private Turns turns = new Turns(Duration.ZERO, Duration.ZERO);
  private boolean automatic;
  private @Nullable Timer pending;
  private volatile boolean stopping;

  /** What may be set. */
  @Dependent
  public static class Pace implements Configurable {

    static final Setting<Integer> EVERY = Setting.count("review.every-seconds", 60, 1, 86_400);
    static final Setting<Boolean> AUTOMATIC = Setting.yesNo("review.automatic", true);
    static final Setting<Integer> REST = Setting.count("review.rest-seconds", 2, 0, 3_600);

    @Override
    public List<Setting<?>> settings() {
      return List.of(EVERY, AUTOMATIC, REST);
    }
  }

  @Inject
  void given(RoundTrip trip, NodeTurns turnsOfNodes, Settings settings, Clock hospital) {
    roundTrip = trip;
    nodes = turnsOfNodes;
    clock = hospital;
    turns =
        new Turns(
            Duration.ofSeconds(settings.get(Pace.EVERY)),
            Duration.ofSeconds(settings.get(Pace.REST)));
    automatic = settings.get(Pace.AUTOMATIC);
  }

  @PostConstruct
  void begin() {
    if (automatic) {
      next(SHORTLY);
    }
  }

  /**
   * Something has changed in the record: makes a round soon, after the one that may be running.
   *
   * @param given when that was said
   */
  public void soon(Instant given) {
    if (automatic) {
      turns.heard(given, now()).ifPresent(this::next);
    }
  }

  @Timeout
  void ring(Timer timer) {
    if (SIGN_OF_LIFE.equals(timer.getInfo())) {
      shared().stillAtIt(SharedWork.ROUND, now());
    } else if (turns.begin(now())) {
      next(roundOrLater());
    }
  }

  private Duration roundOrLater() {
    try {
      return round();
    } catch (RuntimeException fault) {
      LOG.log(Level.WARNING, "A round could not begin or end: {0}.", fault.getClass());
      return turns.putOff();
    }
  }

  /** Makes a round, unless another node does; returns how long to wait for the next. */
  private Duration round() {
    return switch (shared().take(SharedWork.ROUND, now(), turns.wanted())) {
      case TAKEN -> turns.putOff();
      case DONE -> turns.madeElsewhere(now());
      case MINE -> {
        make();
        yield turns.end(now());
      }
    };
  }

  private void make() {
    var often = NodeTurns.SIGN_OF_LIFE.toMillis();
    var sign = timers.createIntervalTimer(often, often, new TimerConfig(SIGN_OF_LIFE, false));
    try {
      Objects.requireNonNull(roundTrip).make();
    } catch (RuntimeException fault) {
      LOG.log(Level.WARNING, "A round was cut short by {0}; the next goes on.", fault.getClass());
    } finally {
      letGo(sign);
      shared().giveBack(SharedWork.ROUND, now());
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
    if (roundTrip != null) {
      roundTrip.stop();
    }
  }

  private synchronized void next(Duration in) {
    var before = pending;
    if (before != null) {
      letGo(before);
    }
    if (!stopping) {
      pending = timers.createSingleActionTimer(in.toMillis(), new TimerConfig(null, false));
    }
  }

  private static void letGo(Timer timer) {
    try {
      timer.cancel();
    } catch (EJBException rung) {
      LOG.fine("It has rung already.");
    }
  }

  private NodeTurns shared() {
    return Objects.requireNonNull(nodes);
  }

  private Instant now() {
    return Objects.requireNonNull(clock).instant();
  }
}
