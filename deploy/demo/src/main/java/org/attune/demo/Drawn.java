package org.attune.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/** Words that nobody knows: drawn at the first start, kept for the next. */
final class Drawn {

  private Drawn() {}

  /** A word, by the name of the file that keeps it. */
  static String once(Options options, String name) {
    var file = options.work().resolve(name);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(options.work());
        Files.writeString(file, UUID.randomUUID().toString());
      }
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
