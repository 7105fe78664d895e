package org.attune.matching;

import java.util.List;
import java.util.stream.Stream;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;

/**
 * The words of one client's goals as the record has them at this moment. They go to whoever asked
 * and are kept nowhere.
 *
 * @param goals the words of each goal; a goal that is named on a form may have words in both
 * @param said what was said when the work began
 */
public record GoalWords(List<Worded> goals, List<Said> said) {

  /** There are none. */
  public static final GoalWords NONE = new GoalWords(List.of(), List.of());

  /**
   * A goal in words.
   *
   * @param goal which
   * @param from where the words stand: the goal itself, or a form
   * @param text the words
   * @param targets what shall be reached, in words; may be empty
   */
  public record Worded(ClientGoal goal, Source from, String text, List<String> targets) {

    public Worded {
      targets = List.copyOf(targets);
    }

    /** Whether they stand in the goal of the record itself, and not on a form. */
    public boolean inTheGoalItself() {
      return from.sameResource(goal.source());
    }

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "a goal in words";
    }
  }

  /**
   * What was said on a form.
   *
   * @param kind why the client came, or what will be different
   * @param from the form
   * @param by who filled it
   * @param text the words
   */
  public record Said(Agreement.Kind kind, Source from, Respondent by, String text) {

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "what was said";
    }
  }

  public GoalWords {
    goals = List.copyOf(goals);
    said = List.copyOf(said);
  }

  /** The texts of a goal; those on forms first, since a client may have written them. */
  Stream<String> of(ClientGoal goal) {
    var own = goals.stream().filter(each -> each.goal().equals(goal)).toList();
    return Stream.concat(
            own.stream().filter(each -> !each.inTheGoalItself()),
            own.stream().filter(Worded::inTheGoalItself))
        .map(Worded::text);
  }

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "words of goals";
  }
}
