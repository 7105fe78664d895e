package org.attune.findings;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A finding without what it rests on, which is most of it.
 *
 * @param detector by which detector
 * @param wording which of the detector's texts applies
 * @param numbers what was compared
 * @param since when it began
 * @param opened when it was first found
 * @param hold why the EHR is not told of it, if anything holds it back
 * @param stage where it stands in its life
 */
public record FindingInShort(
    String detector,
    String wording,
    SortedMap<String, Double> numbers,
    Instant since,
    Instant opened,
    Optional<Hold> hold,
    FindingStage stage) {

  /** Whether it stands and nobody has set it aside. */
  public boolean open() {
    return stage != FindingStage.RESOLVED && stage != FindingStage.DISMISSED;
  }
}
