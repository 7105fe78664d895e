package org.attune.therapy.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Labels;
import org.attune.therapy.Plan;
import org.attune.therapy.Planned;
import org.attune.therapy.RandomCourses;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** What holds for the goals of every course, tried on many. */
class AlignmentPropertiesTest {

  private static final Limits CUSTOMARY = new Limits(14, 28, true, 60, 6, 4, 60, 3, 28);

  /** A course made by chance, at times with a form that tells how many sessions are left. */
  private static Courses made(long seed) {
    var random = new Random(seed);
    var course = RandomCourses.course(random).filledBy(Respondent.CLIENT);
    if (random.nextBoolean()) {
      course.goalReview(
          Planned.told("Goal/1", Whose.CLIENT, null, random.nextInt(9)),
          Planned.told("#2", Whose.TOGETHER, null, random.nextInt(9)));
      course.attended(random.nextInt(3));
    }
    return course.judgedAfter(random.nextInt(40));
  }

  private static Set<String> overlooked(TherapyCourse course, Limits limits) {
    return new BlindSpots(course, Alignment.of(course))
        .all(limits).stream()
            .map(each -> each.spot() + " " + each.goal())
            .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> overlooked(TherapyCourse course) {
    return overlooked(course, CUSTOMARY);
  }

  @Property(tries = 400)
  void the_order_and_the_number_of_times_facts_arrive_do_not_matter(@ForAll long seed) {
    var course = made(seed).build();
    var random = new Random(seed);
    var again =
        with(
            course,
            twice(course.goals(), random),
            new TherapyCourse.Care(
                twice(course.care().plans(), random), twice(course.care().goalScores(), random)),
            twice(course.forms().goalReviews(), random));
    assertThat(Alignment.of(again)).isEqualTo(Alignment.of(course));
    assertThat(new BlindSpots(again, Alignment.of(again)).all(CUSTOMARY))
        .isEqualTo(new BlindSpots(course, Alignment.of(course)).all(CUSTOMARY));
  }

  private static <T> List<T> twice(List<T> facts, Random random) {
    var all = new ArrayList<>(facts);
    all.addAll(facts);
    Collections.shuffle(all, random);
    return all;
  }

  private static TherapyCourse with(
      TherapyCourse course,
      List<CareGoal> goals,
      TherapyCourse.Care care,
      List<GoalReview> reviews) {
    var forms = course.forms();
    return new TherapyCourse(
        course.id(),
        course.asOf(),
        course.zone(),
        course.began(),
        course.ended(),
        course.sessions(),
        course.scores(),
        course.checkIns(),
        course.contacts(),
        goals,
        care,
        new TherapyCourse.Forms(
            forms.notes(), reviews, forms.rulers(), forms.steps(), forms.teleChecks()),
        course.tried(),
        course.standing());
  }

  @Property(tries = 400)
  void an_agreement_that_is_written_down_never_adds_anything(@ForAll long seed) {
    var course = made(seed).build();
    var random = new Random(seed);
    var agreed =
        each(course, goal -> random.nextBoolean() ? AlignmentPropertiesTest.agreed(goal) : goal);
    assertThat(overlooked(course)).containsAll(overlooked(agreed));
    assertThat(overlooked(each(course, AlignmentPropertiesTest::agreed)))
        .filteredOn(spot -> spot.startsWith("NEVER_ACCEPTED"))
        .allMatch(spot -> saidOtherwise(course).contains(spot.substring(15)));
  }

  /** Whoever has said no keeps their word. */
  private static CareGoal agreed(CareGoal goal) {
    return goal.acceptances().get(Party.CLIENT) == Acceptance.DISAGREE
        ? goal
        : Planned.answered(goal, Party.CLIENT, Acceptance.AGREE);
  }

  private static Set<String> saidOtherwise(TherapyCourse course) {
    return Alignment.of(course).goals().stream()
        .filter(goal -> goal.client().disagrees() || goal.together().agreed().is(false))
        .map(GoalSides::goal)
        .collect(Collectors.toSet());
  }

  private static TherapyCourse each(TherapyCourse course, UnaryOperator<CareGoal> change) {
    return with(
        course,
        course.goals().stream().map(change).toList(),
        course.care(),
        course.forms().goalReviews());
  }

  @Property(tries = 400)
  void a_goal_form_that_says_agreed_adds_nothing_and_is_a_look_back(@ForAll long seed) {
    var course = made(seed).build();
    var agreed = new ArrayList<GoalReview.OfGoal>();
    for (GoalReview.OfGoal goal : namedLast(course)) {
      if (!goal.notMine()) {
        agreed.add(Planned.told(goal.goal(), null, true, null));
      }
    }
    var after = withForm(course, agreed, Respondent.CLIENT);
    assertThat(overlooked(course)).containsAll(overlooked(after));
    if (!agreed.isEmpty()) {
      assertThat(overlooked(after))
          .noneMatch(spot -> spot.startsWith("NOT_REVIEWED"))
          .noneMatch(spot -> spot.startsWith("UNCELEBRATED"));
    }
  }

  /** To name a goal for the first time tells more than that it is agreed. */
  private static List<GoalReview.OfGoal> namedLast(TherapyCourse course) {
    List<GoalReview.OfGoal> named = List.of();
    for (GoalReview form : course.forms().goalReviews()) {
      named =
          form.respondent() == Respondent.PROXY || form.goals().isEmpty() ? named : form.goals();
    }
    return named;
  }

  @Property(tries = 400)
  void what_somebody_else_fills_in_never_adds_anything(@ForAll long seed) {
    var course = made(seed).build();
    var said = new ArrayList<GoalReview.OfGoal>();
    said.add(Planned.told("#1", Whose.CLIENT, false, 1));
    said.add(Planned.told("#2", Whose.CLIENT, false, 1));
    for (GoalSides goal : Alignment.of(course).goals()) {
      said.add(Planned.told(goal.goal(), Whose.CLIENT, false, 1));
    }
    assertThat(overlooked(course))
        .containsAll(overlooked(withForm(course, said, Respondent.PROXY)));
  }

  private static TherapyCourse withForm(
      TherapyCourse course, List<GoalReview.OfGoal> goals, Respondent by) {
    var forms = new ArrayList<>(course.forms().goalReviews());
    forms.add(
        new GoalReview(
            new Source("QuestionnaireResponse", "today", "1"),
            Courses.CLIENT,
            "1.0.0#en",
            course.asOf(),
            goals,
            List.of(),
            by,
            null,
            null,
            Labels.NONE));
    return with(course, course.goals(), course.care(), forms);
  }

  @Property(tries = 400)
  void without_a_plan_of_the_teams_no_plan_overlooks_anything(@ForAll long seed) {
    var course = made(seed).build();
    var plans = course.care().plans().stream().map(Planned::ours).toList();
    assertThat(overlooked(withPlans(course, plans)))
        .noneMatch(spot -> spot.startsWith("NOT_IN_PLAN"))
        .noneMatch(spot -> spot.startsWith("NEVER_ACCEPTED"));
  }

  @Property(tries = 400)
  void a_plan_that_names_every_goal_misses_none(@ForAll long seed) {
    var course = made(seed).build();
    var goals =
        Alignment.of(course).goals().stream()
            .filter(goal -> !goal.placeOnly())
            .map(goal -> goal.goal().substring("Goal/".length()))
            .toArray(String[]::new);
    var plans = new ArrayList<Plan>(course.care().plans());
    plans.add(Planned.plan("all", goals));
    assertThat(overlooked(withPlans(course, plans)))
        .noneMatch(spot -> spot.startsWith("NOT_IN_PLAN Goal/"));
  }

  private static TherapyCourse withPlans(TherapyCourse course, List<Plan> plans) {
    return with(
        course,
        course.goals(),
        new TherapyCourse.Care(plans, course.care().goalScores()),
        course.forms().goalReviews());
  }

  @Property(tries = 400)
  void more_patience_never_finds_more(@ForAll long seed, @ForAll @IntRange(max = 40) int more) {
    var course = made(seed).build();
    var patient =
        new Limits(
            14 + more, 28 + more, false, 60 + more, 6 + more, 4 - more / 15, 60, 2, 28 + more);
    assertThat(overlooked(course)).containsAll(overlooked(course, patient));
  }

  @Property(tries = 400)
  void all_that_is_told_cites_records_of_the_course_and_has_begun(@ForAll long seed) {
    var course = made(seed).build();
    var known = new HashSet<Source>();
    course.sessions().forEach(each -> known.add(each.source()));
    course.goals().forEach(each -> known.add(each.source()));
    course.care().plans().forEach(each -> known.add(each.source()));
    course.care().goalScores().forEach(each -> known.add(each.source()));
    course.forms().goalReviews().forEach(each -> known.add(each.source()));
    course.forms().rulers().forEach(each -> known.add(each.source()));
    course.forms().steps().forEach(each -> known.add(each.source()));
    var alignment = Alignment.of(course);
    assertThat(known).containsAll(cited(alignment));
    assertThat(new BlindSpots(course, alignment).all(CUSTOMARY))
        .allSatisfy(
            each -> {
              assertThat(each.since()).isBeforeOrEqualTo(course.asOf());
              assertThat(known).containsAll(each.evidence());
            });
  }

  private static Collection<Source> cited(Alignment alignment) {
    var cited = new ArrayList<>(alignment.attainment().evidence());
    cited.addAll(alignment.sessionsLeft().evidence());
    alignment.agreements().forEach(each -> cited.add(each.evidence()));
    for (GoalSides goal : alignment.goals()) {
      for (Told<?> told :
          List.of(
              goal.since(),
              goal.client().expressed(),
              goal.client().answer(),
              goal.client().importance(),
              goal.client().notMine(),
              goal.therapist().expressed(),
              goal.therapist().importance(),
              goal.team().inPlan(),
              goal.team().lifecycle(),
              goal.team().tasksSet(),
              goal.together().agreed(),
              goal.together().reviewedOn(),
              goal.together().stepsAgreed())) {
        cited.addAll(told.evidence());
      }
    }
    return cited;
  }

  /**
   * The variance of a weighted sum of ratings that go together by 0.3, written out pair by pair.
   */
  @Property(tries = 500)
  void the_t_score_is_the_weighted_sum_over_its_own_spread(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = -2, max = 2) Integer> attained,
      @ForAll @Size(min = 8, max = 8) List<@IntRange(min = 1, max = 3) Integer> weights) {
    double sum = 0;
    double variance = 0;
    for (int i = 0; i < attained.size(); i++) {
      sum += weights.get(i) * attained.get(i);
      for (int j = 0; j < attained.size(); j++) {
        variance += weights.get(i) * weights.get(j) * (i == j ? 1.0 : 0.3);
      }
    }
    var used = weights.subList(0, attained.size());
    assertThat(GoalAttainment.score(numbers(attained), numbers(used)))
        .isCloseTo(50 + 10 * sum / Math.sqrt(variance), within(1e-9));
  }

  private static double[] numbers(List<Integer> all) {
    return all.stream().mapToDouble(Integer::doubleValue).toArray();
  }
}
