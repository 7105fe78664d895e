package org.attune.instruments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.therapy.Instrument;
import org.attune.therapy.Instrument.CutOff;
import org.attune.therapy.Instrument.Figure;
import org.attune.therapy.Instrument.Item;
import org.attune.therapy.Instrument.Part;
import org.attune.therapy.Instrument.ReliableChange;
import org.attune.therapy.InstrumentId;
import org.jspecify.annotations.Nullable;

/**
 * One data file of an instrument. What is wrong in it is said with the file, the key and a cure.
 */
final class InstrumentFile {

  private static final Pattern KNOWN =
      Pattern.compile(
          "name|kind|direction|minimum|maximum|within-person-sd"
              + "|reliable-change(\\.(sd|reliability|source))?"
              + "|cut-off(\\.(comparator|source))?"
              + "|canonicals|codes|totals|combine|missing-allowed|licence|note|unverified"
              + "|item\\.(minimum|maximum)|item\\.\\d{1,2}(\\.(minimum|maximum|weight|part))?"
              + "|part\\.[a-z0-9-]+(\\.(minimum|maximum))?");

  private static final Pattern PART = Pattern.compile("part\\.([a-z0-9-]+)");

  private static final Pattern NUMBERED = Pattern.compile("item\\.(\\d+).*");

  private static final int MOST_ITEMS = 99;

  private final String file;
  private final Properties lines;

  /**
   * @param file what to call it when something is wrong
   * @param lines its lines
   */
  InstrumentFile(String file, Properties lines) {
    this.file = file;
    this.lines = lines;
  }

  /** The instrument it describes. */
  Instrument instrument(InstrumentId id) {
    new TreeSet<>(lines.stringPropertyNames())
        .stream()
            .filter(key -> !KNOWN.matcher(key).matches())
            .findFirst()
            .ifPresent(
                key -> {
                  throw broken(key, "is no key of an instrument", "remove or correct it");
                });
    double minimum = number("minimum");
    double maximum = atLeast("maximum", minimum);
    var items = items();
    return new Instrument(
        id,
        text("name"),
        word("kind", Instrument.Kind.values()),
        direction(),
        minimum,
        maximum,
        has("within-person-sd") ? atLeast("within-person-sd", 0) : 0,
        reliableChange(),
        cutOff(),
        list("canonicals"),
        list("codes"),
        items,
        has("combine") ? word("combine", Instrument.Combining.values()) : Instrument.Combining.SUM,
        missingAllowed(items.size()),
        parts(),
        list("totals"),
        text("licence"),
        unverified());
  }

  /** What the file says of its own figures; what it is silent about counts as checked. */
  private Set<Figure> unverified() {
    return list("unverified").stream()
        .map(word -> word("unverified", word, Figure.values()))
        .collect(Collectors.toSet());
  }

  private Instrument.Direction direction() {
    return word("direction", Instrument.Direction.values());
  }

  private @Nullable ReliableChange reliableChange() {
    return has("reliable-change")
        ? new ReliableChange(
            atLeast("reliable-change", 0),
            has("reliable-change.sd") ? atLeast("reliable-change.sd", 0) : null,
            has("reliable-change.reliability") ? atLeast("reliable-change.reliability", 0) : null,
            text("reliable-change.source"))
        : null;
  }

  private @Nullable CutOff cutOff() {
    return has("cut-off")
        ? new CutOff(
            number("cut-off"),
            word("cut-off.comparator", Instrument.Comparator.values()),
            text("cut-off.source"))
        : null;
  }

  private List<Item> items() {
    var items =
        IntStream.rangeClosed(1, MOST_ITEMS)
            .mapToObj(n -> "item." + n)
            .takeWhile(this::has)
            .map(this::item)
            .toList();
    lines.stringPropertyNames().stream()
        .map(NUMBERED::matcher)
        .filter(key -> key.matches() && Integer.parseInt(key.group(1)) > items.size())
        .map(key -> key.group())
        .findFirst()
        .ifPresent(
            key -> {
              throw broken(key, "comes after a gap", "number the items from 1 without one");
            });
    return items;
  }

  private Item item(String key) {
    double minimum = number(has(key + ".minimum") ? key + ".minimum" : "item.minimum");
    double maximum = atLeast(has(key + ".maximum") ? key + ".maximum" : "item.maximum", minimum);
    return new Item(
        list(key),
        minimum,
        maximum,
        has(key + ".weight") ? number(key + ".weight") : 1,
        has(key + ".part") ? text(key + ".part") : null);
  }

  private List<Part> parts() {
    return new TreeSet<>(lines.stringPropertyNames())
        .stream()
            .map(PART::matcher)
            .filter(part -> part.matches())
            .map(part -> part.group(1))
            .map(
                name -> {
                  var key = "part." + name;
                  double minimum = number(key + ".minimum");
                  return new Part(name, list(key), minimum, atLeast(key + ".maximum", minimum));
                })
            .toList();
  }

  private int missingAllowed(int items) {
    double allowed = atLeast("missing-allowed", 0);
    if (allowed != Math.rint(allowed) || allowed > items) {
      throw broken("missing-allowed", "is no whole number up to the number of items", "correct it");
    }
    return (int) allowed;
  }

  private boolean has(String key) {
    return lines.getProperty(key) != null;
  }

  private String text(String key) {
    var text = lines.getProperty(key);
    if (text == null || text.isBlank()) {
      throw broken(key, "is missing", "add it, as in the instruments that are shipped");
    }
    return text.strip();
  }

  private double atLeast(String key, double least) {
    double number = number(key);
    if (number < least) {
      throw broken(key, "is less than " + least, "correct it");
    }
    return number;
  }

  private double number(String key) {
    try {
      double number = Double.parseDouble(text(key));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for what is no number one can count with.
    }
    throw broken(key, "is not a number", "write it with digits and a point");
  }

  private <E extends Enum<E>> E word(String key, E[] words) {
    return word(key, text(key), words);
  }

  private <E extends Enum<E>> E word(String key, String text, E[] words) {
    Function<E, String> written = word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(words)
        .filter(word -> written.apply(word).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                broken(
                    key,
                    "is not a word that is known",
                    "use one of "
                        + Arrays.stream(words).map(written).collect(Collectors.joining(", "))));
  }

  private List<String> list(String key) {
    return has(key)
        ? Arrays.stream(text(key).split("\\s+")).filter(part -> !part.isEmpty()).toList()
        : List.of();
  }

  private IllegalStateException broken(String key, String what, String cure) {
    return new IllegalStateException(
        "The instrument file " + file + ": " + key + " " + what + "; " + cure + ".");
  }
}
