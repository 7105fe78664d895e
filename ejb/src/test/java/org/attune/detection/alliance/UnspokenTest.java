package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.util.List;
import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Detection;
import org.attune.detection.EveryDetector;
import org.attune.detection.Level;
import org.attune.detection.Roster;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class UnspokenTest {

  private final Unspoken detector = new Unspoken(new Instruments(), GivenSettings.FALLBACKS);
  private final Detection detection = new Detection(Roster.of(EveryDetector.withFallbacks()));

  private Optional<Signal> examine(Courses course) {
    return detection.judge(course.build(), REASONS_KNOWN).stream()
        .filter(signal -> signal.detector().equals(detector.id()))
        .findFirst();
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses perfect(int forms) {
    var course = course().phq(5, 5, 5);
    for (int i = 0; i < forms; i++) {
      course.rated(40);
    }
    return course;
  }

  @Test
  void perfect_ratings_beside_scores_that_got_worse_invite_open_feedback() {
    var course = perfect(4).phq(16, 16);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.wording()).isEqualTo("flag.scores");
    assertThat(signal.numbers()).containsEntry("forms", 4.0);
    assertThat(signal.proposesGoal()).isFalse();
  }

  @Test
  void perfect_ratings_beside_fewer_sessions_do_too() {
    assertThat(signal(perfect(4).missedAndAsked(3)).wording()).isEqualTo("flag.attendance");
  }

  @Test
  void perfect_ratings_alone_are_good_news() {
    assertThat(examine(perfect(20).phq(5, 5))).isEmpty();
    assertThat(detector.examine(perfect(20).build(), REASONS_KNOWN)).isEmpty();
  }

  @Test
  void worse_scores_beside_ratings_that_vary_are_not_for_here() {
    assertThat(examine(course().phq(5, 5, 5).rated(40, 39, 40, 40, 40).phq(16, 16))).isEmpty();
  }

  @Test
  void four_perfect_forms_are_needed_after_the_first_three_sessions() {
    assertThat(examine(perfect(3).phq(16, 16))).isEmpty();
    assertThat(examine(course().rated(40, 40, 40).phq(5).rated(40).phq(16, 16))).isEmpty();
  }

  @Test
  void it_begins_with_whichever_came_last() {
    var worse = perfect(4).phq(16, 16);
    assertThat(signal(worse).onset()).isEqualTo(worse.build().scores().get(7).source());
    var later = perfect(3).phq(16, 16).rated(40);
    assertThat(signal(later).onset()).isEqualTo(later.build().scores().get(8).source());
  }

  @Test
  void one_rating_below_the_top_ends_it() {
    var course = perfect(4).phq(16, 16);
    assertThat(signal(course.rated(40)).onset()).isEqualTo(course.build().scores().get(7).source());
    assertThat(examine(course.rated(39.5))).isEmpty();
  }

  @Test
  void scores_that_are_back_end_it() {
    assertThat(examine(perfect(4).phq(16, 16, 6, 6))).isEmpty();
  }

  @Test
  void sessions_called_off_because_the_client_felt_better_go_well_with_perfect_ratings() {
    assertThat(examine(perfect(4).cancelledByClient(CancellationReason.FEELING_BETTER, 2)))
        .isEmpty();
  }

  @Test
  void the_service_comes_first() {
    assertThat(examine(perfect(4).missedAndAsked(3).cancelledByService().cancelledByService()))
        .isEmpty();
  }

  @Test
  void a_form_filled_by_somebody_else_is_set_aside_and_named() {
    var course = perfect(4).filledBy(Respondent.PROXY).rated(20).filledBy(Respondent.CLIENT);
    assertThat(signal(course.phq(16, 16)).excluded())
        .containsExactly(
            new Signal.Excluded(course.build().scores().get(7).source(), "excluded.proxy"));
  }

  @Test
  void check_ins_speak_where_no_instrument_is_used() {
    var course = course().phq(5, 5, 5);
    for (int i = 0; i < 4; i++) {
      course.attended().checkIn(form -> form.relationship(10, 10, 10, 10, 10));
    }
    assertThat(examine(course)).isEmpty();
    assertThat(examine(course.phq(16, 16))).isPresent();
  }

  @Test
  void it_asks_what_the_others_found_and_nothing_else() {
    var before = detection.judge(course().attended(4).missedAndAsked(3).build(), REASONS_KNOWN);
    assertThat(detector.examine(perfect(4).build(), REASONS_KNOWN, before)).isPresent();
    assertThat(detector.examine(perfect(4).build(), REASONS_KNOWN, List.of())).isEmpty();
  }
}
