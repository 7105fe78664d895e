package org.attune.fhir.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts JSON text into its parts without understanding them. Brackets and quotes are all it looks
 * at, so one broken record inside a page does not take the page with it.
 */
public final class JsonText {

  /** Nobody counts or measures so finely. */
  private static final int LONGEST_NUMBER = 1_000;

  private static final int LONGEST_EXPONENT = 3;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The brackets or quotes of a text do not close. */
  public static final class Unbalanced extends Exception {

    private static final long serialVersionUID = 1L;

    Unbalanced() {
      super("the brackets or quotes of a JSON text do not close");
    }
  }

  /** The members of an object by name, each as it is written; of two of one name the first. */
  public static Map<String, String> members(String object) throws Unbalanced {
    return new JsonText(object).members();
  }

  /** The members of an object that may break off, as far as they are whole. */
  static Map<String, String> leading(String object) {
    var members = new LinkedHashMap<String, String>();
    try {
      new JsonText(object).members(members);
    } catch (Unbalanced brokenOff) {
      // What was whole is there.
    }
    return members;
  }

  /** The elements of an array, each as it is written. */
  public static List<String> elements(String array) throws Unbalanced {
    return new JsonText(array).elements();
  }

  /**
   * An object with one element more at the end of the array of a name, or with such an array where
   * it has none; every other character stays as it is written.
   *
   * @param element as it is to be written
   */
  public static String appended(String object, String name, String element) throws Unbalanced {
    boolean empty = members(object).isEmpty();
    var text = new JsonText(object);
    text.enter('{');
    while (!text.atEnd('}')) {
      var member = string(text.value());
      text.skip(" \t\r\n:");
      var value = text.value();
      if (member.equals(name)) {
        var more = (elements(value).isEmpty() ? "" : ",") + element;
        return text.inserted(text.at - 1, more);
      }
    }
    return text.inserted(text.at, (empty ? "" : ",") + "\"" + name + "\":[" + element + "]");
  }

  private String inserted(int where, String more) {
    return text.substring(0, where) + more + text.substring(where);
  }

  /** How deep brackets are nested. */
  public static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && opens(c)) {
        deepest = Math.max(deepest, ++depth);
      } else if (!quoted && closes(c)) {
        depth--;
      }
    }
    return deepest;
  }

  /**
   * Whether a number has more digits than anybody needs, or an exponent that would give it as many.
   * To read one takes time by the square of its digits, also where it stands in quotes.
   */
  public static boolean hasGiantNumber(String text) {
    int digits = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits++;
      } else if (digits > 0 && !quoted && (c == 'e' || c == 'E')) {
        // What follows counts as digits of the number.
        digits = exponent(text, i + 1) > LONGEST_EXPONENT ? Integer.MAX_VALUE : 0;
      } else if (c != '.') {
        digits = 0;
        quoted ^= c == '"';
        i += quoted && c == '\\' ? 1 : 0;
      }
      if (digits > LONGEST_NUMBER) {
        return true;
      }
    }
    return false;
  }

  /** How many digits an exponent has. */
  private static int exponent(String text, int start) {
    int at = start < text.length() && "+-".indexOf(text.charAt(start)) >= 0 ? start + 1 : start;
    int digits = 0;
    while (at + digits < text.length() && isDigit(text.charAt(at + digits))) {
      digits++;
    }
    return digits;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The text of a string as it is meant, without its quotes; anything else as it is written. */
  public static String string(String written) {
    if (written.length() < 2 || written.charAt(0) != '"') {
      return written;
    }
    var meant = new StringBuilder(written.length());
    for (int i = 1; i < written.length() - 1; i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        meant.append(c);
      } else if (written.charAt(i + 1) == 'u' && i + 6 < written.length()) {
        meant.append(unicode(written.substring(i + 2, i + 6)));
        i += 5;
      } else {
        meant.append(escaped(written.charAt(++i)));
      }
    }
    return meant.toString();
  }

  private static char unicode(String digits) {
    try {
      return (char) Integer.parseInt(digits, 16);
    } catch (NumberFormatException notHexadecimal) {
      return '\uFFFD';
    }
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> c;
    };
  }

  private Map<String, String> members() throws Unbalanced {
    var members = new LinkedHashMap<String, String>();
    members(members);
    return members;
  }

  private void members(Map<String, String> members) throws Unbalanced {
    enter('{');
    while (!atEnd('}')) {
      if (current() == '"') {
        var name = string(value());
        skip(" \t\r\n:");
        members.putIfAbsent(name, value());
      } else {
        value();
      }
    }
  }

  private List<String> elements() throws Unbalanced {
    enter('[');
    var elements = new ArrayList<String>();
    while (!atEnd(']')) {
      elements.add(value());
    }
    return elements;
  }

  private void enter(char opening) throws Unbalanced {
    skip(" \t\r\n\uFEFF");
    if (current() != opening) {
      throw new Unbalanced();
    }
    at++;
  }

  private boolean atEnd(char closing) throws Unbalanced {
    skip(" \t\r\n,");
    return current() == closing;
  }

  private void skip(String these) {
    while (at < text.length() && these.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char current() throws Unbalanced {
    if (at >= text.length()) {
      throw new Unbalanced();
    }
    return text.charAt(at);
  }

  private String value() throws Unbalanced {
    int start = at;
    if (current() == '"') {
      quoted();
    } else if (opens(current())) {
      bracketed();
    } else {
      at++;
      while (",}] \t\r\n".indexOf(current()) < 0) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  private void bracketed() throws Unbalanced {
    int open = 0;
    do {
      char c = current();
      if (c == '"') {
        quoted();
        continue;
      }
      open += opens(c) ? 1 : closes(c) ? -1 : 0;
      at++;
    } while (open > 0);
  }

  private void quoted() throws Unbalanced {
    at++;
    while (current() != '"') {
      at += current() == '\\' ? 2 : 1;
    }
    at++;
  }

  private static boolean opens(char c) {
    return c == '{' || c == '[';
  }

  private static boolean closes(char c) {
    return c == '}' || c == ']';
  }
}
