package org.attune.detection.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.Courses;
import org.attune.therapy.Marker;
import org.attune.therapy.SessionNote.JustBefore;
import org.attune.therapy.TeleCheck.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObservedMarkersTest {

  private final ObservedMarkers detector = new ObservedMarkers(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses saw(Courses course, Marker... markers) {
    return course
        .attended()
        .note(
            note -> {
              for (Marker marker : markers) {
                note.saw(marker, 1);
              }
              return note;
            });
  }

  private static Courses later() {
    return course().attended(3);
  }

  @Test
  void the_same_marker_in_two_of_three_notes_is_a_prompt_to_that_therapist_alone() {
    var course = saw(saw(saw(later(), Marker.MOVED_AWAY)), Marker.MOVED_AWAY);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.proposesGoal()).isFalse();
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.remarks()).containsExactly("remark.b19");
    assertThat(signal.numbers()).containsEntry("noted", 2.0).containsEntry("of", 3.0);
    assertThat(signal.onset()).isEqualTo(course.build().forms().notes().get(2).source());
  }

  @Test
  void ratings_that_fell_make_no_more_of_it_than_a_prompt() {
    var course = course().rated(37, 38, 37, 38);
    course.attended().score(25).note(note -> note.saw(Marker.WITHDREW, 3));
    course.attended().score(25).note(note -> note.saw(Marker.WITHDREW, 3));
    assertThat(signal(course).level()).isEqualTo(Level.PROMPT);
  }

  @Test
  void once_or_two_of_four_or_two_different_markers_are_nothing() {
    assertThat(examine(saw(later(), Marker.SILENCE))).isEmpty();
    assertThat(examine(saw(saw(saw(saw(later(), Marker.SILENCE))), Marker.SILENCE))).isEmpty();
    assertThat(examine(saw(saw(later(), Marker.SILENCE), Marker.WITHDREW))).isEmpty();
  }

  @Test
  void a_marker_that_was_not_seen_at_all_does_not_count() {
    var course = later();
    for (int i = 0; i < 3; i++) {
      course.attended().note(note -> note.saw(Marker.SILENCE, 0));
    }
    assertThat(examine(course)).isEmpty();
  }

  @Test
  void where_the_own_part_was_left_out_it_is_asked_for() {
    var course =
        saw(later(), Marker.MOVED_AWAY)
            .attended()
            .note(note -> note.saw(Marker.MOVED_AWAY, 2, JustBefore.QUESTION, null));
    assertThat(signal(course).wording()).isEqualTo("flag.my-part");
  }

  @Test
  void the_own_attention_has_its_own_words() {
    assertThat(
            signal(saw(saw(later(), Marker.THERAPIST_DISTRACTED), Marker.THERAPIST_DISTRACTED))
                .wording())
        .isEqualTo("flag.own-attention");
  }

  @ParameterizedTest
  @EnumSource(
      value = Marker.class,
      names = {
        "BODY",
        "OUTSIDE_FACTORS",
        "ATTACK",
        "SPOKE_AGAINST",
        "METHOD_DID_NOT_FIT",
        "AGREED_WITH_ALL",
        "DOUBTED",
        "TWO_MINDS",
        "ANGER_AT_CHANGE"
      })
  void what_is_context_or_goes_elsewhere_is_never_asked_alone(Marker marker) {
    assertThat(examine(saw(saw(saw(later(), marker), marker), marker))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Marker.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "BODY",
        "OUTSIDE_FACTORS",
        "ATTACK",
        "SPOKE_AGAINST",
        "METHOD_DID_NOT_FIT",
        "AGREED_WITH_ALL",
        "DOUBTED",
        "TWO_MINDS",
        "ANGER_AT_CHANGE"
      })
  void every_other_marker_asks_when_it_comes_twice(Marker marker) {
    assertThat(signal(saw(saw(later(), marker), marker)).remarks())
        .containsExactly("remark." + marker.sign());
  }

  @Test
  void a_note_with_a_boundary_event_goes_its_own_way() {
    var course =
        saw(later(), Marker.ON_GUARD)
            .attended()
            .note(note -> note.saw(Marker.ON_GUARD, 2).boundary());
    assertThat(examine(course)).isEmpty();
    assertThat(signal(saw(course, Marker.ON_GUARD)).excluded())
        .containsExactly(
            new Signal.Excluded(
                course.build().forms().notes().get(1).source(), "excluded.boundary"));
  }

  @Test
  void silence_on_a_bad_line_is_no_silence() {
    var course = saw(saw(later(), Marker.SILENCE), Marker.SILENCE);
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.tele(true, false, Connection.TROUBLE))).isEmpty();
    assertThat(
            examine(
                saw(saw(later(), Marker.WITHDREW), Marker.WITHDREW)
                    .tele(true, false, Connection.TROUBLE)))
        .as("the line explains silence and not everything")
        .isPresent();
  }

  @Test
  void nothing_is_said_of_the_first_three_sessions() {
    assertThat(
            examine(
                saw(saw(saw(course(), Marker.SILENCE), Marker.SILENCE), Marker.SILENCE).attended()))
        .isEmpty();
  }

  @Test
  void it_ends_when_it_is_noted_in_fewer_than_two_of_three() {
    var course = saw(saw(later(), Marker.SILENCE), Marker.SILENCE);
    var onset = signal(course).onset();
    assertThat(signal(saw(course)).onset()).isEqualTo(onset);
    assertThat(examine(saw(course))).isEmpty();
  }

  @Test
  void its_beginning_stays_while_it_goes_on() {
    var course = saw(saw(later(), Marker.SILENCE), Marker.SILENCE);
    var onset = signal(course).onset();
    assertThat(signal(saw(saw(saw(course), Marker.SILENCE), Marker.SILENCE)).onset())
        .isEqualTo(onset);
  }

  @Test
  void what_another_therapist_noted_is_theirs() {
    assertThat(examine(saw(saw(later(), Marker.SILENCE).with(Courses.STAND_IN), Marker.SILENCE)))
        .isEmpty();
  }
}
