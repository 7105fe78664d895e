package org.attune.fhir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Giants on every way in, in a process of its own with little memory. */
class GiantsTest {

  private static final String TOO_LARGE = "[giant Gap[reason=TOO_LARGE], small Gap[";
  private static final String TOO_MUCH =
      "sent more than 32 MB at once; lower attune.ehr.page-size.";

  @Test
  void every_giant_is_refused_with_a_reason_and_takes_no_memory() throws Exception {
    var said = said();
    for (String giant : List.of("long", "deep", "answers")) {
      assertThat(said).anyMatch(line -> line.startsWith(giant + " page | " + TOO_LARGE));
      assertThat(said).anyMatch(line -> line.startsWith(giant + " search | 0 |"));
    }
    assertThat(said)
        .anyMatch(
            line ->
                line.contains(" Gap[reason=TOO_LARGE], small Gap[") && line.startsWith("export"));
    assertThat(said).anyMatch(line -> line.startsWith("long record | 3 |"));
    assertThat(said).anyMatch(line -> line.startsWith("long write | refused: "));
    assertThat(said)
        .filteredOn(line -> line.startsWith("many "))
        .hasSize(4)
        .allMatch(line -> line.contains(TOO_MUCH));
  }

  private static List<String> said() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Giants.class.getName())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }
}
