package org.attune.detection.goals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.attune.therapy.CareGoal;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** Walks through the goal forms and keeps, for each goal, what stands between the two views. */
final class ImportanceGap {

  private final int distance;
  private final Instant early;
  private final Map<String, Open> apart = new LinkedHashMap<>();
  private final Map<String, Open> notMine = new LinkedHashMap<>();

  private static final class Open {
    private final Source onset;
    private final Instant at;
    private final List<Source> forms = new ArrayList<>();
    private NavigableMap<String, Double> numbers = new TreeMap<>();

    Open(GoalReview form) {
      onset = form.source();
      at = form.at();
    }
  }

  private ImportanceGap(int distance, Instant early) {
    this.distance = distance;
    this.early = early;
  }

  /** What stands at the end of the forms. */
  static void addTo(List<Concern> concerns, TherapyCourse course, int distance, Instant early) {
    var forms = course.forms().goalReviews();
    if (forms.isEmpty()) {
      return;
    }
    var gap = new ImportanceGap(distance, early);
    for (GoalReview form : forms) {
      if (form.respondent() != Respondent.PROXY && !form.goals().isEmpty()) {
        gap.take(form);
      }
    }
    var closed = closed(course);
    var recorded = recorded(course);
    gap.apart.forEach((goal, open) -> gap.add(concerns, goal, open, closed, recorded, "flag"));
    gap.notMine.forEach(
        (goal, open) -> gap.add(concerns, goal, open, closed, recorded, "flag.client-says"));
  }

  private void take(GoalReview form) {
    var named = new HashSet<String>();
    for (GoalReview.OfGoal goal : form.goals()) {
      named.add(goal.goal());
      rate(form, goal);
      tick(form, goal);
    }
    // A goal known only by its place on the form is gone once that place is empty.
    apart.keySet().removeIf(goal -> goal.startsWith("#") && !named.contains(goal));
    notMine.keySet().removeIf(goal -> goal.startsWith("#") && !named.contains(goal));
  }

  private void rate(GoalReview form, GoalReview.OfGoal goal) {
    var client = goal.importanceForClient();
    var therapist = goal.importanceForTherapist();
    if (client == null || therapist == null) {
      return;
    }
    int between = Math.abs(client - therapist);
    var open = apart.get(goal.goal());
    if (open == null && between >= distance) {
      open = new Open(form);
      apart.put(goal.goal(), open);
    } else if (open != null && between < distance - 1) {
      apart.remove(goal.goal());
      return;
    }
    if (open != null) {
      open.forms.add(form.source());
      open.numbers = new TreeMap<>();
      open.numbers.put("apart", (double) between);
      open.numbers.put("for-client", (double) client);
      open.numbers.put("for-therapist", (double) therapist);
    }
  }

  private void tick(GoalReview form, GoalReview.OfGoal goal) {
    if (!goal.notMine()) {
      notMine.remove(goal.goal());
    } else if (form.respondent() == Respondent.CLIENT) {
      notMine.computeIfAbsent(goal.goal(), none -> new Open(form)).forms.add(form.source());
    }
  }

  private void add(
      List<Concern> concerns,
      String goal,
      Open open,
      Set<String> closed,
      Map<String, Source> recorded,
      String wording) {
    if (!closed.contains(goal)) {
      var evidence = newestFirst(open.forms);
      Optional.ofNullable(recorded.get(goal)).ifPresent(evidence::add);
      concerns.add(
          new Concern(
              open.onset,
              later(open.at, early),
              wording,
              goal,
              wording.equals("flag.client-says"),
              open.numbers,
              evidence));
    }
  }

  private static List<Source> newestFirst(List<Source> forms) {
    var sources = new ArrayList<Source>();
    for (int i = forms.size() - 1; i >= 0; i--) {
      if (!sources.contains(forms.get(i))) {
        sources.add(forms.get(i));
      }
    }
    return sources;
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The goals of the record, by name; one that stands on the form alone is none of these. */
  private static Map<String, Source> recorded(TherapyCourse course) {
    var recorded = new HashMap<String, Source>();
    course.goals().forEach(goal -> recorded.put(goal.source().reference(), goal.source()));
    return recorded;
  }

  /** Goals that the care plan no longer pursues. */
  private static Set<String> closed(TherapyCourse course) {
    var closed = new HashSet<String>();
    for (CareGoal goal : course.goals()) {
      if (!pursued(goal)) {
        closed.add(goal.source().reference());
      }
    }
    return closed;
  }

  static boolean pursued(CareGoal goal) {
    var reached = goal.achievement();
    return switch (goal.lifecycle()) {
      case PROPOSED, PLANNED, ACCEPTED, ACTIVE, ON_HOLD -> reached != CareGoal.Achievement.ACHIEVED;
      case COMPLETED, CANCELLED, REJECTED -> false;
    };
  }
}
