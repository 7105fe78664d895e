package org.attune.detection.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.detection.alliance.AllianceDrop;
import org.attune.detection.steps.StepBarrier;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.Courses;
import org.junit.jupiter.api.Test;

class PersistenceTest {

  private final AllianceDrop drop = new AllianceDrop(new Instruments(), GivenSettings.FALLBACKS);
  private final Persistence detector = new Persistence(GivenSettings.FALLBACKS);

  private List<Signal> before(Courses course) {
    return drop.examine(course.build(), ServiceNorms.UNKNOWN).stream().toList();
  }

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN, before(course));
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  /** A drop after five ratings, and so many weeks since; the ratings stay low. */
  private static Courses low(int weeks) {
    return low(dropped(), weeks);
  }

  private static Courses dropped() {
    return course().rated(37, 38, 37, 38, 37, 25);
  }

  private static Courses low(Courses course, int weeks) {
    for (int i = 0; i < weeks; i++) {
      course.rated(25);
    }
    return course;
  }

  private static Courses tried(Courses course, int times) {
    for (int i = 0; i < times; i++) {
      course.tried("alliance-drop", "st-0" + i);
    }
    return course;
  }

  @Test
  void six_weeks_and_three_responses() {
    var course = low(tried(dropped(), 3), 6);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.onset()).isEqualTo(before(course).get(0).onset());
    assertThat(signal.since()).isEqualTo(before(course).get(0).since().plus(Duration.ofDays(42)));
    assertThat(signal.numbers()).containsEntry("weeks", 6.0);
  }

  @Test
  void the_records_that_tell_of_the_responses_are_cited() {
    var course = dropped();
    for (int i = 0; i < 3; i++) {
      course.documented("alliance-drop", "st-0" + i);
    }
    course.documented("pace", "st-15");
    var evidence = signal(low(course, 6)).evidence();
    assertThat(evidence).containsAll(before(course).get(0).evidence());
    assertThat(evidence).filteredOn(source -> source.type().equals("Task")).hasSize(3);
  }

  @Test
  void five_weeks_are_too_few() {
    assertThat(examine(low(tried(dropped(), 9), 5))).isEmpty();
  }

  @Test
  void two_responses_are_too_few() {
    assertThat(examine(low(tried(dropped(), 2), 20))).isEmpty();
  }

  @Test
  void weeks_alone_say_nothing() {
    assertThat(examine(low(30))).isEmpty();
  }

  @Test
  void responses_to_something_else_or_from_before_do_not_count() {
    var course = tried(course().rated(37, 38, 37, 38), 3).attended();
    assertThat(examine(low(course.rated(25), 8))).isEmpty();
    var other = dropped();
    for (int i = 0; i < 3; i++) {
      other.tried("not-on-track", "st-06");
    }
    assertThat(examine(low(other, 8))).isEmpty();
  }

  @Test
  void the_third_response_may_come_later() {
    var course = tried(low(tried(dropped(), 2), 8), 1);
    assertThat(signal(course.judgedAfter(2)).since())
        .isEqualTo(course.latest().plus(Duration.ofDays(1)));
  }

  @Test
  void it_ends_with_what_it_is_about() {
    assertThat(examine(low(tried(dropped(), 3), 8).rated(37, 38))).isEmpty();
  }

  @Test
  void a_look_at_the_plan_ends_it_and_sets_the_clock_back() {
    var course = low(tried(dropped(), 3), 7).goalReview(matters("Goal/a", 8, 8));
    assertThat(examine(course)).isEmpty();
    assertThat(examine(low(tried(course, 3), 5))).isEmpty();
    assertThat(examine(low(course, 2))).isPresent();
  }

  @Test
  void what_was_done_about_the_plan_may_be_logged_instead() {
    var course = low(tried(dropped(), 3), 7);
    assertThat(examine(course.tried("persistence", "st-39").judgedAfter(2))).isEmpty();
  }

  @Test
  void a_look_before_the_weeks_were_over_changes_nothing() {
    var course = tried(dropped(), 3).goalReview(matters("Goal/a", 8, 8));
    assertThat(examine(low(course, 6))).isPresent();
  }

  @Test
  void only_what_asks_for_a_look_can_persist() {
    var course = course().attended(4).step(step -> step.tried(true).difficulty(4)).attended(10);
    for (int i = 0; i < 3; i++) {
      course.tried("step-barrier", "st-20");
    }
    var steps =
        new StepBarrier(GivenSettings.FALLBACKS).examine(course.build(), ServiceNorms.UNKNOWN);
    assertThat(
            detector.examine(
                course.judgedAfter(2).build(), ServiceNorms.UNKNOWN, List.of(steps.orElseThrow())))
        .isEmpty();
    var prompt = before(low(tried(dropped(), 3), 8)).get(0).asPrompt();
    assertThat(
            detector.examine(
                low(tried(dropped(), 3), 8).build(), ServiceNorms.UNKNOWN, List.of(prompt)))
        .isEmpty();
  }
}
