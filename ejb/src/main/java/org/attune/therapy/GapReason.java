package org.attune.therapy;

/**
 * Why a resource could not become a fact. The words for IT stand in the catalogue, {@code
 * gaps.properties}; the reason never holds anything of the resource's content.
 */
public enum GapReason {
  /** The resource could not be parsed at all. */
  UNREADABLE,
  /** It has no logical id. */
  NO_ID,
  /** No participant or subject is a patient of this EHR. */
  NO_PATIENT,
  /** The patient is given by a display or an identifier only, or by a contained resource. */
  PATIENT_NOT_REFERENCED,
  /** No moment says when it happened or shall happen. */
  NO_TIME,
  /** The moment has no time zone or no time of day. */
  TIME_NOT_EXACT,
  /** The end lies before the start, or the year cannot be right. */
  TIME_IMPOSSIBLE,
  /** The status is missing, or one that says nothing. */
  STATUS_UNKNOWN,
  /** Proposed or wait-listed: never booked. */
  NEVER_BOOKED,
  /** Which questionnaire it answers is not said. */
  QUESTIONNAIRE_NOT_NAMED,
  /** The questionnaire is not one of the instruments that are understood. */
  QUESTIONNAIRE_NOT_KNOWN,
  /** The form was begun and not finished. */
  FORM_NOT_FINISHED,
  /** Too many items are missing for a score; missing is never zero. */
  NOT_SCORABLE,
  /** A score or an answer lies outside the instrument's range. */
  OUT_OF_RANGE,
  /** The resource is too large or too deep to be read safely. */
  TOO_LARGE,
  /** It is a therapist's own form, and nothing says that a practitioner filled it. */
  NOT_BY_A_THERAPIST,
  /** The EHR marks it as psychotherapy notes, which are never read. */
  PSYCHOTHERAPY_NOTES,
  /** It comes from a unit for substance use under 42 CFR Part 2, which the site keeps out. */
  PART_2,
  /** It stands under another id as well, with the same content; it counts once. */
  RECORDED_TWICE,
  /** Two records of the same hour contradict each other. */
  CONTRADICTION,
  /** It could belong to either of two courses, and nothing says to which. */
  COURSE_UNCLEAR,
  /** A response was documented, and nothing says because of which signal it was tried. */
  SIGNAL_NOT_NAMED,
  /** A goal was rated, and nothing says which one, or several are named. */
  GOAL_NOT_NAMED
}
