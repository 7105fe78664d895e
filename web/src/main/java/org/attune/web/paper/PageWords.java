package org.attune.web.paper;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of the page, out of its own files, with dates in the hospital's zone. */
final class PageWords {

  private static final Map<String, JsonObject> TEXTS = new ConcurrentHashMap<>();

  private final JsonObject texts;
  private final Locale locale;
  private final ZoneId zone;

  PageWords(Locale locale, ZoneId zone) {
    this.texts = TEXTS.computeIfAbsent(locale.getLanguage(), PageWords::read);
    // English is read in many countries; most write the day before the month.
    this.locale = locale.getLanguage().equals("en") ? Locale.UK : locale;
    this.zone = zone;
  }

  private static JsonObject read(String language) {
    return Json.createObjectBuilder(file("texts", language))
        .addAll(Json.createObjectBuilder(file("chart-texts", language)))
        .build();
  }

  private static JsonObject file(String folder, String language) {
    var file = "/org/attune/web/" + folder + "/" + language + ".json";
    try (var in = Objects.requireNonNull(PageWords.class.getResourceAsStream(file), file);
        var reader = Json.createReader(in)) {
      return reader.readObject();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Locale locale() {
    return locale;
  }

  String say(String key) {
    return texts.getString(key);
  }

  /** The same, with one value where its name stands in braces. */
  String say(String key, String name, String value) {
    return say(key, Map.of(name, value));
  }

  /** The same, with several. */
  String say(String key, Map<String, String> values) {
    var text = say(key);
    for (var each : values.entrySet()) {
      text = text.replace("{" + each.getKey() + "}", each.getValue());
    }
    return text;
  }

  /** The same with a number, which decides the form of the words. */
  String count(String key, long count) {
    return say(key + (count == 1 ? ".one" : ".other"), "count", figure((double) count));
  }

  String figure(double number) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }

  String day(Instant moment) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(locale)
        .format(moment.atZone(zone));
  }

  String moment(Instant moment) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(locale)
        .format(moment.atZone(zone));
  }

  String birthday(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(date);
  }
}
