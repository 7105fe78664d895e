package org.attune.web.shared;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.ehr.FormAnswers;
import org.jspecify.annotations.Nullable;

/** What somebody answered on a form, as pages send it. */
public final class Answers {

  private Answers() {}

  /** By item a list of words; whatever else is sent is not understood. */
  public static Optional<FormAnswers> understood(@Nullable JsonObject body) {
    if (body == null || !(body.get("answers") instanceof JsonObject given)) {
      return Optional.empty();
    }
    try {
      var answers = new TreeMap<String, List<String>>();
      given.forEach((item, words) -> answers.put(item, words(words)));
      return Optional.of(new FormAnswers(answers));
    } catch (IllegalArgumentException senseless) {
      return Optional.empty();
    }
  }

  private static List<String> words(JsonValue given) {
    if (given.getValueType() != JsonValue.ValueType.ARRAY) {
      throw new IllegalArgumentException("an answer is a list");
    }
    return given.asJsonArray().stream().map(Answers::word).toList();
  }

  private static String word(JsonValue one) {
    if (one instanceof JsonString text) {
      return text.getString();
    }
    throw new IllegalArgumentException("an answer is a list of words");
  }
}
