package org.attune.ehr;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody answered on one of our own forms: by item the number, {@code true}, {@code false}
 * or the codes they chose. Words of their own have no way through here.
 *
 * @param byItem the answers; what was left out is absent
 */
public record FormAnswers(SortedMap<String, List<String>> byItem) {

  private static final String BETWEEN_ITEMS = ";";
  private static final String BETWEEN_CODES = ",";
  private static final String IS = "=";

  /** Names of items and codes; what else is sent is no answer. */
  private static final String PLAIN = "[A-Za-z0-9.-]{1,64}";

  public FormAnswers {
    var all = new TreeMap<String, List<String>>();
    byItem.forEach((item, given) -> all.put(plain(item), plain(given)));
    byItem = Collections.unmodifiableSortedMap(all);
  }

  private static List<String> plain(List<String> given) {
    return given.stream().map(FormAnswers::plain).toList();
  }

  private static String plain(String word) {
    if (!word.matches(PLAIN)) {
      throw new IllegalArgumentException("an answer is a number, yes or no, or a code");
    }
    return word;
  }

  /** What was chosen of an item; empty where it was left out. */
  public List<String> of(String item) {
    return byItem.getOrDefault(item, List.of());
  }

  /** Whether anything but these items was answered. */
  public boolean anythingBut(List<String> items) {
    return byItem.keySet().stream().anyMatch(item -> !items.contains(item));
  }

  /** All of it as one line. */
  public String line() {
    return byItem.entrySet().stream()
        .map(each -> each.getKey() + IS + String.join(BETWEEN_CODES, each.getValue()))
        .collect(Collectors.joining(BETWEEN_ITEMS));
  }

  /** These answers, in order. */
  public static FormAnswers of(Map<String, List<String>> answers) {
    return new FormAnswers(new TreeMap<>(answers));
  }

  /** Reads a line back. */
  public static FormAnswers read(String line) {
    return of(
        Stream.of(line.split(BETWEEN_ITEMS, -1))
            .filter(each -> !each.isEmpty())
            .map(each -> each.split(IS, 2))
            .collect(
                Collectors.toMap(
                    each -> each[0], each -> List.of(each[1].split(BETWEEN_CODES, -1)))));
  }

  /** Nothing of what somebody answered reaches a log. */
  @Override
  public String toString() {
    return byItem.size() + " answers";
  }
}
