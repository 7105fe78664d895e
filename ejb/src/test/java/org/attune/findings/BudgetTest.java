package org.attune.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.COURSE;
import static org.attune.findings.Found.MONDAY;
import static org.attune.findings.Found.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.settings.GivenSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

  private static final Finding.Background NOTHING = Found.background(MONDAY);

  private final Budget budget = new Budget(new GivenSettings(Map.of()));
  private final List<Finding> findings = new ArrayList<>();
  private Instant lastSession = MONDAY.minus(Duration.ofDays(7));

  @Test
  void the_first_finding_gets_its_flag_at_once() {
    found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    assertThat(onChart()).containsExactly("alliance-drop");
  }

  @Test
  void a_second_one_waits_for_the_next_session() {
    found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    var second = found("not-on-track", Level.REVIEW, 1);
    settle(1);
    assertThat(onChart()).containsExactly("alliance-drop");
    assertThat(second.stage()).isEqualTo(FindingStage.WAITING);
    assertThat(second.stageSince()).isEqualTo(day(1));
    session(7);
    settle(7);
    assertThat(onChart()).containsExactlyInAnyOrder("alliance-drop", "not-on-track");
    assertThat(second.stage()).isEqualTo(FindingStage.OPEN);
  }

  @Test
  void where_no_session_takes_place_it_does_not_wait_for_ever() {
    found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    found("contact-lapse", Level.REVIEW, 1);
    settle(20);
    assertThat(onChart()).containsExactly("alliance-drop");
    settle(21);
    assertThat(onChart()).containsExactlyInAnyOrder("alliance-drop", "contact-lapse");
  }

  @Test
  void a_third_one_waits_until_one_has_ended() {
    var first = twoOnTheChart();
    found("attendance-change", Level.INFO, 14);
    session(14);
    settle(14);
    assertThat(onChart()).containsExactlyInAnyOrder("alliance-drop", "not-on-track");
    first.resolve(day(15));
    settle(15);
    assertThat(onChart()).containsExactlyInAnyOrder("not-on-track", "attendance-change");
  }

  @Test
  void something_more_pressing_takes_the_place_of_the_least_pressing() {
    twoOnTheChart();
    found("contact-lapse", Level.PRIORITY, 8);
    var changed = settle(8);
    assertThat(onChart()).containsExactlyInAnyOrder("alliance-drop", "contact-lapse");
    assertThat(changed).hasSize(2);
  }

  @Test
  void what_was_written_is_not_taken_back_for_something_as_pressing() {
    twoOnTheChart();
    session(14);
    found("contact-lapse", Level.REVIEW, 14);
    assertThat(settle(14)).hasSize(1);
    assertThat(onChart()).containsExactlyInAnyOrder("alliance-drop", "not-on-track");
  }

  @Test
  void of_one_family_only_the_most_pressing_stands_on_the_chart() {
    found("attendance-change", Level.INFO, 0);
    settle(0);
    session(7);
    found("access-barrier", Level.INFO, 7);
    settle(7);
    assertThat(onChart()).containsExactly("attendance-change");
    found("contact-lapse", Level.REVIEW, 8);
    settle(8);
    assertThat(onChart()).containsExactly("contact-lapse");
  }

  @Test
  void the_same_rule_is_silent_for_four_weeks_after_its_flag_was_closed() {
    var first = found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    first.resolve(day(7));
    session(14);
    found("alliance-drop", Level.REVIEW, 14);
    settle(34);
    assertThat(onChart()).isEmpty();
    settle(35);
    assertThat(onChart()).containsExactly("alliance-drop");
  }

  @Test
  void what_stands_again_because_its_record_was_restored_has_its_flag_back_at_once() {
    var drop = found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    drop.resolve(day(1));
    settle(1);
    assertThat(onChart()).isEmpty();
    drop.follow(as("alliance-drop", Level.REVIEW, "0"), NOTHING, day(2));
    settle(2);
    assertThat(onChart()).containsExactly("alliance-drop");
  }

  @Test
  void what_a_person_set_aside_is_silent_for_four_weeks_also_where_there_is_new_evidence() {
    var drop = found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    drop.dismiss(day(1), Dismissal.NOT_APPLICABLE);
    drop.follow(signal("alliance-drop", "0", "1"), NOTHING, day(8));
    session(8);
    settle(28);
    assertThat(onChart()).isEmpty();
    settle(29);
    assertThat(onChart()).containsExactly("alliance-drop");
  }

  @Test
  void what_the_client_tells_waits_for_nothing_and_takes_no_place() {
    twoOnTheChart();
    var voice = found("client-voice", Level.REVIEW, 8);
    settle(8);
    voice.resolve(day(9));
    found("client-voice", Level.REVIEW, 10);
    settle(10);
    assertThat(onChart())
        .containsExactlyInAnyOrder("alliance-drop", "not-on-track", "client-voice");
  }

  @Test
  void good_news_takes_nobodys_place() {
    twoOnTheChart();
    found("repair-gain", Level.INFO, 8);
    settle(8);
    assertThat(onChart()).containsExactlyInAnyOrder("alliance-drop", "not-on-track", "repair-gain");
  }

  @Test
  void a_prompt_has_no_flag_and_one_that_became_a_prompt_loses_it() {
    var prompt = found("step-barrier", Level.PROMPT, 0);
    var drop = found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    assertThat(onChart()).containsExactly("alliance-drop");
    assertThat(prompt.stage()).isEqualTo(FindingStage.OPEN);
    drop.follow(signal("alliance-drop", "0").asPrompt(), NOTHING, day(1));
    settle(1);
    assertThat(onChart()).isEmpty();
    assertThat(drop.stage()).isEqualTo(FindingStage.OPEN);
  }

  @Test
  void after_sixty_days_what_still_stands_keeps_its_flag() {
    var drop = found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    settle(61);
    assertThat(onChart()).containsExactly("alliance-drop");
    assertThat(drop.closed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void no_history_breaks_the_limits_and_the_order_of_the_findings_does_not_matter(long seed) {
    var one = new History(seed, new Random(1));
    var other = new History(seed, new Random(2));
    for (int day = 0; day < 300; day++) {
      one.live(day);
      other.live(day);
      assertThat(one.shown()).as("day " + day).isEqualTo(other.shown());
    }
    assertThat(one.everShown).hasSizeGreaterThan(10);
  }

  /** Findings that come, change and go at random; every day the limits are looked at. */
  private final class History {

    private static final List<String> RULES =
        List.of(
            "alliance-drop",
            "alliance-drift",
            "attendance-change",
            "contact-lapse",
            "not-on-track",
            "step-barrier",
            "service-first",
            "repair-gain",
            "client-voice");

    private final Random dice;
    private final Random order;
    private final List<Finding> all = new ArrayList<>();
    private final Map<String, Instant> closedAt = new HashMap<>();
    private final Set<String> everShown = new HashSet<>();
    private Instant attended = MONDAY.minus(Duration.ofDays(7));
    private int newSinceSession;

    History(long seed, Random order) {
      this.dice = new Random(seed);
      this.order = order;
    }

    Set<String> shown() {
      return all.stream()
          .filter(Finding::onChart)
          .map(each -> each.key().value())
          .collect(Collectors.toSet());
    }

    void live(int day) {
      var before = shown();
      comeAndGo(day);
      boolean quiet = !attended.isAfter(day(day).minus(Duration.ofDays(21)));
      if (dice.nextInt(6) == 0) {
        attended = day(day).minusSeconds(60);
        newSinceSession = 0;
      }
      var still = shown();
      var shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, order);
      budget.settle(shuffled, attended, day(day));
      look(day, before, still, quiet);
      assertThat(budget.settle(shuffled, attended, day(day))).as("settled once").isEmpty();
    }

    private void comeAndGo(int day) {
      for (var finding : List.copyOf(all)) {
        int event = dice.nextInt(40);
        if (!finding.standing() || finding.stage() == FindingStage.DISMISSED) {
          continue;
        }
        if (event < 2) {
          if (finding.onChart()) {
            closedAt.put(finding.detector(), day(day));
          }
          if (event == 0) {
            finding.resolve(day(day));
          } else {
            finding.dismiss(day(day), Dismissal.ALREADY_KNOWN);
          }
        } else if (event == 2) {
          finding.follow(as(finding.detector(), level(), finding.onset().id()), NOTHING, day(day));
        }
      }
      if (dice.nextInt(3) == 0) {
        var rule = RULES.get(dice.nextInt(RULES.size()));
        var level = level();
        boolean stands =
            all.stream()
                .anyMatch(
                    each ->
                        each.detector().equals(rule)
                            && each.standing()
                            && each.stage() != FindingStage.DISMISSED);
        if (!stands) {
          all.add(new Finding(COURSE, as(rule, level, rule + day), NOTHING, day(day)));
        }
      }
    }

    private Level level() {
      return List.of(Level.INFO, Level.REVIEW, Level.REVIEW, Level.PRIORITY).get(dice.nextInt(4));
    }

    private void look(int day, Set<String> before, Set<String> still, boolean quiet) {
      var shown = all.stream().filter(Finding::onChart).toList();
      var counted = shown.stream().filter(each -> counts(each.detector())).toList();
      assertThat(counted).as("at most two").hasSizeLessThanOrEqualTo(2);
      assertThat(families(counted)).as("one of a family").doesNotHaveDuplicates();
      assertThat(all.stream().filter(each -> each.detector().equals("client-voice")))
          .filteredOn(each -> each.standing() && each.stage() != FindingStage.DISMISSED)
          .allMatch(Finding::onChart);
      var gone = still.stream().filter(key -> !shown().contains(key)).count();
      var news = shown.stream().filter(each -> !before.contains(each.key().value())).toList();
      news.forEach(each -> everShown.add(each.key().value()));
      news.stream()
          .filter(each -> !each.detector().equals("client-voice"))
          .forEach(
              each ->
                  assertThat(closedAt.getOrDefault(each.detector(), Instant.EPOCH))
                      .as("no repeat of " + each.detector())
                      .isBeforeOrEqualTo(day(day).minus(Duration.ofDays(28))));
      long own = news.stream().filter(each -> counts(each.detector())).count() - gone;
      long pressing = news.stream().filter(each -> each.level() == Level.PRIORITY).count();
      newSinceSession += (int) Math.max(0, own - pressing);
      if (!quiet) {
        assertThat(newSinceSession).as("new since the last session").isLessThanOrEqualTo(1);
      } else {
        newSinceSession = 0;
      }
    }

    private List<String> families(List<Finding> shown) {
      return shown.stream()
          .map(Finding::detector)
          .map(rule -> rule.startsWith("alliance") ? "alliance" : rule)
          .map(rule -> Set.of("contact-lapse").contains(rule) ? "attendance-change" : rule)
          .toList();
    }

    private static boolean counts(String rule) {
      return !Set.of("client-voice", "repair-gain").contains(rule);
    }
  }

  private Finding twoOnTheChart() {
    var first = found("alliance-drop", Level.REVIEW, 0);
    settle(0);
    session(7);
    found("not-on-track", Level.REVIEW, 7);
    settle(7);
    assertThat(onChart()).hasSize(2);
    return first;
  }

  private Finding found(String detector, Level level, int day) {
    var finding = new Finding(COURSE, as(detector, level, "" + day), NOTHING, day(day));
    findings.add(finding);
    return finding;
  }

  private static Signal as(String detector, Level level, String onset) {
    return signal(detector, Channel.CHART, level, onset);
  }

  private void session(int day) {
    lastSession = day(day).minusSeconds(60);
  }

  private List<Finding> settle(int day) {
    return budget.settle(findings, lastSession, day(day));
  }

  private List<String> onChart() {
    return findings.stream().filter(Finding::onChart).map(Finding::detector).toList();
  }

  private static Instant day(int day) {
    return MONDAY.plus(Duration.ofDays(day));
  }
}
