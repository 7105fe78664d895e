package org.attune.therapy.alignment;

import java.util.Map;
import org.attune.therapy.Source;

/**
 * Which goals are one and the same, as a person confirmed. Nothing is ever matched by its words
 * alone.
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
