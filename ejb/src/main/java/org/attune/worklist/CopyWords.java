package org.attune.worklist;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.agenda.Matter;
import org.attune.catalogue.Catalogue;
import org.attune.chart.Words;
import org.attune.detection.Level;
import org.attune.worklist.WorklistCopy.Column;

/** How a copy of a worklist speaks in one language. */
final class CopyWords {

  private static final String FILE = "worklist";
  private static final Collector<CharSequence, ?, String> COMMAS = Collectors.joining(", ");

  private final Catalogue catalogue;
  private final Locale locale;

  CopyWords(Catalogue catalogue, Locale locale) {
    this.catalogue = catalogue;
    this.locale = locale;
  }

  String say(String key) {
    return catalogue.text(FILE, "copy." + key, locale);
  }

  String said(String key, String value) {
    return say(key) + ": " + value;
  }

  String matter(Matter matter) {
    return catalogue.text(FILE, "matter." + Catalogue.key(matter), locale);
  }

  String yes(boolean whether) {
    return say(whether ? "yes" : "no");
  }

  /** That so many rows were left out. */
  String leftOut(int rows) {
    return catalogue.text(FILE, "copy.left-out", locale, Map.of("rows", (double) rows));
  }

  Map<Column, String> heads() {
    var heads = new EnumMap<Column, String>(Column.class);
    Stream.of(Column.values()).forEach(each -> heads.put(each, say(Catalogue.key(each))));
    return heads;
  }

  /** Which rows were asked for. */
  String filter(Map<String, String> wanted, Map<String, String> staff) {
    return wanted.isEmpty()
        ? say("all")
        : wanted.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> said(each.getKey(), value(each.getKey(), each.getValue(), staff)))
            .collect(Collectors.joining("; "));
  }

  private String value(String word, String value, Map<String, String> staff) {
    return switch (word) {
      case "matter" -> each(value, Matter.values()).map(this::matter).collect(COMMAS);
      case "level" ->
          each(value, Level.values())
              .map(level -> new Words(catalogue, locale).say("level", level))
              .collect(COMMAS);
      case "seen", "rests" -> yes(value.equals("yes"));
      case "goal" -> say("open");
      case "owner" ->
          value.equals("me") || value.equals("nobody")
              ? say(value)
              : staff.getOrDefault(value, value);
      case "unit" -> staff.getOrDefault(value, value);
      default -> value;
    };
  }

  private static <E extends Enum<E>> Stream<E> each(String names, E[] all) {
    var wanted = Arrays.asList(names.toUpperCase(Locale.ROOT).split(",", -1));
    return Stream.of(all).filter(each -> wanted.contains(each.name()));
  }
}
