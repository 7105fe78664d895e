package org.attune.responses;

import java.util.Comparator;
import java.util.List;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a course before anything is suggested.
 *
 * @param alliance what the working relationship can carry
 * @param stage the stage of change somebody named, or null when nobody did; never inferred
 * @param group whether sessions are held in a group
 * @param tele whether sessions are held by video or telephone
 * @param threat whether abuse or a threat was told
 * @param tried what was tried before, the earliest first
 */
public record Situation(
    AllianceLevel alliance,
    @Nullable ReadinessStage stage,
    boolean group,
    boolean tele,
    boolean threat,
    List<TriedResponse> tried) {

  /** Nothing is known. */
  public static final Situation UNKNOWN =
      new Situation(AllianceLevel.UNKNOWN, null, false, false, false, List.of());

  public Situation {
    tried =
        tried.stream()
            .sorted(
                Comparator.comparing(TriedResponse::at)
                    .thenComparing(TriedResponse::detector)
                    .thenComparing(TriedResponse::response))
            .toList();
  }
}
