package org.attune.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Writes maps as JSON, in the order of the map. */
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** On one line. */
  static String line(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException cannotBe) {
      throw new IllegalStateException(cannotBe);
    }
  }

  /** For people to read, with the same line ends everywhere. */
  static String page(Map<String, ?> object) {
    try {
      var indented = new DefaultIndenter("  ", "\n");
      return MAPPER
              .writer(
                  new DefaultPrettyPrinter()
                      .withObjectIndenter(indented)
                      .withArrayIndenter(indented))
              .writeValueAsString(object)
          + "\n";
    } catch (JsonProcessingException cannotBe) {
      throw new IllegalStateException(cannotBe);
    }
  }
}
