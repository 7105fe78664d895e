package org.attune.demo;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one command and ends it when whoever started this guard is gone, even if that one was killed
 * and could not say goodbye. Arguments: the process id to watch, then the command.
 */
public final class Guard {

  private Guard() {}

  /** Runs the command until it, or the watched process, ends. */
  public static void main(String... arguments) throws Exception {
    long watched = Long.parseLong(arguments[0]);
    var command = List.of(arguments).subList(1, arguments.length);
    var child = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(child), "end-child"));
    var watch = new Thread(() -> endAfter(watched, child), "watch-parent");
    watch.setDaemon(true);
    watch.start();
    System.exit(child.waitFor());
  }

  private static void endAfter(long watched, Process child) {
    ProcessHandle.of(watched).ifPresent(process -> process.onExit().join());
    end(child);
  }

  private static void end(Process child) {
    child.destroy();
    try {
      if (!child.waitFor(20, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
