package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After every schedule of faults the record says what it says when nothing goes wrong. Which seeds
 * are run is told by {@code -Dfaults.seeds=1..200}; what came of each is appended to a file of
 * results. With {@code -Dfaults.resume=true} those that went well before are not run again.
 */
class FaultScheduleIT {

  private static final Path RESULTS = Path.of(System.getProperty("faults.results"));

  private static Course course;
  private static List<Picture> undisturbed;

  @BeforeAll
  static void see_what_the_record_says_when_nothing_goes_wrong() throws IOException {
    course = Course.told();
    var calm =
        new Schedule(
            0, Traits.PLAIN, Collections.nCopies(course.waves().size(), Schedule.Wave.CALM));
    var outcome = Trial.run(course, calm);
    undisturbed = outcome.pictures();
    assertThat(outcome.lost()).isEmpty();
    assertThat(undisturbed.get(2).lines())
        .allMatch(line -> line.startsWith("Device") || line.endsWith(" | told 1"))
        .anyMatch(line -> line.startsWith("Goal"))
        .anyMatch(line -> line.startsWith("CarePlan"))
        .anyMatch(line -> line.startsWith("Task"));
    assertThat(undisturbed.get(2).lines()).hasSizeGreaterThan(undisturbed.get(0).lines().size());
  }

  static LongStream seeds() throws IOException {
    var range = System.getProperty("faults.seeds").split("\\.\\.", 2);
    var done = new ArrayList<String>();
    if (Boolean.getBoolean("faults.resume") && Files.exists(RESULTS)) {
      Files.readAllLines(RESULTS).stream()
          .filter(line -> line.contains(",same,"))
          .forEach(line -> done.add(line.substring(0, line.indexOf(','))));
    }
    return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]))
        .filter(seed -> !done.contains(Long.toString(seed)));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "seed {0}", allowZeroInvocations = true)
  @MethodSource("seeds")
  void nothing_is_lost_and_nothing_doubled(long seed) throws IOException {
    var schedule = Schedule.of(seed, course.waves().size(), Trial.ROUNDS);
    var begun = System.nanoTime();
    var outcome = Trial.run(course, schedule);

    var wrong = differences(outcome);
    note(seed, outcome, wrong, System.nanoTime() - begun);
    assertThat(wrong).as("%s", schedule).isEmpty();
  }

  private static List<String> differences(Trial.Outcome outcome) {
    var wrong = new ArrayList<>(outcome.lost());
    for (int wave = 0; wave < undisturbed.size(); wave++) {
      var seen = outcome.pictures().get(wave);
      var wanted = undisturbed.get(wave);
      var when = "wave " + wave + " ";
      wanted.without(seen).forEach(line -> wrong.add(when + "lost: " + line));
      seen.without(wanted).forEach(line -> wrong.add(when + "not wanted: " + line));
      seen.doubled().forEach(line -> wrong.add(when + "doubled: " + line));
    }
    return wrong;
  }

  private static synchronized void note(
      long seed, Trial.Outcome outcome, List<String> wrong, long nanos) throws IOException {
    var line =
        "%d,%s,%d,%d,%d,%d,%d%n"
            .formatted(
                seed,
                wrong.isEmpty() ? "same" : "different",
                outcome.requests(),
                outcome.struck(),
                outcome.refused(),
                outcome.begun(),
                nanos / 1_000_000);
    Files.createDirectories(RESULTS.toAbsolutePath().getParent());
    Files.writeString(RESULTS, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.print("faults: seed,outcome,requests,struck,refused,begun,ms " + line);
    wrong.forEach(System.out::println);
  }
}
