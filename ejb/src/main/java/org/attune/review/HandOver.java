package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.safety.Acceptance;
import org.attune.safety.Handovers;
import org.attune.safety.Recipients;
import org.attune.safety.SafetyHandover;
import org.attune.safety.SafetyWatch;
import org.attune.writeback.PendingWrites;

/** The steps of a hand-over, each kept whole or not at all. */
@ApplicationScoped
public class HandOver {

  private final SafetyWatch watch;
  private final Handovers handovers;
  private final Recipients recipients;
  private final PendingWrites writes;

  @Inject
  HandOver(SafetyWatch watch, Handovers handovers, Recipients recipients, PendingWrites writes) {
    this.watch = watch;
    this.handovers = handovers;
    this.recipients = recipients;
    this.writes = writes;
  }

  /**
   * One that nobody has taken yet.
   *
   * @param key which
   * @param requests the names of its requests of which the EHR may know
   * @param asMessage whether they go as messages
   */
  record Open(String key, List<String> requests, boolean asMessage) {}

  /**
   * How it stands with safety.
   *
   * @param open how many hand-overs nobody has taken yet
   * @param overdue for how many of these there was time enough
   * @param undelivered how many of their requests the EHR has not taken though it was tried
   * @param anybody whether anybody is named to whom they may go
   */
  public record Safety(long open, long overdue, long undelivered, boolean anybody) {

    /** One sentence for IT, where an answer may not be looked after; empty when all is well. */
    public Optional<String> trouble() {
      if (!anybody) {
        return Optional.of(
            "Nobody is named to whom answers about risk may go: set attune.safety.recipient.");
      }
      if (undelivered > 0) {
        return Optional.of(
            "A hand-over for safety could not be delivered to the EHR; it is tried again: look at"
                + " the outbox.");
      }
      return overdue == 0
          ? Optional.empty()
          : Optional.of("A hand-over for safety was not taken by anybody in time.");
    }
  }

  /** Remembers when the record was first begun to be read. */
  @Transactional
  public void begin(Instant now) {
    watch.begin(now);
  }

  /** Those that nobody has taken yet. */
  @Transactional
  public List<Open> open() {
    return handovers.open().stream()
        .map(each -> new Open(each.key(), each.names(), each.asMessage()))
        .toList();
  }

  /** Goes on with one, by what the people who were asked have answered. */
  @Transactional
  public void goOn(String key, Acceptance.State answer, Instant now) {
    var found = handovers.lock(key).filter(each -> each.taken().isEmpty());
    if (found.isPresent() && moves(found.get(), answer, now)) {
      writes.queue(found.get(), now);
    }
  }

  private boolean moves(SafetyHandover handover, Acceptance.State answer, Instant now) {
    if (answer == Acceptance.State.TAKEN) {
      handover.take(now);
      return true;
    }
    boolean first = !handover.requested();
    boolean late = answer == Acceptance.State.DECLINED || handover.overdue(now);
    boolean second =
        late && handover.escalated().isEmpty() && recipients.second(handover.kind()).isPresent();
    if (first) {
      handover.request();
    }
    if (second) {
      handover.escalate(now);
    }
    return first || second;
  }

  /** How it stands. */
  @Transactional
  public Safety standing(Instant now) {
    var count = handovers.count(now);
    return new Safety(
        count.open(), count.overdue(), writes.undeliveredHandovers(), recipients.anybody());
  }
}
