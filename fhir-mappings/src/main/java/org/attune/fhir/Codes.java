package org.attune.fhir;

/** Every code system, URL and extension that Attune utters or listens for; nothing else. */
public final class Codes {

  /** Base of everything we define ourselves. */
  public static final String ATTUNE = "https://attune.org/fhir";

  // Attendance
  public static final String CANCELLATION_REASON =
      "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
  public static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  public static final String VIRTUAL = "VR";
  public static final String PARTICIPATION_TYPE =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

  /** How something is communicated. */
  public static final String PARTICIPATION_MODE =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode";

  public static final String COMMUNICATION_CATEGORY =
      "http://terminology.hl7.org/CodeSystem/communication-category";
  public static final String TELEPHONE_ENCOUNTER = "http://snomed.info/sct|185317003";

  /** How an R4 resource carries the cancellation date that R5 has. */
  public static final String R5_CANCELLATION_DATE =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.cancellationDate";

  /** How an R4 resource carries the virtual service that R5 has. */
  public static final String R5_VIRTUAL_SERVICE =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService";

  // Questionnaires
  public static final String QUESTIONNAIRE = ATTUNE + "/Questionnaire/";
  public static final String CLIENT_VOICE = ATTUNE + "/CodeSystem/client-voice";
  public static final String FIT = ATTUNE + "/CodeSystem/fit";
  public static final String FEAR = ATTUNE + "/CodeSystem/fear";
  public static final String OBSTACLE = ATTUNE + "/CodeSystem/obstacle";
  public static final String LIFE_EVENT = ATTUNE + "/CodeSystem/life-event";
  public static final String AUDIENCE = ATTUNE + "/CodeSystem/audience";
  public static final String JUST_BEFORE = ATTUNE + "/CodeSystem/just-before";
  public static final String MY_PART = ATTUNE + "/CodeSystem/my-part";
  public static final String AVOIDED_BY = ATTUNE + "/CodeSystem/avoided-by";
  public static final String WHOSE_GOAL = ATTUNE + "/CodeSystem/whose-goal";
  public static final String SMART = ATTUNE + "/CodeSystem/smart";
  public static final String AGREEMENT = ATTUNE + "/CodeSystem/agreement";
  public static final String STAGE = ATTUNE + "/CodeSystem/stage";
  public static final String CHOSEN_BY = ATTUNE + "/CodeSystem/chosen-by";
  public static final String CONNECTION = ATTUNE + "/CodeSystem/connection";
  public static final String TOTAL_SCORE = ATTUNE + "/StructureDefinition/total-score";
  public static final String LOINC = "http://loinc.org";
  public static final String ORDINAL_VALUE = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
  public static final String ITEM_WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight";

  // Goals
  public static final String GOAL_ACCEPTANCE =
      "http://hl7.org/fhir/StructureDefinition/goal-acceptance";
  public static final String GOAL_REASON_REJECTED =
      "http://hl7.org/fhir/StructureDefinition/goal-reasonRejected";
  public static final String GOAL_RELATIONSHIP =
      "http://hl7.org/fhir/StructureDefinition/goal-relationship";
  public static final String GOAL_RELATIONSHIP_TYPE =
      "http://terminology.hl7.org/CodeSystem/goal-relationship-type";
  public static final String GOAL_WHY_NOT = ATTUNE + "/CodeSystem/goal-why-not";

  /** What could be done about a plan. */
  public static final String PLAN_ACTIVITY = ATTUNE + "/CodeSystem/plan-activity";

  /** What is measured by what is done first. */
  public static final String GOAL_TARGET = ATTUNE + "/CodeSystem/goal-target";

  public static final String GOAL_ACHIEVEMENT =
      "http://terminology.hl7.org/CodeSystem/goal-achievement";

  // Patients and labels
  public static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
  public static final String TEST_RECORD = "HTEST";
  public static final String OBSERVATION_VALUE =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

  // What we write
  public static final String FINDING = ATTUNE + "/finding";

  /** Names what clients filled here. */
  public static final String FILLED_FORM = ATTUNE + "/filled-form";

  public static final String DEVICE = ATTUNE + "/device";
  public static final String DEVICE_VALUE = "attune";
  public static final String OWN_CARE_PLAN = ATTUNE + "/care-plan";
  public static final String RESPONSE = ATTUNE + "/CodeSystem/response";
  public static final String SIGNAL = ATTUNE + "/CodeSystem/signal";
  public static final String DISMISSAL = ATTUNE + "/CodeSystem/dismissal-reason";
  public static final String RULE = ATTUNE + "/PlanDefinition/";
  public static final String AS_WRITTEN = ATTUNE + "/StructureDefinition/as-written";
  public static final String FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category";
  public static final String FLAG_PRIORITY =
      "http://hl7.org/fhir/StructureDefinition/flag-priority";

  /** Not on terminology.hl7.org, unlike most. */
  public static final String FLAG_PRIORITY_CODE = "http://hl7.org/fhir/flag-priority-code";

  public static final String FLAG_DETAIL = "http://hl7.org/fhir/StructureDefinition/flag-detail";
  public static final String PROVENANCE_AGENT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
  public static final String DATA_OPERATION =
      "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

  private Codes() {}
}
