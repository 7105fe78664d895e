package org.attune.writeback;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows IT what the EHR would not have and has it sent again. Over JMX because the server knows who
 * may manage it, and Attune itself has no roles for that.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeadLetters {

  private static final Logger LOG = Logger.getLogger(DeadLetters.class.getName());
  private static final String NAME = "org.attune:type=DeadLetters";
  private static final int REASONS = 20;

  private @Nullable PendingWrites writes;
  private @Nullable Clock clock;

  @Inject
  void given(PendingWrites pending, Clock time) {
    writes = pending;
    clock = time;
  }

  @PostConstruct
  void register() {
    if (writes != null && clock != null) {
      try {
        var name = new ObjectName(NAME);
        var server = ManagementFactory.getPlatformMBeanServer();
        if (server.isRegistered(name)) {
          server.unregisterMBean(name);
        }
        server.registerMBean(new Box(writes, clock), name);
      } catch (JMException notShown) {
        LOG.log(Level.WARNING, "Dead letters cannot be shown by JMX: {0}", notShown.getClass());
      }
    }
  }

  @PreDestroy
  void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException neverShown) {
      LOG.log(Level.FINE, "Dead letters were not shown: {0}", neverShown.getClass());
    }
  }

  /** What JMX sees. */
  static final class Box implements DeadLettersMXBean {

    private final PendingWrites writes;
    private final Clock clock;

    Box(PendingWrites writes, Clock clock) {
      this.writes = writes;
      this.clock = clock;
    }

    @Override
    public long getWaiting() {
      return writes.counts().getOrDefault(PendingWrite.State.DEAD, 0L);
    }

    @Override
    public List<String> getReasons() {
      return writes.deadBecause(REASONS);
    }

    @Override
    public long getRefused() {
      return writes.refused();
    }

    @Override
    public List<String> getRefusedReasons() {
      return writes.refusedBecause(REASONS);
    }

    @Override
    public long getMissing() {
      return writes.missing();
    }

    @Override
    public int replayMissing() {
      return writes.replayMissing(clock.instant());
    }

    @Override
    public int replay() {
      return writes.replayDead(clock.instant());
    }
  }
}
