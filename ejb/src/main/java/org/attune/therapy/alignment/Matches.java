package org.attune.therapy.alignment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.attune.therapy.CareGoal;
import org.attune.therapy.Source;

/**
 * Which goals are one and the same, as a person confirmed, or as the record says of a goal that was
 * agreed on towards another. Nothing is ever matched by its words alone.
 *
 * @param same by goal the goal that it is: from {@code Goal/7}, or from a place on one form as
 *     {@link #place} names it, to a reference such as {@code Goal/9}
 */
public record Matches(Map<String, String> same) {

  /** Nobody confirmed anything. */
  public static final Matches NONE = new Matches(Map.of());

  public Matches {
    same = Map.copyOf(same);
  }

  /**
   * The name of a place on one form. The same place on another form may hold another goal.
   *
   * @param form the form that was filled in
   * @param place the place, {@code #1}
   */
  public static String place(Source form, String place) {
    return form.reference() + place;
  }

  /**
   * With what the record says: a goal that Attune put forward and people took up stands in the plan
   * for the client's goal towards which it was agreed on; where the plan names that one as well, it
   * is told with it. What a person confirmed comes first.
   *
   * @param goals the goals of the record
   * @param planned those that the team's plans name
   */
  Matches and(Collection<CareGoal> goals, Set<String> planned) {
    var all = new HashMap<>(same);
    for (CareGoal goal : goals) {
      if (isTakenUp(goal)) {
        goal.towards().forEach(theirs -> tell(all, goal.source().reference(), theirs, planned));
      }
    }
    all.replaceAll((goal, is) -> all.getOrDefault(is, is));
    return new Matches(all);
  }

  private void tell(Map<String, String> all, String agreed, Source theirs, Set<String> planned) {
    var wanted = goal(theirs.reference());
    var stands = goal(agreed);
    if (wanted.equals(stands)) {
      return;
    }
    if (planned.contains(wanted)) {
      all.putIfAbsent(agreed, wanted);
    } else if (planned.contains(stands)) {
      all.putIfAbsent(theirs.reference(), stands);
    }
  }

  /** What people decided against, or nobody decided on, stands for nothing. */
  private static boolean isTakenUp(CareGoal goal) {
    return switch (goal.lifecycle()) {
      case PLANNED, ACCEPTED, ACTIVE, ON_HOLD, COMPLETED -> true;
      case PROPOSED, CANCELLED, REJECTED -> false;
    };
  }

  /** The goal that a goal of the record is. */
  String goal(String reference) {
    return same.getOrDefault(reference, reference);
  }

  /** The goal that a form speaks of. */
  String goal(Source form, String named) {
    return named.startsWith("#")
        ? same.getOrDefault(place(form, named), named)
        : same.getOrDefault(named, named);
  }
}
