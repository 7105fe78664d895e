package org.attune.sandbox.caseload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client answers on one check-in. */
final class Answers {

  static final List<String> RATED =
      List.of(
          "mood",
          "effort",
          "progress",
          "heard",
          "topics",
          "pace",
          "approach",
          "safe-to-disagree",
          "hope",
          "distress");

  /** What the therapist rates, too, on a note of their own. */
  static final List<String> SEEN_BY_BOTH =
      List.of("heard", "topics", "pace", "approach", "progress");

  final Map<String, Integer> ratings = new LinkedHashMap<>();
  final List<String> voices = new ArrayList<>();
  final List<String> fits = new ArrayList<>();
  final List<String> fears = new ArrayList<>();
  final List<String> lifeEvents = new ArrayList<>();
  @Nullable String obstacle;
  @Nullable String audience;
}
