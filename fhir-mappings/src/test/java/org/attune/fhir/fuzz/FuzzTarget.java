package org.attune.fhir.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a coverage-guided run calls: one door, named by the system property {@code fuzz.door}. The
 * text that broke a promise is written to {@code fuzz.findings}, to be kept as a finding.
 */
public final class FuzzTarget {

  private static final Path FINDINGS = Path.of(System.getProperty("fuzz.findings", "findings"));

  private static @Nullable Door door;
  private static @Nullable Morphing morphing;

  private FuzzTarget() {}

  /** Called once; what is slow the first time is no finding. */
  public static void fuzzerInitialize() throws Exception {
    var chosen = Doors.named(System.getProperty("fuzz.door", ""));
    door = chosen;
    morphing = new Morphing(Seeds.of(chosen.seeds()));
    for (String seed : Seeds.of(chosen.seeds())) {
      chosen.entrance().enter(seed);
    }
  }

  /** Called again and again. */
  public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
    var here = door;
    var texts = morphing;
    if (here == null || texts == null) {
      throw new IllegalStateException("not begun");
    }
    var text = texts.text(bytes);
    try {
      here.entrance().enter(text);
    } catch (Throwable broken) {
      keep(here, text);
      throw broken;
    }
  }

  private static void keep(Door door, String text) {
    var folder = FINDINGS.resolve(door.name());
    var name = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".txt"), text);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
