package org.attune.sandbox.caseload;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/** The code systems, forms and extensions this hospital uses. */
final class Codes {

  static final String HOSPITAL = "https://hospital.example/fhir";
  static final String SERVICE = HOSPITAL + "/CodeSystem/service";
  static final String SITE_CANCELLATION = HOSPITAL + "/CodeSystem/cancellation";
  static final String GOAL = HOSPITAL + "/CodeSystem/goal";
  static final String CANCELLED_AT = HOSPITAL + "/StructureDefinition/cancelled-at";
  static final String RECORD_NUMBER = HOSPITAL + "/sid/record-number";
  static final String STAFF_NUMBER = HOSPITAL + "/sid/staff-number";

  static final String FORMS = "https://attune.org/fhir/Questionnaire/";
  static final String CLIENT_VOICE = "https://attune.org/fhir/CodeSystem/client-voice";
  static final String OBSTACLE = "https://attune.org/fhir/CodeSystem/obstacle";
  static final String LIFE_EVENT = "https://attune.org/fhir/CodeSystem/life-event";
  static final String FIT = "https://attune.org/fhir/CodeSystem/fit";
  static final String FEAR = "https://attune.org/fhir/CodeSystem/fear";
  static final String JUST_BEFORE = "https://attune.org/fhir/CodeSystem/just-before";
  static final String MY_PART = "https://attune.org/fhir/CodeSystem/my-part";
  static final String CHOSEN_BY = "https://attune.org/fhir/CodeSystem/chosen-by";
  static final String WHOSE_GOAL = "https://attune.org/fhir/CodeSystem/whose-goal";
  static final String AGREEMENT = "https://attune.org/fhir/CodeSystem/agreement";
  static final String STAGE = "https://attune.org/fhir/CodeSystem/stage";
  static final String CONNECTION = "https://attune.org/fhir/CodeSystem/connection";
  static final String AUDIENCE = "https://attune.org/fhir/CodeSystem/audience";

  static final String PARTICIPATION_MODE =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode";
  static final String COMMUNICATION_CATEGORY =
      "http://terminology.hl7.org/CodeSystem/communication-category";

  static final String RESPONSE = "https://attune.org/fhir/CodeSystem/response";
  static final String SIGNAL = "https://attune.org/fhir/CodeSystem/signal";

  static final String FINDING = "https://attune.org/fhir/finding";
  static final String OWN_CARE_PLAN = "https://attune.org/fhir/care-plan";
  static final String AS_WRITTEN = "https://attune.org/fhir/StructureDefinition/as-written";

  static final String CANCELLATION =
      "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
  static final String GOAL_ACCEPTANCE = "http://hl7.org/fhir/StructureDefinition/goal-acceptance";
  static final String GOAL_ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement";
  static final String ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
  static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
  static final String LOINC = "http://loinc.org";
  static final String SNOMED = "http://snomed.info/sct";

  static final String INDIVIDUAL = "psychotherapy-individual";
  static final String GROUP = "psychotherapy-group";

  private Codes() {}

  static CodeableConcept concept(String system, String code, @Nullable String display) {
    return new CodeableConcept(new Coding(system, code, display));
  }

  static CodeableConcept service(String code) {
    return concept(SERVICE, code, null).setText(code.replace('-', ' '));
  }
}
