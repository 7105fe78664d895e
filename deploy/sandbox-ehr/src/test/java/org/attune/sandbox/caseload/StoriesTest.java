package org.attune.sandbox.caseload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attune.sandbox.caseload.ReadChart.Count;
import org.attune.sandbox.caseload.Story.Alignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stories promise, checked against the tests' own oracle. */
class StoriesTest {

  private static final List<String> BANNED =
      List.of("resist", "complian", "refus", "poor", "difficult", "failed", "unmotivated");

  private final List<ReadChart> charts = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "42, 2026-11-22, 150",
    "42, 2026-08-05, 150",
    "7, 2026-04-06, 150",
    "1, 2027-01-01, 180",
    "99, 2026-10-29, 180"
  })
  void every_story_is_noticed_as_it_says_and_every_ordinary_client_is_not(
      long seed, LocalDate today, int clients) {
    var caseload = caseload(seed, today, clients);
    read(caseload);
    for (double p0 : new double[] {.12, missRate()}) {
      for (double s0 : new double[] {2, withinPersonSd()}) {
        assertThat(wrong(caseload, new Oracle(p0, s0))).as("p0 %f, s0 %f", p0, s0).isEmpty();
      }
    }
  }

  private List<String> wrong(Caseload caseload, Oracle oracle) {
    return caseload
        .clientNumbers()
        .mapToObj(
            number -> {
              var said = oracle.judge(charts.get(number - 1));
              if (number > Stories.ALL.size()) {
                return said.isEmpty() ? "" : number + " (ordinary) " + said;
              }
              var story = Stories.ALL.get(number - 1);
              said.keySet().removeAll(story.open());
              var expected = new TreeMap<String, String>();
              story.fires().stream()
                  .filter(each -> Oracle.DETECTORS.contains(each.detector()))
                  // What concerns the unit is said of no client.
                  .filter(each -> !each.channel().equals("unit"))
                  .forEach(each -> expected.put(each.detector(), each.level()));
              return said.equals(expected) ? "" : story.name() + " " + said + " not " + expected;
            })
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"42, 2026-11-22, 150", "7, 2026-04-06, 180", "1, 2027-01-01, 200"})
  void a_plan_is_blind_to_what_its_story_says_and_to_nothing_else(
      long seed, LocalDate today, int clients) {
    var caseload = caseload(seed, today, clients);
    var wrong = new ArrayList<String>();
    caseload
        .clientNumbers()
        .forEach(
            number -> {
              var told =
                  number > Stories.ALL.size()
                      ? Alignment.NOTHING
                      : Stories.ALL.get(number - 1).alignment();
              var seen = new HashSet<>(PlanOracle.judge(caseload, caseload.chart(number)));
              seen.removeIf(spot -> told.open().contains(spot.kind()));
              if (!seen.equals(Set.copyOf(told.blindSpots()))) {
                wrong.add(number + " " + seen + " not " + told.blindSpots());
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void every_blind_spot_has_a_story_and_look_alikes_that_do_not_have_it() {
    var told =
        Stories.ALL.stream()
            .flatMap(story -> story.alignment().blindSpots().stream())
            .map(Story.BlindSpot::kind)
            .collect(Collectors.toSet());
    assertThat(told).containsExactlyInAnyOrderElementsOf(Story.BLIND_SPOTS);
    var seen = Stories.ALL.stream().collect(Collectors.toMap(Story::name, Story::seen));
    assertThat(Stories.PLAN_LOOK_ALIKES).containsOnlyKeys(Story.BLIND_SPOTS);
    Stories.PLAN_LOOK_ALIKES.forEach(
        (kind, names) ->
            assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(seen.getOrDefault(name, List.of())).contains(kind)));
  }

  @Test
  void a_goal_is_the_same_by_its_code_or_once_a_person_has_confirmed_its_words() {
    var matches =
        Stories.ALL.stream().flatMap(story -> story.alignment().matches().stream()).toList();
    assertThat(matches)
        .extracting(Story.Match::by)
        .containsExactlyInAnyOrder("code", "words", "likeness", "likeness");
    // What a person is still to say is promised neither way.
    assertThat(Stories.ALL)
        .filteredOn(
            story -> story.alignment().matches().stream().anyMatch(m -> !m.by().equals("code")))
        .allMatch(story -> !story.seen().contains("NOT_IN_PLAN"));
  }

  @Test
  void nobody_is_noticed_in_a_group() {
    var caseload = caseload(42, LocalDate.parse("2026-11-22"), 200);
    var oracle = new Oracle(.12, 1.5);
    assertThat(caseload.clientNumbers().mapToObj(caseload::chart))
        .allMatch(
            chart -> oracle.judge(ReadChart.ofGroup(chart, Oracle.startOf(caseload))).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"42, 2026-11-22, 150", "7, 2026-04-06, 150", "3, 2026-12-31, 200"})
  void nine_of_ten_missed_hours_have_a_real_reason(long seed, LocalDate today, int clients) {
    read(caseload(seed, today, clients));
    double own = counted(Count.OWN);
    double unknown = counted(Count.UNKNOWN);
    assertThat(own / (own + unknown)).isGreaterThan(.92);
  }

  @Test
  void hours_are_missed_about_as_often_as_elsewhere() {
    read(caseload(42, LocalDate.parse("2026-11-22"), 200));
    assertThat(missRate()).isBetween(.09, .125);
  }

  @Test
  void every_rule_has_a_story_that_is_noticed_and_a_look_alike_that_is_not() {
    var noticed =
        Stories.ALL.stream()
            .flatMap(story -> story.fires().stream())
            .map(Story.Expected::detector)
            .collect(Collectors.toSet());
    assertThat(noticed).containsExactlyInAnyOrderElementsOf(Story.DETECTORS);
    var silent =
        Stories.ALL.stream().collect(Collectors.toMap(Story::name, story -> story.silent()));
    assertThat(Stories.LOOK_ALIKES).containsOnlyKeys(Story.DETECTORS);
    Stories.LOOK_ALIKES.forEach(
        (detector, names) ->
            assertThat(names)
                .allMatch(name -> silent.getOrDefault(name, List.of()).contains(detector)));
  }

  @Test
  void every_story_has_a_name_of_its_own() {
    assertThat(Stories.ALL.stream().map(Story::name)).doesNotHaveDuplicates();
  }

  @Test
  void no_story_judges_the_client() {
    for (var story : Stories.ALL) {
      var text = (story.name() + " " + story.tells()).toLowerCase(Locale.ROOT);
      assertThat(BANNED).noneMatch(text::contains);
    }
  }

  @Test
  void what_is_noticed_happened_within_the_last_fortnight() {
    var caseload = caseload(42, LocalDate.parse("2026-11-22"), 150);
    read(caseload);
    var since = caseload.today().minusDays(14).atStartOfDay(caseload.zone()).toInstant();
    for (int number = 1; number <= Stories.ALL.size(); number++) {
      var story = Stories.ALL.get(number - 1);
      var hours = charts.get(number - 1).past;
      boolean quiet =
          story.fires().stream().anyMatch(each -> each.detector().equals("contact-lapse"));
      if (!story.fires().isEmpty() && !quiet && !story.script().inGroup()) {
        assertThat(hours.get(hours.size() - 1).start()).isAfter(since);
      }
    }
  }

  @Test
  void the_worked_example_of_the_ratings_is_told_to_the_point() {
    read(caseload(42, LocalDate.parse("2026-11-22"), 150));
    assertThat(chartOf("srs-37-to-31").scores.get("srs-scores"))
        .extracting(ReadChart.Rating::total)
        .containsExactly(37.0, 38.0, 36.5, 37.5, 38.0, 37.0, 31.0);
  }

  @Test
  void a_death_in_the_family_is_ticked_where_the_story_says_so() {
    read(caseload(42, LocalDate.parse("2026-11-22"), 150));
    assertThat(chartOf("bereavement").checkIns)
        .anyMatch(ticks -> ticks.lifeEvents().contains("bereavement"));
  }

  private ReadChart chartOf(String name) {
    return charts.get(Stories.ALL.stream().map(Story::name).toList().indexOf(name));
  }

  private static Caseload caseload(long seed, LocalDate today, int clients) {
    return new Caseload(seed, today, ZoneId.of("Europe/Amsterdam"), clients);
  }

  private void read(Caseload caseload) {
    charts.clear();
    caseload
        .clientNumbers()
        .mapToObj(caseload::chart)
        .map(chart -> ReadChart.of(chart, Oracle.startOf(caseload)))
        .forEach(charts::add);
  }

  private double counted(Count count) {
    return charts.stream()
        .flatMap(chart -> chart.past.stream())
        .filter(hour -> hour.count() == count)
        .count();
  }

  private double missRate() {
    double missed = counted(Count.OWN) + counted(Count.UNKNOWN);
    return missed / (missed + counted(Count.KEPT));
  }

  /** Pooled over everybody, stories and all. */
  private double withinPersonSd() {
    double squares = 0;
    double freedom = 0;
    for (var chart : charts) {
      var totals =
          chart.scores.getOrDefault("srs-scores", List.of()).stream()
              .mapToDouble(ReadChart.Rating::total)
              .toArray();
      double mean = Arrays.stream(totals).average().orElse(0);
      squares += Arrays.stream(totals).map(x -> (x - mean) * (x - mean)).sum();
      freedom += Math.max(0, totals.length - 1);
    }
    return Math.sqrt(squares / freedom);
  }
}
