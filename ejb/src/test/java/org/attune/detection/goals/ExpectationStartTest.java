package org.attune.detection.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.CheckIn.Item.EXPECTANCY;
import static org.attune.therapy.CheckIn.Item.SOLVED_FOR_ME;
import static org.attune.therapy.Courses.course;

import java.util.Optional;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Courses;
import org.attune.therapy.Respondent;
import org.junit.jupiter.api.Test;

class ExpectationStartTest {

  private final ExpectationStart detector = new ExpectationStart(GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses rated(Item item, int... ratings) {
    var course = course();
    for (int rating : ratings) {
      course.attended().checkIn(form -> form.rate(item, rating));
    }
    return course;
  }

  @Test
  void somebody_who_expects_little_of_it_on_the_first_form() {
    var course = rated(EXPECTANCY, 3);
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.onset()).isEqualTo(course.build().checkIns().get(0).source());
    assertThat(examine(rated(EXPECTANCY, 4))).isEmpty();
  }

  @Test
  void somebody_who_expects_the_therapist_to_solve_it() {
    assertThat(signal(rated(SOLVED_FOR_ME, 8)).wording()).isEqualTo("flag.roles");
    assertThat(examine(rated(SOLVED_FOR_ME, 7))).isEmpty();
  }

  @Test
  void a_form_from_before_the_first_session_counts() {
    assertThat(examine(course().checkIn(form -> form.rate(EXPECTANCY, 2)))).isPresent();
  }

  @Test
  void where_there_are_two_forms_both_must_say_so() {
    assertThat(examine(rated(EXPECTANCY, 3, 3))).isPresent();
    assertThat(examine(rated(EXPECTANCY, 3, 6))).as("it ended").isEmpty();
    assertThat(examine(rated(EXPECTANCY, 6, 3))).isEmpty();
    assertThat(examine(rated(EXPECTANCY, 6, 3, 3))).isPresent();
  }

  @Test
  void what_stands_keeps_its_beginning() {
    assertThat(signal(rated(EXPECTANCY, 3, 2)).since())
        .isEqualTo(signal(rated(EXPECTANCY, 3)).since());
    var late = rated(EXPECTANCY, 6, 3, 3);
    assertThat(signal(late).since()).isEqualTo(late.build().checkIns().get(2).at());
  }

  @Test
  void it_ends_with_the_fourth_session() {
    var course = rated(EXPECTANCY, 2, 2).attended();
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.attended())).isEmpty();
  }

  @Test
  void sessions_that_did_not_take_place_are_not_counted() {
    assertThat(examine(rated(EXPECTANCY, 2).cancelledByService().missed().missed().attended(2)))
        .isPresent();
  }

  @Test
  void what_was_skipped_is_not_guessed() {
    assertThat(examine(course().attended().clearCheckIn())).isEmpty();
  }

  @Test
  void forms_of_others_and_forms_kept_from_the_team_do_not_count() {
    assertThat(examine(course().filledBy(Respondent.PROXY).checkIn(f -> f.rate(EXPECTANCY, 0))))
        .isEmpty();
    assertThat(
            examine(
                course()
                    .checkIn(form -> form.rate(EXPECTANCY, 0).onlyFor(Audience.NOT_MY_THERAPIST))))
        .isEmpty();
    var both =
        course()
            .filledBy(Respondent.PROXY)
            .checkIn(form -> form.rate(EXPECTANCY, 0))
            .filledBy(Respondent.CLIENT)
            .checkIn(form -> form.rate(EXPECTANCY, 1));
    assertThat(signal(both).excluded())
        .extracting(Signal.Excluded::why)
        .containsExactly("excluded.proxy");
  }
}
