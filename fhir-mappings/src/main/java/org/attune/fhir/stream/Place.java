package org.attune.fhir.stream;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;

/** Where a value is put. */
interface Place {

  /** Those that are filled most often; HAPI finds the rest by reflection. */
  Map<Class<?>, Map<String, Place>> OFTEN =
      Map.of(
          Reference.class,
          Map.of(
              "reference",
              (into, value) -> ((Reference) into).setReferenceElement((StringType) value)),
          CodeableConcept.class,
          Map.of("coding", (into, value) -> ((CodeableConcept) into).addCoding((Coding) value)),
          Coding.class,
          Map.of(
              "system",
              (into, value) -> ((Coding) into).setSystemElement((UriType) value),
              "code",
              (into, value) -> ((Coding) into).setCodeElement((CodeType) value)),
          QuestionnaireResponse.class,
          Map.of(
              "item",
              (into, value) ->
                  ((QuestionnaireResponse) into)
                      .addItem((QuestionnaireResponseItemComponent) value)),
          QuestionnaireResponseItemComponent.class,
          Map.of(
              "linkId",
              (into, value) ->
                  ((QuestionnaireResponseItemComponent) into).setLinkIdElement((StringType) value),
              "answer",
              (into, value) ->
                  ((QuestionnaireResponseItemComponent) into)
                      .addAnswer((QuestionnaireResponseItemAnswerComponent) value),
              "item",
              (into, value) ->
                  ((QuestionnaireResponseItemComponent) into)
                      .addItem((QuestionnaireResponseItemComponent) value)),
          QuestionnaireResponseItemAnswerComponent.class,
          Map.of(
              "value[x]",
              (into, value) ->
                  ((QuestionnaireResponseItemAnswerComponent) into).setValue((Type) value)));

  /** Puts it there, or beside those that are there. */
  void put(IBase into, IBase value);

  /** The place that a member of a type of object has. */
  static Place of(Class<?> type, BaseRuntimeChildDefinition member) {
    var mutator = member.getMutator();
    return OFTEN
        .getOrDefault(type, Map.of())
        .getOrDefault(member.getElementName(), mutator::addValue);
  }
}
