package org.attune.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing a site may set: its key below {@code attune.}, its fallback and what it may be. The
 * meaning for people stands in the catalogue under the same key.
 *
 * @param key the key without the prefix {@code attune.}
 * @param fallback what holds when nothing is set
 * @param range what it may be, in words for an error message
 * @param parse reads the text of a setting; empty when it is not allowed
 * @param words the words it is made of, so that a slip of the pen can be told; empty when any do
 * @param <T> its type
 */
public record Setting<T>(
    String key, T fallback, String range, Function<String, Optional<T>> parse, List<String> words) {

  public Setting {
    words = List.copyOf(words);
  }

  /** One of which the words are not known. */
  public Setting(String key, T fallback, String range, Function<String, Optional<T>> parse) {
    this(key, fallback, range, parse, List.of());
  }

  /** A whole number. */
  public static Setting<Integer> count(String key, int fallback, int least, int most) {
    return new Setting<>(
        key,
        fallback,
        "a whole number from " + least + " to " + most,
        text -> whole(text).filter(n -> n >= least && n <= most));
  }

  /** A decimal number. */
  public static Setting<Double> number(String key, double fallback, double least, double most) {
    return new Setting<>(
        key,
        fallback,
        "a number from " + least + " to " + most,
        text -> decimal(text).filter(n -> n >= least && n <= most));
  }

  /** Yes or no. */
  public static Setting<Boolean> yesNo(String key, boolean fallback) {
    return new Setting<>(
        key,
        fallback,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** Any text. */
  public static Setting<String> text(String key, String fallback) {
    return new Setting<>(key, fallback, "a text", Optional::of);
  }

  /** Several texts, separated by commas. */
  public static Setting<List<String>> list(String key, List<String> fallback) {
    return new Setting<>(
        key,
        fallback,
        "texts separated by commas",
        text ->
            Optional.of(
                List.of(text.split(",", -1)).stream()
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList()));
  }

  /** One of several words. */
  public static Setting<String> oneOf(String key, String fallback, List<String> words) {
    return new Setting<>(
        key,
        fallback,
        "one of " + String.join(", ", words),
        text -> Optional.of(text).filter(words::contains),
        words);
  }

  /** The same list, of which each part must be one of several words. */
  public static Setting<List<String>> among(Setting<List<String>> list, List<String> words) {
    return new Setting<>(
        list.key(),
        list.fallback(),
        "some of " + String.join(", ", words),
        text -> list.parse().apply(text).filter(words::containsAll),
        words);
  }

  private static Optional<Integer> whole(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException notWhole) {
      return Optional.empty();
    }
  }

  private static Optional<Double> decimal(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(n -> !n.isNaN() && !n.isInfinite());
    } catch (NumberFormatException notDecimal) {
      return Optional.empty();
    }
  }
}
