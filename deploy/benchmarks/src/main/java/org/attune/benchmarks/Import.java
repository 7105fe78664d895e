package org.attune.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.attune.ehr.Feed;
import org.attune.sandbox.caseload.BulkData;
import org.attune.sandbox.caseload.Caseload;

/**
 * What a first load costs from end to end (lines read, mapped and stored), beside HAPI's bare parse
 * of the same lines in the same run, one thread each.
 */
public final class Import {

  private static final Map<String, Feed> FEEDS = new LinkedHashMap<>();

  static {
    FEEDS.put("EpisodeOfCare", Feed.EPISODES);
    FEEDS.put("Appointment", Feed.APPOINTMENTS);
    FEEDS.put("Encounter", Feed.ENCOUNTERS);
    FEEDS.put("Patient", Feed.PATIENTS);
    FEEDS.put("Consent", Feed.CONSENTS);
    FEEDS.put("QuestionnaireResponse", Feed.ANSWERS);
    FEEDS.put("Observation", Feed.OBSERVATIONS);
    FEEDS.put("Goal", Feed.GOALS);
    FEEDS.put("CarePlan", Feed.CARE_PLANS);
    FEEDS.put("Task", Feed.TASKS);
  }

  private Import() {}

  /** What something cost. */
  private record Cost(long lines, Duration wall, Duration processor) {

    double wallMicros() {
      return wall.toNanos() / 1e3 / lines;
    }

    double processorMicros() {
      return processor.toNanos() / 1e3 / lines;
    }
  }

  /** Takes one line. */
  interface Taker {
    /** Takes it. */
    void take(Feed feed, String line);
  }

  /**
   * Measures.
   *
   * @param arguments the number of clients, the database ({@code h2}, {@code postgresql} or a JDBC
   *     URL of PostgreSQL), the number of rounds, the folder to work in, and the file to which a
   *     line is added for each round
   */
  public static void main(String... arguments) throws IOException {
    int clients = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[2]);
    var folder = Path.of(arguments[3]);
    var results = Path.of(arguments[4]);
    var lines = caseload(clients, folder.resolve("clients-" + clients));
    // Both must have met the compiler before they are timed.
    for (int round = 0; round <= rounds; round++) {
      var context = FhirContext.forR4Cached();
      var parsed = measured(lines, (feed, line) -> context.newJsonParser().parseResource(line));
      try (var store = Store.open(arguments[1], folder)) {
        var imported = measured(lines, store, store::flush);
        store.requireMeaningfulWork(clients);
        var line = line(clients, arguments[1], round, parsed, imported);
        System.out.println(line);
        Files.writeString(
            results, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
  }

  private static String line(int clients, String database, int round, Cost parsed, Cost imported) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %d clients, %s, %d lines, %d MB heap at most, parsed %.2f / %.2f µs, imported %.2f"
            + " / %.2f µs (wall / processor), ratio %.2f / %.2f, %.1f / %.1f ms a client",
        Instant.now(),
        round == 0 ? "warming up" : "round " + round,
        clients,
        database.startsWith("jdbc:") ? "postgresql" : database,
        imported.lines(),
        Runtime.getRuntime().maxMemory() >> 20,
        parsed.wallMicros(),
        parsed.processorMicros(),
        imported.wallMicros(),
        imported.processorMicros(),
        imported.wallMicros() / parsed.wallMicros(),
        imported.processorMicros() / parsed.processorMicros(),
        imported.wall().toNanos() / 1e6 / clients,
        imported.processor().toNanos() / 1e6 / clients);
  }

  private static Cost measured(Path folder, Taker taker) throws IOException {
    return measured(folder, taker, feed -> {});
  }

  /** Ends a feed. */
  interface End {
    /** Ends it. */
    void of(Feed feed);
  }

  private static Cost measured(Path folder, Taker taker, End end) throws IOException {
    long processor = processor();
    long began = System.nanoTime();
    long lines = 0;
    for (var each : FEEDS.entrySet()) {
      var file = folder.resolve(each.getKey() + ".ndjson");
      if (Files.exists(file)) {
        try (var reader = Files.newBufferedReader(file)) {
          for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            taker.take(each.getValue(), line);
            lines++;
          }
        }
        end.of(each.getValue());
      }
    }
    return new Cost(
        lines,
        Duration.ofNanos(System.nanoTime() - began),
        Duration.ofNanos(processor() - processor));
  }

  // Of the whole process, with its compiler and its collector; a database server is another.
  private static long processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** The caseload of the stand-in hospital as Bulk Data; written once. */
  private static Path caseload(int clients, Path folder) throws IOException {
    var done = folder.resolve("written");
    if (!Files.exists(done)) {
      var caseload =
          new Caseload(42, LocalDate.of(2026, 11, 22), ZoneId.of("Europe/Vienna"), clients);
      BulkData.write(caseload, folder, (told, written) -> {});
      Files.createFile(done);
    }
    return folder;
  }
}
