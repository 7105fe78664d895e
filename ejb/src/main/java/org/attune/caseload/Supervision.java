package org.attune.caseload;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.access.SecretWord;
import org.attune.caseload.SupervisionView.CalledOff;
import org.attune.caseload.SupervisionView.CourseInShort;
import org.attune.caseload.SupervisionView.Pattern;
import org.attune.caseload.SupervisionView.Prompt;
import org.attune.caseload.SupervisionView.Tried;
import org.attune.catalogue.Catalogue;
import org.attune.chart.ChartView.CourseView;
import org.attune.chart.ShowCharts.Shown;
import org.attune.chart.SignalView;
import org.attune.chart.SignalView.Logged;
import org.attune.chart.TrendView.SessionView;
import org.attune.findings.FindingStage;
import org.attune.responses.LoggedResponse.Outcome;
import org.attune.therapy.SessionOutcome;

/** Puts a therapist's courses into a few words that name nobody. */
final class Supervision {

  private static final String FILE = "supervision";

  /** What a signal is about, of which there are questions to oneself. */
  private static final Map<String, String> MATTERS =
      Map.ofEntries(
          Map.entry("service-first", "service"),
          Map.entry("tele-setting", "service"),
          Map.entry("access-barrier", "service"),
          Map.entry("closure-ahead", "service"),
          Map.entry("attendance-change", "contact"),
          Map.entry("contact-lapse", "contact"),
          Map.entry("after-hard-session", "contact"),
          Map.entry("alliance-drop", "relationship"),
          Map.entry("alliance-drift", "relationship"),
          Map.entry("unspoken", "relationship"),
          Map.entry("approach-fit", "approach"),
          Map.entry("persistence", "approach"),
          Map.entry("pace", "approach"),
          Map.entry("not-on-track", "approach"),
          Map.entry("goal-alignment", "goals"),
          Map.entry("readiness-plan", "goals"),
          Map.entry("expectation-start", "goals"),
          Map.entry("step-barrier", "goals"),
          Map.entry("plan-blind-spot", "goals"),
          Map.entry("repair-gain", "gain"));

  /** What rests on notes for oneself is for the therapist alone, and this is taken along. */
  private static final Set<String> FROM_NOTES = Set.of("observed-markers", "concordance-gap");

  private static final int QUESTIONS = 3;

  /** Ranges of sessions begin here. */
  private static final int[] RANGES = {0, 1, 5, 11, 21, 41};

  /** One course with what stands in it, and how its hours ended. */
  private record Course(
      CourseView view, List<SignalView> signals, List<Logged> tried, List<SessionView> due) {

    boolean open() {
      return signals.stream().anyMatch(Supervision::unseen);
    }
  }

  private final Catalogue catalogue;
  private final Locale locale;
  private final ZoneId zone;

  Supervision(Catalogue catalogue, Locale locale, ZoneId zone) {
    this.catalogue = catalogue;
    this.locale = locale;
    this.zone = zone;
  }

  /**
   * The work of a therapist.
   *
   * @param found their clients
   * @param order what the order of the courses is drawn from, so that it tells nothing
   */
  SupervisionView of(MyClients.Found found, Instant asOf, String order) {
    var courses =
        found.charts().stream()
            .flatMap(
                shown ->
                    Rows.coursesOf(shown, found.therapist()).stream()
                        .map(course -> Map.entry(mixed(order, shown, course), of(shown, course))))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();
    return new SupervisionView(
        quarter(asOf),
        locale.getLanguage(),
        IntStream.range(0, courses.size())
            .mapToObj(n -> inShort(label(n), courses.get(n)))
            .toList(),
        patterns(courses),
        tried(courses),
        service(courses),
        prompts(courses));
  }

  private static String mixed(String order, Shown shown, CourseView course) {
    return SecretWord.challenge(order + shown.patient().value() + course.id());
  }

  private static Course of(Shown shown, CourseView course) {
    var chart = shown.chart();
    var signals = chart.signals().stream().filter(it -> isToldOf(it, course)).toList();
    var quiet = chart.quiet().stream().filter(it -> isToldOf(it, course));
    return new Course(
        course,
        signals,
        Stream.concat(signals.stream(), quiet)
            .flatMap(it -> it.responses().stream())
            .distinct()
            .toList(),
        chart.trend().sessions().stream()
            .filter(it -> course.id().equals(it.course()) && !it.at().isAfter(chart.asOf()))
            .toList());
  }

  private static boolean isToldOf(SignalView signal, CourseView course) {
    return course.id().equals(signal.course()) && !FROM_NOTES.contains(signal.detector());
  }

  private static boolean unseen(SignalView signal) {
    return signal.stage().equals(FindingStage.OPEN.name());
  }

  private CourseInShort inShort(String label, Course course) {
    return new CourseInShort(
        catalogue.text(FILE, "course", locale) + " " + label,
        quarter(course.view().began()),
        range(course.view().sessionsHeld()),
        course.signals().stream().map(SignalView::name).distinct().sorted().toList(),
        course.tried().stream().map(Logged::name).distinct().sorted().toList(),
        course.open());
  }

  /** A, B … Z, AA, AB … */
  static String label(int number) {
    var last = String.valueOf((char) ('A' + number % 26));
    return number < 26 ? last : label(number / 26 - 1) + last;
  }

  /** Coarse enough that nobody is known by it. */
  String quarter(Instant at) {
    var day = at.atZone(zone);
    return day.getYear() + "/" + ((day.getMonthValue() + 2) / 3);
  }

  static String range(long sessions) {
    int at = 0;
    while (at + 1 < RANGES.length && sessions >= RANGES[at + 1]) {
      at++;
    }
    if (at == 0) {
      return "0";
    }
    return at + 1 == RANGES.length ? RANGES[at] + "+" : RANGES[at] + "–" + (RANGES[at + 1] - 1);
  }

  private static List<Pattern> patterns(List<Course> courses) {
    var names = new TreeSet<String>();
    courses.forEach(course -> course.signals().forEach(signal -> names.add(signal.name())));
    return names.stream()
        .map(
            name ->
                new Pattern(
                    name,
                    count(courses, it -> it.name().equals(name)),
                    count(courses, it -> it.name().equals(name) && unseen(it))))
        .sorted(Comparator.comparing(Pattern::courses).reversed().thenComparing(Pattern::name))
        .toList();
  }

  private static long count(List<Course> courses, Predicate<SignalView> which) {
    return courses.stream().filter(course -> course.signals().stream().anyMatch(which)).count();
  }

  private static List<Tried> tried(List<Course> courses) {
    var byName =
        courses.stream()
            .flatMap(course -> course.tried().stream())
            .collect(Collectors.groupingBy(Logged::name, TreeMap::new, Collectors.toList()));
    return byName.entrySet().stream()
        .map(
            each ->
                new Tried(
                    each.getKey(),
                    turnedOut(each.getValue(), it -> done(it) ? 1 : 0),
                    turnedOut(each.getValue(), it -> is(it, Outcome.HELPED)),
                    turnedOut(each.getValue(), it -> is(it, Outcome.NO_CHANGE))))
        .filter(each -> each.times() > 0)
        .sorted(Comparator.comparing(Tried::times).reversed().thenComparing(Tried::name))
        .toList();
  }

  private static long turnedOut(Collection<Logged> logged, ToLongFunction<Logged> counted) {
    return logged.stream().mapToLong(counted).sum();
  }

  private static boolean done(Logged logged) {
    return is(logged, Outcome.NOT_DONE) == 0;
  }

  private static long is(Logged logged, Outcome outcome) {
    return outcome.name().equals(logged.outcome()) ? 1 : 0;
  }

  private static CalledOff service(List<Course> courses) {
    var byService = SessionOutcome.CANCELLED_BY_SERVICE.name();
    long calledOff = 0;
    long touched = 0;
    long due = 0;
    for (Course course : courses) {
      long here = course.due().stream().filter(it -> it.outcome().equals(byService)).count();
      calledOff += here;
      touched += here > 0 ? 1 : 0;
      due += course.due().size();
    }
    return new CalledOff(calledOff, touched, due);
  }

  private List<Prompt> prompts(List<Course> courses) {
    var matters = new ArrayList<String>();
    matters.add("always");
    courses.stream()
        .flatMap(course -> course.signals().stream())
        .flatMap(signal -> Stream.ofNullable(MATTERS.get(signal.detector())))
        .distinct()
        .sorted()
        .forEach(matters::add);
    return matters.stream().map(this::prompt).toList();
  }

  private Prompt prompt(String matter) {
    return new Prompt(
        catalogue.text(FILE, matter + ".title", locale),
        IntStream.rangeClosed(1, QUESTIONS)
            .mapToObj(n -> matter + ".ask." + n)
            .filter(key -> catalogue.has(FILE, key))
            .map(key -> catalogue.text(FILE, key, locale))
            .toList());
  }
}
