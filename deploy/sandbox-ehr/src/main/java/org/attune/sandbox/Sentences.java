package org.attune.sandbox;

import java.net.BindException;
import java.util.Locale;
import java.util.stream.Stream;

/** One clear sentence for what went wrong. */
final class Sentences {

  private Sentences() {}

  static String of(Throwable failure) {
    if (causes(failure).anyMatch(BindException.class::isInstance)) {
      return "%s Stop the other program, or choose another port with --port."
          .formatted(message(failure));
    }
    if (causes(failure).anyMatch(Sentences::diskIsFull)) {
      return "The disk is full: free some space, or choose another folder with --data.";
    }
    if (causes(failure).anyMatch(Sentences::inUse)) {
      return "Another stand-in hospital uses this folder: stop it, or choose another with --data.";
    }
    return "The stand-in hospital could not go on: " + message(deepest(failure));
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static boolean diskIsFull(Throwable cause) {
    var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("not enough space");
  }

  private static boolean inUse(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("Database may be already in use");
  }

  private static Throwable deepest(Throwable failure) {
    return causes(failure).reduce((first, second) -> second).orElse(failure);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
  }
}
