package org.attune.detection.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class ClientVoiceTest {

  private final ClientVoice detector = new ClientVoice();

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  @Test
  void one_tick_after_the_very_first_session_is_enough() {
    var signal = signal(course().attended().says(Voice.NOT_HELPED));
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.category()).isEqualTo(Category.CONTACT);
    assertThat(signal.wording()).isEqualTo("flag");
  }

  @Test
  void wanting_a_change_is_pressing() {
    var signal = signal(course().attended(5).says(Voice.WANTS_CHANGE));
    assertThat(signal.level()).isEqualTo(Level.PRIORITY);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
  }

  @Test
  void i_felt_judged_goes_to_a_named_person_within_a_working_day_and_never_to_the_chart() {
    var signal = signal(course().attended(5).says(Voice.JUDGED));
    assertThat(signal.channel()).isEqualTo(Channel.NAMED_PERSON);
    assertThat(signal.level()).isEqualTo(Level.PRIORITY);
    assertThat(signal.wording()).isEqualTo("task");
    assertThat(signal.numbers()).containsOnlyKeys("statements");
  }

  @Test
  void harm_goes_to_a_named_person_even_where_only_the_therapist_should_read() {
    var signal =
        signal(
            course()
                .attended()
                .checkIn(form -> form.voices(Voice.HARMED).onlyFor(Audience.THERAPIST)));
    assertThat(signal.channel()).isEqualTo(Channel.NAMED_PERSON);
    assertThat(signal.level()).isEqualTo(Level.PRIORITY);
  }

  @Test
  void what_the_client_keeps_from_the_therapist_never_stands_on_the_chart() {
    var signal =
        signal(
            course()
                .attended()
                .checkIn(form -> form.voices(Voice.NOT_HELPED).onlyFor(Audience.NOT_MY_THERAPIST)));
    assertThat(signal.channel()).isEqualTo(Channel.NAMED_PERSON);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
  }

  @Test
  void what_is_meant_for_the_therapist_alone_stays_with_the_therapist() {
    var signal =
        signal(
            course()
                .attended()
                .checkIn(form -> form.voices(Voice.NOT_HELPED).onlyFor(Audience.THERAPIST)));
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.wording()).isEqualTo("flag.therapist");
  }

  @Test
  void a_flag_never_cites_a_form_that_others_must_not_read() {
    var open =
        course()
            .attended()
            .checkIn(form -> form.voices(Voice.NOT_HELPED).onlyFor(Audience.THERAPIST))
            .attended()
            .says(Voice.NOT_HELPED)
            .build();
    var signal = detector.examine(open, ServiceNorms.UNKNOWN).orElseThrow();
    assertThat(signal.evidence()).containsExactly(open.checkIns().get(1).source());
  }

  @Test
  void harm_said_through_somebody_else_still_reaches_a_named_person_and_is_marked() {
    var signal = signal(course().attended().filledBy(Respondent.PROXY).says(Voice.HARMED));
    assertThat(signal.channel()).isEqualTo(Channel.NAMED_PERSON);
    assertThat(signal.remarks()).containsExactly("remark.proxy");
  }

  @Test
  void a_form_filled_for_the_client_is_worded_as_such() {
    var signal = signal(course().attended().filledBy(Respondent.PROXY).says(Voice.NOT_HELPED));
    assertThat(signal.wording()).isEqualTo("flag.proxy");
  }

  @Test
  void the_therapists_own_form_is_not_the_clients_voice() {
    assertThat(examine(course().attended().filledBy(Respondent.THERAPIST).says(Voice.HARMED)))
        .isEmpty();
  }

  @Test
  void unhappy_with_the_provider_alone_is_a_question() {
    var signal =
        signal(course().attended(2).cancelledByClient(CancellationReason.UNHAPPY_WITH_PROVIDER));
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.wording()).isEqualTo("flag.question");
  }

  @Test
  void a_session_ahead_is_asked_about_as_soon_as_it_was_called_off() {
    var course = course().attended(2).calledOffAhead(CancellationReason.UNHAPPY_WITH_PROVIDER, 20);
    assertThat(signal(course).since()).isEqualTo(course.latest());
  }

  @Test
  void the_question_ends_when_the_client_was_seen_again() {
    assertThat(
            examine(
                course()
                    .attended()
                    .cancelledByClient(CancellationReason.UNHAPPY_WITH_PROVIDER)
                    .attended()))
        .isEmpty();
  }

  @Test
  void it_ends_when_somebody_was_in_contact_and_the_next_form_is_clear() {
    var said = course().attended().says(Voice.HARMED);
    assertThat(examine(said.contact(2))).isPresent();
    assertThat(examine(said.attended().clearCheckIn())).isEmpty();
  }

  @Test
  void a_message_of_the_clients_own_answers_nothing() {
    var said = course().attended().says(Voice.HARMED);
    assertThat(examine(said.wrote(2).attended().clearCheckIn())).isPresent();
    assertThat(examine(said.contact(2).attended().clearCheckIn())).isEmpty();
  }

  @Test
  void a_clear_form_before_anybody_was_in_contact_ends_nothing() {
    assertThat(examine(course().attended().says(Voice.JUDGED).attended().clearCheckIn()))
        .isPresent();
    assertThat(examine(course().attended().says(Voice.JUDGED).attended().clearCheckIn().contact(1)))
        .isPresent();
  }

  @Test
  void a_session_with_the_therapist_is_no_answer_to_harm_but_is_one_to_a_flag() {
    assertThat(examine(course().attended().says(Voice.HARMED).attended(2).clearCheckIn()))
        .isPresent();
    assertThat(examine(course().attended().says(Voice.NOT_HELPED).attended(2).clearCheckIn()))
        .isEmpty();
  }

  @Test
  void a_clear_form_by_somebody_else_ends_nothing() {
    assertThat(
            examine(
                course()
                    .attended()
                    .says(Voice.HARMED)
                    .contact(1)
                    .attended()
                    .filledBy(Respondent.PROXY)
                    .clearCheckIn()))
        .isPresent();
  }

  @Test
  void saying_it_again_keeps_the_beginning_and_waits_for_a_new_contact() {
    var course =
        course()
            .attended()
            .says(Voice.HARMED)
            .contact(1)
            .attended()
            .says(Voice.HARMED)
            .attended()
            .clearCheckIn();
    var first = course.build().checkIns().get(0);
    var signal = signal(course);
    assertThat(signal.onset()).isEqualTo(first.source());
    assertThat(signal.since()).isEqualTo(first.at());
    assertThat(signal.numbers()).containsEntry("statements", 2.0);
  }

  @Test
  void a_loss_softens_what_stands_on_the_chart() {
    assertThat(
            signal(
                    course()
                        .attended()
                        .checkIn(
                            form -> form.voices(Voice.NOT_HELPED).events(LifeEvent.BEREAVEMENT)))
                .remarks())
        .containsExactly("remark.life-event");
  }

  @Test
  void clear_forms_say_nothing() {
    assertThat(examine(course().attended().clearCheckIn().attended().clearCheckIn())).isEmpty();
  }
}
