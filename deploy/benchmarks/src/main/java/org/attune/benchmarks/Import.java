package org.attune.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a first load costs from end to end (lines read, mapped and stored), beside HAPI's bare parse
 * of the same lines in the same run by one thread; and what it costs then to look at a client.
 */
public final class Import {

  private final String database;
  private final int workers;
  private final Path folder;
  private final Path results;

  private Import(String database, int workers, Path folder, Path results) {
    this.database = database;
    this.workers = workers;
    this.folder = folder;
    this.results = results;
  }

  /**
   * Measures.
   *
   * @param arguments the numbers of clients, parted by commas; the database ({@code h2}, {@code
   *     postgresql} or a JDBC URL of PostgreSQL), the number of rounds, how many read beside each
   *     other, the folder to work in, and the file to which a line is added for each round
   */
  public static void main(String... arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[2]);
    var imports =
        new Import(
            arguments[1],
            Integer.parseInt(arguments[3]),
            Path.of(arguments[4]),
            Path.of(arguments[5]));
    var clients = Arrays.stream(arguments[0].split(",")).mapToInt(Integer::parseInt).toArray();
    // Both must have met the compiler before they are timed.
    imports.round(clients[0], "warming up");
    for (int each : clients) {
      for (int round = 1; round <= rounds; round++) {
        imports.round(each, "round " + round);
      }
    }
  }

  private void round(int clients, String name) throws Exception {
    var lines = Lines.of(clients, folder);
    var parsed = Cost.of(() -> parse(lines));
    try (var store = Store.open(database, folder)) {
      var imported = Cost.of(() -> new Loading(store, workers).load(lines));
      store.requireMeaningfulWork(clients);
      long heap = Cost.heap();
      tell(name, clients, parsed, imported, heap);
      var looks = new Looks(store);
      // They too must have met the compiler.
      looks.at(clients);
      var looked = Cost.of(() -> looks.at(clients));
      tell(name, clients, looked, Cost.heap());
    }
  }

  private static long parse(Lines lines) throws Exception {
    var context = FhirContext.forR4Cached();
    long read = 0;
    for (var stage : lines.stages()) {
      for (var file : stage) {
        try (var reader = Files.newBufferedReader(file)) {
          for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            context.newJsonParser().parseResource(line);
            read++;
          }
        }
      }
    }
    return read;
  }

  private void tell(String name, int clients, Cost parsed, Cost imported, long heap)
      throws Exception {
    tell(
        name,
        clients,
        String.format(
            Locale.ROOT,
            "%d lines by %d, parsed %.1f / %.1f µs (wall / processor), imported %.1f / %.1f µs,"
                + " ratio %.2f / %.2f, %.2f / %.2f ms a client",
            imported.times(),
            workers,
            parsed.wallMicros(),
            parsed.processorMicros(),
            imported.wallMicros(),
            imported.processorMicros(),
            imported.wallMicros() / parsed.wallMicros(),
            imported.processorMicros() / parsed.processorMicros(),
            imported.wall().toNanos() / 1e6 / clients,
            imported.processor().toNanos() / 1e6 / clients),
        heap);
  }

  private void tell(String name, int clients, Cost looked, long heap) throws Exception {
    tell(
        name,
        clients,
        String.format(
            Locale.ROOT,
            "%d looks, %.2f / %.2f ms a client (wall / processor)",
            looked.times(),
            looked.wallMicros() / 1e3,
            looked.processorMicros() / 1e3),
        heap);
  }

  private void tell(String name, int clients, String what, long heap) throws Exception {
    var line =
        String.format(
            Locale.ROOT,
            "%s, load %.1f, %s, %d clients, %s, %s, %d MB live of %d",
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            Cost.load(),
            name,
            clients,
            database.startsWith("jdbc:") ? "postgresql" : database,
            what,
            heap,
            Runtime.getRuntime().maxMemory() >> 20);
    System.out.println(line);
    Files.writeString(results, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
