package org.attune.ledger;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** How the small values of the clinical language stand in one column each. */
public final class Texts {

  private static final String LINE = "\n";
  private static final String TAB = "\t";

  private Texts() {}

  /** {@code Appointment/17|3}. */
  @Converter(autoApply = true)
  public static final class OfSource implements AttributeConverter<Source, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Source source) {
      return source == null ? null : text(source);
    }

    @Override
    public @Nullable Source convertToEntityAttribute(@Nullable String text) {
      return text == null ? null : source(text);
    }
  }

  /** The bare id. */
  @Converter(autoApply = true)
  public static final class OfPatient implements AttributeConverter<PatientId, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable PatientId patient) {
      return patient == null ? null : patient.value();
    }

    @Override
    public @Nullable PatientId convertToEntityAttribute(@Nullable String text) {
      return text == null ? null : new PatientId(text);
    }
  }

  /** One label a line, its system and its code parted by a tab. */
  @Converter(autoApply = true)
  public static final class OfLabels implements AttributeConverter<Labels, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Labels labels) {
      return labels == null || labels.all().isEmpty() ? null : text(labels);
    }

    @Override
    public Labels convertToEntityAttribute(@Nullable String text) {
      return text == null ? Labels.NONE : labels(text);
    }
  }

  /** One source a line. */
  @Converter
  public static final class OfSources implements AttributeConverter<List<Source>, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<Source> sources) {
      return sources == null
          ? null
          : sources.stream().map(Texts::text).collect(Collectors.joining(LINE));
    }

    @Override
    public List<Source> convertToEntityAttribute(@Nullable String text) {
      return lines(text).stream().map(Texts::source).toList();
    }
  }

  /** {@code relationship<tab>7.5}, one a line. */
  @Converter
  public static final class OfNumbers
      implements AttributeConverter<SortedMap<String, Double>, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable SortedMap<String, Double> numbers) {
      return numbers == null ? null : pairs(numbers, Function.identity(), String::valueOf);
    }

    @Override
    public SortedMap<String, Double> convertToEntityAttribute(@Nullable String text) {
      return pairs(text, Function.identity(), Double::valueOf);
    }
  }

  static String text(Source source) {
    return source.version() == null
        ? source.reference()
        : source.reference() + "|" + source.version();
  }

  static Source source(String text) {
    int slash = text.indexOf('/');
    int bar = text.indexOf('|', slash);
    return bar < 0
        ? new Source(text.substring(0, slash), text.substring(slash + 1), null)
        : new Source(
            text.substring(0, slash), text.substring(slash + 1, bar), text.substring(bar + 1));
  }

  private static String text(Labels labels) {
    return labels.all().stream()
        .map(label -> label.system() + TAB + label.code())
        .collect(Collectors.joining(LINE));
  }

  private static Labels labels(String text) {
    return new Labels(
        lines(text).stream()
            .map(line -> line.split(TAB, 2))
            .map(parts -> new SecurityLabel(parts[0], parts[1]))
            .toList());
  }

  private static List<String> lines(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split(LINE, -1));
  }

  private static <K, V> String pairs(
      Map<K, V> pairs, Function<K, String> key, Function<V, String> value) {
    return pairs.entrySet().stream()
        .map(each -> key.apply(each.getKey()) + TAB + value.apply(each.getValue()))
        .collect(Collectors.joining(LINE));
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> pairs(
      @Nullable String text, Function<String, K> key, Function<String, V> value) {
    var pairs = new TreeMap<K, V>();
    for (String line : lines(text)) {
      int tab = line.indexOf(TAB);
      pairs.put(key.apply(line.substring(0, tab)), value.apply(line.substring(tab + 1)));
    }
    return pairs;
  }
}
