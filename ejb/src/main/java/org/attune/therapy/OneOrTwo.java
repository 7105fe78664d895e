package org.attune.therapy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known here, besides the record, of goals of the client's and goals of the team's plans
 * that are one or two. A goal of the client's goes by {@code Goal/7}, or by a place on a form such
 * as {@code QuestionnaireResponse/4#1}; the other by its reference.
 *
 * @param same which goal of the plans one of the client's is, as people confirmed
 * @param two which it is not, as people said
 * @param putForward by a goal that Attune put forward, for which of the client's it did
 */
public record OneOrTwo(
    Map<String, String> same, Map<String, Set<String>> two, Map<String, Set<String>> putForward) {

  /** Nothing is known. */
  public static final OneOrTwo UNKNOWN = new OneOrTwo(Map.of(), Map.of(), Map.of());

  public OneOrTwo {
    same = Map.copyOf(same);
    two = Map.copyOf(two);
    putForward = Map.copyOf(putForward);
  }

  /** Whether people said that they are two. */
  public boolean areTwo(String theirs, String planned) {
    return two.getOrDefault(theirs, Set.of()).contains(planned);
  }

  /** Of what people confirmed, that which is about these goals of the plans. */
  OneOrTwo about(Set<String> planned) {
    var kept = new TreeMap<>(same);
    kept.values().retainAll(planned);
    return new OneOrTwo(kept, two, putForward);
  }
}
