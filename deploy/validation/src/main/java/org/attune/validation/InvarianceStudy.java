package org.attune.validation;

import static org.attune.validation.Chapter.row;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Courses;
import org.attune.therapy.RandomCourses;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** V8: what must not change anything, tried on many random courses. */
final class InvarianceStudy {

  private static final ServiceNorms NORMS = new ServiceNorms(Map.of(), 0.12, 0.95);
  private static final List<String> ZONES = List.of("UTC", "America/New_York", "Asia/Tokyo");
  private static final List<String> STATES = List.of("booked", "fulfilled", "noshow", "cancelled");
  private static final int WEEKS = 20;

  private final Chance chance;
  private final Progress progress;
  private final int courses;
  private final Judge everyone = Judge.withEveryDetector();
  private final Judge attendance = Judge.by("attendance-change");
  private final Judge drop = Judge.by("alliance-drop");
  private final Judge worsening = Judge.by("not-on-track");
  private final Forms forms = new Forms();

  InvarianceStudy(Chance chance, Progress progress, int courses) {
    this.chance = chance.part("invariance");
    this.progress = progress;
    this.courses = courses;
  }

  Chapter chapter() {
    var chapter = new Chapter("V8", "What must not change anything");
    chapter.say(
        courses + " random courses for each row, all detectors together in the first four, up to",
        "thirty weeks that run over the change to summer time, with every kind of outcome, reason",
        "and form; something is said in " + signalling() + " of them.");
    var rows = new ArrayList<List<String>>();
    holds(chapter, rows, "facts in another order", this::anyOrder);
    holds(chapter, rows, "every fact delivered twice", this::twice);
    holds(
        chapter,
        rows,
        "the same instants in another time zone: the same is said, of the same records",
        this::anyZone);
    holds(
        chapter, rows, "every signal cites a record, and only records of the course", this::cites);
    holds(chapter, rows, "a record entered in error is taken back", this::withdrawn);
    holds(
        chapter,
        rows,
        "cancellations by the service added: nothing else is said of attendance",
        number -> addedCancellations(number, attendance));
    holds(
        chapter,
        rows,
        "cancellations by the service added: nothing else is said of the ratings",
        number -> addedCancellations(number, drop));
    holds(
        chapter,
        rows,
        "cancellations by the service added: nothing else is said of the scores",
        number -> addedCancellations(number, worsening));
    holds(chapter, rows, "a higher last rating never makes a drop", this::higherRating);
    holds(chapter, rows, "a better last score never makes a worsening", this::betterScore);
    chapter.table(List.of("what is done", "courses", "broken"), rows);
    return chapter;
  }

  private void holds(
      Chapter chapter, List<List<String>> rows, String what, IntPredicate unchanged) {
    long broken =
        progress.over(what, courses, unchanged::test).stream().filter(held -> !held).count();
    rows.add(row(what, courses, broken));
    chapter.target(what, "100 %", courses - broken + " of " + courses, broken == 0);
  }

  /** In how many of the random courses anything is said at all. */
  private long signalling() {
    return progress.over("any signal", courses, i -> !judged(course(i)).isEmpty()).stream()
        .filter(any -> any)
        .count();
  }

  private TherapyCourse course(int number) {
    return RandomCourses.course(new Random(chance.course(number).nextLong())).build();
  }

  private List<Signal> judged(TherapyCourse course) {
    return everyone.all(course, NORMS);
  }

  private boolean anyOrder(int number) {
    return sameAfter(number, InvarianceStudy::shuffled);
  }

  private boolean twice(int number) {
    return sameAfter(number, (facts, random) -> doubled(facts));
  }

  private boolean sameAfter(int number, BiFunction<List<?>, Random, List<?>> change) {
    var course = course(number);
    var random = new Random(number);
    return judged(rebuilt(course, course.zone(), new Rearranging(change, random)))
        .equals(judged(course));
  }

  private boolean anyZone(int number) {
    var course = course(number);
    var told = withoutMoments(judged(course));
    return ZONES.stream()
        .map(ZoneId::of)
        .map(zone -> rebuilt(course, zone, new Rearranging((facts, r) -> facts, new Random(0))))
        .allMatch(elsewhere -> withoutMoments(judged(elsewhere)).equals(told));
  }

  /** All but the moments: a date without an hour begins at the zone's own midnight. */
  private static List<List<Object>> withoutMoments(List<Signal> signals) {
    return signals.stream()
        .map(
            signal ->
                List.<Object>of(
                    signal.detector(),
                    signal.level(),
                    signal.channel(),
                    signal.wording(),
                    signal.numbers(),
                    signal.onset(),
                    signal.evidence(),
                    signal.excluded(),
                    signal.remarks(),
                    signal.holdsBack()))
        .toList();
  }

  /** One way to hand over lists of facts. */
  private record Rearranging(BiFunction<List<?>, Random, List<?>> change, Random random) {

    @SuppressWarnings("unchecked") // only the order and the number of the elements change
    <T> List<T> of(List<T> facts) {
      return (List<T>) change.apply(facts, random);
    }
  }

  private static List<?> shuffled(List<?> facts, Random random) {
    var all = new ArrayList<Object>(facts);
    Collections.shuffle(all, random);
    return all;
  }

  private static List<?> doubled(List<?> facts) {
    var all = new ArrayList<Object>(facts);
    all.addAll(facts);
    return all;
  }

  private static TherapyCourse rebuilt(TherapyCourse course, ZoneId zone, Rearranging by) {
    var forms = course.forms();
    return new TherapyCourse(
        course.id(),
        course.asOf(),
        zone,
        course.began(),
        course.ended(),
        by.of(course.sessions()),
        by.of(course.scores()),
        by.of(course.checkIns()),
        by.of(course.contacts()),
        by.of(course.goals()),
        new TherapyCourse.Care(by.of(course.care().plans()), by.of(course.care().goalScores())),
        new TherapyCourse.Forms(
            by.of(forms.notes()),
            by.of(forms.goalReviews()),
            by.of(forms.rulers()),
            by.of(forms.steps()),
            by.of(forms.teleChecks())),
        by.of(course.tried()),
        course.standing());
  }

  private boolean cites(int number) {
    var course = course(number);
    var known = sources(course);
    return judged(course).stream()
        .allMatch(signal -> !signal.evidence().isEmpty() && known.containsAll(signal.evidence()));
  }

  private static Set<Source> sources(TherapyCourse course) {
    var known = new HashSet<Source>();
    course.sessions().forEach(session -> known.add(session.source()));
    course.contacts().forEach(contact -> known.add(contact.source()));
    course.goals().forEach(goal -> known.add(goal.source()));
    course.care().plans().forEach(plan -> known.add(plan.source()));
    course.care().goalScores().forEach(score -> known.add(score.source()));
    course.tried().stream().flatMap(each -> Stream.ofNullable(each.source())).forEach(known::add);
    var forms = course.forms();
    for (List<? extends ChartFact> facts :
        List.of(
            course.scores(),
            course.checkIns(),
            forms.notes(),
            forms.goalReviews(),
            forms.rulers(),
            forms.steps(),
            forms.teleChecks())) {
      facts.forEach(fact -> known.add(fact.source()));
    }
    return known;
  }

  private boolean withdrawn(int number) {
    var random = chance.course(number);
    var answers = new StringBuilder();
    for (int item = 0; item < 9; item++) {
      answers.append(random.nextInt(4));
    }
    return forms.withdrawn(answers.toString())
        && forms.withdrawnHour(STATES.get(random.nextInt(STATES.size())));
  }

  private boolean addedCancellations(int number, Judge judge) {
    return said(story(number, false, 0, 0), judge).equals(said(story(number, true, 0, 0), judge));
  }

  private boolean higherRating(int number) {
    double more = 15 * chance.course(number).nextDouble();
    return said(story(number, false, 0, 0), drop).isPresent()
        || said(story(number, false, more, 0), drop).isEmpty();
  }

  private boolean betterScore(int number) {
    int less = 1 + chance.course(number).nextInt(12);
    return said(story(number, false, 0, 0), worsening).isPresent()
        || said(story(number, false, 0, less), worsening).isEmpty();
  }

  /** What a signal says, without the names of the records, which differ between two stories. */
  private static Optional<List<Object>> said(Courses course, Judge judge) {
    return judge
        .one(course.build(), NORMS)
        .map(
            signal ->
                List.of(
                    signal.level(),
                    signal.wording(),
                    signal.numbers(),
                    signal.proposesGoal(),
                    signal.evidence().size()));
  }

  /** Some weeks; with or without hours that the service called off in between. */
  private Courses story(int number, boolean interrupted, double higher, int better) {
    var random = chance.course(number);
    var calledOff = new Random(number);
    var course = Courses.course();
    int weeks = 4 + random.nextInt(WEEKS);
    double usual = 30 + 8 * random.nextDouble();
    double distress = 8 + 8 * random.nextDouble();
    double missing = 0.6 * random.nextDouble();
    for (int week = 0; week < weeks; week++) {
      if (interrupted && calledOff.nextInt(3) == 0) {
        course.cancelledByService();
      }
      boolean last = week == weeks - 1;
      hour(course, random, last ? 0 : missing);
      double fall = random.nextInt(6) == 0 ? 6 : 0;
      double rating = usual - fall + 1.5 * random.nextGaussian() + (last ? higher : 0);
      course.score(Math.max(0, Math.min(40, rating)));
      distress += 2 * random.nextGaussian();
      double score = Math.rint(distress) - (last ? better : 0);
      course.score(Courses.PHQ_9, Math.max(0, Math.min(27, score)));
    }
    return course;
  }

  private static void hour(Courses course, SplittableRandom random, double missing) {
    if (random.nextDouble() >= missing) {
      course.attended();
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> course.missed();
      case 1 -> course.missedAndAsked();
      case 2 -> course.missed(CancellationReason.OWN_REASON);
      case 3 -> course.missed(CancellationReason.TRANSPORT);
      default -> course.missedAndMoved();
    }
  }
}
