package org.attune.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.attune.therapy.GapReason;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * What a client's facts come to at one instant.
 *
 * @param courses every course, the earliest first
 * @param gaps records that could not be counted, and why
 * @param changesAt when the same facts will come to something else by the mere passing of time, or
 *     null
 */
public record Assembled(
    List<TherapyCourse> courses, Map<Source, GapReason> gaps, @Nullable Instant changesAt) {

  /** Nothing at all. */
  static final Assembled NOTHING = new Assembled(List.of(), Map.of(), null);

  public Assembled {
    courses = List.copyOf(courses);
    gaps = Map.copyOf(gaps);
  }
}
