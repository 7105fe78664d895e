package org.attune.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {

  /** A second before such a clock begins anew. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

  private final AtomicInteger found = new AtomicInteger();
  private Duration takes = Duration.ofMillis(500);

  private final Recent<Integer> recent =
      new Recent<>(
          () -> {
            pass(takes);
            return found.incrementAndGet();
          },
          now::get,
          Duration.ofMillis(1));

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void an_answer_is_good_for_twenty_times_what_it_took_to_find() {
    assertThat(recent.get()).isEqualTo(1);
    assertThat(recent.get()).as("though it is good until after that").isEqualTo(1);
    pass(Duration.ofMillis(9_999));
    assertThat(recent.get()).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void no_answer_is_older_than_half_a_minute() {
    takes = Duration.ofMinutes(1);
    assertThat(recent.get()).isEqualTo(1);
    pass(Duration.ofSeconds(30).minusNanos(1));
    assertThat(recent.get()).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void what_costs_nothing_is_found_each_time() {
    takes = Duration.ZERO;
    assertThat(recent.get()).isEqualTo(1);
    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void a_fault_is_nobodys_answer_and_in_nobodys_way() throws Exception {
    var asked = new AtomicInteger();
    var failing =
        new Recent<Integer>(
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("the database is away");
              }
              return asked.get();
            },
            now::get,
            Duration.ofMillis(1));
    assertThat(failing.get()).isEqualTo(1);
    assertThatThrownBy(failing::get).hasMessage("the database is away");
    assertThat(CompletableFuture.supplyAsync(failing::get).get(10, TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void nobody_waits_for_ever_for_an_answer_that_another_one_looks_for() throws Exception {
    var asked = new CountDownLatch(1);
    var told = new CountDownLatch(1);
    var slow =
        new Recent<>(
            () -> {
              asked.countDown();
              return awaited(told);
            },
            now::get,
            Duration.ofMillis(1));
    var first = CompletableFuture.supplyAsync(slow::get);
    asked.await();
    assertThatThrownBy(slow::get).isInstanceOf(IllegalStateException.class);
    told.countDown();
    assertThat(first.get()).isEqualTo("told");
  }

  private static String awaited(CountDownLatch told) {
    try {
      return told.await(10, TimeUnit.SECONDS) ? "told" : "nobody told";
    } catch (InterruptedException hurried) {
      throw new IllegalStateException(hurried);
    }
  }
}
