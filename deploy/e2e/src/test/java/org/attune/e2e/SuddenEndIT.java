package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left behind when something is killed without a warning. */
class SuddenEndIT {

  private final Hospital hospital = new Hospital(8090 + Stage.OFFSET);

  @Test
  void killed_in_mid_review_and_started_again_it_writes_what_an_undisturbed_run_writes()
      throws Exception {
    Set<String> undisturbed;
    try (var building = Stage.start("calm-hospital", "--parts=hospital", "--fresh=true");
        var server = Stage.start("calm-server", "--parts=server", "--fresh=true")) {
      undisturbed = hospital.picture();
    }
    assertThat(undisturbed).isNotEmpty();

    try (var building = Stage.start("hospital-again", "--parts=hospital", "--fresh=true")) {
      assertThat(hospital.picture()).isEmpty();
      String[] moments = {"read.appointments", "findings.open", "outbox.sent"};
      for (int i = 0; i < moments.length; i++) {
        String moment = moments[i];
        var doomed = Stage.begin("doomed-" + i, "--parts=server", "--fresh=" + (i == 0));
        try (doomed) {
          Stage.awaitHealth(state -> state.path(moment).asInt() > 0);
          assertThat(doomed.killHard("org.jboss.as.standalone")).isPositive();
        }
      }
      try (var server = Stage.start("risen-server", "--parts=server")) {
        assertThat(hospital.picture()).isEqualTo(undisturbed);
      }
    }
  }

  @Test
  void nothing_outlives_a_demo_that_was_killed() throws Exception {
    var building = Stage.start("orphan-hospital", "--parts=hospital");
    List<ProcessHandle> family = building.family();
    assertThat(family).isNotEmpty();

    building.killDemoItself();

    for (int waited = 0;
        waited < 60 && family.stream().anyMatch(ProcessHandle::isAlive);
        waited++) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(family).noneMatch(ProcessHandle::isAlive);
  }
}
