package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.attune.access.Viewer;
import org.attune.chart.GoalChoice.Accept;
import org.attune.chart.GoalChoice.Decline;
import org.attune.findings.Finding;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.GoalDecision.Terms;
import org.attune.findings.GoalDecision.What;
import org.attune.therapy.Plan;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.OneLine;
import org.attune.writeback.Proposals;
import org.attune.writeback.TaskEdits;
import org.attune.writeback.TeamPlans;
import org.jspecify.annotations.Nullable;

/** On which terms people may agree on a goal, and how it is told on which they did. */
@ApplicationScoped
public class GoalTerms {

  private static final int LONGEST_STEP = 300;
  private static final int LONGEST_DAYS = 366;
  private static final int MOST_VOICES = 10;

  private static final String THERAPIST = "therapist:";

  /** A person entered it by hand, as the Task that asked for it says. */
  private static final String ENTERED = "ENTERED";

  private final Proposals proposals;
  private final TeamPlans plans;
  private final TaskEdits tasks;
  private final ZoneId zone;

  @Inject
  GoalTerms(Proposals proposals, TeamPlans plans, TaskEdits tasks, ZoneId zone) {
    this.proposals = proposals;
    this.plans = plans;
    this.tasks = tasks;
    this.zone = zone;
  }

  /** What is to be kept; empty where it cannot be. */
  Optional<GoalDecision> decision(
      Viewer viewer, Finding finding, UUID id, GoalChoice choice, Instant now) {
    if (viewer.user().indexOf('/') < 1) {
      return Optional.empty();
    }
    var key = finding.key();
    if (choice instanceof Decline decline) {
      return Optional.of(GoalDecision.declined(key, id, decline.reason(), viewer.user(), now));
    }
    return accepted(viewer, finding, id, (Accept) choice, now);
  }

  private Optional<GoalDecision> accepted(
      Viewer viewer, Finding finding, UUID id, Accept said, Instant now) {
    var accept = inOneLine(said);
    var agreed = agreed(viewer, finding, accept.agreed());
    if (!sensible(accept, now) || agreed.isEmpty() || !reaches(viewer, finding, accept)) {
      return Optional.empty();
    }
    var plan = accept.plan();
    // It is kept in the version that was seen: whoever took the goal out of it since is right.
    if (plan != null && offered(finding, now).stream().noneMatch(plan::sameResource)) {
      return Optional.empty();
    }
    var due = Objects.requireNonNullElse(accept.due(), accept.review());
    var terms =
        new Terms(
            accept.words(),
            accept.firstStep(),
            accept.review(),
            agreed,
            plan,
            taker(viewer, accept.handTo()),
            accept.handTo() == null ? null : endOf(due));
    return Optional.of(GoalDecision.accepted(finding.key(), id, terms, viewer.user(), now));
  }

  /** A record shows words in one line. */
  private static Accept inOneLine(Accept said) {
    var step = OneLine.of(Objects.requireNonNullElse(said.firstStep(), ""));
    return new Accept(
        OneLine.of(said.words()),
        step.isBlank() ? null : step,
        said.review(),
        said.agreed(),
        said.plan(),
        said.handTo(),
        said.due());
  }

  private Instant endOf(LocalDate day) {
    return day.atTime(LocalTime.of(23, 59)).atZone(zone).toInstant();
  }

  private boolean sensible(Accept accept, Instant now) {
    var today = now.atZone(zone).toLocalDate();
    var due = accept.due();
    var step = accept.firstStep();
    return OneLine.holds(accept.words(), OneLine.LONGEST_GOAL)
        && (step == null || OneLine.holds(step, LONGEST_STEP))
        && accept.review().isAfter(today)
        && !accept.review().isAfter(today.plusDays(LONGEST_DAYS))
        && (due == null || (!due.isBefore(today) && !due.isAfter(accept.review())));
  }

  /** Who agreed, each once; empty where nobody did, or somebody who is not of this course. */
  private static List<String> agreed(Viewer viewer, Finding finding, List<String> said) {
    var agreed = new ArrayList<String>();
    for (String each : said) {
      var who = who(viewer, finding, each);
      if (who.isEmpty() || said.size() > MOST_VOICES) {
        return List.of();
      }
      if (!agreed.contains(who.get())) {
        agreed.add(who.get());
      }
    }
    return agreed;
  }

  private static Optional<String> who(Viewer viewer, Finding finding, String said) {
    if (said.equals(GoalChoice.CLIENT)) {
      return Optional.of("Patient/" + finding.course().patient().value());
    }
    if (said.equals(GoalChoice.ME)) {
      return Optional.of(viewer.user());
    }
    return therapists(finding).stream().filter(one -> said.equals(THERAPIST + one)).findFirst();
  }

  /** Whether somebody takes it up who may, or nobody is asked. */
  private boolean reaches(Viewer viewer, Finding finding, Accept accept) {
    var to = accept.handTo();
    return to == null
        ? accept.due() == null
        : to.equals(GoalChoice.ME)
            || to.equals(viewer.user())
            || therapists(finding).contains(to)
            || proposals.handOver().filter(to::equals).isPresent();
  }

  private static @Nullable String taker(Viewer viewer, @Nullable String to) {
    return GoalChoice.ME.equals(to) ? viewer.user() : to;
  }

  private static List<String> therapists(Finding finding) {
    return finding.therapists().stream().map(one -> "Practitioner/" + one.value()).toList();
  }

  private List<Source> offered(Finding finding, Instant now) {
    return plans.of(finding.course().patient(), now).stream().map(Plan::source).toList();
  }

  /**
   * A goal on which nobody has decided, with all that is needed to do so; who looks is {@code me}.
   */
  GoalView open(Viewer viewer, Finding finding, Instant now) {
    return new GoalView(
        "open",
        proposals.goalWords(finding),
        null,
        proposals.goalStep(finding),
        proposals.goalReview(now),
        null,
        null,
        false,
        plans.of(finding.course().patient(), now).stream().map(GoalTerms::offer).toList(),
        therapists(finding).stream().filter(one -> !one.equals(viewer.user())).toList(),
        proposals.handOver().filter(one -> !one.equals(viewer.user())).orElse(null),
        null,
        null);
  }

  private static GoalView.PlanOffer offer(Plan plan) {
    var source = plan.source();
    var version = source.version() == null ? "" : "|" + source.version();
    return new GoalView.PlanOffer(source.reference() + version, plan.from(), plan.until());
  }

  /** There is none. */
  GoalView none() {
    return told("none", "", null);
  }

  /** One on which somebody decided in the record. */
  GoalView overtaken(Finding finding, Edit.What what) {
    return told("overtaken", proposals.goalWords(finding), what.name());
  }

  private static GoalView told(String state, String words, @Nullable String overtakenBy) {
    return new GoalView(
        state,
        words,
        null,
        null,
        null,
        null,
        null,
        false,
        List.of(),
        List.of(),
        null,
        null,
        overtakenBy);
  }

  /** One on which somebody decided here. */
  GoalView decided(Viewer viewer, GoalDecision decision) {
    var terms = decision.terms();
    boolean overtaken = decision.became() == Became.OVERTAKEN && decision.goal().isEmpty();
    var state = decision.what() == What.ACCEPTED ? "accepted" : "declined";
    return new GoalView(
        overtaken ? "overtaken" : state,
        terms.map(Terms::words).orElse(""),
        null,
        terms.map(Terms::firstStep).orElse(null),
        terms.map(Terms::review).orElse(null),
        decision.reason().map(Enum::name).orElse(null),
        decision.at(),
        decision.by().equals(viewer.user()),
        List.of(),
        List.of(),
        null,
        tasks.entered(decision).isPresent() ? ENTERED : decision.became().name(),
        decision.overtakenBy().orElse(null));
  }
}
