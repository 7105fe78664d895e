package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.findings.Dismissal;
import org.attune.findings.WhyNot;
import org.attune.instruments.Instruments;
import org.attune.therapy.InstrumentId;
import org.attune.writeback.PlanActivity;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Attune publishes must be good FHIR, and the very thing that it reads. */
class PublishedFormsTest {

  /** How hard a step was may be asked; nobody is called so. */
  private static final Pattern NEVER =
      Pattern.compile("resist|complian|refus|poor|difficult(?!y)|non-adher");

  /** The instrument's own wording, about a meal and not about a person. */
  private static final String PHQ_9_ITEM_5 = "Poor appetite or overeating";

  private static final Pattern ITEM = Pattern.compile("\"item:([^\"]+)\"");

  static Stream<Path> published() {
    try {
      var folder =
          Path.of(
                  Objects.requireNonNull(
                          Codes.class.getResource("/org/attune/fhir/Questionnaire-phq-9.json"))
                      .toURI())
              .getParent();
      try (Stream<Path> all = Files.list(Objects.requireNonNull(folder))) {
        return all.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
      }
    } catch (IOException | URISyntaxException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static MetadataResource parse(Path file) {
    var parser = Sandbox.CONTEXT.newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    try {
      return (MetadataResource) parser.parseResource(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static <T extends MetadataResource> T named(Class<T> type, String id) {
    return published()
        .filter(file -> file.endsWith(type.getSimpleName() + "-" + id + ".json"))
        .map(PublishedFormsTest::parse)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> codes(String system) {
    var codes = new TreeSet<String>();
    named(CodeSystem.class, system).getConcept().forEach(one -> codes.add(one.getCode()));
    return codes;
  }

  private static List<String> linkIds(String form) {
    return named(Questionnaire.class, form).getItem().stream()
        .map(QuestionnaireItemComponent::getLinkId)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("published")
  void each_is_strictly_readable_and_says_where_it_lives_and_that_it_is_a_draft(Path file) {
    var resource = parse(file);
    assertThat(resource.getUrl())
        .isEqualTo(
            Codes.ATTUNE + "/" + resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    assertThat(resource.getVersion()).matches("1\\.[0-9]+\\.[0-9]+");
    assertThat(resource.getStatus().toCode()).isEqualTo("draft");
    assertThat(resource.getExperimental()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("published")
  void none_holds_a_word_about_the_person(Path file) throws IOException {
    var words = Files.readString(file).replace(PHQ_9_ITEM_5, "");
    assertThat(words.toLowerCase(Locale.ROOT)).doesNotContainPattern(NEVER);
  }

  @Test
  void the_check_in_asks_what_is_read() {
    assertThat(linkIds("client-check-in"))
        .containsAll(CheckInReader.ITEMS.keySet())
        .contains("voice", "obstacle", "life-event", "fit", "fear", "audience")
        .hasSize(CheckInReader.ITEMS.size() + 6);
    assertThat(named(Questionnaire.class, "client-check-in").getDescription())
        .contains("not been validated");
  }

  @Test
  void every_published_code_is_read_and_every_read_code_is_published() {
    Map<String, Set<String>> read =
        Map.ofEntries(
            Map.entry("client-voice", CheckInReader.VOICES.keySet()),
            Map.entry("obstacle", CheckInReader.OBSTACLES.keySet()),
            Map.entry("life-event", CheckInReader.EVENTS.keySet()),
            Map.entry("fit", CheckInReader.FITS.keySet()),
            Map.entry("fear", CheckInReader.FEARS.keySet()),
            Map.entry("audience", CheckInReader.AUDIENCES.keySet()),
            Map.entry("just-before", SessionNoteReader.JUST_BEFORE.keySet()),
            Map.entry("my-part", SessionNoteReader.MY_PART.keySet()),
            Map.entry("avoided-by", SessionNoteReader.AVOIDED_BY.keySet()),
            Map.entry("whose-goal", GoalFormReader.WHOSE.keySet()),
            Map.entry("smart", GoalFormReader.SMART.keySet()),
            Map.entry("agreement", GoalFormReader.AGREEMENTS.keySet()),
            Map.entry("stage", RulerReader.STAGES.keySet()),
            Map.entry("chosen-by", StepReviewReader.CHOSEN_BY.keySet()),
            Map.entry("connection", TeleCheckReader.CONNECTIONS.keySet()));
    read.forEach((system, codes) -> assertThat(codes(system)).isEqualTo(codes));
  }

  @Test
  void every_way_to_set_a_finding_aside_is_published() {
    assertThat(codes("dismissal-reason"))
        .isEqualTo(
            Arrays.stream(Dismissal.values())
                .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void every_reason_against_a_goal_is_published() {
    assertThat(codes("goal-why-not"))
        .isEqualTo(
            Arrays.stream(WhyNot.values())
                .map(Catalogue::key)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everything_that_could_be_done_about_a_plan_is_published() {
    assertThat(codes("plan-activity"))
        .isEqualTo(
            Arrays.stream(PlanActivity.values())
                .map(Catalogue::key)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phq-9",
        "gad-7",
        "srs-scores",
        "wai-sr-scores",
        "sai-scores",
        "calpas-scores",
        "ors-scores",
        "oq-45-scores",
        "core-10-scores",
        "gbo-scores",
        "hrs-scores",
        "trs-scores",
        "urica-scores"
      })
  void every_slot_of_a_score_form_is_known_to_its_instrument(String form) {
    var instrument = new Instruments().named(Codes.ATTUNE + "/Questionnaire/" + form).orElseThrow();
    var names = new ArrayList<>(instrument.totals());
    instrument.items().forEach(item -> names.addAll(item.names()));
    instrument.parts().forEach(part -> names.addAll(part.names()));
    names.add("stem");
    assertThat(names).containsAll(linkIds(form));
  }

  @ParameterizedTest
  @CsvSource({
    "srs-scores, srs",
    "wai-sr-scores, wai-sr",
    "sai-scores, sai",
    "calpas-scores, calpas",
    "ors-scores, ors",
    "oq-45-scores, oq-45",
    "core-10-scores, core-10",
    "gbo-scores, gbo",
    "hrs-scores, hrs",
    "trs-scores, trs",
    "urica-scores, urica"
  })
  void a_licensed_form_holds_no_item_text_of_its_instrument_but_its_terms(
      String form, String instrument) {
    var published = named(Questionnaire.class, form);
    assertThat(published.getCopyright()).isNotBlank();
    assertThat(new Instruments().byId(new InstrumentId(instrument))).isPresent();
    assertThat(published.getItem())
        .allSatisfy(item -> assertThat(item.getText().split(" ")).hasSizeLessThanOrEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource({"phq-9, 9", "gad-7, 7"})
  void a_free_form_asks_its_questions_in_the_published_words_with_their_values(
      String form, int items) {
    var questions =
        named(Questionnaire.class, form).getItem().stream()
            .filter(item -> item.getType() == Questionnaire.QuestionnaireItemType.CHOICE)
            .toList();
    assertThat(questions).hasSize(items).doesNotHaveDuplicates();
    assertThat(questions)
        .allSatisfy(
            item -> {
              assertThat(item.getText()).hasSizeGreaterThan(10);
              assertThat(item.getAnswerOption())
                  .extracting(option -> option.getValueCoding().getDisplay())
                  .containsExactly(
                      "Not at all", "Several days", "More than half the days", "Nearly every day");
            });
  }

  @Test
  void every_item_that_a_word_of_the_vocabulary_lives_in_is_on_its_form() throws IOException {
    var homes = new TreeSet<String>();
    for (Path file : published().toList()) {
      ITEM.matcher(Files.readString(file)).results().forEach(match -> homes.add(match.group(1)));
    }
    var items = new TreeSet<String>();
    published()
        .map(PublishedFormsTest::parse)
        .filter(Questionnaire.class::isInstance)
        .map(Questionnaire.class::cast)
        .forEach(form -> add(form.getIdElement().getIdPart(), form.getItem(), items));
    assertThat(homes).isNotEmpty().isSubsetOf(items);
  }

  private static void add(
      String form, List<QuestionnaireItemComponent> items, Set<String> linkIds) {
    for (QuestionnaireItemComponent item : items) {
      linkIds.add(form + "/" + item.getLinkId());
      add(form, item.getItem(), linkIds);
    }
  }

  @Test
  void every_score_and_every_instrument_that_is_published_is_mapped_and_no_other() {
    var scores = new TreeSet<String>();
    var names = new TreeSet<String>();
    for (var instrument : new Instruments().all()) {
      var slots = new ArrayList<>(instrument.totals());
      instrument.items().forEach(item -> slots.addAll(item.names()));
      instrument.parts().forEach(part -> slots.addAll(part.names()));
      addCodes(Codes.ATTUNE + "/CodeSystem/score|", slots, scores);
      addCodes(Codes.ATTUNE + "/CodeSystem/instrument|", instrument.codes(), names);
    }
    assertThat(codes("score")).isEqualTo(scores);
    assertThat(codes("instrument")).isEqualTo(names);
  }

  private static void addCodes(String system, List<String> from, Set<String> codes) {
    from.stream()
        .filter(name -> name.startsWith(system))
        .map(name -> name.substring(system.length()))
        .forEach(codes::add);
  }

  @Test
  void the_nine_and_the_seven_items_carry_their_answers_with_their_values() {
    for (var form : Map.of("phq-9", 9, "gad-7", 7).entrySet()) {
      var choices =
          named(Questionnaire.class, form.getKey()).getItem().stream()
              .filter(item -> item.hasAnswerOption())
              .toList();
      assertThat(choices)
          .hasSize(form.getValue())
          .allSatisfy(
              item ->
                  assertThat(item.getAnswerOption())
                      .extracting(option -> Numbers.of(option.getValueCoding()).orElseThrow())
                      .containsExactly(0.0, 1.0, 2.0, 3.0));
    }
  }
}
