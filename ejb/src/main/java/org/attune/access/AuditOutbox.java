package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.access.AuditRepository.Fate;
import org.attune.ehr.EhrUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Hands accounts over to their keeper, many at a time, never within a transaction and never in the
 * way of anything else: whatever goes wrong, they stay where they are and are tried again.
 */
@ApplicationScoped
public class AuditOutbox {

  private static final Logger LOG = Logger.getLogger(AuditOutbox.class.getName());
  private static final int AT_A_TIME = 200;

  /** So that a great many never hold up the next round. */
  private static final int MOST_PARCELS = 50;

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final AuditEntries entries;
  private final AuditTrail trail;
  private final AuditRepository repository;
  private final Clock clock;

  private volatile Instant notBefore = Instant.EPOCH;
  private volatile @Nullable String trouble;

  @Inject
  AuditOutbox(AuditEntries entries, AuditTrail trail, AuditRepository repository, Clock clock) {
    this.entries = entries;
    this.trail = trail;
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * How it stands.
   *
   * @param pending how many accounts wait
   * @param refused how many the keeper would not have
   * @param onlyCounted how many searches over everyone were counted and not kept
   * @param lost how many accounts nobody could keep
   */
  public record Standing(long pending, long refused, long onlyCounted, long lost) {}

  /** How it stands. */
  public Standing standing() {
    return new Standing(entries.pending(), entries.refused(), trail.onlyCounted(), trail.lost());
  }

  /** Hands over what waits, until nothing is left, it is enough, or the keeper does not answer. */
  @Transactional(TxType.NEVER)
  public void flush() {
    if (clock.instant().isBefore(notBefore)) {
      return;
    }
    try {
      handOver();
      tell(null);
    } catch (EhrUnavailable silence) {
      notBefore = clock.instant().plus(silence.retryAfter().orElse(PAUSE));
      tell(silence.getMessage());
    } catch (RuntimeException fault) {
      notBefore = clock.instant().plus(PAUSE);
      tell("Handing over failed with " + fault.getClass().getSimpleName() + ".");
    } finally {
      trail.counted(entries.pending());
    }
  }

  private void handOver() throws EhrUnavailable {
    long after = 0;
    for (int parcels = 0; parcels < MOST_PARCELS; parcels++) {
      var parcel = entries.next(after, AT_A_TIME);
      if (parcel.isEmpty()) {
        return;
      }
      settle(parcel, repository.take(parcel));
      after = parcel.get(parcel.size() - 1).id();
    }
  }

  private void settle(List<AuditEntry> parcel, List<Fate> fates) {
    var taken = new ArrayList<Long>();
    var refused = new ArrayList<Long>();
    for (int n = 0; n < parcel.size() && n < fates.size(); n++) {
      switch (fates.get(n)) {
        case TAKEN -> taken.add(parcel.get(n).id());
        case REFUSED -> refused.add(parcel.get(n).id());
        case LATER -> {}
      }
    }
    entries.taken(taken);
    entries.refused(refused);
  }

  /** One sentence when it begins and one when it is over. */
  private void tell(@Nullable String now) {
    var before = trouble;
    trouble = now;
    if (now != null && before == null) {
      LOG.log(Level.WARNING, "Accounts of accesses wait for their keeper: {0}", now);
    } else if (now == null && before != null) {
      LOG.info("Accounts of accesses reach their keeper again.");
    }
  }
}
