package org.attune.detection.goals;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.Matches;
import org.jspecify.annotations.Nullable;

/**
 * One sign that goals are not shared.
 *
 * @param onset the record with which it began
 * @param at when that was
 * @param wording which text applies
 * @param goal which goal it is about, or null where that is not known
 * @param said whether the client said so in as many words
 * @param numbers what was compared
 * @param evidence the records it rests on, the onset among them
 */
record Concern(
    Source onset,
    Instant at,
    String wording,
    @Nullable String goal,
    boolean said,
    NavigableMap<String, Double> numbers,
    List<Source> evidence) {

  static final Comparator<Concern> FIRST =
      Comparator.comparing(Concern::at).thenComparing(Concern::onset);

  Concern {
    evidence = List.copyOf(evidence);
  }

  /**
   * Which goal it is about: one that stands on a form alone by its line there, the newest first.
   */
  Optional<String> about() {
    return Optional.ofNullable(goal)
        .map(name -> name.startsWith("#") ? Matches.place(evidence.get(0), name) : name);
  }

  /** The same, standing only from another moment on. */
  Concern from(Instant moment) {
    return new Concern(onset, moment, wording, goal, said, numbers, evidence);
  }
}
