package org.attune.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A few threads that never have more waiting than they can soon do. */
final class Workers implements AutoCloseable {

  private final ExecutorService threads;
  private final int waiting;
  private final Semaphore room;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  Workers(int threads) {
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              var thread = new Thread(task, "replay");
              thread.setDaemon(true);
              return thread;
            });
    this.waiting = threads + 2;
    this.room = new Semaphore(waiting);
  }

  /** Does something soon, in any order; waits while too much is to be done. */
  void run(Runnable task) throws InterruptedException {
    room.acquire();
    rethrow();
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException failed) {
            failure.compareAndSet(null, failed);
          } finally {
            room.release();
          }
        });
  }

  /** Waits until everything is done. */
  void finish() throws InterruptedException {
    room.acquire(waiting);
    room.release(waiting);
    rethrow();
  }

  private void rethrow() {
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** Makes something of every part; takes the results in the order of the parts. */
  <T> void parts(IntFunction<Callable<T>> making, Consumer<T> taker) throws InterruptedException {
    Deque<Future<T>> pending = new ArrayDeque<>();
    for (int part = 0; part < Spill.PARTS; part++) {
      pending.add(threads.submit(making.apply(part)));
      if (pending.size() >= waiting) {
        taker.accept(result(pending.remove()));
      }
    }
    while (!pending.isEmpty()) {
      taker.accept(result(pending.remove()));
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
