package org.attune.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.therapy.GapReason;

/**
 * Every clinical text, one file for each detector and language. A text may name numbers as {@code
 * {missed}}. What a detector's own file does not hold is looked up among the shared texts; what a
 * language does not hold, in English.
 */
@ApplicationScoped
public class Catalogue {

  /** The languages that are shipped, the one that stands in for all others first. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static final String SHARED = "shared";
  private static final String GAPS = "gaps";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z-]*)}");

  private final Map<String, Map<String, String>> files = new ConcurrentHashMap<>();

  /** Whether a text exists for a detector, in its own file or among the shared ones. */
  public boolean has(String detector, String key) {
    return find(detector, key, Locale.ENGLISH).isPresent();
  }

  /**
   * A text without numbers.
   *
   * @param detector a detector's id
   * @param key such as {@code name}, {@code flag.question}, {@code excluded.transport}
   * @param locale the reader's; only its language matters
   * @throws MissingText when there is none, or when it asks for a number
   */
  public String text(String detector, String key, Locale locale) {
    return text(detector, key, locale, Map.of());
  }

  /**
   * A text with its numbers set in as that language writes them, with at most one decimal.
   *
   * @throws MissingText when there is no such text, or no number of a name it asks for
   */
  public String text(String detector, String key, Locale locale, Map<String, Double> numbers) {
    var text =
        find(detector, key, locale)
            .orElseThrow(() -> new MissingText(detector + " has no text " + key));
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              var number = numbers.get(match.group(1));
              if (number == null) {
                throw new MissingText(
                    detector + ": text " + key + " asks for a number " + match.group(1));
              }
              return written(number, locale);
            });
  }

  /** The words for IT of why a resource could not become a fact. */
  public String text(GapReason reason, Locale locale) {
    return text(GAPS, key(reason), locale);
  }

  /** The key of a constant as the files write it: {@code NO_TIME} is {@code no-time}. */
  public static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Optional<String> find(String file, String key, Locale locale) {
    var language = "_" + locale.getLanguage();
    return Stream.of(file + language, SHARED + language, file, SHARED)
        .map(name -> files.computeIfAbsent(name, Catalogue::read).get(key))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static String written(double number, Locale locale) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }

  private static Map<String, String> read(String name) {
    var texts = new TreeMap<String, String>();
    try (var bytes = Catalogue.class.getResourceAsStream(name + ".properties")) {
      if (bytes != null) {
        var file = new Properties();
        file.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        file.stringPropertyNames().forEach(key -> texts.put(key, file.getProperty(key)));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return texts;
  }
}
