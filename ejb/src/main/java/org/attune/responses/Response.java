package org.attune.responses;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.therapy.ReadinessStage;

/**
 * Something a therapist or a service may try, and when it may be offered; its words are in the
 * catalogue.
 *
 * @param id {@code st-01} to {@code st-50}
 * @param answers what it answers and in which place: a detector ({@code pace}), a detector at a
 *     level ({@code client-voice@priority}), a sign ({@code b01}) or {@code any}
 * @param relationship what it needs of the working relationship, or does for it
 * @param where in which setting it may be offered
 * @param suits stages of change in which it comes early
 * @param notIn stages of change in which it is not offered
 * @param afterThreat whether it may be offered after abuse or a threat was told
 * @param discreet whether its name, standing alone, tells nothing of a cause and judges nobody
 */
public record Response(
    String id,
    SortedMap<String, Integer> answers,
    Relationship relationship,
    Where where,
    Set<ReadinessStage> suits,
    Set<ReadinessStage> notIn,
    boolean afterThreat,
    boolean discreet) {

  /** What a response needs of the working relationship, or does for it. */
  public enum Relationship {
    /** Neither. */
    ANY,
    /** It helps to build or mend it. */
    BUILDS,
    /** It confronts: it needs a relationship that is known to be good enough. */
    ADEQUATE
  }

  /** In which setting a response may be offered. */
  public enum Where {
    ANY,
    /** Not before a group. */
    INDIVIDUAL,
    GROUP,
    /** By video or telephone. */
    TELE
  }

  public Response {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    suits = copy(suits);
    notIn = copy(notIn);
  }

  private static Set<ReadinessStage> copy(Set<ReadinessStage> stages) {
    return Collections.unmodifiableSet(
        stages.isEmpty() ? EnumSet.noneOf(ReadinessStage.class) : EnumSet.copyOf(stages));
  }

  /** Whether nothing in a situation speaks against offering it. */
  boolean allowedIn(Situation situation) {
    boolean carried =
        relationship != Relationship.ADEQUATE || situation.alliance() == AllianceLevel.ADEQUATE;
    boolean safe = afterThreat || !situation.threat();
    return carried && safe && !notIn.contains(situation.stage()) && fits(situation);
  }

  private boolean fits(Situation situation) {
    return switch (where) {
      case ANY -> true;
      case INDIVIDUAL -> !situation.group();
      case GROUP -> situation.group();
      case TELE -> situation.tele();
    };
  }
}
