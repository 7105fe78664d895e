package org.attune.sandbox;

import java.io.IOException;
import java.util.Optional;

/** Watches the process that started this one, so that a killed demo leaves nothing behind. */
final class Parent {

  private static final long LOOK_EVERY_MILLIS = 1_000;

  private Parent() {}

  /** Runs an action once the parent is gone or closes our input. */
  static void watch(Runnable gone) {
    var parent = ProcessHandle.current().parent();
    start("parent", () -> waitForEnd(parent), gone);
    start("input", Parent::waitForEndOfInput, gone);
  }

  private static void start(String name, Runnable waiting, Runnable gone) {
    var thread =
        new Thread(
            () -> {
              waiting.run();
              gone.run();
            },
            "watch-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void waitForEnd(Optional<ProcessHandle> parent) {
    // An orphan is given to another parent, so the parent's own life is not the only sign.
    while (parent.map(ProcessHandle::isAlive).orElse(false)
        && parent.equals(ProcessHandle.current().parent())) {
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void waitForEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Whatever is typed is of no interest.
      }
    } catch (IOException e) {
      // A broken input is an ended one.
    }
  }
}
