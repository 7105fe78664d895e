package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.hooks.MoreToDo;
import org.attune.writeback.PendingWrites.Letter;
import org.jspecify.annotations.Nullable;

/** Sends what is pending to the EHR, never within a transaction. */
@ApplicationScoped
public class Outbox {

  private final PendingWrites writes;
  private final ChartEdits edits;
  private final ChartWriter chart;
  private final Event<MoreToDo> more;
  private final Clock clock;

  private volatile boolean begun;

  @Inject
  Outbox(
      PendingWrites writes,
      ChartEdits edits,
      ChartWriter chart,
      Event<MoreToDo> more,
      Clock clock) {
    this.writes = writes;
    this.edits = edits;
    this.chart = chart;
    this.more = more;
    this.clock = clock;
  }

  /**
   * What came of sending.
   *
   * @param sent how many the EHR has now
   * @param refused how many it would not have this time
   * @param trouble why the rest must wait, or null
   */
  public record Sent(int sent, int refused, @Nullable String trouble) {}

  /** Sends what is due, one after the other, until nothing is left or the EHR does not answer. */
  @Transactional(TxType.NEVER)
  public Sent flush() {
    // Whatever becomes due on the way, such as a failure to be tried again, waits for the next
    // turn.
    var now = clock.instant();
    if (!begun) {
      writes.takeUpAgain(now);
      begun = true;
    }
    writes.sayWhatWasDecided(now);
    int sent = 0;
    int refused = 0;
    for (var letter = writes.next(now); letter.isPresent(); letter = writes.next(now)) {
      try {
        var written = chart.write(letter.get().proposal(), letter.get().before());
        writes.sent(letter.get(), written, clock.instant());
        sent++;
        hearBack(letter.get());
        if (written.edit() != null) {
          edits.hear(written.edit(), clock.instant());
        }
      } catch (WriteRefused refusal) {
        writes.refused(letter.get(), refusal.getMessage(), clock.instant());
        refused++;
      } catch (EhrUnavailable silence) {
        writes.later(letter.get(), silence.getMessage(), now, silence.retryAfter());
        return new Sent(sent, refused, silence.getMessage());
      } catch (RuntimeException fault) {
        postpone(letter.get(), fault);
      }
    }
    return new Sent(sent, refused, null);
  }

  /** What clients filled here is judged once it was read in the record: that should be soon. */
  private void hearBack(Letter sent) {
    if (sent.proposal() instanceof Proposal.FormProposal) {
      more.fire(new MoreToDo());
    }
  }

  /** A fault of our own must not hold up the other letters, and its message may hold anything. */
  private void postpone(Letter letter, RuntimeException fault) {
    var sentence = "Sending failed with " + fault.getClass().getSimpleName() + ".";
    writes.later(letter, sentence, clock.instant(), Optional.empty());
  }
}
