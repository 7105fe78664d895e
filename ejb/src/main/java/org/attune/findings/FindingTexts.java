package org.attune.findings;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.detection.Signal;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;

/** How the lists of a finding stand in one column each, one entry a line. */
final class FindingTexts {

  private static final String LINE = "\n";

  private FindingTexts() {}

  /** Keys of the catalogue. */
  @Converter
  static final class OfWords implements AttributeConverter<List<String>, String> {
    @Override
    public String convertToDatabaseColumn(@Nullable List<String> words) {
      return words == null ? "" : String.join(LINE, words);
    }

    @Override
    public List<String> convertToEntityAttribute(@Nullable String text) {
      return lines(text);
    }
  }

  /** Bare ids. */
  @Converter
  static final class OfTherapists implements AttributeConverter<List<TherapistId>, String> {
    @Override
    public String convertToDatabaseColumn(@Nullable List<TherapistId> therapists) {
      return therapists == null
          ? ""
          : therapists.stream().map(TherapistId::value).collect(Collectors.joining(LINE));
    }

    @Override
    public List<TherapistId> convertToEntityAttribute(@Nullable String text) {
      return lines(text).stream().map(TherapistId::new).toList();
    }
  }

  /** The reason, a tab, the reference and its version. */
  @Converter
  static final class OfExcluded implements AttributeConverter<List<Signal.Excluded>, String> {
    @Override
    public String convertToDatabaseColumn(@Nullable List<Signal.Excluded> excluded) {
      return excluded == null
          ? ""
          : excluded.stream().map(OfExcluded::text).collect(Collectors.joining(LINE));
    }

    @Override
    public List<Signal.Excluded> convertToEntityAttribute(@Nullable String text) {
      return lines(text).stream().map(OfExcluded::excluded).toList();
    }

    private static String text(Signal.Excluded each) {
      var source = each.source();
      var version = source.version() == null ? "" : "\t" + source.version();
      return each.why() + "\t" + source.type() + "\t" + source.id() + version;
    }

    private static Signal.Excluded excluded(String line) {
      var parts = line.split("\t", 4);
      var source = new Source(parts[1], parts[2], parts.length > 3 ? parts[3] : null);
      return new Signal.Excluded(source, parts[0]);
    }
  }

  private static List<String> lines(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split(LINE, -1));
  }
}
