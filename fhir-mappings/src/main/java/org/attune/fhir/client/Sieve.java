package org.attune.fhir.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads an answer and lets no giant in: the object within an entry of a list, as a resource lies in
 * a bundle, is kept only as long as it may be. What is longer leaves its type, its id and when it
 * was changed, and an element that no reader takes, so that it is told as too large. However much
 * comes, no more is held than may be kept.
 */
final class Sieve {

  /** Of a giant, this much is looked through for what it is. */
  private static final int HEAD = 4_096;

  /** An object in an object in a list in the whole. */
  private static final int DEPTH_OF_A_RESOURCE = 4;

  /** Nested deeper than any reader follows. */
  private static final String TOO_LARGE = "\"tooLarge\":" + "[".repeat(200) + "]".repeat(200);

  /** More than so many times what may be kept comes from no server in earnest. */
  private static final long ENDLESS = 8;

  private final int largest;
  private final StringBuilder kept = new StringBuilder();
  private int depth;
  private boolean quoted;
  private boolean escaped;
  private int began = -1;
  private String head = "";

  private Sieve(int largest) {
    this.largest = largest;
  }

  /** More came than is read. */
  static final class Overflow extends Exception {

    private static final long serialVersionUID = 1L;
  }

  /**
   * The text of a stream in UTF-8.
   *
   * @param largest the longest resource that is kept, in characters
   * @param most the longest text that is kept
   */
  static String text(InputStream stream, int largest, int most) throws IOException, Overflow {
    var sieve = new Sieve(largest);
    var text = new InputStreamReader(stream, StandardCharsets.UTF_8);
    var chunk = new char[8_192];
    long come = 0;
    for (int count = text.read(chunk); count >= 0; count = text.read(chunk)) {
      come += count;
      for (int i = 0; i < count; i++) {
        sieve.take(chunk[i]);
      }
      if (sieve.kept.length() > most || come > ENDLESS * most) {
        throw new Overflow();
      }
    }
    return sieve.kept.toString();
  }

  private void take(char c) {
    boolean opens = !quoted && (c == '{' || c == '[');
    if (opens && ++depth == DEPTH_OF_A_RESOURCE && c == '{' && began < 0) {
      began = kept.length();
    }
    if (head.isEmpty()) {
      kept.append(c);
      if (began >= 0 && kept.length() - began > largest) {
        head = kept.substring(began, began + Math.min(HEAD, largest));
        kept.setLength(began);
      }
    }
    if (!quoted && (c == '}' || c == ']') && depth-- == DEPTH_OF_A_RESOURCE) {
      closed();
    }
    mind(c);
  }

  private void mind(char c) {
    if (escaped) {
      escaped = false;
    } else if (quoted && c == '\\') {
      escaped = true;
    } else if (c == '"') {
      quoted = !quoted;
    }
  }

  private void closed() {
    if (!head.isEmpty()) {
      kept.append(stub(head));
      head = "";
    }
    began = -1;
  }

  private static String stub(String head) {
    var known = JsonText.leading(head);
    var said = new LinkedHashMap<String, String>();
    for (String name : new String[] {"resourceType", "id", "meta"}) {
      if (known.containsKey(name)) {
        said.put(name, known.getOrDefault(name, ""));
      }
    }
    var stub = new StringBuilder("{");
    for (Map.Entry<String, String> member : said.entrySet()) {
      stub.append('"').append(member.getKey()).append("\":").append(member.getValue()).append(',');
    }
    return stub.append(TOO_LARGE).append('}').toString();
  }
}
