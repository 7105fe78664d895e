package org.attune.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.attune.fhir.client.JsonText;

/** The codes of the code systems that we publish. */
public final class CodeSystems {

  private CodeSystems() {}

  /** Every code of a system, named by its id, such as {@code response}. */
  public static Set<String> codes(String id) {
    var codes = new TreeSet<String>();
    try {
      var concepts = JsonText.members(text(id)).getOrDefault("concept", "[]");
      for (String concept : JsonText.elements(concepts)) {
        codes.add(JsonText.string(JsonText.members(concept).getOrDefault("code", "")));
      }
    } catch (JsonText.Unbalanced broken) {
      throw new IllegalStateException("a code system that we publish is no JSON", broken);
    }
    return Collections.unmodifiableSet(codes);
  }

  private static String text(String id) {
    try (var stream = Codes.class.getResourceAsStream("CodeSystem-" + id + ".json")) {
      if (stream == null) {
        throw new IllegalStateException("we publish no code system named " + id);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
