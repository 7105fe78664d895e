package org.attune.demo;

import java.util.List;

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
    ProcessHandle.of(watched)
        .ifPresentOrElse(process -> process.onExit().thenRun(() -> end(child)), () -> end(child));
    System.exit(child.waitFor());
  }

  private static void end(Process child) {
    child.destroy();
    try {
      if (!child.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
