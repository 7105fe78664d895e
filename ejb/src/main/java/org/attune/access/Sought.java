package org.attune.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** By what somebody looks for a client. */
public sealed interface Sought {

  /** So long it must be, and no longer. */
  int SHORTEST = 3;

  int LONGEST = 100;

  /** By words of a name, each of which is the beginning of a part of it. */
  record Named(List<String> words) implements Sought {
    public Named {
      words = List.copyOf(words);
    }

    @Override
    public String toString() {
      return "a name";
    }
  }

  /** By the day on which they were born. */
  record Born(LocalDate day) implements Sought {
    @Override
    public String toString() {
      return "a birth date";
    }
  }

  /** By the number of their record. */
  record Numbered(String number) implements Sought {
    @Override
    public String toString() {
      return "a record number";
    }
  }

  /**
   * What a text means: {@code 1988-03-07} and {@code 7.3.1988} are days, whatever else has a digit
   * in it is a number, and the rest are names. Empty where it is too short to mean anybody.
   */
  static Optional<Sought> of(String text) {
    var said = text.strip();
    if (said.codePoints().filter(Character::isLetterOrDigit).count() < SHORTEST
        || said.length() > LONGEST) {
      return Optional.empty();
    }
    if (said.codePoints().noneMatch(Character::isDigit)) {
      return Optional.of(new Named(SoughtWords.parts(said)));
    }
    var day = SoughtWords.day(said);
    return Optional.of(day.<Sought>map(Born::new).orElseGet(() -> new Numbered(said)));
  }
}
