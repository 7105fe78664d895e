package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left behind when the demo itself is killed without a warning. */
class SuddenEndIT {

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
