package org.attune.detection.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;
import org.attune.therapy.Modality;
import org.attune.therapy.Respondent;
import org.attune.therapy.TeleCheck.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeleSettingTest {

  private final TeleSetting detector = new TeleSetting(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses byVideo() {
    return course().attended(3).held(Modality.VIRTUAL);
  }

  private static Courses trouble(Courses course) {
    return course.attended().tele(true, false, Connection.TROUBLE);
  }

  private static Courses clean(Courses course) {
    return course.attended().tele(true, false, Connection.GOOD);
  }

  @Test
  void trouble_in_two_of_the_last_three_sessions_by_video() {
    var course = trouble(clean(trouble(byVideo())));
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.category()).isEqualTo(Category.ADMIN);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.numbers()).containsEntry("times", 2.0).containsEntry("of", 3.0);
    assertThat(signal.since()).isEqualTo(course.latest().plus(Duration.ofMinutes(58)));
    assertThat(signal.holdsBack()).isEmpty();
    assertThat(detector.stage()).isEqualTo(Stage.SERVICE);
  }

  @ParameterizedTest
  @CsvSource({"false,,", ",true,", ",,TROUBLE", ",,FAILED"})
  void each_kind_of_trouble_counts(Boolean privatePlace, Boolean interrupted, Connection how) {
    assertThat(
            examine(
                byVideo()
                    .attended()
                    .tele(privatePlace, interrupted, how)
                    .attended()
                    .tele(privatePlace, interrupted, how)))
        .isPresent();
  }

  @Test
  void one_of_three_is_not_enough() {
    assertThat(examine(clean(clean(trouble(byVideo()))))).isEmpty();
  }

  @Test
  void two_of_four_are_not_enough() {
    assertThat(examine(trouble(clean(clean(trouble(byVideo())))))).isEmpty();
  }

  @Test
  void sessions_of_which_nothing_was_said_are_not_asked_about() {
    assertThat(examine(trouble(trouble(byVideo()).attended(3)))).isPresent();
    assertThat(examine(byVideo().attended(8))).isEmpty();
  }

  @Test
  void an_hour_that_fell_through_for_the_connection_is_trouble() {
    assertThat(signal(trouble(byVideo()).missed(CancellationReason.TECHNOLOGY)).wording())
        .isEqualTo("flag");
  }

  @Test
  void what_the_therapist_filled_in_counts_and_is_never_cited() {
    var course = trouble(trouble(byVideo().filledBy(Respondent.THERAPIST)));
    var built = course.build();
    var signal = detector.examine(built, REASONS_KNOWN).orElseThrow();
    assertThat(signal.evidence())
        .hasSize(2)
        .allMatch(source -> source.type().equals("Appointment"));
  }

  @Test
  void a_form_after_a_session_here_is_not_put_down_to_the_last_one_by_video() {
    var course = trouble(byVideo()).held(Modality.IN_PERSON).attended();
    assertThat(examine(course.tele(false, null, null))).isEmpty();
    assertThat(examine(trouble(clean(byVideo()).held(Modality.IN_PERSON)))).isEmpty();
    assertThat(
            examine(
                trouble(trouble(clean(byVideo()).held(Modality.IN_PERSON)).held(Modality.VIRTUAL))))
        .isEmpty();
  }

  @Test
  void that_the_therapist_was_distracted_is_no_trouble_of_the_setting() {
    var course = byVideo().filledBy(Respondent.THERAPIST);
    for (int i = 0; i < 4; i++) {
      course.attended().distracted();
    }
    assertThat(examine(course)).isEmpty();
  }

  @Test
  void what_somebody_else_filled_in_does_not_count() {
    assertThat(examine(trouble(trouble(byVideo().filledBy(Respondent.PROXY))))).isEmpty();
  }

  @Test
  void it_ends_after_two_without_trouble() {
    var course = clean(trouble(trouble(byVideo())));
    assertThat(examine(course)).isPresent();
    assertThat(examine(clean(course))).isEmpty();
  }

  @Test
  void trouble_between_starts_the_count_again_and_does_not_move_the_beginning() {
    var course = trouble(trouble(byVideo()));
    var first = signal(course);
    var later = signal(clean(trouble(clean(course))));
    assertThat(later.onset()).isEqualTo(first.onset());
    assertThat(later.since()).isEqualTo(first.since());
    assertThat(later.numbers()).containsEntry("times", 3.0).containsEntry("of", 5.0);
  }

  @Test
  void another_way_of_meeting_ends_it_too() {
    var course = trouble(trouble(byVideo()));
    assertThat(examine(course.held(Modality.IN_PERSON).attended())).isPresent();
    assertThat(examine(course.held(Modality.TELEPHONE).attended())).isEmpty();
  }

  @Test
  void what_was_counted_once_is_not_counted_again() {
    assertThat(examine(trouble(clean(clean(trouble(trouble(byVideo()))))))).isEmpty();
  }

  private static Courses half(int missedByVideo) {
    var course = course().attended(3).attended(4).held(Modality.VIRTUAL);
    return course.attended(4 - missedByVideo).missed(missedByVideo);
  }

  @Test
  void sessions_by_video_that_take_place_much_less_often() {
    var signal = signal(half(2));
    assertThat(signal.wording()).isEqualTo("flag.missed");
    assertThat(signal.numbers()).containsEntry("times", 2.0).containsEntry("of", 4.0);
  }

  @Test
  void a_smaller_difference_is_not_enough() {
    assertThat(examine(half(1))).isEmpty();
  }

  @Test
  void three_tenths_are_enough() {
    var course = course().attended(3).attended(4).held(Modality.VIRTUAL).attended(7);
    assertThat(examine(course.missed(2))).isEmpty();
    assertThat(examine(course.missed())).isPresent();
  }

  @Test
  void fewer_than_four_of_either_kind_say_nothing() {
    assertThat(examine(course().attended(3).attended(3).held(Modality.VIRTUAL).missed(4)))
        .isEmpty();
    assertThat(examine(course().attended(3).attended(4).held(Modality.VIRTUAL).missed(3)))
        .isEmpty();
  }

  @Test
  void misses_for_other_reasons_are_named_and_not_counted() {
    var course =
        course()
            .attended(3)
            .attended(4)
            .held(Modality.VIRTUAL)
            .cancelledByService()
            .missed(CancellationReason.LIFE_EVENT)
            .attended(2)
            .missed(2);
    assertThat(signal(course).excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.service", "excluded.life-event");
    assertThat(signal(course).numbers()).containsEntry("of", 4.0);
  }

  @Test
  void that_they_are_missed_ends_after_two_that_took_place() {
    var course = half(2).attended();
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.attended())).isEmpty();
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(trouble(trouble(course().held(Modality.VIRTUAL))).attended(2))).isEmpty();
  }

  @Test
  void a_site_may_ask_for_three_of_three() {
    var patient = new TeleSetting(GivenSettings.with("tele-setting.trouble", "3"));
    var course = trouble(trouble(byVideo()));
    assertThat(patient.examine(course.build(), REASONS_KNOWN)).isEmpty();
    assertThat(patient.examine(trouble(course).build(), REASONS_KNOWN)).isPresent();
  }
}
