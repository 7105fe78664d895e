package org.attune.therapy.alignment;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.therapy.CareGoal;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/**
 * Which goals are one and the same, as a person confirmed, or as the record says of a goal that
 * leads to another. Nothing is ever matched by its words alone.
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
   * What is known of a course while nobody looks at it: what people confirmed, and of what else the
   * record says, or Attune knows from having put it forward, that the one goal of the plan leads to
   * it. So a goal that was agreed on towards one of the client's stands in the plan for it, and is
   * counted with it once; unless people said that they are two.
   *
   * @param categories the kinds of plan that count, as {@code system|code}; every plan where it is
   *     empty
   */
  public static Matches of(TherapyCourse course, Set<String> categories) {
    var confirmed = new Matches(course.care().known().same());
    var planned = TeamPlans.of(course, confirmed, categories).goals();
    var leading = new TreeMap<String, Set<String>>();
    for (CareGoal goal : course.goals()) {
      var name = confirmed.goal(goal.source().reference());
      if (!goal.over() && planned.contains(name)) {
        leadingTo(course, goal)
            .forEach(to -> leading.computeIfAbsent(to, one -> new TreeSet<>()).add(name));
      }
    }
    var all = new HashMap<>(confirmed.same());
    leading.forEach(
        (theirs, ways) -> {
          if (ways.size() == 1 && !planned.contains(theirs)) {
            all.putIfAbsent(theirs, ways.iterator().next());
          }
        });
    return new Matches(all);
  }

  /** The goals to which one leads, as {@link OneOrTwo} names them. */
  static Set<String> leadingTo(TherapyCourse course, CareGoal goal) {
    var known = course.care().known();
    var reference = goal.source().reference();
    var all = new TreeSet<>(known.putForward().getOrDefault(reference, Set.of()));
    goal.leadsTo().forEach(each -> all.add(each.reference()));
    all.removeIf(theirs -> known.areTwo(theirs, reference));
    return all;
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
