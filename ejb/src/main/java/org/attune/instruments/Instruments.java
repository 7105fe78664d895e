package org.attune.instruments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.SettingRejected;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;

/**
 * Every questionnaire that is understood, by its id, its canonical URL or its code: those that are
 * shipped, and a hospital's own.
 */
@ApplicationScoped
public class Instruments implements Configurable {

  /** Where a hospital keeps files of its own; one with a shipped id takes its place. */
  public static final Setting<String> FOLDER = Setting.text("instruments.folder", "");

  private static final String INDEX = "index.properties";
  private static final String SUFFIX = ".properties";
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private final Map<InstrumentId, Instrument> byId = new TreeMap<>();
  private final Map<String, Instrument> byName = new HashMap<>();

  /** Reads the instruments that are shipped. */
  public Instruments() {
    for (String name : read(INDEX).stringPropertyNames()) {
      var id = new InstrumentId(name);
      byId.put(id, new InstrumentFile(name + SUFFIX, read(name + SUFFIX)).instrument(id));
    }
    nameThem();
  }

  /**
   * Reads the instruments that are shipped and then a site's own, which may take their place.
   *
   * @param folder holds one {@code <id>.properties} for each instrument
   * @throws IOException if the folder cannot be read
   * @throws IllegalStateException if a file is broken; one sentence names file, key and cure
   */
  public Instruments(Path folder) throws IOException {
    this();
    addAll(folder);
  }

  /**
   * Reads the instruments that are shipped and those of the folder that is set.
   *
   * @throws SettingRejected if one of the files is broken, or the folder is none
   */
  @Inject
  public Instruments(Settings settings) {
    this();
    var folder = settings.get(FOLDER);
    if (!folder.isBlank()) {
      try {
        addAll(Path.of(folder));
      } catch (IOException | InvalidPathException none) {
        throw new SettingRejected(
            "The setting attune.instruments.folder is \""
                + folder
                + "\", which is no folder that can be read; correct the path or its rights.");
      } catch (IllegalStateException broken) {
        throw new SettingRejected(String.valueOf(broken.getMessage()));
      }
    }
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FOLDER);
  }

  private void addAll(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      var name = String.valueOf(file.getFileName());
      var id = name.substring(0, name.length() - SUFFIX.length());
      if (!ID.matcher(id).matches()) {
        throw new IllegalStateException(
            "The instrument file "
                + file
                + " has a name that can be no id; use small letters, digits and hyphens.");
      }
      byId.put(
          new InstrumentId(id),
          new InstrumentFile(file.toString(), read(file)).instrument(new InstrumentId(id)));
    }
    nameThem();
  }

  private static Properties read(Path file) throws IOException {
    var lines = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      lines.load(text);
    } catch (IllegalArgumentException | CharacterCodingException notText) {
      throw new IllegalStateException(
          "The instrument file " + file + " cannot be read; save it as UTF-8 text.", notText);
    }
    return lines;
  }

  private void nameThem() {
    byName.clear();
    for (Instrument instrument : byId.values()) {
      Stream.concat(instrument.canonicals().stream(), instrument.codes().stream())
          .forEach(name -> name(name, instrument));
    }
  }

  private void name(String name, Instrument instrument) {
    var known = byName.put(name, instrument);
    if (known != null && !known.id().equals(instrument.id())) {
      throw new IllegalStateException(
          "The instrument files "
              + known.id().value()
              + " and "
              + instrument.id().value()
              + " both claim "
              + name
              + "; leave it in one of them.");
    }
  }

  /** Every instrument, by id. */
  public List<Instrument> all() {
    return List.copyOf(byId.values());
  }

  /** The instrument of an id, if it is understood. */
  public Optional<Instrument> byId(InstrumentId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The instrument known under a canonical URL (a version behind {@code |} is set aside) or under a
   * code given as {@code system|code}.
   */
  public Optional<Instrument> named(String canonicalOrCode) {
    var exact = byName.get(canonicalOrCode);
    if (exact != null) {
      return Optional.of(exact);
    }
    int bar = canonicalOrCode.indexOf('|');
    return bar < 0
        ? Optional.empty()
        : Optional.ofNullable(byName.get(canonicalOrCode.substring(0, bar)));
  }

  private static Properties read(String name) {
    var properties = new Properties();
    try (InputStream bytes = Instruments.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("the instrument file " + name + " is missing");
      }
      Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
      properties.load(text);
      return properties;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
