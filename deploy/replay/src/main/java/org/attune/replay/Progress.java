package org.attune.replay;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** A bar for each step: how far, how fast, how long still. Redrawn in place on a terminal. */
final class Progress {

  private static final int WIDTH = 24;
  private static final long REDRAWN_AFTER = 250_000_000L;
  private static final long SAID_AFTER = 15_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongAdder done = new LongAdder();
  private String step = "";
  private String unit = "";
  private double scale = 1;
  private long of;
  private long began;
  private volatile long shown;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Begins a step.
   *
   * @param of how much there is to do
   * @param unit in what it is counted
   * @param scale how many of what is counted make one unit
   */
  void begin(String what, long of, String unit, double scale) {
    this.step = what;
    this.of = of;
    this.unit = unit;
    this.scale = scale;
    done.reset();
    began = System.nanoTime();
    shown = began;
  }

  /** Something more is done; any thread may tell. */
  void add(long more) {
    done.add(more);
    long now = System.nanoTime();
    if (now - shown > (terminal ? REDRAWN_AFTER : SAID_AFTER)) {
      synchronized (this) {
        if (now - shown > (terminal ? REDRAWN_AFTER : SAID_AFTER)) {
          shown = now;
          draw(bar());
        }
      }
    }
  }

  private String bar() {
    double seconds = seconds();
    double share = of == 0 ? 1 : Math.min(1, done.sum() / (double) of);
    int full = (int) Math.round(share * WIDTH);
    var left = share > 0 ? ", " + time(seconds / share - seconds) + " left" : "";
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %3.0f %%, %,.0f %s a second%s",
        step,
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        share * 100,
        done.sum() / scale / seconds,
        unit,
        left);
  }

  /** Ends the step. */
  void end() {
    draw(
        String.format(
            Locale.ROOT, "%s: %,.0f %s in %s", step, done.sum() / scale, unit, time(seconds())));
    if (terminal) {
      out.println();
    }
  }

  private void draw(String line) {
    if (terminal) {
      out.print("\r\u001b[2K" + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  private double seconds() {
    return Math.max(1e-3, (System.nanoTime() - began) / 1e9);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
  }
}
