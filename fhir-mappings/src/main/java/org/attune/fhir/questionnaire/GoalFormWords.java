package org.attune.fhir.questionnaire;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.fhir.Codes;
import org.attune.fhir.OwnWords;
import org.attune.fhir.References;
import org.attune.matching.ClientGoal;
import org.attune.matching.GoalWords;
import org.attune.matching.GoalWords.Said;
import org.attune.matching.GoalWords.Worded;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.StringType;

/**
 * What the goal form says in words, for a look of a person at this moment: the goals, why the
 * client came, and what will be different. Version 1.0 of the form promised that its words are not
 * read, so they are not; neither are those of a form of which nobody knows what it promised.
 */
public final class GoalFormWords {

  private static final Pattern READ =
      Pattern.compile(
          Pattern.quote(Codes.QUESTIONNAIRE + "goal-form")
              + "\\|(?:1\\.[1-9]\\d{0,3}|[2-9])(?:\\.\\d{1,4}){0,2}(?:#.*)?");

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
    boolean read = Form.of(response) instanceof Reading.Fact<Form> form && isRead(form.value());
    if (!read) {
      return GoalWords.NONE;
    }
    var answers = new Answers(response);
    return new GoalWords(goals(answers, review), said(answers, review));
  }

  private static boolean isRead(Form form) {
    return READ.matcher(form.title()).matches();
  }

  private static List<Worded> goals(Answers answers, GoalReview review) {
    var groups = answers.each("goal");
    var goals = new ArrayList<Worded>();
    for (int i = 0; i < Math.min(MOST_GOALS, Math.min(groups.size(), review.goals().size())); i++) {
      var goal = ClientGoal.of(review, review.goals().get(i));
      words(groups.get(i), "goal.text")
          .ifPresent(text -> goals.add(new Worded(goal, review.source(), text, List.of())));
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

  // Of two answers either may be meant.
  private static Optional<String> words(Answers group, String linkId) {
    return References.only(
            group.under(linkId).stream()
                .filter(StringType.class::isInstance)
                .map(StringType.class::cast)
                .map(StringType::getValue))
        .flatMap(OwnWords::of);
  }
}
