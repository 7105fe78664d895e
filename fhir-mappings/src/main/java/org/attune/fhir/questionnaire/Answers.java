package org.attune.fhir.questionnaire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;

/** The answers of a form, or of one group on it, by link id, however deep they are nested. */
final class Answers {

  private final Map<String, List<Type>> byLinkId = new LinkedHashMap<>();
  // Kept as they are and read when asked for: each group would else read all groups in it again.
  private final Map<String, List<List<QuestionnaireResponseItemComponent>>> groups =
      new LinkedHashMap<>();

  Answers(QuestionnaireResponse response) {
    this(response.getItem());
  }

  private Answers(List<QuestionnaireResponseItemComponent> items) {
    add(items);
  }

  private void add(List<QuestionnaireResponseItemComponent> items) {
    for (QuestionnaireResponseItemComponent item : items) {
      for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
        if (item.getLinkId() != null && answer.hasValue()) {
          byLinkId
              .computeIfAbsent(item.getLinkId(), none -> new ArrayList<>())
              .add(answer.getValue());
        }
        add(answer.getItem());
      }
      if (item.getLinkId() != null && item.hasItem()) {
        groups.computeIfAbsent(item.getLinkId(), none -> new ArrayList<>()).add(item.getItem());
      }
      add(item.getItem());
    }
  }

  /** Everything answered under one of these names. */
  List<Type> under(Collection<String> names) {
    var all = new ArrayList<Type>();
    names.forEach(name -> all.addAll(under(name)));
    return all;
  }

  /** Everything answered under this name. */
  List<Type> under(String name) {
    return byLinkId.getOrDefault(name, List.of());
  }

  /** A group that repeats, each time by itself. */
  List<Answers> each(String name) {
    return groups.getOrDefault(name, List.of()).stream().map(Answers::new).toList();
  }

  /** The names under which something was answered. */
  Collection<String> names() {
    return byLinkId.keySet();
  }
}
