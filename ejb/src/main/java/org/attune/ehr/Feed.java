package org.attune.ehr;

/** The streams of the chart that are followed, in the order in which they are best read first. */
public enum Feed {
  EPISODES,
  APPOINTMENTS,
  ENCOUNTERS,
  PATIENTS,
  CONSENTS,
  ANSWERS,
  OBSERVATIONS,
  GOALS,
  CARE_PLANS,
  TASKS,
  COMMUNICATIONS
}
