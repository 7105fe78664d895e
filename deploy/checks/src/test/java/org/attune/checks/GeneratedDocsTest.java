package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.checks.Vocabulary.Concept;
import org.attune.instruments.Instruments;
import org.attune.responses.Response;
import org.attune.responses.Responses;
import org.attune.settings.Setting;
import org.attune.therapy.Instrument;
import org.attune.therapy.Instrument.Figure;
import org.attune.therapy.ReadinessStage;
import org.junit.jupiter.api.Test;

/**
 * The pages that are written from code and catalogue are in step with both. {@code
 * -Dwrite.docs=true} writes them.
 */
class GeneratedDocsTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path CATALOGUE = ROOT.resolve("ejb/src/main/resources/org/attune/catalogue");
  private static final Path DOCS = ROOT.resolve("deploy/docs");
  private static final List<String> VOCABULARY =
      List.of(
          "sign",
          "signal",
          "driver",
          "alliance-concept",
          "goal-concept",
          "stage",
          "response",
          "safeguard",
          "dismissal-reason",
          "cancellation-reason",
          "fit",
          "fear",
          "just-before",
          "my-part",
          "avoided-by",
          "whose-goal",
          "smart",
          "agreement",
          "chosen-by",
          "connection");

  @Test
  void detectors_are_documented_from_their_texts() throws IOException {
    var page = new StringBuilder();
    page.append("# What each detector says, and why\n\n")
        .append("Written from the catalogue by the build; change the texts there.\n");
    for (Path file : detectorFiles()) {
      var texts = read(file);
      var id = file.getFileName().toString().replace(".properties", "");
      page.append("\n## ")
          .append(texts.getProperty("name"))
          .append(" (`")
          .append(id)
          .append("`)\n");
      paragraph(page, "What it looks at", texts, "what");
      paragraph(page, "Why", texts, "why");
      paragraph(page, "What to consider", texts, "consider");
      paragraph(page, "Caution", texts, "caution");
      paragraph(page, "What ends it", texts, "clears");
      paragraph(page, "Source", texts, "source");
      page.append("\nWhat may stand in the chart:\n\n");
      texts.stringPropertyNames().stream()
          .filter(key -> key.matches("(flag|goal|task)(\\..*)?"))
          .sorted()
          .forEach(
              key ->
                  page.append("- `")
                      .append(key)
                      .append("` ")
                      .append(texts.getProperty(key))
                      .append('\n'));
    }
    inStep(DOCS.resolve("detectors.md"), page.toString());
  }

  @Test
  void the_vocabulary_is_documented_from_what_is_published() throws IOException {
    var page = new StringBuilder();
    page.append("# The words Attune uses\n\n")
        .append("Written from the published code systems by the build; change the words there. ")
        .append("Every word describes the work between people, never a person.\n\n")
        .append("“Lives in” tells where a word is at work: the signals that read it, the form in ")
        .append("which it is asked, what one may try, or the test or class that holds a ")
        .append("safeguard. *Words alone* are kept for people; no rule reads them.\n");
    for (String system : VOCABULARY) {
      vocabulary(page, system);
    }
    inStep(DOCS.resolve("vocabulary.md"), page.toString());
  }

  private static void vocabulary(StringBuilder page, String system) {
    var published = Vocabulary.system(system);
    var homed = published.path("property").findValuesAsText("code").contains("home");
    page.append("\n## ")
        .append(published.path("title").asText())
        .append("\n\n")
        .append(published.path("description").asText())
        .append("\n\n`")
        .append(published.path("url").asText())
        .append(homed ? "`\n\n| code | | meaning | lives in |\n|---|---|---|---|\n" : "`\n\n")
        .append(homed ? "" : "| code | | meaning |\n|---|---|---|\n");
    for (Concept concept : Vocabulary.concepts(system).values()) {
      page.append("| `")
          .append(concept.code())
          .append("` | ")
          .append(escaped(concept.display()))
          .append(" | ")
          .append(escaped(concept.definition()))
          .append(homed ? " | " + escaped(lives(concept)) : "")
          .append(" |\n");
    }
  }

  /** Where a concept lives, by kind of home, in words. */
  private static String lives(Concept concept) {
    var places = new ArrayList<String>();
    place(concept, "detector:", "signal: ", GeneratedDocsTest::signal, places);
    place(concept, "item:", "asked in: ", item -> "`" + item + "`", places);
    place(concept, "response:", "to try: ", GeneratedDocsTest::response, places);
    place(concept, "rule:", "held by: ", rule -> "`" + rule + "`", places);
    return places.isEmpty() ? "*words alone*" : String.join("; ", places);
  }

  private static void place(
      Concept concept,
      String kind,
      String heading,
      UnaryOperator<String> told,
      List<String> places) {
    var homes =
        concept.homes().stream()
            .filter(home -> home.startsWith(kind))
            .map(home -> told.apply(home.substring(kind.length())))
            .collect(Collectors.joining(", "));
    if (!homes.isEmpty()) {
      places.add(heading + homes);
    }
  }

  private static String signal(String id) {
    var display = Vocabulary.concepts("signal").get(id);
    return display == null ? id : display.display() + " (`" + id + "`)";
  }

  private static String response(String code) {
    var display = Vocabulary.concepts("response").get(code);
    return display == null ? code : display.display() + " (`" + code + "`)";
  }

  @Test
  void responses_are_documented_from_their_texts_and_their_data() throws IOException {
    var texts = read(CATALOGUE.resolve(Responses.TEXTS + ".properties"));
    var page = new StringBuilder();
    page.append("# What to try next\n\n")
        .append("Written from the catalogue and the data by the build; change them there. Each")
        .append(" signal offers two or three of these. None of them is an order.\n\n")
        .append("What helps to build the relationship comes first while it is low. What confronts")
        .append(" is offered only where the relationship is known to be good enough, what plans")
        .append(" steps only where somebody is ready for them. What was tried makes room for")
        .append(" something else. A number says in which place a response comes; 0 is before all")
        .append(" others.\n\n")
        .append(
            "With them go the other explanations to consider: what the signal itself noted, such")
        .append(" as an event of life, then the caution of its [detector](detectors.md).\n\n")
        .append(
            "Fear or a threat that the client told of, in whatever course and to whomever, only")
        .append(" takes away what would not be safe. It is shown nowhere and adds nothing; answers")
        .append(" about risk [go another way](adr/0010-answers-about-risk-go-another-way.md).\n\n")
        .append(
            "A request to a named person or to the lead of a unit proposes two or three by name.")
        .append(" It must tell neither its cause nor how a course stands, so the detector alone")
        .append(
            " decides, in the most careful of situations, and only names that give nothing away")
        .append(" are used. It stays as it is for as long as the request stands.\n\n")
        .append(
            "**To log what you tried**, complete a Task in the record: its code is the response")
        .append(" (`st-06`), its reason the note it answers, by code (`alliance-drop`) or as the")
        .append(" Flag itself. Nobody writes it twice, and its words are never read")
        .append(
            " ([which element means what](mapping.md#task--documentedresponse)). A Task that is")
        .append(" planned or cancelled does not count. Logging never counts against anybody.\n");
    for (Response response : new Responses().all()) {
      var id = response.id();
      page.append("\n## ")
          .append(texts.getProperty(id + ".name"))
          .append(" (`")
          .append(id)
          .append("`)\n");
      paragraph(page, "When", texts, id + ".when");
      paragraph(page, "Be careful", texts, id + ".avoid");
      page.append("\n> ")
          .append(texts.getProperty(id + ".say.1"))
          .append("\n\n> ")
          .append(texts.getProperty(id + ".say.2"))
          .append("\n\nAnswers ")
          .append(
              response.answers().entrySet().stream()
                  .map(each -> "`" + each.getKey() + "` " + each.getValue())
                  .collect(Collectors.joining(", ")))
          .append(". ")
          .append(String.join(" ", conditions(response)))
          .append('\n');
    }
    inStep(DOCS.resolve("responses.md"), tidy(page));
  }

  private static String tidy(StringBuilder page) {
    return page.toString().replace(" \n", "\n");
  }

  private static List<String> conditions(Response response) {
    return Stream.of(
            switch (response.relationship()) {
              case ANY -> "";
              case BUILDS -> "Comes first while the relationship is low.";
              case ADEQUATE -> "Only where the relationship is good enough.";
            },
            switch (response.where()) {
              case ANY -> "";
              case INDIVIDUAL -> "Not in a group.";
              case GROUP -> "In groups only.";
              case TELE -> "By video or telephone only.";
            },
            response.suits().isEmpty() ? "" : "Early in " + stages(response.suits()) + ".",
            response.notIn().isEmpty() ? "" : "Not in " + stages(response.notIn()) + ".",
            response.afterThreat() ? "" : "Never after abuse or a threat.",
            response.discreet() ? "Its name may stand in a request to a person." : "")
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static String stages(Set<ReadinessStage> stages) {
    return stages.stream()
        .map(stage -> stage.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }

  @Test
  void instruments_are_documented_with_the_source_of_each_figure() throws IOException {
    var page = new StringBuilder();
    page.append("# The instruments that are understood\n\n")
        .append(
            "Written from the data files by the build (`ejb/.../instruments`); a hospital adds ")
        .append("or replaces files in `attune.instruments.folder`.\n\n")
        .append("**unverified** marks a figure that is from memory: no source for it was found. ")
        .append("Check it against the manual of the form, and put a file of your own in its place ")
        .append("(without the word in `unverified`) once you have. Where a signal that scores go ")
        .append(
            "the wrong way rests on an unverified reliable change, it says so. Cut-offs and the ")
        .append("reliable change of alliance and goals are shown here and used by no rule.\n\n")
        .append("| instrument | measures | total | reliable change | cut-off | terms |\n")
        .append("|---|---|---|---|---|---|\n");
    new Instruments()
        .all().stream()
            .sorted(Comparator.comparing(Instrument::name))
            .forEach(each -> page.append(instrument(each)));
    inStep(DOCS.resolve("instruments.md"), page.toString());
  }

  private static String instrument(Instrument each) {
    var change = each.reliableChange();
    var line = each.cutOff();
    var parts = each.unverified().contains(Figure.PARTS) ? "; parts **unverified**" : "";
    return Stream.of(
            each.name(),
            each.kind().name().toLowerCase(Locale.ROOT),
            plain(each.minimum())
                + " to "
                + plain(each.maximum())
                + mark(each, Figure.RANGE)
                + parts,
            change == null
                ? "none"
                : plain(change.points())
                    + given(" SD ", Optional.ofNullable(change.sd()))
                    + given(" r ", Optional.ofNullable(change.reliability()))
                    + mark(each, Figure.RELIABLE_CHANGE)
                    + ". "
                    + change.source(),
            line == null
                ? "none"
                : line.comparator().word()
                    + " "
                    + plain(line.points())
                    + mark(each, Figure.CUT_OFF)
                    + ". "
                    + line.source(),
            each.licence())
        .map(GeneratedDocsTest::escaped)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String mark(Instrument each, Figure figure) {
    return each.unverified().contains(figure) ? ", **unverified**" : "";
  }

  private static String given(String what, Optional<Double> figure) {
    return figure.map(known -> "," + what + plain(known)).orElse("");
  }

  private static String plain(double figure) {
    return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString();
  }

  @Test
  void settings_are_documented_with_their_range_and_meaning() throws Exception {
    var page = new StringBuilder();
    page.append("# What a site may set\n\n")
        .append(
            "Written from the code by the build. MicroProfile Config properties; an unknown name or")
        .append(" a value out of its range stops the deployment with a sentence that names it.")
        .append(" As a variable of the environment `attune.chart.idle-minutes` is spelled")
        .append(" `ATTUNE_CHART_IDLE_MINUTES`.\n\n")
        .append("| property | default | may be | meaning |\n|---|---|---|---|\n");
    var meanings = meanings();
    settings()
        .forEach(
            (key, setting) -> {
              assertThat(meanings).as("the catalogue tells what a setting means").containsKey(key);
              page.append("| `attune.")
                  .append(key)
                  .append("` | ")
                  .append(cell(setting.fallback()))
                  .append(" | ")
                  .append(escaped(setting.range()))
                  .append(" | ")
                  .append(escaped(meanings.get(key)))
                  .append(" |\n");
            });
    inStep(DOCS.resolve("settings.md"), page.toString());
  }

  @Test
  void no_meaning_is_told_of_a_setting_that_is_gone() throws Exception {
    assertThat(settings().keySet()).containsAll(meanings().keySet());
  }

  private static String cell(Object fallback) {
    var text =
        fallback instanceof List<?> list
            ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
            : fallback.toString();
    return text.isEmpty() || text.equals("{}") ? "nothing" : "`" + escaped(text) + "`";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private static void paragraph(StringBuilder page, String heading, Properties texts, String key) {
    Optional.ofNullable(texts.getProperty(key))
        .ifPresent(
            text -> page.append("\n**").append(heading).append(".** ").append(text).append("\n"));
  }

  private static List<Path> detectorFiles() throws IOException {
    try (Stream<Path> files = Files.list(CATALOGUE)) {
      return files
          .filter(file -> file.toString().endsWith(".properties"))
          .filter(file -> !file.getFileName().toString().contains("_"))
          .filter(
              file -> {
                try {
                  return read(file).containsKey("caution");
                } catch (IOException broken) {
                  throw new java.io.UncheckedIOException(broken);
                }
              })
          .sorted()
          .toList();
    }
  }

  private static SortedMap<String, String> meanings() throws IOException {
    var meanings = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(CATALOGUE)) {
      for (Path file :
          files.filter(each -> !each.getFileName().toString().contains("_")).toList()) {
        var texts = read(file);
        texts.stringPropertyNames().stream()
            .filter(key -> key.startsWith("setting."))
            .forEach(key -> meanings.put(key.substring(8), texts.getProperty(key)));
      }
    }
    return meanings;
  }

  private static SortedMap<String, Setting<?>> settings() throws Exception {
    var settings = new TreeMap<String, Setting<?>>();
    var classes =
        new ClassFileImporter()
            .importPaths(
                ROOT.resolve("ejb/target/classes"), ROOT.resolve("fhir-mappings/target/classes"));
    for (var type : classes) {
      for (JavaField declared : type.getFields()) {
        if (declared.getRawType().isEquivalentTo(Setting.class)) {
          Field field = Class.forName(type.getName()).getDeclaredField(declared.getName());
          field.setAccessible(true);
          var setting = (Setting<?>) field.get(null);
          settings.put(setting.key(), setting);
        }
      }
    }
    assertThat(settings).isNotEmpty();
    return settings;
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    return properties;
  }

  private static void inStep(Path page, String wanted) throws IOException {
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(page, wanted);
    }
    assertThat(page)
        .as("written anew by mvn test -pl deploy/checks -am -Dwrite.docs=true")
        .hasContent(wanted);
  }
}
