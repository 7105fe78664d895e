package org.attune.detection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.settings.Settings;
import org.attune.therapy.TherapyCourse;

/** Every detector among the compiled classes, made without a container. */
public final class EveryDetector {

  private static final String PACKAGE = "org/attune/detection";

  private static final Instruments INSTRUMENTS = new Instruments();

  private static final List<Detector> ALL = with(GivenSettings.FALLBACKS);

  /** With what is off until a site says otherwise. */
  private static final List<Detector> ALL_ON =
      with(GivenSettings.with("closure-ahead.rule", "true"));

  private static final List<Detector> IN_ORDER = Roster.of(ALL).detectors();

  private EveryDetector() {}

  /** All of them with the settings' fallbacks, by id. */
  public static List<Detector> withFallbacks() {
    return ALL;
  }

  /** All of them, also those that are off until a site says otherwise, by id. */
  static List<Detector> allOn() {
    return ALL_ON;
  }

  private static List<Detector> with(Settings settings) {
    return classes().stream()
        .map(type -> make(type, settings))
        .sorted(Comparator.comparing(Detector::id))
        .toList();
  }

  /** What a detector says of a course once those that run before it have spoken. */
  static Optional<Signal> examine(Detector detector, TherapyCourse course, ServiceNorms norms) {
    if (detector.stage() != Stage.FOLLOW_UP) {
      return detector.examine(course, norms);
    }
    var before = new ArrayList<Signal>();
    for (Detector other : IN_ORDER) {
      if (other.id().equals(detector.id())) {
        break;
      }
      other.examine(course, norms, List.copyOf(before)).ifPresent(before::add);
    }
    return detector.examine(course, norms, before);
  }

  /** Their classes. */
  static List<Class<? extends Detector>> classes() {
    try {
      var home =
          Path.of(Detector.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        return in(home);
      }
      try (var jar = FileSystems.newFileSystem(home)) {
        return in(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static List<Class<? extends Detector>> in(Path root) {
    try (var files = Files.walk(root.resolve(PACKAGE))) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .<Class<?>>map(EveryDetector::load)
          .filter(type -> Detector.class.isAssignableFrom(type))
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .<Class<? extends Detector>>map(type -> type.asSubclass(Detector.class))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(gone);
    }
  }

  private static Detector make(Class<? extends Detector> type, Settings settings) {
    Map<Class<?>, Object> given = Map.of(Settings.class, settings, Instruments.class, INSTRUMENTS);
    var constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    try {
      return (Detector)
          constructor.newInstance(
              Arrays.stream(constructor.getParameterTypes()).map(given::get).toArray());
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("cannot make " + type.getSimpleName(), broken);
    }
  }
}
