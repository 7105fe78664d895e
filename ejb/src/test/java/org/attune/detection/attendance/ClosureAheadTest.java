package org.attune.detection.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;
import org.junit.jupiter.api.Test;

class ClosureAheadTest {

  private static ClosureAhead rule(String... keysAndTexts) {
    var given = new HashMap<>(Map.of("closure-ahead.rule", "true"));
    for (int i = 0; i < keysAndTexts.length; i += 2) {
      given.put("closure-ahead." + keysAndTexts[i], keysAndTexts[i + 1]);
    }
    return new ClosureAhead(new GivenSettings(given));
  }

  /** Three misses within ninety days, and nothing else. */
  private static ClosureAhead threeInNinety(String... keysAndTexts) {
    var all = new String[keysAndTexts.length + 2];
    System.arraycopy(keysAndTexts, 0, all, 2, keysAndTexts.length);
    all[0] = "in-a-row";
    all[1] = "0";
    return rule(all);
  }

  private static Optional<Signal> examine(ClosureAhead detector, Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private static Signal signal(ClosureAhead detector, Courses course) {
    return examine(detector, course).orElseThrow();
  }

  @Test
  void a_clinic_without_a_rule_hears_nothing() {
    assertThat(examine(new ClosureAhead(GivenSettings.FALLBACKS), course().attended(4).missed(5)))
        .isEmpty();
  }

  @Test
  void one_miss_before_two_in_a_row() {
    var course = course().attended(4).missed();
    var signal = signal(rule(), course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.category()).isEqualTo(Category.ADMIN);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.proposesGoal()).isFalse();
    assertThat(signal.since()).isEqualTo(course.latest());
    assertThat(signal.numbers()).containsEntry("events", 1.0).containsEntry("outside", 0.0);
  }

  @Test
  void two_before_three_in_a_row() {
    var detector = rule("in-a-row", "3", "misses", "0");
    assertThat(examine(detector, course().attended(4).missed())).isEmpty();
    assertThat(examine(detector, course().attended(4).missed(2))).isPresent();
    assertThat(examine(detector, course().attended(4).missed().attended().missed())).isEmpty();
  }

  @Test
  void a_session_called_off_by_the_service_neither_counts_nor_breaks_the_row() {
    var detector = rule("in-a-row", "3", "misses", "0");
    var signal = signal(detector, course().attended(4).missed().cancelledByService().missed());
    assertThat(signal.numbers()).containsEntry("events", 2.0);
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.service");
  }

  @Test
  void two_within_ninety_days_before_three() {
    assertThat(examine(threeInNinety(), course().attended(4).missed().attended(3).missed()))
        .isPresent();
    assertThat(examine(threeInNinety(), course().attended(4).missed().attended(3))).isEmpty();
  }

  @Test
  void a_miss_counts_for_ninety_days_and_no_longer() {
    var near = course().attended(4).missed().later(82).missed();
    var far = course().attended(4).missed().later(83).missed();
    assertThat(examine(threeInNinety(), near)).isEmpty();
    assertThat(examine(threeInNinety(), near.judgedAfter(0))).isPresent();
    assertThat(examine(threeInNinety(), far.judgedAfter(0))).isEmpty();
  }

  @Test
  void it_ends_when_the_misses_are_long_past_and_says_when() {
    var course = course().attended(4).missed();
    var first = course.latest();
    course.missed();
    assertThat(signal(threeInNinety(), course.judgedAfter(82)).lookAgainAt())
        .isEqualTo(first.plus(Duration.ofDays(90)));
    assertThat(examine(threeInNinety(), course.judgedAfter(83))).isEmpty();
  }

  @Test
  void a_session_that_takes_place_ends_a_row() {
    var detector = rule("misses", "0");
    var course = course().attended(4).missed();
    assertThat(examine(detector, course)).isPresent();
    assertThat(examine(detector, course.attended())).isEmpty();
  }

  @Test
  void once_the_rule_is_met_it_still_stands_with_the_same_beginning() {
    var course = course().attended(4).missed(2);
    var before = signal(threeInNinety(), course);
    var met = signal(threeInNinety(), course.missed());
    assertThat(met.onset()).isEqualTo(before.onset());
    assertThat(met.numbers()).containsEntry("events", 3.0);
  }

  @Test
  void misses_for_a_reason_of_access_are_counted_as_the_rule_counts_and_set_apart() {
    var course = course().attended(4).missed(CancellationReason.TRANSPORT).missed();
    var signal = signal(threeInNinety(), course);
    assertThat(signal.wording()).isEqualTo("flag.outside");
    assertThat(signal.numbers()).containsEntry("events", 2.0).containsEntry("outside", 1.0);
    assertThat(signal.evidence()).hasSize(1);
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.transport");
  }

  @Test
  void a_rule_that_does_not_count_access_is_not_nearer_for_it() {
    var detector = threeInNinety("access", "false");
    var course = course().attended(4).missed(CancellationReason.TRANSPORT).missed();
    assertThat(examine(detector, course)).isEmpty();
    var signal = signal(detector, course.missed());
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.transport");
  }

  @Test
  void cancellations_count_only_where_the_rule_counts_them() {
    var course =
        course()
            .attended(4)
            .cancelledByClient(CancellationReason.OWN_REASON, Duration.ofHours(30))
            .cancelledByClient(CancellationReason.OWN_REASON, Duration.ofHours(23));
    assertThat(examine(rule("misses", "0"), course)).isEmpty();
    assertThat(signal(rule("misses", "0", "cancellations", "late"), course).numbers())
        .containsEntry("events", 1.0);
    assertThat(signal(rule("misses", "0", "cancellations", "all"), course).numbers())
        .containsEntry("events", 2.0);
  }

  @Test
  void a_cancellation_of_which_nobody_knows_when_or_by_whom_is_not_late() {
    var detector = rule("misses", "0", "cancellations", "late");
    assertThat(
            examine(
                detector, course().attended(4).cancelledByClient(CancellationReason.OWN_REASON)))
        .isEmpty();
    assertThat(
            examine(rule("misses", "0", "cancellations", "all"), course().attended(4).cancelled()))
        .isEmpty();
  }

  @Test
  void hours_that_were_moved_or_of_which_nothing_is_known_do_not_count() {
    assertThat(examine(rule(), course().attended(4).missedAndMoved().unknown())).isEmpty();
  }

  @Test
  void the_first_sessions_count_since_the_rule_counts_them() {
    assertThat(examine(rule(), course().missed())).isPresent();
  }

  @Test
  void a_treatment_on_hold_is_left_alone() {
    assertThat(examine(rule(), course().attended(4).missed().onHold())).isEmpty();
  }

  @Test
  void what_is_written_says_nothing_of_closing() {
    for (String key : new String[] {"flag", "flag.outside"}) {
      assertThat(
              new Catalogue()
                  .text(
                      "closure-ahead", key, Locale.ENGLISH, Map.of("events", 2.0, "outside", 1.0)))
          .doesNotContainIgnoringCase("clos")
          .doesNotContainIgnoringCase("rule");
    }
  }
}
