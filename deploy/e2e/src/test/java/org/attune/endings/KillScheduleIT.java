package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.attune.faults.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server is killed three times, as a seed says: while it reads the record, while it judges and
 * while it writes. Started again, what it has written must be what an undisturbed server writes.
 *
 * <p>{@code kills.seeds} says which seeds, such as {@code 1..34}; with {@code kills.resume} those
 * that came out the same in an earlier run, by the results in {@code kills.results}, are not run
 * again. Even seeds have their ledger in PostgreSQL, the others in a file.
 */
class KillScheduleIT {

  private static final Path RESULTS = Path.of(System.getProperty("kills.results"));

  private static Ordeal ordeal;
  private static Ordeal.Outcome undisturbed;

  @BeforeAll
  static void see_what_an_undisturbed_server_writes() throws Exception {
    ordeal = new Ordeal();
    undisturbed = ordeal.undisturbed();
    assertThat(undisturbed.picture().lines()).hasSizeGreaterThan(20);
    assertThat(undisturbed.picture().doubled()).isEmpty();
  }

  @AfterAll
  static void close() throws IOException {
    if (ordeal != null) {
      ordeal.close();
    }
  }

  static LongStream seeds() throws IOException {
    var range = System.getProperty("kills.seeds").split("\\.\\.", 2);
    var done = new ArrayList<String>();
    if (Boolean.getBoolean("kills.resume") && Files.exists(RESULTS)) {
      Files.readAllLines(RESULTS).stream()
          .filter(line -> line.contains(",same,"))
          .forEach(line -> done.add(line.substring(0, line.indexOf(','))));
    }
    return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]))
        .filter(seed -> !done.contains(Long.toString(seed)));
  }

  @ParameterizedTest(name = "seed {0}", allowZeroInvocations = true)
  @MethodSource("seeds")
  void nothing_is_lost_and_nothing_doubled(long seed) throws Exception {
    if (ordeal.site().isOfYesterday()) {
      ordeal.close();
      ordeal = new Ordeal();
      undisturbed = ordeal.undisturbed();
    }
    var begun = System.nanoTime();
    var outcome = ordeal.killed(seed, seed % 2 == 0, Moment.of(seed), undisturbed.measure());

    var wrong = differences(outcome.picture(), undisturbed.picture());
    note(seed, outcome, wrong, System.nanoTime() - begun);
    assertThat(wrong).as(outcome.kills().toString()).isEmpty();
  }

  static List<String> differences(Picture seen, Picture wanted) {
    var wrong = new ArrayList<String>();
    wanted.without(seen).forEach(line -> wrong.add("lost: " + line));
    seen.without(wanted).forEach(line -> wrong.add("not wanted: " + line));
    seen.doubled().forEach(line -> wrong.add("doubled: " + line));
    return wrong;
  }

  private static void note(long seed, Ordeal.Outcome outcome, List<String> wrong, long nanos)
      throws IOException {
    var line =
        "%d,%s,%s,%s,%d,%d%n"
            .formatted(
                seed,
                wrong.isEmpty() ? "same" : "different",
                seed % 2 == 0 ? "postgresql" : "h2",
                String.join(" ", outcome.kills()),
                outcome.requests(),
                nanos / 1_000_000);
    Files.createDirectories(RESULTS.toAbsolutePath().getParent());
    Files.writeString(RESULTS, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.print("kills: seed,outcome,database,kills,requests,ms " + line);
    wrong.forEach(System.out::println);
  }
}
