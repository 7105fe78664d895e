package org.attune.matching;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * What the words of a goal come to.
 *
 * @param named what it is about, each once
 * @param turned whether it shall be less, or not at all
 * @param words every word of it
 */
record Wording(List<Named> named, boolean turned, Set<String> words) {

  /**
   * A word that says what a goal is about.
   *
   * @param stem by which it is known again in other forms
   * @param word as it was written, in small letters
   */
  record Named(String stem, String word) {}

  Wording {
    var once = new LinkedHashMap<String, Named>();
    named.forEach(each -> once.putIfAbsent(each.stem(), each));
    named = List.copyOf(once.values());
    words = Set.copyOf(words);
  }

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "a wording";
  }
}
