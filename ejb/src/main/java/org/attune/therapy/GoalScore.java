package org.attune.therapy;

import java.time.Instant;

/**
 * How far one goal was reached, as one person rated it (Goal Attainment Scaling).
 *
 * @param source the observation that holds the rating
 * @param patient whose goal
 * @param goal which goal
 * @param at when it was rated
 * @param attainment -2 much less than expected, 0 as expected, 2 much more
 * @param respondent who rated it
 * @param labels what its readers must carry on
 */
public record GoalScore(
    Source source,
    PatientId patient,
    Source goal,
    Instant at,
    int attainment,
    Respondent respondent,
    Labels labels)
    implements ChartFact {}
