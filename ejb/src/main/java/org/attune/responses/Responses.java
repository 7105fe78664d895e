package org.attune.responses;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.therapy.ReadinessStage;

/** Every response there is, by id, as the data file tells when it is offered. */
@ApplicationScoped
public class Responses {

  /** The catalogue file that holds their words, each under {@code st-01.name} and so on. */
  public static final String TEXTS = "responses";

  private static final String FILE = "selection.properties";
  private static final Set<String> FACTS =
      Set.of("answers", "relationship", "where", "suits", "not-in", "after-threat", "discreet");

  private final Map<String, Response> byId = new TreeMap<>();

  /** Reads the responses that are shipped. */
  public Responses() {
    var file = read();
    for (String key : new TreeSet<>(file.stringPropertyNames())) {
      var dot = key.indexOf('.');
      var id = dot < 0 ? key : key.substring(0, dot);
      if (!FACTS.contains(key.substring(dot + 1))) {
        throw new IllegalStateException(FILE + ": nobody knows what " + key + " means");
      }
      byId.computeIfAbsent(id, it -> parse(it, file));
    }
  }

  /** Every response, by id. */
  public List<Response> all() {
    return List.copyOf(byId.values());
  }

  /** The response of an id, if there is one. */
  public Optional<Response> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Reads one response from the lines of the data file. */
  static Response parse(String id, Properties file) {
    var answers = new TreeMap<String, Integer>();
    words(file, id, "answers").forEach(each -> answer(id, each, answers));
    if (answers.isEmpty()) {
      throw new IllegalStateException(FILE + ": " + id + " answers nothing");
    }
    return new Response(
        id,
        answers,
        Response.Relationship.valueOf(constant(file, id, "relationship", "any")),
        Response.Where.valueOf(constant(file, id, "where", "any")),
        stages(file, id, "suits"),
        stages(file, id, "not-in"),
        constant(file, id, "after-threat", "yes").equals("YES"),
        constant(file, id, "discreet", "no").equals("YES"));
  }

  private static void answer(String id, String written, Map<String, Integer> answers) {
    var parts = written.split(":", -1);
    if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
      throw new IllegalStateException(FILE + ": " + id + ": " + written + " is not trigger:place");
    }
    if (answers.put(parts[0], Integer.valueOf(parts[1])) != null) {
      throw new IllegalStateException(FILE + ": " + id + " answers " + parts[0] + " twice");
    }
  }

  private static Set<ReadinessStage> stages(Properties file, String id, String fact) {
    return words(file, id, fact)
        .map(word -> ReadinessStage.valueOf(word.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReadinessStage.class)));
  }

  private static String constant(Properties file, String id, String fact, String otherwise) {
    return file.getProperty(id + "." + fact, otherwise).strip().toUpperCase(Locale.ROOT);
  }

  private static Stream<String> words(Properties file, String id, String fact) {
    return Arrays.stream(file.getProperty(id + "." + fact, "").split("\\s+"))
        .filter(word -> !word.isEmpty());
  }

  private static Properties read() {
    try (var bytes = Responses.class.getResourceAsStream(FILE)) {
      var file = new Properties();
      file.load(new InputStreamReader(Objects.requireNonNull(bytes, FILE), StandardCharsets.UTF_8));
      return file;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
