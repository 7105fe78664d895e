package org.attune.endings;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.attune.endings.Moment.Phase;
import org.attune.endings.Moment.When;
import org.attune.faults.Course;
import org.attune.faults.LightHospital;
import org.jspecify.annotations.Nullable;

/**
 * Follows from the hospital's side what one life of a server is in the middle of, and ends it when
 * its moment has come.
 */
final class Watch implements LightHospital.Listener, AutoCloseable {

  /**
   * How much there is to do in each phase when nobody disturbs.
   *
   * @param reads requests that read the record, up to the first page of the last feed
   * @param review from the last of them to the first of the write-back
   * @param writes requests of the write-back
   */
  record Measure(int reads, Duration review, int writes) {}

  private static final Duration LITTLE = Duration.ofMillis(60);

  /** So many are asked for when the record is read. */
  static final String A_PAGE = "_count=" + Course.settings().get("ehr.page-size");

  /** The last feed that is read. */
  private static final String LAST_FEED = "/Task?_";

  private final @Nullable Moment moment;
  private final Measure whole;
  private final Runnable end;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);

  private int reads;
  private int readsToTheEnd;
  private int writes;
  private int requests;
  private boolean begun;
  private boolean readToTheEnd;
  private long lastRead;
  private long firstWrite;
  private @Nullable Future<?> planned;
  private boolean over;
  private Phase phase = Phase.IMPORT;

  Watch(@Nullable Moment moment, Measure whole, Runnable end) {
    this.moment = moment;
    this.whole = whole;
    this.end = end;
  }

  @Override
  public void comes(String method, String address) {
    act(count(method, address), When.BEFORE);
  }

  @Override
  public void done(String method, String address) {
    synchronized (this) {
      if (method.equals("GET") && address.contains(LAST_FEED)) {
        readsToTheEnd = readToTheEnd ? readsToTheEnd : reads;
        readToTheEnd = true;
      }
      lastRead = writes == 0 ? System.nanoTime() : lastRead;
    }
    act(true, When.AFTER);
  }

  /** Counts a request; returns whether it is one of the phase that it belongs to. */
  private synchronized boolean count(String method, String address) {
    requests++;
    begun |= address.contains(A_PAGE);
    // What is asked before it reads is what the EHR can do.
    if (!begun || address.contains("/Device")) {
      return false;
    }
    if (!method.equals("GET") || address.contains("identifier=")) {
      firstWrite = writes == 0 ? System.nanoTime() : firstWrite;
      writes++;
      phase = Phase.WRITE_BACK;
    } else if (writes == 0) {
      reads++;
    }
    // As long as it reads it has not read everything.
    if (planned != null && writes == 0 && isReview()) {
      planned.cancel(false);
    }
    return true;
  }

  private boolean isReview() {
    return moment != null && moment.phase() == Phase.REVIEW;
  }

  private synchronized void act(boolean counted, When now) {
    var wanted = moment;
    if (wanted == null || !counted || over) {
      return;
    }
    switch (wanted.phase()) {
      case IMPORT -> at(reads, whole.reads(), wanted, now);
      case WRITE_BACK -> at(writes, whole.writes() / 2, wanted, now);
      case REVIEW -> {
        if (readToTheEnd && writes == 0 && now == When.AFTER) {
          in(Duration.ofNanos((long) (whole.review().toNanos() * wanted.share())));
        }
      }
      case REST -> {}
    }
  }

  private void at(int count, int of, Moment wanted, When now) {
    // Of requests that come together none need be the very one.
    if (count < 1 + (int) (wanted.share() * of)) {
      return;
    }
    if (wanted.when() == now) {
      strike();
    } else if (wanted.when() == When.LATER && now == When.AFTER && planned == null) {
      in(Duration.ofNanos((long) (LITTLE.toNanos() * wanted.share())));
    }
  }

  private void in(Duration wait) {
    if (planned != null) {
      planned.cancel(false);
    }
    planned = clock.schedule(this::strikeLate, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void strikeLate() {
    if (readToTheEnd && writes == 0) {
      phase = Phase.REVIEW;
    }
    strike();
  }

  private void strike() {
    if (!over) {
      over = true;
      end.run();
      ended.countDown();
    }
  }

  /** It has come to rest before its moment came. */
  synchronized void strikeAtRest() {
    if (!over) {
      phase = Phase.REST;
      strike();
    }
  }

  boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized int requests() {
    return requests;
  }

  /** What there was to do. */
  synchronized Measure measure() {
    return new Measure(readsToTheEnd, Duration.ofNanos(Math.max(0, firstWrite - lastRead)), writes);
  }

  /** In the middle of what it ended, and after how much of it. */
  synchronized String told() {
    return switch (phase) {
      case IMPORT -> "import:" + reads;
      case REVIEW -> "review:" + reads;
      case WRITE_BACK -> "write-back:" + writes;
      case REST -> "rest";
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
