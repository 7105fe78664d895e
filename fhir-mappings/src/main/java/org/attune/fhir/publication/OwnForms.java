package org.attune.fhir.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.attune.ehr.FormSheet;
import org.attune.ehr.FormSheet.Group;
import org.attune.ehr.FormSheet.Item;
import org.attune.ehr.FormSheet.Kind;
import org.attune.ehr.FormSheet.Option;
import org.attune.ehr.FormSheet.Scale;
import org.attune.fhir.Codes;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Our own forms as they lie beside {@link Codes}, read once. */
public final class OwnForms {

  private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";
  private static final String LOWEST = "http://hl7.org/fhir/StructureDefinition/minValue";
  private static final String HIGHEST = "http://hl7.org/fhir/StructureDefinition/maxValue";

  /** How our ratings name their ends: a question, then what the ends (and some between) mean. */
  private static final Pattern RATING =
      Pattern.compile(
          "(.*\\S)\\s*\\((\\d+)\\s+(.+?)\\s+–\\s+(?:.*–\\s+)?(\\d+)\\s+(.+)\\)", Pattern.DOTALL);

  private final FhirR4 fhir;
  private final Map<String, Resource> read = new ConcurrentHashMap<>();

  public OwnForms(FhirR4 fhir) {
    this.fhir = fhir;
  }

  /** A form in one language; what is not written in it is in English. */
  public FormSheet sheet(String id, Locale language) {
    var form = questionnaire(id);
    var tag = language.getLanguage();
    return new FormSheet(
        id,
        tag,
        text(form.getTitle(), form.getTitleElement(), tag),
        items(form.getItem(), tag),
        form.getItem().stream()
            .filter(item -> item.getType() == QuestionnaireItemType.GROUP)
            .map(
                group ->
                    new Group(group.getLinkId(), question(group, tag), items(group.getItem(), tag)))
            .toList());
  }

  private List<Item> items(List<QuestionnaireItemComponent> items, String language) {
    return items.stream()
        .filter(item -> item.getType() != QuestionnaireItemType.DISPLAY)
        .filter(item -> item.getType() != QuestionnaireItemType.GROUP)
        .map(item -> item(item, language))
        .toList();
  }

  /** A form as it is published. */
  public Questionnaire questionnaire(String id) {
    return (Questionnaire) resource("Questionnaire-" + id);
  }

  /** The question of an item, as it was read. */
  public String question(QuestionnaireItemComponent item, String language) {
    return text(item.getText(), item.getTextElement(), language);
  }

  /** The code system behind the choices of an item. */
  public String system(QuestionnaireItemComponent item) {
    return item.getAnswerValueSet().replace("/ValueSet/", "/CodeSystem/");
  }

  /** How a choice is read. */
  public String choice(QuestionnaireItemComponent item, String code, String language) {
    return concepts(item).stream()
        .filter(concept -> concept.getCode().equals(code))
        .map(concept -> designation(concept, language))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a form offers no such choice"));
  }

  private Item item(QuestionnaireItemComponent item, String language) {
    var text = question(item, language);
    var scale = scale(item, text);
    return new Item(
        item.getLinkId(),
        kind(item),
        scale == null ? text : RATING.matcher(text).replaceFirst("$1"),
        scale,
        item.hasAnswerValueSet() ? options(item, language) : List.of());
  }

  private static Kind kind(QuestionnaireItemComponent item) {
    return switch (item.getType()) {
      case INTEGER -> Kind.RATING;
      case BOOLEAN -> Kind.YES_NO;
      case CHOICE -> item.getRepeats() ? Kind.CHOICES : Kind.CHOICE;
      default -> throw new IllegalStateException("nobody fills such an item here");
    };
  }

  private static @Nullable Scale scale(QuestionnaireItemComponent item, String text) {
    if (item.getType() != QuestionnaireItemType.INTEGER) {
      return null;
    }
    var ends = RATING.matcher(text);
    boolean named = ends.matches();
    return new Scale(
        bound(item, LOWEST),
        bound(item, HIGHEST),
        named ? ends.group(3) : "",
        named ? ends.group(5) : "");
  }

  private static int bound(QuestionnaireItemComponent item, String url) {
    return ((IntegerType) item.getExtensionByUrl(url).getValue()).getValue();
  }

  private List<Option> options(QuestionnaireItemComponent item, String language) {
    return concepts(item).stream()
        .map(concept -> new Option(concept.getCode(), designation(concept, language)))
        .toList();
  }

  private List<ConceptDefinitionComponent> concepts(QuestionnaireItemComponent item) {
    var system = system(item);
    var id = system.substring(system.lastIndexOf('/') + 1);
    return ((CodeSystem) resource("CodeSystem-" + id)).getConcept();
  }

  private static String designation(ConceptDefinitionComponent concept, String language) {
    return concept.getDesignation().stream()
        .filter(one -> language.equals(one.getLanguage()))
        .map(one -> one.getValue())
        .findFirst()
        .orElse(concept.getDisplay());
  }

  private static String text(String english, Element element, String language) {
    return element.getExtensionsByUrl(TRANSLATION).stream()
        .filter(one -> language.equals(one.getExtensionString("lang")))
        .map(one -> one.getExtensionString("content"))
        .findFirst()
        .orElse(english);
  }

  private Resource resource(String name) {
    return read.computeIfAbsent(
        name,
        file ->
            fhir.parse(published(file))
                .orElseThrow(() -> new IllegalStateException("a form of ours cannot be read")));
  }

  private static String published(String name) {
    try (var stream = Codes.class.getResourceAsStream(name + ".json")) {
      if (stream == null) {
        throw new IllegalArgumentException("we publish no form or code system of that name");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
