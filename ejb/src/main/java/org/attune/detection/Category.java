package org.attune.detection;

/** Under which heading a signal stands in the chart. */
public enum Category {
  CLINICAL,
  CONTACT,
  ADMIN
}
