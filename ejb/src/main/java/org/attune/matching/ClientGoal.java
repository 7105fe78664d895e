package org.attune.matching;

import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * A goal as the client named it: a place on a goal form that was filled, or a goal of the record.
 *
 * @param source the questionnaire response or the goal, without a version
 * @param place which on the form, from 1; 0 for a goal of the record
 */
public record ClientGoal(Source source, int place) {

  private static final String GOAL = "Goal";
  private static final Pattern KEY =
      Pattern.compile("(Goal|QuestionnaireResponse)/([!-~&&[^/?#|]]{1,200})(?:#([1-9]\\d{0,8}))?");

  public ClientGoal {
    source = new Source(source.type(), source.id(), null);
  }

  /** A goal of the record. */
  public static ClientGoal of(Source goal) {
    return new ClientGoal(goal, 0);
  }

  /** A goal of a form: the goal of the record that it names, else its place. */
  public static ClientGoal of(GoalReview form, GoalReview.OfGoal goal) {
    return named(form.source(), goal.goal());
  }

  /**
   * A goal of a form.
   *
   * @param form the questionnaire response
   * @param goal as {@link GoalReview.OfGoal#goal()} has it: {@code Goal/7} or {@code #1}
   */
  public static ClientGoal named(Source form, String goal) {
    return goal.startsWith("#")
        ? new ClientGoal(form, Integer.parseInt(goal.substring(1)))
        : of(new Source(GOAL, goal.substring(goal.indexOf('/') + 1), null));
  }

  /** The goal of a key; empty where it is no key. */
  public static Optional<ClientGoal> parse(String key) {
    var parts = KEY.matcher(key);
    if (!parts.matches()) {
      return Optional.empty();
    }
    @Nullable String place = parts.group(3);
    boolean onForm = !GOAL.equals(parts.group(1));
    return onForm == (place != null)
        ? Optional.of(
            new ClientGoal(
                new Source(parts.group(1), parts.group(2), null),
                place == null ? 0 : Integer.parseInt(place)))
        : Optional.empty();
  }

  /** Whether it is a goal of the record, and not a line of a form. */
  public boolean inRecord() {
    return place == 0;
  }

  /** By what it is known: {@code QuestionnaireResponse/12#1} or {@code Goal/7}. */
  public String key() {
    return place == 0 ? source.reference() : source.reference() + "#" + place;
  }

  /** Masked: an id must never reach a log. */
  @Override
  public String toString() {
    return place == 0 ? "a goal" : "goal #" + place;
  }
}
