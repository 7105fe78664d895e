package org.attune.goals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.goals.GoalsView.AgreedView;
import org.attune.goals.GoalsView.ClientSide;
import org.attune.goals.GoalsView.GoalRow;
import org.attune.goals.GoalsView.MatchView;
import org.attune.goals.GoalsView.OverlookedView;
import org.attune.goals.GoalsView.RatingView;
import org.attune.goals.GoalsView.ReadinessView;
import org.attune.goals.GoalsView.SaidView;
import org.attune.goals.GoalsView.SuggestionView;
import org.attune.goals.GoalsView.TeamSide;
import org.attune.goals.GoalsView.TherapistSide;
import org.attune.goals.GoalsView.TogetherSide;
import org.attune.matching.ClientGoal;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.GoalWords;
import org.attune.matching.GoalWords.Worded;
import org.attune.matching.SuggestMatches.Matching;
import org.attune.matching.SuggestMatches.Suggestion;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.GoalAttainment;
import org.attune.therapy.alignment.GoalSides;
import org.attune.therapy.alignment.Overlooked;
import org.jspecify.annotations.Nullable;

/** Puts what is known of goals beside their words, for whoever may read these. */
public final class SideBySide {

  private static final String READ = "read";
  private static final String SILENT = "silent";

  private final Matching matched;
  private final GoalWords words;

  /** Of the goals that were matched for whoever looks, with the words that they may read. */
  public SideBySide(Matching matched) {
    this.matched = matched;
    this.words = matched.words().orElse(GoalWords.NONE);
  }

  /**
   * Side by side.
   *
   * @param inQuestion the name of the goal that somebody looks because of, or null
   */
  public GoalsView of(CompareGoals.Picture picture, @Nullable String inQuestion) {
    var known = picture.alignment();
    return new GoalsView(
        matched.words().isPresent() ? READ : SILENT,
        inQuestion,
        known.goals().stream().map(goal -> row(goal, picture.overlooked())).toList(),
        picture.overlooked().stream()
            .map(each -> new OverlookedView(each.spot(), each.goal(), each.since()))
            .toList(),
        known.agreements().stream()
            .map(
                each ->
                    new AgreedView(each.kind(), each.on(), each.from(), each.until(), each.kept()))
            .toList(),
        words.said().stream()
            .map(each -> new SaidView(each.kind(), each.text(), each.by()))
            .toList(),
        known.attainment().value(),
        GoalAttainment.overTime(known.goals()),
        known.sessionsLeft().value(),
        matched.matches().stream()
            .map(
                each ->
                    new MatchView(
                        each.goal().key(),
                        each.planGoal().reference(),
                        each.ground(),
                        revision(each.goal(), each.planGoal())))
            .toList(),
        matched.suggestions().stream().map(this::suggestion).toList());
  }

  private GoalRow row(GoalSides sides, List<Overlooked> overlooked) {
    var worded = worded(sides.goal());
    return new GoalRow(
        sides.goal(),
        worded.map(Worded::text).orElse(null),
        theirs(sides.client()),
        worded.map(Worded::targets).orElse(List.of()),
        overlooked.stream()
            .filter(each -> sides.goal().equals(each.goal()))
            .map(Overlooked::spot)
            .distinct()
            .toList(),
        sides.since().value(),
        client(sides.client()),
        therapist(sides.therapist()),
        team(sides.team()),
        together(sides.together()));
  }

  /** A goal that is known by its place alone has that place on the latest form. */
  private Optional<Worded> worded(String goal) {
    return words.goals().stream()
        .filter(
            each ->
                each.goal().key().equals(goal)
                    || (goal.startsWith("#") && each.goal().key().endsWith(goal)))
        .findFirst();
  }

  /** What was matched with it are others' words; of two texts nobody knows which is meant. */
  private @Nullable String theirs(GoalSides.Client client) {
    if (client.disagrees()) {
      return null;
    }
    var line = Stream.ofNullable(client.line()).toList();
    var own = client.named().stream().map(record -> ClientGoal.of(record).key()).toList();
    return words.quotableOf(own.isEmpty() ? line : own).orElse(null);
  }

  private static ClientSide client(GoalSides.Client client) {
    return new ClientSide(
        client.expressed().value(),
        client.answer().value(),
        client.onBehalf().value(),
        client.importance().value(),
        client.notMine().value(),
        readiness(client.readiness()));
  }

  private static TherapistSide therapist(GoalSides.Therapist therapist) {
    return new TherapistSide(
        therapist.expressed().value(),
        therapist.answer().value(),
        therapist.importance().value(),
        readiness(therapist.readiness()));
  }

  private static TeamSide team(GoalSides.Team team) {
    return new TeamSide(
        team.inPlan().value(),
        team.planFrom().value(),
        team.lifecycle().value(),
        team.achievement().value(),
        team.changedOn().value(),
        team.tasksSet().value(),
        team.due().value(),
        team.addressed().value(),
        team.outcomes().value());
  }

  private static TogetherSide together(GoalSides.Together together) {
    return new TogetherSide(
        together.agreed().value(),
        together.reviewedOn().value(),
        together.stepsAgreed().value(),
        together.stepsTried().value(),
        together.size().value(),
        together.sessionsLeft().value(),
        together.ratings().stream()
            .map(each -> new RatingView(each.at(), each.attainment(), each.by()))
            .toList());
  }

  private static List<ReadinessView> readiness(List<GoalSides.Readiness> told) {
    return told.stream()
        .map(
            each ->
                new ReadinessView(
                    each.at(), each.importance(), each.confidence(), each.ready(), each.stage()))
        .toList();
  }

  private int revision(ClientGoal goal, Source planGoal) {
    return matched.decisions().stream()
        .filter(said -> said.goal().equals(goal) && said.planGoal().sameResource(planGoal))
        .mapToInt(Decision::revision)
        .findFirst()
        .orElse(0);
  }

  private SuggestionView suggestion(Suggestion each) {
    return new SuggestionView(
        each.goal().key(),
        each.planGoal().reference(),
        each.inTheirWords(),
        each.inThePlan(),
        each.shared(),
        each.degree(),
        revision(each.goal(), each.planGoal()));
  }
}
