package org.attune.sandbox.caseload;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Resource;

/**
 * Writes a caseload as Bulk Data does: one file of newline-delimited JSON for each type of
 * resource. A handful of clients is in memory at a time; they are told side by side and written in
 * order.
 */
public final class BulkData implements AutoCloseable {

  private static final int AT_A_TIME = 32;

  private final Path folder;
  private final Map<String, Writer> files = new TreeMap<>();
  private long written;

  private BulkData(Path folder) {
    this.folder = folder;
  }

  /** The lines of one client, by type. */
  private record Lines(Map<String, StringBuilder> byType, int count) {}

  /**
   * Writes a caseload into a folder, over what lies there.
   *
   * @param progress is told now and then how many clients and resources are written
   * @return how many resources were written
   */
  public static long write(Caseload caseload, Path folder, BiConsumer<Integer, Long> progress)
      throws IOException {
    Files.createDirectories(folder);
    try (var data = new BulkData(folder)) {
      data.add(lines(caseload.premises()));
      for (int first = 1; first <= caseload.clients(); first += AT_A_TIME) {
        int last = Math.min(caseload.clients(), first + AT_A_TIME - 1);
        var charts =
            IntStream.rangeClosed(first, last)
                .parallel()
                .mapToObj(number -> lines(caseload.chart(number)))
                .toList();
        for (var chart : charts) {
          data.add(chart);
        }
        progress.accept(last, data.written);
      }
      return data.written;
    }
  }

  private static Lines lines(List<Resource> resources) {
    var parser = FhirContext.forR4Cached().newJsonParser();
    var byType = new TreeMap<String, StringBuilder>();
    for (var resource : resources) {
      // Through a string: the parser flushes whatever it writes to after each resource.
      byType
          .computeIfAbsent(resource.fhirType(), type -> new StringBuilder())
          .append(parser.encodeResourceToString(resource))
          .append('\n');
    }
    return new Lines(byType, resources.size());
  }

  private void add(Lines lines) throws IOException {
    for (var entry : lines.byType.entrySet()) {
      var file = files.get(entry.getKey());
      if (file == null) {
        var path = folder.resolve(entry.getKey() + ".ndjson");
        file = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
        files.put(entry.getKey(), file);
      }
      file.append(entry.getValue());
    }
    written += lines.count;
  }

  @Override
  public void close() throws IOException {
    for (var file : files.values()) {
      file.close();
    }
  }
}
