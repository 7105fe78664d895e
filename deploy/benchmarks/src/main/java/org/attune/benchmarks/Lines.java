package org.attune.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.attune.sandbox.caseload.BulkData;
import org.attune.sandbox.caseload.Caseload;

/** The caseload of the stand-in hospital as Bulk Data, in the stages of a first load. */
final class Lines {

  private static final List<List<String>> STAGES =
      List.of(
          List.of("EpisodeOfCare", "Appointment"),
          List.of("Encounter"),
          List.of(
              "Patient",
              "Consent",
              "QuestionnaireResponse",
              "Observation",
              "Goal",
              "CarePlan",
              "Task",
              "Communication"));

  private final Path folder;

  private Lines(Path folder) {
    this.folder = folder;
  }

  /** Those of so many clients; written once. */
  static Lines of(int clients, Path work) throws IOException {
    var folder = work.resolve("clients-" + clients);
    var done = folder.resolve("written");
    if (!Files.exists(done)) {
      var caseload =
          new Caseload(42, LocalDate.of(2026, 11, 22), ZoneId.of("Europe/Vienna"), clients);
      BulkData.write(caseload, folder, (told, written) -> {});
      Files.createFile(done);
    }
    return new Lines(folder);
  }

  /** The files of each stage; of a stage all are read before the next begins. */
  List<List<Path>> stages() {
    return STAGES.stream()
        .map(
            types ->
                types.stream()
                    .map(type -> folder.resolve(type + ".ndjson"))
                    .filter(Files::exists)
                    .toList())
        .toList();
  }

  /** A file that several read, some lines at a time. */
  static final class Shared implements AutoCloseable {

    private final BufferedReader reader;

    Shared(Path file) throws IOException {
      reader = Files.newBufferedReader(file);
    }

    /** The next lines; none at the end. */
    synchronized List<String> next(int most) throws IOException {
      var lines = new ArrayList<String>(most);
      while (lines.size() < most) {
        var line = reader.readLine();
        if (line == null) {
          return lines;
        }
        lines.add(line);
      }
      return lines;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
