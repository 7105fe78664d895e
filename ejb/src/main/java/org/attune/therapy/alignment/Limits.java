package org.attune.therapy.alignment;

import java.time.Duration;

/**
 * From when on something counts as overlooked.
 *
 * @param graceDays for how many days a new goal, or a new plan, is given time
 * @param answerDays for how many days a goal of the plan may wait for the client's answer
 * @param answersCustomary whether this service writes down what clients say to each goal, so that a
 *     missing answer was not asked for
 * @param reviewDays after how many days a goal should have been looked at
 * @param reviewSessions after how many sessions a goal should have been looked at
 * @param low up to which mark on a ruler, of 0 to 10, readiness counts as low
 * @param readinessDays after how many days what was said of readiness no longer counts
 * @param sessionsForOne how many sessions one goal needs
 * @param celebrateDays for how many days good news may wait to be looked at
 */
public record Limits(
    int graceDays,
    int answerDays,
    boolean answersCustomary,
    int reviewDays,
    int reviewSessions,
    int low,
    int readinessDays,
    int sessionsForOne,
    int celebrateDays) {

  /** Once is a normal hesitation. */
  static final int LOW_TIMES = 2;

  /** The forms of a session may still come in for so long. */
  static final Duration FORMS_MAY_COME = Duration.ofHours(36);
}
