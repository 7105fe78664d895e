package org.attune.instruments;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;
import org.jspecify.annotations.Nullable;

/** Every questionnaire that is understood, by its id, its canonical URL or its code. */
@ApplicationScoped
public class Instruments {

  private static final String INDEX = "index.properties";

  private final Map<InstrumentId, Instrument> byId = new TreeMap<>();
  private final Map<String, Instrument> byName = new HashMap<>();

  /** Reads the instruments that are shipped. */
  public Instruments() {
    for (String id : read(INDEX).stringPropertyNames()) {
      add(parse(new InstrumentId(id), read(id + ".properties")));
    }
  }

  /**
   * Reads the instruments that are shipped and then a site's own, which may take their place.
   *
   * @param folder holds one {@code <id>.properties} for each instrument
   * @throws IOException if the folder or a file in it cannot be read
   * @throws IllegalStateException if a file lacks something; the message names file and line
   */
  public Instruments(Path folder) throws IOException {
    this();
    for (Path file : propertyFiles(folder)) {
      var properties = new Properties();
      try (var text = Files.newBufferedReader(file)) {
        properties.load(text);
      }
      var name = String.valueOf(file.getFileName());
      var id = name.substring(0, name.length() - ".properties".length());
      add(parse(new InstrumentId(id), properties));
    }
  }

  private static List<Path> propertyFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".properties")).sorted().toList();
    }
  }

  private void add(Instrument instrument) {
    byId.put(instrument.id(), instrument);
    instrument.canonicals().forEach(canonical -> byName.put(canonical, instrument));
    instrument.codes().forEach(code -> byName.put(code, instrument));
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

  /** Reads one instrument from the lines of its data file. */
  static Instrument parse(InstrumentId id, Properties file) {
    var entry = new Entry(id, file);
    return new Instrument(
        id,
        entry.text("name"),
        Instrument.Kind.valueOf(entry.text("kind")),
        entry.text("direction").equals("higher-is-better"),
        entry.number("minimum"),
        entry.number("maximum"),
        entry.number("within-person-sd"),
        reliableChange(entry),
        entry.list("canonicals"),
        entry.list("codes"),
        items(entry),
        (int) entry.number("missing-allowed"),
        entry.list("totals"),
        entry.text("licence"));
  }

  private static Instrument.@Nullable ReliableChange reliableChange(Entry entry) {
    if (!entry.has("reliable-change")) {
      return null;
    }
    return new Instrument.ReliableChange(
        entry.number("reliable-change"),
        entry.has("reliable-change.sd") ? entry.number("reliable-change.sd") : null,
        entry.has("reliable-change.reliability")
            ? entry.number("reliable-change.reliability")
            : null,
        entry.text("reliable-change.source"));
  }

  private static List<Instrument.Item> items(Entry entry) {
    return IntStream.rangeClosed(1, 99)
        .mapToObj(n -> "item." + n)
        .takeWhile(entry::has)
        .map(
            item ->
                new Instrument.Item(
                    entry.list(item),
                    entry.number("item.minimum"),
                    entry.number("item.maximum"),
                    entry.has(item + ".part") ? entry.text(item + ".part") : null))
        .toList();
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

  /** One data file, read with errors that name the file and the line. */
  private record Entry(InstrumentId id, Properties file) {

    boolean has(String key) {
      return file.getProperty(key) != null;
    }

    String text(String key) {
      var text = file.getProperty(key);
      if (text == null) {
        throw new IllegalStateException("instrument " + id.value() + " lacks " + key);
      }
      return text.strip();
    }

    double number(String key) {
      try {
        return Double.parseDouble(text(key));
      } catch (NumberFormatException notANumber) {
        throw new IllegalStateException(
            "instrument " + id.value() + ": " + key + " is not a number", notANumber);
      }
    }

    List<String> list(String key) {
      return has(key)
          ? Arrays.stream(text(key).split("\\s+")).filter(part -> !part.isEmpty()).toList()
          : List.of();
    }
  }
}
