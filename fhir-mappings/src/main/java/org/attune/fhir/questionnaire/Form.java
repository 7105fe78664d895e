package org.attune.fhir.questionnaire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Visible;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * Which form was filled: the names it goes by, and the very form, so that scores are compared only
 * within one version and language.
 *
 * @param names under which it may be known, best first: canonical URL, then {@code system|code}
 * @param title canonical, version and language, such as {@code https://…/phq-9|1.0.0#en}
 */
record Form(List<String> names, String title) {

  private static final int LONGEST = 300;

  static Reading<Form> of(QuestionnaireResponse response) {
    var named = response.getQuestionnaire();
    if (named == null || named.isBlank()) {
      return new Reading.Gap<>(GapReason.QUESTIONNAIRE_NOT_NAMED);
    }
    if (!named.startsWith("#")) {
      return new Reading.Fact<>(new Form(List.of(named), title(named, response)));
    }
    return contained(response, named.substring(1))
        .flatMap(questionnaire -> contained(questionnaire, response))
        .<Reading<Form>>map(Reading.Fact::new)
        .orElseGet(() -> new Reading.Gap<>(GapReason.QUESTIONNAIRE_NOT_NAMED));
  }

  private static Optional<Questionnaire> contained(QuestionnaireResponse response, String id) {
    return response.getContained().stream()
        .filter(Questionnaire.class::isInstance)
        .map(Questionnaire.class::cast)
        .filter(
            one -> id.equals(Objects.toString(one.getIdElement().getIdPart(), "").replace("#", "")))
        .findFirst();
  }

  // A contained form travels with its answers; it is known by its own URL, by what it derives from,
  // or by its codes.
  private static Optional<Form> contained(
      Questionnaire questionnaire, QuestionnaireResponse response) {
    var names =
        Stream.of(
                Stream.ofNullable(questionnaire.getUrl()),
                questionnaire.getDerivedFrom().stream().map(one -> one.getValue()),
                questionnaire.getCode().stream().map(Coded::key))
            .flatMap(each -> each)
            .filter(name -> name != null && !name.isBlank())
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    var version = questionnaire.getVersion() != null ? "|" + questionnaire.getVersion() : "";
    return Optional.of(new Form(names, title(names.get(0) + version, response)));
  }

  private static String title(String canonical, QuestionnaireResponse response) {
    var form = plain(canonical) ? canonical : canonical.replaceFirst("\\|.*", "");
    var language = response.getLanguage();
    return (plain(form) ? form : "unnamed")
        + (language != null && plain(language) ? "#" + language : "");
  }

  // Words have no place in the name of a version or a language, and are not kept.
  private static boolean plain(String text) {
    return Visible.is(text, LONGEST);
  }
}
