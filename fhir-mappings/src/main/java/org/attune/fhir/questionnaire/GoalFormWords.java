package org.attune.fhir.questionnaire;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.fhir.Codes;
import org.attune.fhir.OwnWords;
import org.attune.fhir.References;
import org.attune.matching.ClientGoal;
import org.attune.matching.GoalWords;
import org.attune.matching.GoalWords.Said;
import org.attune.matching.GoalWords.Worded;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Respondent;
import org.attune.writeback.OneLine;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.StringType;

/**
 * What the goal form says in words, for a look of a person at this moment: the goals, why the
 * client came, and what will be different. What may be done with them is as the form promised.
 */
public final class GoalFormWords {

  private static final String GOAL_TEXT = "goal.text";

  private static final int MOST_GOALS = 40;

  private static final int MOST_SAID = 12;

  private static final Set<Kind> SAID = EnumSet.of(Kind.REASON_FOR_COMING, Kind.FUTURE_ANSWER);

  private GoalFormWords() {}

  /**
   * Its words; none where they may not be read.
   *
   * @param review what was read of the same response before
   */
  public static GoalWords of(QuestionnaireResponse response, GoalReview review) {
    if (FormPromise.of(response) == FormPromise.NOT_READ) {
      return GoalWords.NONE;
    }
    var answers = new Answers(response);
    return new GoalWords(goals(response, answers, review), said(answers, review));
  }

  /**
   * What the client wrote on a line, on one line, where a goal may and can be put forward in it:
   * where they filled the form themselves, call it nobody else's, and it names no goal of the
   * record.
   *
   * @param place which line, from 1
   */
  public static Optional<String> putForward(
      QuestionnaireResponse response, GoalReview review, int place) {
    boolean may =
        FormPromise.of(response) == FormPromise.PUT_FORWARD
            && review.respondent() == Respondent.CLIENT
            && place <= review.goals().size()
            && isTheirs(review.goals().get(place - 1), place);
    var groups = may ? new Answers(response).each("goal") : List.<Answers>of();
    return may && place <= groups.size()
        ? written(groups.get(place - 1), GOAL_TEXT).flatMap(OneLine::goal)
        : Optional.empty();
  }

  private static boolean isTheirs(OfGoal goal, int place) {
    return goal.goal().equals("#" + place)
        && !goal.notMine()
        && goal.whose() != Whose.THERAPIST
        && goal.whose() != Whose.OTHER;
  }

  private static List<Worded> goals(
      QuestionnaireResponse response, Answers answers, GoalReview review) {
    var groups = answers.each("goal");
    var goals = new ArrayList<Worded>();
    for (int i = 0; i < Math.min(MOST_GOALS, Math.min(groups.size(), review.goals().size())); i++) {
      var goal = ClientGoal.of(review, review.goals().get(i));
      var quotable = putForward(response, review, i + 1).orElse(null);
      words(groups.get(i), GOAL_TEXT)
          .map(text -> new Worded(goal, review.source(), text, List.of(), quotable))
          .ifPresent(goals::add);
    }
    return goals;
  }

  private static List<Said> said(Answers answers, GoalReview review) {
    var all = new ArrayList<Said>();
    for (Answers group : answers.each("agreement").stream().limit(MOST_SAID).toList()) {
      var kind =
          new Sheet(group).choice("agreement.kind", Codes.AGREEMENT, GoalFormReader.AGREEMENTS);
      if (kind != null && SAID.contains(kind)) {
        words(group, "agreement.text")
            .ifPresent(text -> all.add(new Said(kind, review.source(), review.respondent(), text)));
      }
    }
    return all;
  }

  private static Optional<String> words(Answers group, String linkId) {
    return written(group, linkId).flatMap(OwnWords::of);
  }

  // Of two answers either may be meant.
  private static Optional<String> written(Answers group, String linkId) {
    return References.only(
        group.under(linkId).stream()
            .filter(StringType.class::isInstance)
            .map(StringType.class::cast)
            .map(StringType::getValue));
  }
}
