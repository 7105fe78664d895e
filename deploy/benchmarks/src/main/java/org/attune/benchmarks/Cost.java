package org.attune.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What something cost.
 *
 * @param times how often it was done
 * @param wall by the clock
 * @param processor of the whole process, with its compiler and its collector; a database server is
 *     another
 */
record Cost(long times, Duration wall, Duration processor) {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Something that is done some number of times. */
  interface Work {
    /** Does it; how often. */
    long done() throws Exception;
  }

  static Cost of(Work work) throws Exception {
    long processor = SYSTEM.getProcessCpuTime();
    long began = System.nanoTime();
    long times = work.done();
    return new Cost(
        times,
        Duration.ofNanos(System.nanoTime() - began),
        Duration.ofNanos(SYSTEM.getProcessCpuTime() - processor));
  }

  double wallMicros() {
    return wall.toNanos() / 1e3 / times;
  }

  double processorMicros() {
    return processor.toNanos() / 1e3 / times;
  }

  /** How many wanted one of the machine's processors, on average over the last minute. */
  static double load() {
    return SYSTEM.getSystemLoadAverage();
  }

  /** What is left on the heap once everything that nobody holds is gone, in megabytes. */
  static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
