package org.attune.fhir.questionnaire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.GoalReview.Smart;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** Reads what was ticked on the goal form; its words are never read. */
final class GoalFormReader implements FormReader {

  static final Map<String, Whose> WHOSE =
      Map.of(
          "client", Whose.CLIENT,
          "therapist", Whose.THERAPIST,
          "together", Whose.TOGETHER,
          "other", Whose.OTHER);

  static final Map<String, Smart> SMART =
      Map.of(
          "specific", Smart.SPECIFIC,
          "measurable", Smart.MEASURABLE,
          "achievable", Smart.ACHIEVABLE,
          "relevant", Smart.RELEVANT,
          "time-bound", Smart.TIME_BOUND);

  static final Map<String, Agreement.Kind> AGREEMENTS =
      Map.of(
          "contract", Agreement.Kind.CONTRACT,
          "pause", Agreement.Kind.PAUSE,
          "ending", Agreement.Kind.ENDING,
          "referral", Agreement.Kind.REFERRAL,
          "promise", Agreement.Kind.PROMISE,
          "reason-for-coming", Agreement.Kind.REASON_FOR_COMING,
          "future-answer", Agreement.Kind.FUTURE_ANSWER);

  private static final int MOST_SESSIONS = 999;

  private final References references;

  GoalFormReader(References references) {
    this.references = references;
  }

  @Override
  public Reading<ChartFact> read(Filling filling) {
    var sheet = filling.sheet();
    return sheet.unlessOffTheForm(
        new GoalReview(
            filling.source(),
            filling.client(),
            filling.form(),
            filling.at(),
            goals(sheet),
            agreements(sheet),
            filling.respondent(),
            filling.visit(),
            filling.therapist(),
            filling.labels()));
  }

  /** The goal of this EHR that a group names, else its place on the form, such as {@code #1}. */
  static String goal(Sheet group, int index, References references) {
    var named =
        group.references("goal.which").stream().flatMap(one -> references.to("Goal", one).stream());
    return References.only(named).map(Source::reference).orElse("#" + (index + 1));
  }

  private List<OfGoal> goals(Sheet sheet) {
    var groups = sheet.each("goal");
    return IntStream.range(0, groups.size())
        .mapToObj(index -> ofGoal(groups.get(index), index))
        .toList();
  }

  private OfGoal ofGoal(Sheet group, int index) {
    return new OfGoal(
        goal(group, index, references),
        group.choice("goal.whose", Codes.WHOSE_GOAL, WHOSE),
        group.number("goal.importance-client", 0, 10),
        group.number("goal.importance-therapist", 0, 10),
        group.said("goal.agreed"),
        group.ticked("goal.not-mine"),
        group.choices("goal.size", Codes.SMART, SMART),
        group.day("goal.reviewed-on"),
        group.number("goal.attainment", -2, 2),
        group.number("goal.weight", 0, 3),
        group.number("goal.sessions-left", 0, MOST_SESSIONS));
  }

  private static List<Agreement> agreements(Sheet sheet) {
    return sheet.each("agreement").stream()
        .map(GoalFormReader::agreement)
        .filter(Objects::nonNull)
        .toList();
  }

  // Words alone are nothing we read; a date or an answer that belongs to nothing cannot be placed.
  private static @Nullable Agreement agreement(Sheet group) {
    var kind = group.choice("agreement.kind", Codes.AGREEMENT, AGREEMENTS);
    var from = group.day("agreement.from");
    var until = group.day("agreement.until");
    var kept = group.said("agreement.kept");
    if ((kind == null && group.answeredBesides("agreement.text"))
        || (from != null && until != null && until.isBefore(from))) {
      group.spoilt();
    }
    return kind == null ? null : new Agreement(kind, from, until, kept);
  }
}
