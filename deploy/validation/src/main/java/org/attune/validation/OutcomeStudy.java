package org.attune.validation;

import static org.attune.validation.Chapter.number;
import static org.attune.validation.Chapter.row;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.Courses;

/** V7: how soon and how surely clients who get worse are noticed by their own scores. */
final class OutcomeStudy {

  private static final int SESSIONS = 12;
  private static final int EARLY = 3;
  private static final double WORSE = 0.08;
  private static final double RELIABLE = 6;

  /** Measurement error with SD 5.6 and reliability .89, and a week's ups and downs of 1.5. */
  private static final double NOISE = Math.hypot(5.6 * Math.sqrt(1 - 0.89), 1.5);

  private static final int NEVER = Integer.MAX_VALUE;

  private final Chance chance;
  private final Progress progress;
  private final int clients;

  OutcomeStudy(Chance chance, Progress progress, int clients) {
    this.chance = chance.part("outcome");
    this.progress = progress;
    this.clients = clients;
  }

  /** How a change comes about. */
  private enum Shape {
    LOGARITHM("along the logarithm of the session") {
      @Override
      double share(int session) {
        return Math.log(session) / Math.log(SESSIONS);
      }
    },
    STRAIGHT("the same amount each session") {
      @Override
      double share(int session) {
        return (session - 1.0) / (SESSIONS - 1);
      }
    },
    EARLY_STEP("nearly all of it by the third session") {
      @Override
      double share(int session) {
        return Math.min(1, (session - 1) / 2.0);
      }
    };

    private final String says;

    Shape(String says) {
      this.says = says;
    }

    abstract double share(int session);
  }

  /**
   * One client.
   *
   * @param scores the PHQ-9 of each session
   * @param worsens whether the true score ends worse by the reliable change or more
   */
  private record Client(List<Integer> scores, boolean worsens) {

    int at(int session) {
      return scores.get(session - 1);
    }

    int changeAt(int session) {
      return at(session) - at(1);
    }

    /** Whether the last score is worse than the first by the reliable change. */
    boolean endsWorse() {
      return changeAt(SESSIONS) >= RELIABLE;
    }
  }

  Chapter chapter() {
    var chapter = new Chapter("V7", "Scores that get worse");
    chapter.say(
        clients + " clients with a PHQ-9 at each of twelve sessions; 8 % truly get worse, by 6",
        "points and a half-normal rest of SD 3; the others change by -5 points on average (SD 4,",
        "never +6). True scores start between 4 and 18. The noise of a score has an SD of",
        number(NOISE, 2) + " (measurement error with SD 5.6 and r .89, and a week's ups and downs",
        "of 1.5). Found means a signal at or before the session. The rule beside it flags whenever",
        "a score is 6 points worse than the first one.");
    var rows = new ArrayList<List<String>>();
    for (Shape shape : Shape.values()) {
      var cohort = cohort(shape);
      var judge = Judge.by("not-on-track");
      var ours =
          progress.over("scores, " + shape.says, clients, i -> firstSignal(cohort.get(i), judge));
      var theirs = cohort.stream().map(OutcomeStudy::firstChange).toList();
      rows.add(line("**Attune**, change comes " + shape.says, cohort, ours));
      rows.add(line("6 points worse than the first, " + shape.says, cohort, theirs));
      if (shape == Shape.LOGARITHM) {
        targets(chapter, cohort, ours);
      }
    }
    chapter.table(
        List.of(
            "rule",
            "found by session 3",
            "by session 4",
            "by session 6",
            "by the end",
            "of those whose last score is 6 worse, by the end",
            "of those flagged, truly worse",
            "of the others, flagged"),
        rows);
    chapter.say(
        "Beside it: the OQ-45's own warning system found 85 % by the third session and all by the",
        "end (Hannan 2005), in real clients, by curves of 11,492 clients (Finch 2001). Real and",
        "simulated figures cannot be compared one by one; those say what is possible with expected",
        "curves, which a service does not have at first.");
    return chapter;
  }

  private void targets(Chapter chapter, List<Client> cohort, List<Integer> found) {
    var early = sensitivity(cohort, found, EARLY);
    var end = sensitivity(cohort, found, SESSIONS);
    var truthful = truthful(cohort, found);
    chapter.target(
        "found by session 3, of those who truly get worse",
        "≥ 60 %",
        early.percent(),
        early.value() >= 0.6,
        "by design: nothing in the first three sessions counts against a client, so no signal"
            + " can stand before the fourth score; and a true change of 6 to 9 points along the"
            + " logarithm is not yet larger than error by then");
    chapter.target(
        "found by the end, of those who truly get worse",
        "≥ 85 %",
        end.percent(),
        end.value() >= 0.85,
        "clients who worsen by hardly more than the reliable change along the logarithm cross it"
            + " only near the end, and two scores in a row beyond it are asked for (or one by half"
            + " as much again); the rule without that finds more and flags several times as many of"
            + " the others");
    chapter.target("the same, floor of this page", "≥ 80 %", end.percent(), end.value() >= 0.80);
    chapter.target(
        "of those flagged, truly worse", "≥ 30 %", truthful.percent(), truthful.value() >= 0.3);
  }

  private List<Client> cohort(Shape shape) {
    var part = chance.part(shape.name());
    return IntStream.range(0, clients).mapToObj(i -> client(part.course(i), shape)).toList();
  }

  private static Client client(SplittableRandom random, Shape shape) {
    boolean worsens = random.nextDouble() < WORSE;
    double start = Math.max(4, Math.min(18, 13 + 4 * random.nextGaussian()));
    double change =
        worsens
            ? RELIABLE + Math.abs(3 * random.nextGaussian())
            : Math.min(RELIABLE - 0.1, 4 * random.nextGaussian() - 5);
    var scores = new ArrayList<Integer>();
    for (int session = 1; session <= SESSIONS; session++) {
      double truly = Math.max(0, Math.min(27, start + change * shape.share(session)));
      long seen = Math.round(truly + NOISE * random.nextGaussian());
      scores.add((int) Math.max(0, Math.min(27, seen)));
    }
    return new Client(scores, worsens);
  }

  private static int firstSignal(Client client, Judge judge) {
    var course = Courses.course();
    for (int session = 1; session <= SESSIONS; session++) {
      course.attended().score(Courses.PHQ_9, client.at(session));
      if (judge.one(course.build(), ServiceNorms.UNKNOWN).isPresent()) {
        return session;
      }
    }
    return NEVER;
  }

  private static int firstChange(Client client) {
    for (int session = 2; session <= SESSIONS; session++) {
      if (client.changeAt(session) >= RELIABLE) {
        return session;
      }
    }
    return NEVER;
  }

  private static List<String> line(String rule, List<Client> cohort, List<Integer> found) {
    return row(
        rule,
        sensitivity(cohort, found, EARLY).percent(),
        sensitivity(cohort, found, EARLY + 1).percent(),
        sensitivity(cohort, found, SESSIONS / 2).percent(),
        sensitivity(cohort, found, SESSIONS).percent(),
        among(cohort, found, client -> client.endsWorse() ? 1 : 0, SESSIONS).percent(),
        truthful(cohort, found).percent(),
        among(cohort, found, client -> client.worsens() ? 0 : 1, SESSIONS).percent());
  }

  private static Figure sensitivity(List<Client> cohort, List<Integer> found, int by) {
    return among(cohort, found, client -> client.worsens() ? 1 : 0, by);
  }

  private static Figure among(
      List<Client> cohort, List<Integer> found, ToIntFunction<Client> belongs, int by) {
    long of = 0;
    long hits = 0;
    for (int i = 0; i < cohort.size(); i++) {
      int one = belongs.applyAsInt(cohort.get(i));
      of += one;
      hits += found.get(i) <= by ? one : 0;
    }
    return Figure.share(hits, of);
  }

  private static Figure truthful(List<Client> cohort, List<Integer> found) {
    long flagged = 0;
    long truly = 0;
    for (int i = 0; i < cohort.size(); i++) {
      if (found.get(i) != NEVER) {
        flagged++;
        truly += cohort.get(i).worsens() ? 1 : 0;
      }
    }
    return Figure.share(truly, flagged);
  }
}
