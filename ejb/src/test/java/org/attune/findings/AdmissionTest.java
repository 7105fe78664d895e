package org.attune.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.COURSE;
import static org.attune.findings.Found.MONDAY;
import static org.attune.findings.Found.background;
import static org.attune.findings.Found.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.settings.GivenSettings;
import org.attune.therapy.TherapistId;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final String RULE = "alliance-drop";
  private static final TherapistId ANNA = new TherapistId("anna");
  private static final TherapistId BEN = new TherapistId("ben");

  private final Map<String, Instant> live = new HashMap<>();
  private final Budget budget = new Budget(new GivenSettings(Map.of()));
  private int days = 28;

  @Test
  void in_shadow_nothing_is_let_out_by_any_way() {
    for (var channel : List.of(Channel.CHART, Channel.NAMED_PERSON, Channel.PROMPT)) {
      var finding = found(signal(RULE, channel, Level.REVIEW, "1"), day(0));
      assertThat(admits(finding, 0)).isFalse();
      assertThat(finding.hold()).contains(Hold.SHADOW);
      settle(finding, 0);
      assertThat(finding.onChart()).isFalse();
    }
  }

  @Test
  void one_rule_may_stay_in_shadow_while_another_is_live() {
    goLive("not-on-track", 0);
    var shadow = found(signal(RULE, "1"), day(0));
    admits(shadow, 1);
    assertThat(shadow.hold()).contains(Hold.SHADOW);
    days = 0;
    assertThat(admits(found(signal("not-on-track", "1"), day(0)), 1)).isTrue();
  }

  @Test
  void what_is_older_than_a_fortnight_before_the_going_live_stays_silent() {
    days = 0;
    goLive(RULE, 20);
    var old = found(signal(RULE, "1"), day(6).minusSeconds(1));
    assertThat(admits(old, 20)).isFalse();
    assertThat(old.hold()).contains(Hold.KNOWN);
    assertThat(admits(found(signal(RULE, "1"), day(6)), 20)).isTrue();
  }

  @Test
  void what_stayed_silent_speaks_when_something_new_comes_to_it_however_late() {
    days = 0;
    goLive(RULE, 60);
    var old = found(signal(RULE, "1"), day(0));
    admits(old, 60);
    assertThat(admits(old, 300)).isFalse();
    old.follow(signal(RULE, "1", "2"), background(day(301)), day(301));
    assertThat(admits(old, 301)).isTrue();
    settle(old, 301);
    assertThat(old.onChart()).isTrue();
    assertThat(old.since()).isEqualTo(MONDAY);
  }

  @Test
  void at_first_a_flag_waits_for_its_turn_in_the_caseload() {
    goLive(RULE, 1);
    var finding = found(signal(RULE, "1"), day(1));
    assertThat(admits(finding, 1)).isFalse();
    settle(finding, 1);
    assertThat(finding.hold()).contains(Hold.TURN);
    assertThat(finding.stage()).isEqualTo(FindingStage.WAITING);
    finding.letOut(day(2));
    assertThat(admits(finding, 2)).isFalse();
    settle(finding, 2);
    assertThat(finding.onChart()).isTrue();
    assertThat(finding.stage()).isEqualTo(FindingStage.OPEN);
    assertThat(finding.letOut()).contains(day(2));
  }

  @Test
  void what_waits_for_a_place_of_its_own_client_does_not_wait_for_the_caseload_too() {
    goLive(RULE, 1);
    goLive("alliance-drift", 1);
    var first = found(signal(RULE, Channel.CHART, Level.REVIEW, "1"), day(1));
    var second = found(signal("alliance-drift", Channel.CHART, Level.INFO, "1"), day(1));
    List.of(first, second).forEach(each -> admits(each, 1));
    budget.settle(List.of(first, second), null, day(1));
    assertThat(first.hold()).contains(Hold.TURN);
    assertThat(second.hold()).contains(Hold.PLACE);
  }

  @Test
  void nothing_is_taken_off_the_chart_for_one_that_waits_for_its_turn() {
    days = 0;
    goLive("alliance-drift", 0);
    var shown = found(signal("alliance-drift", Channel.CHART, Level.INFO, "1"), day(0));
    admits(shown, 0);
    settle(shown, 0);
    days = 28;
    goLive(RULE, 1);
    var pressing = found(signal(RULE, Channel.CHART, Level.PRIORITY, "1"), day(1));
    admits(pressing, 1);
    budget.settle(List.of(shown, pressing), null, day(1));
    assertThat(shown.onChart()).isTrue();
    assertThat(pressing.hold()).contains(Hold.TURN);
    pressing.letOut(day(2));
    admits(pressing, 2);
    budget.settle(List.of(shown, pressing), null, day(2));
    assertThat(pressing.onChart()).isTrue();
    assertThat(shown.onChart()).isFalse();
  }

  @Test
  void after_the_first_weeks_what_is_new_goes_at_once_and_what_waited_still_waits_for_its_turn() {
    goLive(RULE, 0);
    var waited = found(signal(RULE, "1"), day(0));
    admits(waited, 0);
    assertThat(admits(waited, 28)).isFalse();
    assertThat(admits(found(signal(RULE, "2"), day(28)), 28)).isTrue();
  }

  @Test
  void what_the_client_tells_us_and_what_goes_to_a_named_person_is_not_capped() {
    goLive("client-voice", 0);
    assertThat(admits(found(signal("client-voice", "1"), day(0)), 0)).isTrue();
    assertThat(
            admits(
                found(signal("client-voice", Channel.NAMED_PERSON, Level.PRIORITY, "1"), day(0)),
                0))
        .isTrue();
  }

  @Test
  void what_counts_for_the_unit_is_let_out_however_little_attention_it_asks_for() {
    goLive(RULE, 0);
    var mild = signal(RULE, Channel.CHART, Level.PROMPT, "1");
    assertThat(admits(found(mild.forUnit("Appointment/1"), day(0)), 0)).isTrue();
    assertThat(admits(found(mild, day(0)), 0)).isFalse();
  }

  @Test
  void a_prompt_is_never_let_out_but_nothing_holds_it_back() {
    goLive(RULE, 0);
    var prompt = found(signal(RULE, Channel.PROMPT, Level.PROMPT, "1"), day(0));
    assertThat(admits(prompt, 0)).isFalse();
    assertThat(prompt.hold()).isEmpty();
  }

  @Test
  void back_in_shadow_what_stands_on_the_chart_stays_until_its_reason_ends() {
    days = 0;
    goLive(RULE, 0);
    var shown = found(signal(RULE, "1"), day(0));
    admits(shown, 0);
    settle(shown, 0);
    live.clear();
    assertThat(admits(shown, 1)).isFalse();
    assertThat(shown.hold()).isEmpty();
    assertThat(shown.onChart()).isTrue();
    shown.resolve(day(2));
    assertThat(shown.closed()).contains(day(2));
  }

  @Test
  void back_in_shadow_what_was_let_out_and_has_no_flag_yet_gets_none() {
    days = 0;
    goLive(RULE, 0);
    var waiting = found(signal(RULE, "1"), day(0));
    admits(waiting, 0);
    live.clear();
    admits(waiting, 1);
    settle(waiting, 1);
    assertThat(waiting.hold()).contains(Hold.SHADOW);
    assertThat(waiting.onChart()).isFalse();
  }

  @Test
  void going_live_again_seeds_again() {
    days = 0;
    goLive(RULE, 0);
    live.clear();
    var finding = found(signal(RULE, "1"), day(10));
    admits(finding, 10);
    goLive(RULE, 100);
    admits(finding, 100);
    assertThat(finding.hold()).contains(Hold.KNOWN);
  }

  @Test
  void of_each_caseload_the_most_pressing_come_first_and_no_more_than_a_day_may_see() {
    var waiting = new ArrayList<Finding>();
    for (int n = 0; n < 5; n++) {
      waiting.add(found(signal(RULE, Channel.CHART, Level.INFO, "a" + n), day(0), ANNA));
    }
    var pressing = found(signal(RULE, Channel.CHART, Level.PRIORITY, "z"), day(0), ANNA);
    waiting.add(pressing);
    waiting.add(found(signal(RULE, "b"), day(0), BEN));
    waiting.add(found(signal(RULE, "n"), day(0)));
    var chosen = GoingLive.choose(waiting, Map.of("anna", 1L), 3);
    assertThat(chosen.get(0)).isSameAs(pressing);
    assertThat(chosen)
        .extracting(Finding::caseload)
        .containsExactlyInAnyOrder("anna", "anna", "ben", "");
    IntStream.range(0, 20)
        .forEach(
            seed -> {
              Collections.shuffle(waiting, new Random(seed));
              assertThat(GoingLive.choose(waiting, Map.of("anna", 1L), 3)).isEqualTo(chosen);
            });
  }

  private boolean admits(Finding finding, int day) {
    return admission().letsOut(finding, day(day));
  }

  private Admission admission() {
    return new Admission(14, days, rule -> Optional.ofNullable(live.get(rule)));
  }

  private void settle(Finding finding, int day) {
    budget.settle(List.of(finding), null, day(day));
  }

  private void goLive(String rule, int day) {
    live.put(rule, day(day));
  }

  private static Finding found(Signal signal, Instant latest, TherapistId... therapists) {
    return new Finding(COURSE, signal, background(latest, therapists), latest);
  }

  private static Instant day(int day) {
    return MONDAY.plus(Duration.ofDays(day));
  }
}
