package org.attune.e2e;

import java.util.List;
import java.util.SortedMap;

/**
 * What a detector has to say of one course, wherever it was kept.
 *
 * @param patient of whom
 * @param course of which of their courses
 * @param detector by which detector
 * @param version by which version of its rule
 * @param level how much attention it asks for
 * @param channel how it reaches people
 * @param wording which text applies
 * @param numbers what was compared
 * @param evidence the records it rests on, most telling first
 * @param excluded the records that were not counted, each with the reason
 */
record Said(
    String patient,
    String course,
    String detector,
    int version,
    String level,
    String channel,
    String wording,
    SortedMap<String, Double> numbers,
    List<String> evidence,
    List<String> excluded) {

  /** In a fixed order, so that a difference is easy to see. */
  String place() {
    return String.join(" ", patient, course, detector);
  }
}
