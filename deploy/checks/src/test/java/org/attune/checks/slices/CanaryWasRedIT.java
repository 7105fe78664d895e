package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reads the report of the canary: had it been green, no green of a slice could be believed. */
class CanaryWasRedIT {

  @Test
  void the_test_that_must_fail_failed_inside_the_server() throws IOException {
    var reports = Path.of(System.getProperty("canary.reports"));
    var report = Files.readString(reports.resolve("TEST-" + CanaryIT.class.getName() + ".xml"));
    assertThat(report)
        .contains("tests=\"1\"", "failures=\"1\"", "errors=\"0\"", "skipped=\"0\"")
        .contains("the canary sings");
  }
}
