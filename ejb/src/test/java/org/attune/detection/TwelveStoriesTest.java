package org.attune.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.PHQ_9;
import static org.attune.therapy.Courses.course;

import java.util.Arrays;
import java.util.List;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Courses;
import org.junit.jupiter.api.Test;

/** Twelve stories that every build must tell right, through all detectors at once. */
class TwelveStoriesTest {

  private final Detection detection = new Detection(Roster.of(EveryDetector.withFallbacks()));

  private List<Signal> judge(Courses course) {
    return detection.judge(course.build(), REASONS_KNOWN);
  }

  private Signal the(String detector, Courses course) {
    return judge(course).stream()
        .filter(signal -> signal.detector().equals(detector))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void twelve_weeks_booked_at_once_are_nothing() {
    assertThat(judge(course().bookedAhead(7).attended(5).bookedAsOneBlock().attended(12)))
        .isEmpty();
  }

  @Test
  void three_no_shows_without_a_reason_are_one_question() {
    var signals = judge(course().attended(4).missed(3));
    assertThat(signals)
        .filteredOn(signal -> signal.channel() == Channel.CHART)
        .singleElement()
        .returns("attendance-change", Signal::detector)
        .returns(Level.INFO, Signal::level)
        .returns("flag.question", Signal::wording);
    assertThat(signals).noneMatch(signal -> signal.level().compareTo(Level.REVIEW) >= 0);
  }

  @Test
  void death_with_two_cancelled_bookings_closes_everything() {
    var course =
        course()
            .rated(37, 38, 37, 38, 25)
            .missedAndAsked(4)
            .calledOffAhead(CancellationReason.DEATH, 7)
            .calledOffAhead(CancellationReason.DEATH, 14);
    assertThat(judge(course)).isEmpty();
    assertThat(judge(course.deceased())).isEmpty();
  }

  @Test
  void forty_twenty_times_and_then_thirty_eight_and_a_half_is_nothing() {
    var perfect = new double[20];
    Arrays.fill(perfect, 40);
    assertThat(judge(course().rated(perfect).rated(38.5))).isEmpty();
  }

  @Test
  void thirty_seven_and_then_thirty_one_is_a_drop() {
    assertThat(the("alliance-drop", course().rated(37, 38, 36.5, 37.5, 38, 37, 31)))
        .returns(Level.REVIEW, Signal::level)
        .returns(Channel.CHART, Signal::channel);
  }

  @Test
  void a_therapists_leave_is_one_note_and_not_on_the_clients_chart() {
    var signals = judge(course().attended(5).cancelledByService().cancelledByService());
    assertThat(signals)
        .singleElement()
        .returns("service-first", Signal::detector)
        .returns("flag.absence", Signal::wording);
    assertThat(signals).noneMatch(signal -> signal.channel() == Channel.CHART);
  }

  @Test
  void a_loss_and_a_score_eight_points_worse_are_told_softly() {
    var course =
        course().phq(10, 10, 10).checkIn(form -> form.events(LifeEvent.BEREAVEMENT)).phq(18, 18);
    assertThat(the("not-on-track", course))
        .returns("flag.life-event", Signal::wording)
        .returns(List.of("remark.life-event"), Signal::remarks)
        .returns(Level.REVIEW, Signal::level);
  }

  @Test
  void an_answer_about_risk_that_stays_the_same_silences_no_rule() {
    var course = course();
    for (double rating : new double[] {37, 38, 37, 38, 37, 38, 37, 25}) {
      course.rated(rating).part(PHQ_9, 12, "risk", 1);
    }
    assertThat(judge(course))
        .as("safety goes its own way, and the rules still run")
        .extracting(Signal::detector)
        .contains("alliance-drop");
  }

  @Test
  void i_felt_judged_reaches_a_named_person_without_a_word_on_the_chart() {
    var signals = judge(course().rated(38, 38, 38, 38).says(Voice.JUDGED));
    assertThat(signals)
        .singleElement()
        .returns("client-voice", Signal::detector)
        .returns(Channel.NAMED_PERSON, Signal::channel)
        .returns(Level.PRIORITY, Signal::level)
        .returns("task", Signal::wording);
  }

  @Test
  void feeling_better_twice_asks_about_an_ending() {
    assertThat(judge(course().attended(5).cancelledByClient(CancellationReason.FEELING_BETTER, 2)))
        .filteredOn(signal -> signal.channel() == Channel.CHART)
        .singleElement()
        .returns("flag.ending", Signal::wording)
        .returns(Level.INFO, Signal::level);
  }

  @Test
  void a_step_too_big_three_times_asks_for_a_smaller_one() {
    var course = course().attended(3);
    for (int i = 0; i < 3; i++) {
      course.attended().step(step -> step.tried(true).difficulty(4));
    }
    assertThat(judge(course))
        .singleElement()
        .returns("step-barrier", Signal::detector)
        .returns(Level.INFO, Signal::level);
  }

  @Test
  void abuse_disclosed_and_the_next_session_missed_is_at_most_a_private_prompt() {
    var course =
        course()
            .attended(5)
            .checkIn(form -> form.fears(Fear.AFRAID_AT_HOME))
            .note(note -> note.distress(3).painfulTopic())
            .missed();
    assertThat(judge(course))
        .allSatisfy(
            signal -> {
              assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
              assertThat(signal.level()).isEqualTo(Level.PROMPT);
              assertThat(signal.proposesGoal()).isFalse();
            });
  }
}
