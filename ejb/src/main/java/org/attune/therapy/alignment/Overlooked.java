package org.attune.therapy.alignment;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the plan overlooks.
 *
 * @param spot what
 * @param goal with which goal, or null where it is about all of them
 * @param since since when
 * @param said whether the client said so in as many words
 * @param onset the record with which it began
 * @param evidence the records it rests on, the onset among them
 */
public record Overlooked(
    BlindSpot spot,
    @Nullable String goal,
    Instant since,
    boolean said,
    Source onset,
    List<Source> evidence) {

  /** The earliest first. */
  public static final Comparator<Overlooked> FIRST =
      Comparator.comparing(Overlooked::since)
          .thenComparing(Overlooked::spot)
          .thenComparing(Overlooked::goal, Comparator.nullsFirst(Comparator.naturalOrder()));

  public Overlooked {
    evidence = evidence.stream().distinct().toList();
    if (!evidence.contains(onset)) {
      throw new IllegalArgumentException("the record with which it began is evidence");
    }
  }
}
