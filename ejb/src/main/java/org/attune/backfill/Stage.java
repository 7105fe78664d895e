package org.attune.backfill;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.ehr.Feed;

/**
 * What is read together. One stage is read to its end before the next begins, because what a later
 * one tells counts only for those of whom an earlier one told: nobody's chart need then be read
 * twice.
 */
enum Stage {
  /** What brings clients into scope. */
  HOURS,
  /** A visit of no kind of its own counts with its booking. */
  VISITS,
  /** What is told of persons. */
  PERSONS;

  private static Stage of(Feed feed) {
    return switch (feed) {
      case EPISODES, APPOINTMENTS -> HOURS;
      case ENCOUNTERS -> VISITS;
      case PATIENTS, CONSENTS, ANSWERS, OBSERVATIONS, GOALS, CARE_PLANS, TASKS, COMMUNICATIONS ->
          PERSONS;
    };
  }

  /** What is read in it. */
  Set<Feed> feeds() {
    return Arrays.stream(Feed.values())
        .filter(feed -> of(feed) == this)
        .collect(Collectors.toSet());
  }
}
