package org.attune.detection.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupClarityTest {

  private final GroupClarity detector = new GroupClarity();

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), REASONS_KNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses group() {
    return course().inAGroup().attended(4);
  }

  private static String lastHour(Courses course) {
    var sessions = course.build().sessions();
    return sessions.get(sessions.size() - 1).source().reference();
  }

  @Test
  void a_step_that_was_not_clear_counts_for_the_hour_of_the_group() {
    var course = group().step(step -> step.clear(false));
    var signal = signal(course);
    assertThat(signal.channel()).isEqualTo(Channel.UNIT);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.subject()).isEqualTo(lastHour(course));
    assertThat(signal.since()).isEqualTo(course.latest().plus(Duration.ofMinutes(57)));
    assertThat(signal.numbers()).containsEntry("step-unclear", 1.0).containsEntry("missed", 0.0);
  }

  @Test
  void a_step_that_was_not_tried_counts() {
    assertThat(examine(group().step(step -> step.tried(false)))).isPresent();
  }

  @Test
  void a_step_that_was_clear_and_tried_does_not() {
    assertThat(examine(group().step(step -> step.clear(true).tried(true)))).isEmpty();
    assertThat(examine(group().step(step -> step.clear(null).tried(null)))).isEmpty();
    assertThat(examine(group())).isEmpty();
  }

  @Test
  void a_step_that_was_never_agreed_does_not_count() {
    assertThat(examine(group().step(step -> step.agreed(false).tried(false)))).isEmpty();
  }

  @Test
  void a_step_that_something_outward_kept_from_being_tried_does_not_count() {
    assertThat(
            examine(
                group().step(step -> step.tried(false).obstacle(CancellationReason.WORK_OR_CARE))))
        .isEmpty();
  }

  @Test
  void what_somebody_else_filled_in_does_not_count() {
    assertThat(examine(group().filledBy(Respondent.PROXY).step(step -> step.clear(false))))
        .isEmpty();
  }

  @Test
  void a_step_of_a_session_alone_is_not_the_groups() {
    assertThat(examine(course().attended(4).step(step -> step.clear(false)))).isEmpty();
  }

  @Test
  void an_hour_of_the_group_that_was_missed_counts() {
    var course = group().missed();
    var signal = signal(course);
    assertThat(signal.subject()).isEqualTo(lastHour(course));
    assertThat(signal.numbers()).containsEntry("missed", 1.0);
  }

  @ParameterizedTest
  @EnumSource(CancellationReason.class)
  void an_hour_missed_for_an_outward_reason_does_not(CancellationReason reason) {
    boolean own = reason.kind() == Kind.CLIENT || reason.kind() == Kind.UNKNOWN;
    assertThat(examine(group().missed(reason))).matches(signal -> signal.isPresent() == own);
  }

  @Test
  void an_hour_that_the_service_called_off_does_not_count() {
    assertThat(examine(group().cancelledByService())).isEmpty();
    assertThat(examine(group().missedAndMoved())).isEmpty();
    assertThat(examine(group().unknown())).isEmpty();
  }

  @Test
  void the_next_hour_of_the_group_ends_it() {
    assertThat(examine(group().step(step -> step.clear(false)).attended())).isEmpty();
    assertThat(examine(group().missed().attended())).isEmpty();
  }

  @Test
  void the_next_hour_of_the_group_is_the_moment_to_look_again() {
    var course = group().missed().planned(7);
    assertThat(signal(course).lookAgainAt()).isEqualTo(course.latest().plus(Duration.ofDays(7)));
  }

  @Test
  void the_first_three_sessions_do_not_count() {
    assertThat(examine(course().inAGroup().attended(2).missed())).isEmpty();
  }
}
