package org.attune.fhir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.attune.fhir.Sandbox;
import org.attune.therapy.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds, findings and some changed seeds, at every door. */
class DoorsTest {

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int CHANGED = Integer.getInteger("fuzz.changed", 150);

  static Stream<Door> doors() {
    return Doors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void what_a_hospital_writes_keeps_every_promise(Door door) {
    assertThat(Seeds.of(door.seeds())).isNotEmpty().allSatisfy(text -> enter(door, text));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void what_once_broke_a_promise_no_longer_does(Door door) {
    assertThat(Seeds.found(door.name())).allSatisfy(text -> enter(door, text));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void what_is_changed_in_any_way_keeps_every_promise(Door door) {
    var morphing = new Morphing(Seeds.of(door.seeds()));
    var dice = new Random(door.name().hashCode());
    for (int i = 0; i < CHANGED; i++) {
      var program = new byte[2 + dice.nextInt(40)];
      dice.nextBytes(program);
      enter(door, morphing.text(program));
    }
  }

  @ParameterizedTest
  @MethodSource("doors")
  void the_seeds_of_a_mapper_are_understood(Door door) {
    if (door.entrance() == Doors.READ && !door.name().endsWith("-others")) {
      assertThat(Seeds.of(door.seeds()))
          .anyMatch(text -> Sandbox.read(text) instanceof Reading.Fact);
    }
  }

  @Test
  void the_same_bytes_make_the_same_text() {
    var morphing = new Morphing(Seeds.of(List.of("Appointment")));
    var program = new byte[] {3, 1, 0, 7, 2, 5, 0, 9, 0, 4};
    assertThat(morphing.text(program)).isEqualTo(morphing.text(program.clone()));
    assertThat(morphing.text(new byte[] {(byte) 255, '{', '}'})).isEqualTo("{}");
    assertThat(morphing.text(new byte[0])).contains("\"Appointment\"");
  }

  private static void enter(Door door, String text) {
    assertTimeout(
        LONGEST,
        () -> {
          try {
            door.entrance().enter(text);
          } catch (Throwable broken) {
            throw new AssertionError(door + " with " + text, broken);
          }
        });
  }
}
