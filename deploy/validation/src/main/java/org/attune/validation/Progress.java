package org.attune.validation;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Works through a cohort on every core there is and draws a bar meanwhile. */
final class Progress {

  private static final int WIDTH = 40;

  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  /** What comes of each course, in the order of the courses. */
  <T> List<T> over(String what, int courses, IntFunction<T> work) {
    var done = new AtomicInteger();
    int step = Math.max(1, courses / WIDTH);
    var results =
        IntStream.range(0, courses)
            .parallel()
            .mapToObj(
                course -> {
                  T result = work.apply(course);
                  int so = done.incrementAndGet();
                  if (so % step == 0) {
                    draw(what, so, courses);
                  }
                  return result;
                })
            .toList();
    draw(what, courses, courses);
    out.println();
    return results;
  }

  private void draw(String what, int done, int all) {
    int bars = (int) ((long) WIDTH * done / all);
    synchronized (out) {
      out.print(
          "\r  "
              + "#".repeat(bars)
              + ".".repeat(WIDTH - bars)
              + " "
              + done
              + "/"
              + all
              + " "
              + what);
      out.flush();
    }
  }
}
