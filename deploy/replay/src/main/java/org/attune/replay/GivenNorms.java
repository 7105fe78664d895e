package org.attune.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.InstrumentId;

/**
 * Reads figures of a service from a file such as {@code norms.json}: those of an earlier replay or
 * of the server, in place of figures counted from the export.
 */
final class GivenNorms {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> FIGURES =
      new TreeSet<>(Summary.figures(ServiceNorms.UNKNOWN).keySet());

  private final Predicate<InstrumentId> known;

  private GivenNorms(Predicate<InstrumentId> known) {
    this.known = known;
  }

  /** What is wrong with the file. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String what) {
      super(what);
    }
  }

  /**
   * Reads a file.
   *
   * @param known tells which instruments there are
   * @return the figures, by the day from which they hold
   */
  static NavigableMap<LocalDate, ServiceNorms> read(Path file, Predicate<InstrumentId> known)
      throws Trouble {
    try {
      return new GivenNorms(known).days(MAPPER.readTree(Files.readString(file)));
    } catch (JsonProcessingException broken) {
      var place = broken.getLocation();
      throw trouble(file, "it is no JSON from line " + (place == null ? 1 : place.getLineNr()));
    } catch (IOException unreadable) {
      throw trouble(file, "it cannot be read as a file of UTF-8 text");
    } catch (Wrong wrong) {
      throw trouble(file, String.valueOf(wrong.getMessage()));
    }
  }

  private static Trouble trouble(Path file, String what) {
    return new Trouble(
        ExitCodes.NOT_UNDERSTOOD,
        "The figures in "
            + file
            + " cannot be used: "
            + what
            + "; name a file such as the norms.json of a replay with --norms.");
  }

  private NavigableMap<LocalDate, ServiceNorms> days(JsonNode page) throws Wrong {
    if (!page.isObject() || page.isEmpty()) {
      throw new Wrong("it holds no day");
    }
    var days = new TreeMap<LocalDate, ServiceNorms>();
    for (var day : page.properties()) {
      days.put(day(day.getKey()), norms(day.getKey(), day.getValue()));
    }
    return days;
  }

  private static LocalDate day(String text) throws Wrong {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      throw new Wrong("\"" + text + "\" is no day such as 2026-01-31");
    }
  }

  private ServiceNorms norms(String day, JsonNode given) throws Wrong {
    var names = new TreeSet<String>();
    given.fieldNames().forEachRemaining(names::add);
    if (!names.equals(FIGURES)) {
      throw new Wrong(day + " must hold " + String.join(", ", FIGURES) + " and nothing else");
    }
    return new ServiceNorms(
        points(day, given, "withinPersonSd"),
        share(day, given, "missRate"),
        share(day, given, "reasonsCoded"),
        points(day, given, "lowCentile"),
        share(day, given, "formsReturned"));
  }

  private static double share(String day, JsonNode given, String name) throws Wrong {
    var value = given.path(name);
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
      throw new Wrong(name + " of " + day + " must be a number from 0 to 1");
    }
    return value.doubleValue();
  }

  private Map<InstrumentId, Double> points(String day, JsonNode given, String name) throws Wrong {
    var points = new HashMap<InstrumentId, Double>();
    if (!given.path(name).isObject()) {
      throw new Wrong(name + " of " + day + " must hold a number for each instrument");
    }
    for (var each : given.path(name).properties()) {
      var instrument = new InstrumentId(each.getKey());
      if (!known.test(instrument)) {
        throw new Wrong(
            name
                + " of "
                + day
                + " names the instrument "
                + each.getKey()
                + ", which is not known");
      }
      var value = each.getValue();
      if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
        throw new Wrong(name + " of " + day + " must hold a number for each instrument");
      }
      if (name.equals("withinPersonSd") && value.doubleValue() <= 0) {
        throw new Wrong(name + " of " + day + " must hold numbers above 0");
      }
      points.put(instrument, value.doubleValue());
    }
    return points;
  }
}
