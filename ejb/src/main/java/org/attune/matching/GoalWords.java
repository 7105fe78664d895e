package org.attune.matching;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

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
   * @param quotable the words as a goal of ours can be put forward in them; null where they are the
   *     name of a code, or were written for other eyes alone
   */
  public record Worded(
      ClientGoal goal, Source from, String text, List<String> targets, @Nullable String quotable) {

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

  /**
   * What a goal of ours would be called that is put forward for some goals of theirs: where each of
   * them has words, and all the same.
   *
   * @param named the keys of these goals
   */
  public Optional<String> quotableOf(Collection<String> named) {
    var texts = named.stream().map(this::quotableOf).distinct().toList();
    return texts.size() == 1 ? texts.get(0) : Optional.empty();
  }

  private Optional<String> quotableOf(String name) {
    return goals.stream()
        .filter(each -> each.goal().key().equals(name) && each.inTheGoalItself())
        .flatMap(each -> Stream.ofNullable(each.quotable()))
        .findFirst();
  }

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "words of goals";
  }
}
