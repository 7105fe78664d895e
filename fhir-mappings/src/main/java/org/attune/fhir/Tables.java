package org.attune.fhir;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.attune.settings.Setting;

/** Settings that are small tables: {@code key=word} pairs, separated by commas. */
public final class Tables {

  private Tables() {}

  /**
   * A table setting.
   *
   * @param key the key without {@code attune.}
   * @param range what a line may be, in words
   * @param word reads the part behind the last {@code =}; empty when it is not allowed
   */
  public static <T> Setting<Map<String, T>> table(
      String key, String range, Function<String, Optional<T>> word) {
    return new Setting<>(key, Map.of(), range, text -> lines(text, word));
  }

  private static <T> Optional<Map<String, T>> lines(
      String text, Function<String, Optional<T>> word) {
    var table = new LinkedHashMap<String, T>();
    for (String line : text.split(",", -1)) {
      if (line.isBlank()) {
        continue;
      }
      int equals = line.lastIndexOf('=');
      var name = (equals < 0 ? line : line.substring(0, equals)).strip();
      var value = word.apply(equals < 0 ? "" : line.substring(equals + 1).strip());
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      table.put(name, value.get());
    }
    return Optional.of(Map.copyOf(table));
  }
}
