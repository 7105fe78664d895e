package org.attune.web.coordinator;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which rows somebody wants, as pages send it in a body: in the words of an address. */
final class WantedWords {

  private WantedWords() {}

  /** The words that are said; empty where something else was sent. */
  static Optional<Map<String, String>> of(@Nullable JsonValue sent) {
    if (!(sent instanceof JsonObject wanted)) {
      return Optional.empty();
    }
    var words = new TreeMap<String, String>();
    for (var each : wanted.entrySet()) {
      if (each.getValue() instanceof JsonString text) {
        words.put(each.getKey(), text.getString());
      } else if (each.getValue() != JsonValue.NULL) {
        return Optional.empty();
      }
    }
    return Optional.of(words);
  }
}
