package org.attune.fhir.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The texts that runs begin with, and those that once broke something. */
final class Seeds {

  private Seeds() {}

  /** The texts in some folders of seeds, in a fixed order. */
  static List<String> of(List<String> folders) {
    var texts = new ArrayList<String>();
    folders.forEach(folder -> texts.addAll(texts(root().resolve("seeds").resolve(folder))));
    return texts;
  }

  /** The texts that were found at a door. */
  static List<String> found(String door) {
    return texts(root().resolve("findings").resolve(door));
  }

  private static Path root() {
    try {
      return Path.of(
          Objects.requireNonNull(Seeds.class.getResource("/org/attune/fhir/fuzz/seeds"))
              .toURI()
              .resolve("."));
    } catch (URISyntaxException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static List<String> texts(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().map(Seeds::text).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
