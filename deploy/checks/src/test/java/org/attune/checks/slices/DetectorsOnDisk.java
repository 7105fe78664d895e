package org.attune.checks.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Looks for detectors where the compiler put them; stays outside the server. */
final class DetectorsOnDisk {

  private DetectorsOnDisk() {}

  /** The class names, one a line. */
  static String names() {
    return new ClassFileImporter()
        .importPath(Path.of("..", "..", "ejb", "target", "classes")).stream()
            .filter(type -> type.isAssignableTo("org.attune.detection.Detector"))
            .filter(type -> !type.isInterface())
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(type -> type.getName())
            .sorted()
            .collect(Collectors.joining("\n"));
  }
}
