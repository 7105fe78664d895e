package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import org.attune.ehr.EhrUnavailable;
import org.attune.writeback.OwnRecords;
import org.attune.writeback.StandingRecords;
import org.attune.writeback.StandingRecords.Expected;

/** Looks once a night whether what of ours should stand in the record does. */
@ApplicationScoped
public class LookAfterOwn {

  /** So many are looked for together. */
  private static final int AT_ONCE = 100;

  private final StandingRecords standing;
  private final OwnRecords records;
  private final Clock clock;

  @Inject
  LookAfterOwn(StandingRecords standing, OwnRecords records, Clock clock) {
    this.standing = standing;
    this.records = records;
    this.clock = clock;
  }

  /**
   * Goes on with this night's look; whoever was looked for is remembered, so it goes on from there
   * after a restart.
   *
   * @param began when the night began
   * @param most how many to look for now
   * @return whether none are left
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  @Transactional(TxType.NEVER)
  public boolean lookAfter(Instant began, int most) throws EhrUnavailable {
    for (int left = most; left > 0; left -= AT_ONCE) {
      var now = clock.instant();
      var next = standing.next(began, now, Math.min(left, AT_ONCE));
      if (!next.some().isEmpty()) {
        var found = records.find(next.some().stream().map(Expected::proposal).toList());
        standing.looked(next.some(), found, now);
      }
      if (next.last()) {
        return true;
      }
    }
    return false;
  }
}
