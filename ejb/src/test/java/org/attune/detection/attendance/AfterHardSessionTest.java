package org.attune.detection.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AfterHardSessionTest {

  private final AfterHardSession detector = new AfterHardSession(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses hard() {
    return course().attended(4).note(note -> note.distress(2));
  }

  @Test
  void a_hard_session_and_the_next_one_missed() {
    var course = hard().missed();
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.since()).isEqualTo(course.latest());
  }

  @Test
  void the_therapists_own_note_is_not_cited() {
    assertThat(signal(hard().missed()).evidence())
        .hasSize(2)
        .allMatch(source -> source.type().equals("Appointment"));
  }

  @Test
  void a_session_that_was_not_hard_says_nothing() {
    assertThat(examine(course().attended(4).note(note -> note.distress(1)).missed())).isEmpty();
    assertThat(examine(course().attended(4).missed())).isEmpty();
  }

  @Test
  void distress_that_was_planned_together_says_nothing() {
    assertThat(
            examine(course().attended(4).note(note -> note.distress(3).plannedExposure()).missed()))
        .isEmpty();
  }

  private static Courses mood(int before, int after) {
    return course()
        .attended(3)
        .checkIn(form -> form.rate(Item.MOOD, before))
        .attended()
        .checkIn(form -> form.rate(Item.MOOD, after))
        .missed();
  }

  @Test
  void a_mood_that_fell_by_three() {
    assertThat(examine(mood(7, 4))).isPresent();
    assertThat(examine(mood(7, 5))).isEmpty();
  }

  @Test
  void a_mood_on_another_form_is_not_compared() {
    assertThat(
            examine(
                course()
                    .attended(3)
                    .checkIn(form -> form.rate(Item.MOOD, 9))
                    .attended()
                    .form("1.0.0#de")
                    .checkIn(form -> form.rate(Item.MOOD, 2))
                    .missed()))
        .isEmpty();
  }

  @Test
  void leaving_upset_by_the_clients_own_word() {
    assertThat(examine(course().attended(4).checkIn(form -> form.rate(Item.DISTRESS, 7)).missed()))
        .isPresent();
    assertThat(examine(course().attended(4).checkIn(form -> form.rate(Item.DISTRESS, 6)).missed()))
        .isEmpty();
  }

  @Test
  void what_somebody_else_filled_in_says_nothing() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .filledBy(Respondent.PROXY)
                    .checkIn(form -> form.rate(Item.DISTRESS, 9))
                    .missed()))
        .isEmpty();
  }

  @Test
  void what_the_client_said_after_the_missed_hour_is_not_about_the_one_before() {
    assertThat(examine(course().attended(4).missed().checkIn(form -> form.rate(Item.DISTRESS, 9))))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fear.class)
  void fear_that_was_told_and_the_next_missed_gives_a_prompt_that_explains_nothing(Fear fear) {
    var signal = signal(course().attended(4).checkIn(form -> form.fears(fear)).missed());
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.wording()).isEqualTo("flag.quiet");
    assertThat(signal.evidence()).containsExactly(signal.onset());
    assertThat(signal.onset().type()).isEqualTo("Appointment");
    assertThat(signal.numbers()).isEmpty();
    assertThat(signal.excluded()).isEmpty();
    assertThat(signal.remarks()).isEmpty();
  }

  @Test
  void fear_outweighs_that_the_session_was_hard() {
    assertThat(signal(hard().checkIn(form -> form.fears(Fear.AFRAID_AT_HOME)).missed()).wording())
        .isEqualTo("flag.quiet");
  }

  @Test
  void the_quiet_word_names_no_reason() {
    assertThat(new Catalogue().text("after-hard-session", "flag.quiet", Locale.ENGLISH))
        .doesNotContainIgnoringCase("hard")
        .doesNotContainIgnoringCase("fear")
        .doesNotContainIgnoringCase("safe")
        .doesNotContainIgnoringCase("told");
  }

  @Test
  void a_form_for_the_therapist_alone_gives_the_quiet_word() {
    assertThat(
            signal(
                    course()
                        .attended(4)
                        .checkIn(form -> form.rate(Item.DISTRESS, 8).onlyFor(Audience.THERAPIST))
                        .missed())
                .wording())
        .isEqualTo("flag.quiet");
  }

  @Test
  void a_form_kept_from_the_therapist_gives_no_prompt_to_the_therapist() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .checkIn(form -> form.fears(Fear.THREATENED).onlyFor(Audience.NOT_MY_THERAPIST))
                    .missed()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CancellationReason.class)
  void an_outward_reason_explains_the_miss(CancellationReason reason) {
    boolean own =
        reason.kind() == Kind.CLIENT
            || reason.kind() == Kind.UNKNOWN
            || reason.kind() == Kind.VOICE;
    assertThat(examine(hard().missed(reason))).matches(signal -> signal.isPresent() == own);
  }

  @Test
  void called_off_late_counts_and_in_time_does_not() {
    assertThat(
            examine(hard().cancelledByClient(CancellationReason.OWN_REASON, Duration.ofHours(23))))
        .isPresent();
    assertThat(
            examine(hard().cancelledByClient(CancellationReason.OWN_REASON, Duration.ofHours(24))))
        .isEmpty();
    assertThat(examine(hard().cancelledByClient(CancellationReason.OWN_REASON))).isEmpty();
  }

  @Test
  void within_fourteen_days() {
    assertThat(examine(course().every(14).attended(4).note(note -> note.distress(2)).missed()))
        .isPresent();
    assertThat(examine(course().every(15).attended(4).note(note -> note.distress(2)).missed()))
        .isEmpty();
  }

  @Test
  void a_session_the_service_called_off_is_not_the_next_one() {
    assertThat(examine(hard().cancelledByService().missed())).isPresent();
  }

  @Test
  void an_hour_of_which_nothing_is_known_may_have_taken_place() {
    assertThat(examine(hard().unknown().missed())).isEmpty();
  }

  @Test
  void a_moved_hour_is_no_miss() {
    assertThat(examine(hard().missedAndMoved())).isEmpty();
  }

  @Test
  void a_note_that_comes_late_begins_it_late() {
    // Written once the next hour had been missed already.
    var course = course().attended(4).missed().note(note -> note.distress(3));
    assertThat(signal(course).since()).isEqualTo(course.latest().plus(Duration.ofMinutes(70)));
  }

  @Test
  void a_call_ends_it_and_so_does_a_session() {
    assertThat(examine(hard().missed().contact(1).judgedAfter(2))).isEmpty();
    assertThat(examine(hard().missed().attended())).isEmpty();
  }

  @Test
  void what_the_client_wrote_is_not_yet_a_talk() {
    assertThat(examine(hard().missed().wrote(1).judgedAfter(2))).isPresent();
  }

  @Test
  void further_misses_do_not_move_the_beginning() {
    var course = hard().missed();
    var onset = signal(course).onset();
    assertThat(signal(course.missed(2)).onset()).isEqualTo(onset);
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(course().attended(2).note(note -> note.distress(3)).missed())).isEmpty();
  }
}
