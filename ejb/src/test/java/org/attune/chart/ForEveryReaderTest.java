package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;

import java.util.List;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForEveryReaderTest {

  @ParameterizedTest
  @EnumSource(
      value = Audience.class,
      names = {"THERAPIST", "NOT_MY_THERAPIST"})
  void an_obstacle_named_on_a_form_for_few_eyes_explains_no_session(Audience audience) {
    var kept = (CheckIn) ForEveryReader.of(List.of(named(audience))).get(0);
    assertThat(kept.obstacle()).isNull();
    // Where somebody is threatened, nothing is offered that would not be safe.
    assertThat(kept.fears()).containsExactly(CheckIn.Fear.THREATENED);
  }

  @Test
  void what_everybody_may_read_stays_as_it_is() {
    ChartFact open = named(Audience.CARE_TEAM);
    assertThat(ForEveryReader.of(List.of(open))).containsExactly(open);
  }

  private static CheckIn named(Audience audience) {
    return course()
        .missed()
        .checkIn(
            form ->
                form.obstacle(CancellationReason.COST)
                    .fears(CheckIn.Fear.THREATENED)
                    .onlyFor(audience))
        .build()
        .checkIns()
        .get(0);
  }
}
