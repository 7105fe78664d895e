package org.attune.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** One line for each step: what, how far, how long it took. Redrawn in place on a terminal. */
final class Progress {

  private final PrintStream out;
  private final boolean terminal;
  private Instant began = Instant.now();
  private String what = "";
  private String shown = "";

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void begin(String step) {
    what = step;
    shown = "";
    began = Instant.now();
    if (terminal) {
      draw(step + " …");
    } else {
      out.println(step + " …");
    }
  }

  void at(String state) {
    if (state.isBlank() || state.equals(shown)) {
      return;
    }
    shown = state;
    if (terminal) {
      draw(what + " … " + state);
    } else {
      out.println("   " + state);
    }
  }

  void done(String result) {
    long tenths = Duration.between(began, Instant.now()).toMillis() / 100;
    var line = what + ": " + result + " (" + tenths / 10 + "." + tenths % 10 + " s)";
    if (terminal) {
      draw(line);
      out.println();
    } else {
      out.println("   " + line);
    }
  }

  private void draw(String line) {
    out.print("\r\u001b[2K" + line);
    out.flush();
  }
}
