package org.attune.detection.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.Courses;
import org.attune.therapy.Modality;
import org.attune.therapy.Respondent;
import org.attune.therapy.TeleCheck.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessBarrierTest {

  private final AccessBarrier detector = new AccessBarrier(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses twice(CancellationReason reason) {
    return course().attended(4).missed(reason).attended().missed(reason);
  }

  @Test
  void no_way_to_get_there_twice() {
    var course = twice(CancellationReason.TRANSPORT);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.category()).isEqualTo(Category.ADMIN);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag.transport");
    assertThat(signal.since()).isEqualTo(course.latest());
    assertThat(signal.numbers()).containsEntry("times", 2.0);
    assertThat(signal.evidence()).hasSize(2);
    assertThat(signal.holdsBack()).isEmpty();
    assertThat(detector.stage()).isEqualTo(Stage.SERVICE);
  }

  @Test
  void once_is_not_enough() {
    assertThat(examine(course().attended(4).missed(CancellationReason.TRANSPORT))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CancellationReason.class)
  void each_access_cause_has_its_own_sentence_and_nothing_else_is_one(CancellationReason reason) {
    var found = examine(twice(reason));
    assertThat(found).matches(signal -> signal.isPresent() == (reason.kind() == Kind.ACCESS));
    found.ifPresent(
        signal ->
            assertThat(new Catalogue().has("access-barrier", signal.wording()))
                .as(signal.wording())
                .isTrue());
    found.ifPresent(
        signal ->
            assertThat(signal.wording())
                .isEqualTo("flag." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  @Test
  void different_causes_have_a_sentence_together() {
    assertThat(
            signal(
                    course()
                        .attended(4)
                        .missed(CancellationReason.TRANSPORT)
                        .cancelledByCircumstance(CancellationReason.COST))
                .wording())
        .isEqualTo("flag.mixed");
  }

  @Test
  void two_that_lie_ninety_days_apart_are_not_one_barrier() {
    var near =
        course()
            .every(89)
            .attended(4)
            .missed(CancellationReason.COST)
            .missed(CancellationReason.COST);
    var far =
        course()
            .every(90)
            .attended(4)
            .missed(CancellationReason.COST)
            .missed(CancellationReason.COST);
    assertThat(examine(near)).isPresent();
    assertThat(examine(far)).isEmpty();
  }

  @Test
  void what_the_client_says_got_in_the_way_counts() {
    var signal =
        signal(
            course()
                .attended(4)
                .missed()
                .attended()
                .checkIn(form -> form.obstacle(CancellationReason.WORK_OR_CARE))
                .missed(CancellationReason.WORK_OR_CARE));
    assertThat(signal.wording()).isEqualTo("flag.work-or-care");
  }

  @Test
  void an_hour_whose_reason_is_known_already_does_not_count_again_when_the_client_says_it() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .missed(CancellationReason.TRANSPORT)
                    .attended()
                    .checkIn(form -> form.obstacle(CancellationReason.TRANSPORT))
                    .attended()
                    .checkIn(form -> form.obstacle(CancellationReason.TRANSPORT))))
        .isEmpty();
  }

  @Test
  void what_somebody_else_says_in_the_clients_place_is_named_and_not_counted() {
    var told =
        course()
            .attended(4)
            .missed()
            .filledBy(Respondent.PROXY)
            .checkIn(form -> form.obstacle(CancellationReason.TRANSPORT))
            .missed(CancellationReason.TRANSPORT);
    assertThat(examine(told)).isEmpty();
    var signal = signal(told.missed(CancellationReason.TRANSPORT));
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.proxy");
  }

  @Test
  void a_form_that_is_not_for_the_team_is_not_read() {
    var told =
        course()
            .attended(4)
            .missed()
            .checkIn(form -> form.obstacle(CancellationReason.COST).onlyFor(Audience.THERAPIST))
            .missed(CancellationReason.COST);
    assertThat(examine(told)).isEmpty();
  }

  @Test
  void trouble_with_the_connection_counts_once_for_each_hour() {
    var once =
        course()
            .attended(4)
            .held(Modality.VIRTUAL)
            .missed(CancellationReason.TECHNOLOGY)
            .tele(null, null, Connection.FAILED);
    assertThat(examine(once)).isEmpty();
    assertThat(signal(once.attended().tele(true, false, Connection.TROUBLE)).wording())
        .isEqualTo("flag.technology");
  }

  @Test
  void it_ends_after_three_sessions_that_took_place() {
    var course = twice(CancellationReason.TRANSPORT).attended(2);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.attended())).isEmpty();
  }

  @Test
  void what_was_counted_once_is_not_counted_again() {
    assertThat(
            examine(
                twice(CancellationReason.TRANSPORT)
                    .attended(3)
                    .missed(CancellationReason.TRANSPORT)))
        .isEmpty();
  }

  @Test
  void it_ends_when_the_last_barrier_is_long_past_and_says_when() {
    var course = twice(CancellationReason.TRANSPORT);
    assertThat(signal(course.judgedAfter(89)).lookAgainAt())
        .isEqualTo(course.latest().plus(Duration.ofDays(90)));
    assertThat(examine(course.judgedAfter(90))).isEmpty();
  }

  @Test
  void a_third_barrier_does_not_move_the_beginning() {
    var course = twice(CancellationReason.TRANSPORT);
    var first = signal(course);
    var later = signal(course.missed(CancellationReason.COST));
    assertThat(later.onset()).isEqualTo(first.onset());
    assertThat(later.since()).isEqualTo(first.since());
    assertThat(later.wording()).isEqualTo("flag.mixed");
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(
            examine(
                course()
                    .missed(CancellationReason.COST)
                    .missed(CancellationReason.COST)
                    .attended()
                    .attended()))
        .isEmpty();
  }

  @Test
  void a_site_may_ask_for_more() {
    var patient = new AccessBarrier(GivenSettings.with("access-barrier.causes", "3"));
    assertThat(patient.examine(twice(CancellationReason.COST).build(), REASONS_KNOWN)).isEmpty();
  }
}
