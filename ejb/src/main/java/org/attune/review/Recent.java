package org.attune.review;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is costly to find and good for a while: twenty times as long as it took to find,
 * and half a minute at most. So about a twentieth of the time is spent on finding it, however often
 * it is asked for; more, where finding takes longer than a second and a half, for that it is not
 * old counts for more. It is half a minute old at most, and what it took to find besides. Whoever
 * asks while it is being found waits for that one, and not for ever.
 *
 * @param <T> what the answer is
 */
final class Recent<T> {

  private static final int SHARE = 20;
  private static final Duration OLDEST = Duration.ofSeconds(30);

  private final Supplier<T> source;
  private final LongSupplier nanos;
  private final Duration patience;
  private final ReentrantLock finding = new ReentrantLock();
  private @Nullable T answer;
  private long goodUntil;

  /**
   * Asks such a source.
   *
   * @param nanos a clock as {@link System#nanoTime()} is one
   * @param patience for so long somebody waits while another one asks
   */
  Recent(Supplier<T> source, LongSupplier nanos, Duration patience) {
    this.source = source;
    this.nanos = nanos;
    this.patience = patience;
  }

  /**
   * The latest answer that is good still, else a new one; a fault is nobody's answer.
   *
   * @throws IllegalStateException when somebody has been looking for it for long
   */
  T get() {
    await();
    try {
      long asked = nanos.getAsLong();
      var known = answer;
      if (known != null && asked - goodUntil < 0) {
        return known;
      }
      var found = source.get();
      long took = nanos.getAsLong() - asked;
      goodUntil = asked + took + Math.min(took * SHARE, OLDEST.toNanos());
      answer = found;
      return found;
    } finally {
      finding.unlock();
    }
  }

  private void await() {
    try {
      if (finding.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        "How things stand is not told in time: see whether the database of AttuneDS answers.");
  }
}
