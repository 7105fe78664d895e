package org.attune.access;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How people write days and names when they look for somebody. */
final class SoughtWords {

  private static final Pattern APART = Pattern.compile("[\\s,;]+");
  private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
  private static final Pattern GERMAN = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");

  private SoughtWords() {}

  /** The parts of a name. */
  static List<String> parts(String name) {
    return APART.splitAsStream(name).filter(part -> !part.isEmpty()).toList();
  }

  /** The day that a text is, if it is one. */
  static Optional<LocalDate> day(String text) {
    var iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(iso.group(1), iso.group(2), iso.group(3));
    }
    var german = GERMAN.matcher(text);
    return german.matches()
        ? day(german.group(3), german.group(2), german.group(1))
        : Optional.empty();
  }

  private static Optional<LocalDate> day(String... parts) {
    try {
      var numbers = Stream.of(parts).map(Integer::valueOf).toList();
      return Optional.of(LocalDate.of(numbers.get(0), numbers.get(1), numbers.get(2)));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }
}
