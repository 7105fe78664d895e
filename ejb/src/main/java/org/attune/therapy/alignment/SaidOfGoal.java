package org.attune.therapy.alignment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.GoalScore;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** Everything that was said of one goal, in the order of time. */
final class SaidOfGoal {

  /** A step that was agreed stands for the plan of these weeks. */
  private static final Duration A_STEP_LASTS = Duration.ofDays(28);

  private final String name;
  private final List<CareGoal> records = new ArrayList<>();
  private final List<OnForm> forms = new ArrayList<>();
  private final List<StepReview> steps = new ArrayList<>();
  private final List<GoalSides.Rating> ratings = new ArrayList<>();
  private final Map<Respondent, List<GoalSides.Readiness>> readiness =
      new EnumMap<>(Respondent.class);

  /** What a form says of it. */
  private record OnForm(GoalReview form, OfGoal goal) {}

  SaidOfGoal(String name) {
    this.name = name;
  }

  /** Whether a goal form tells anything here: its goals, in the words of those concerned. */
  static boolean counts(GoalReview form) {
    return form.respondent() != Respondent.PROXY && !form.goals().isEmpty();
  }

  String name() {
    return name;
  }

  boolean placeOnly() {
    return name.startsWith("#");
  }

  List<CareGoal> records() {
    return records;
  }

  void record(CareGoal goal) {
    boolean itself = goal.source().reference().equals(name);
    records.add(itself ? 0 : records.size(), goal);
  }

  void form(GoalReview form, OfGoal goal) {
    forms.add(new OnForm(form, goal));
    var attainment = goal.attainment();
    if (attainment != null) {
      ratings.add(new GoalSides.Rating(form.at(), attainment, form.respondent(), form.source()));
    }
  }

  /** Whether it is a place that a later form of the same person leaves empty. */
  boolean leftOutBy(GoalReview form) {
    return placeOnly()
        && newestForm().respondent() == form.respondent()
        && !newestForm().equals(form);
  }

  /** The newest form that tells of it; only where one does, as for every place. */
  GoalReview newestForm() {
    return forms.get(forms.size() - 1).form();
  }

  void ruler(ReadinessRuler ruler, ReadinessRuler.OfGoal goal) {
    readiness
        .computeIfAbsent(ruler.respondent(), each -> new ArrayList<>())
        .add(
            new GoalSides.Readiness(
                ruler.at(),
                goal.importance(),
                goal.confidence(),
                goal.ready(),
                goal.stage(),
                ruler.source()));
  }

  void step(StepReview step) {
    if (step.respondent() != Respondent.PROXY) {
      steps.add(step);
    }
  }

  void score(GoalScore score) {
    if (score.respondent() != Respondent.PROXY) {
      ratings.add(
          new GoalSides.Rating(score.at(), score.attainment(), score.respondent(), score.source()));
    }
  }

  private List<GoalSides.Rating> ratings() {
    return ratings.stream()
        .sorted(
            Comparator.comparing(GoalSides.Rating::at)
                .thenComparing(GoalSides.Rating::evidence)
                .thenComparing(GoalSides.Rating::attainment))
        .toList();
  }

  /** The latest weight that was told; all goals weigh the same where none was. */
  private int weight() {
    var told = latest(OfGoal::weight).value();
    return told == null ? 1 : told;
  }

  GoalSides sides(TherapyCourse course, TeamPlans plans, Told<Boolean> inPlan) {
    return new GoalSides(
        name,
        since(course),
        new GoalSides.Client(
            expressed(Party.CLIENT),
            answer(Party.CLIENT),
            answer(Party.RELATED_PERSON),
            latest(OfGoal::importanceForClient),
            notMine(),
            records.stream().filter(CareGoal::namedByClient).map(CareGoal::source).toList(),
            line(),
            readiness.getOrDefault(Respondent.CLIENT, List.of())),
        new GoalSides.Therapist(
            expressed(Party.PRACTITIONER),
            answer(Party.PRACTITIONER),
            latest(OfGoal::importanceForTherapist),
            readiness.getOrDefault(Respondent.THERAPIST, List.of())),
        team(course, plans, inPlan),
        together(course));
  }

  /** What the client wrote down themselves, and does not call somebody else's. */
  private @Nullable String line() {
    return forms.stream()
        .filter(each -> each.form().respondent() == Respondent.CLIENT)
        .reduce((before, after) -> after)
        .filter(newest -> newest.goal().goal().startsWith("#"))
        .filter(newest -> newest.goal().whose() != Whose.THERAPIST)
        .filter(newest -> newest.goal().whose() != Whose.OTHER)
        .map(newest -> Matches.place(newest.form().source(), newest.goal().goal()))
        .orElse(null);
  }

  private GoalSides.Team team(TherapyCourse course, TeamPlans plans, Told<Boolean> inPlan) {
    return new GoalSides.Team(
        inPlan,
        inPlan.known() ? plans.from(name) : Told.unknown(),
        itself(CareGoal::lifecycle, course),
        itself(CareGoal::achievement, course),
        itself(goal -> known(goal.statusDate(), course), course),
        tasks(course, plans),
        itself(SaidOfGoal::due, course),
        itself(goal -> some(goal.addresses()), course),
        itself(goal -> some(goal.outcomes()), course));
  }

  /** That a record names none says nothing. */
  private static @Nullable Integer some(List<Source> records) {
    return records.isEmpty() ? null : records.size();
  }

  private static @Nullable LocalDate known(@Nullable LocalDate day, TherapyCourse course) {
    var today = course.asOf().atZone(course.zone()).toLocalDate();
    return day == null || day.isAfter(today) ? null : day;
  }

  private static @Nullable LocalDate due(CareGoal goal) {
    return goal.targets().stream()
        .map(CareGoal.Target::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** What the goal's own record says; one that was matched to it does not stand for it. */
  private <T> Told<T> itself(Function<CareGoal, @Nullable T> what, TherapyCourse course) {
    if (records.isEmpty() || !records.get(0).source().reference().equals(name)) {
      return Told.unknown();
    }
    var goal = records.get(0);
    var changed = known(goal.statusDate(), course);
    return Told.by(
        goal.source(),
        changed == null ? null : changed.atStartOfDay(course.zone()).toInstant(),
        what.apply(goal));
  }

  /** Open tasks of a plan, or a step towards it that was agreed not long ago. */
  private Told<Boolean> tasks(TherapyCourse course, TeamPlans plans) {
    var planned = plans.tasksFor(name);
    if (planned.known()) {
      var from = plans.tasksFrom(name);
      return new Told<>(
          true,
          from == null ? null : from.atStartOfDay(course.zone()).toInstant(),
          planned.evidence());
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      var step = steps.get(i);
      if (step.agreed() != null && step.at().plus(A_STEP_LASTS).isAfter(course.asOf())) {
        return Told.by(step.source(), step.at(), step.agreed());
      }
    }
    return Told.unknown();
  }

  private GoalSides.Together together(TherapyCourse course) {
    return new GoalSides.Together(
        latest(OfGoal::agreed),
        reviewed(course),
        count(StepReview::agreed),
        count(SaidOfGoal::agreedAndTried),
        latest(goal -> goal.size().isEmpty() ? null : goal.size()),
        latest(OfGoal::sessionsLeft),
        weight(),
        ratings());
  }

  private static @Nullable Boolean agreedAndTried(StepReview step) {
    return step.tried() == null ? null : step.tried() && Boolean.TRUE.equals(step.agreed());
  }

  /** How many of the steps say so; not known where none says anything. */
  private Told<Integer> count(Function<StepReview, @Nullable Boolean> what) {
    var evidence = new ArrayList<Source>();
    int yes = 0;
    for (StepReview step : steps) {
      var said = what.apply(step);
      if (said != null) {
        evidence.add(step.source());
        yes += said ? 1 : 0;
      }
    }
    return evidence.isEmpty() ? Told.unknown() : Told.by(evidence, yes);
  }

  private <T> Told<T> latest(Function<OfGoal, @Nullable T> what) {
    for (int i = forms.size() - 1; i >= 0; i--) {
      var said = what.apply(forms.get(i).goal());
      if (said != null) {
        return Told.by(forms.get(i).form().source(), forms.get(i).form().at(), said);
      }
    }
    return Told.unknown();
  }

  /** Only the client can say that a goal is not theirs; any later form may show it unticked. */
  private Told<Boolean> notMine() {
    if (forms.isEmpty()) {
      return Told.unknown();
    }
    var newest = forms.get(forms.size() - 1);
    boolean said = newest.goal().notMine();
    return said && newest.form().respondent() != Respondent.CLIENT
        ? Told.unknown()
        : Told.by(newest.form().source(), newest.form().at(), said);
  }

  /** Whose goal it is, by the record and by the goal form; not known where the two differ. */
  private Told<Boolean> expressed(Party party) {
    Told<Boolean> recorded = byRecord(party);
    Told<Boolean> told = latest(goal -> ownedBy(party, goal.whose()));
    if (!recorded.known() || !told.known()) {
      return recorded.known() ? recorded : told;
    }
    if (!Objects.equals(recorded.value(), told.value())) {
      return Told.unknown();
    }
    var evidence = new ArrayList<>(recorded.evidence());
    evidence.addAll(told.evidence());
    return new Told<>(told.value(), told.at(), evidence);
  }

  private Told<Boolean> byRecord(Party party) {
    Told<Boolean> found = Told.unknown();
    for (CareGoal goal : records) {
      var by = goal.expressedBy();
      if (by == party && (by != Party.CLIENT || goal.namedByClient())) {
        return Told.by(goal.source(), null, true);
      }
      found = by == null || found.known() ? found : Told.by(goal.source(), null, false);
    }
    return found;
  }

  private static @Nullable Boolean ownedBy(Party party, @Nullable Whose whose) {
    return whose == null
        ? null
        : switch (whose) {
          case CLIENT -> party == Party.CLIENT;
          case THERAPIST -> party == Party.PRACTITIONER;
          case TOGETHER -> true;
          case OTHER -> false;
        };
  }

  /** What they answered; of goals that are the same an agreement to one is one to all. */
  private Told<Acceptance> answer(Party party) {
    Told<Acceptance> found = Told.unknown();
    for (CareGoal goal : records) {
      var says =
          party == Party.CLIENT ? goal.clientSays().orElse(null) : goal.acceptances().get(party);
      if (says == Acceptance.AGREE || !found.known()) {
        found = says == null ? found : Told.by(goal.source(), null, says);
      }
    }
    return found;
  }

  /** Since when: the first day of its record, else of the first record that tells of it. */
  private Told<LocalDate> since(TherapyCourse course) {
    var zone = course.zone();
    for (CareGoal goal : records) {
      if (goal.start() != null) {
        return Told.by(goal.source(), null, goal.start());
      }
    }
    var dated = dated(zone, true);
    for (CareGoal goal : records) {
      var changed = known(goal.statusDate(), course);
      if (changed != null) {
        dated.add(new Dated(changed, changed.atStartOfDay(zone).toInstant(), goal.source()));
      }
    }
    return first(dated, Comparator.naturalOrder());
  }

  /** When it was last looked at, in a form, a rating, a step or by a change of its record. */
  private Told<LocalDate> reviewed(TherapyCourse course) {
    var last = first(dated(course.zone(), false), Comparator.reverseOrder());
    for (CareGoal goal : records) {
      var changed = known(goal.statusDate(), course);
      var before = last.value();
      if (changed != null && (before == null || changed.isAfter(before))) {
        last = Told.by(goal.source(), null, changed);
      }
    }
    return last;
  }

  private static Told<LocalDate> first(List<Dated> all, Comparator<LocalDate> order) {
    return all.stream()
        .min(Comparator.comparing(Dated::day, order))
        .map(each -> Told.by(each.source(), each.at(), each.day()))
        .orElseGet(Told::unknown);
  }

  private record Dated(LocalDate day, Instant at, Source source) {}

  private List<Dated> dated(ZoneId zone, boolean mentioned) {
    var all = new ArrayList<Dated>();
    for (OnForm each : forms) {
      var filled = dated(each.form().at(), each.form().source(), zone);
      var day = each.goal().reviewedOn();
      boolean earlier = !mentioned && day != null && day.isBefore(filled.day());
      all.add(earlier && day != null ? new Dated(day, filled.at(), filled.source()) : filled);
    }
    ratings().forEach(each -> all.add(dated(each.at(), each.evidence(), zone)));
    for (StepReview step : steps) {
      if (mentioned || Boolean.TRUE.equals(step.reviewed())) {
        all.add(dated(step.at(), step.source(), zone));
      }
    }
    if (mentioned) {
      readiness
          .values()
          .forEach(each -> each.forEach(one -> all.add(dated(one.at(), one.evidence(), zone))));
    }
    return all;
  }

  private static Dated dated(Instant at, Source source, ZoneId zone) {
    return new Dated(at.atZone(zone).toLocalDate(), at, source);
  }
}
