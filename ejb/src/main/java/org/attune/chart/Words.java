package org.attune.chart;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import org.attune.catalogue.Catalogue;
import org.attune.catalogue.MissingText;

/** What is said on a chart in one language. */
public final class Words {

  private static final String FILE = "chart";

  private final Catalogue catalogue;
  private final Locale locale;

  public Words(Catalogue catalogue, Locale locale) {
    this.catalogue = catalogue;
    this.locale = locale;
  }

  Locale locale() {
    return locale;
  }

  /** A text of the chart itself, or one that all share. */
  public String say(String key) {
    return catalogue.text(FILE, key, locale);
  }

  /** The same, with one number. */
  String say(String key, String number, double value) {
    return catalogue.text(FILE, key, locale, Map.of(number, value));
  }

  /** The same, with several numbers. */
  String say(String key, Map<String, Double> numbers) {
    return catalogue.text(FILE, key, locale, numbers);
  }

  /** Whether the chart or the shared texts have such a text. */
  boolean has(String key) {
    return catalogue.has(FILE, key);
  }

  /** The text of a constant below a key: {@code level.review}. */
  public String say(String key, Enum<?> constant) {
    return say(key + "." + Catalogue.key(constant));
  }

  /**
   * A text of a detector. A finding of an older version of its rule may lack a number that the text
   * asks for today; then the detector's name stands in.
   */
  public String of(String detector, String key, Map<String, Double> numbers) {
    try {
      return catalogue.text(detector, key, locale, numbers);
    } catch (MissingText older) {
      return catalogue.text(detector, "name", locale);
    }
  }

  /** A number as the language writes it. */
  String number(double value) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(value);
  }
}
