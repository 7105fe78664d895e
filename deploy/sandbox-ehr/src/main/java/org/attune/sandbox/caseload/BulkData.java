package org.attune.sandbox.caseload;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Resource;

/**
 * Writes a caseload as Bulk Data does: one file of newline-delimited JSON for each type of
 * resource. One client is in memory at a time.
 */
public final class BulkData implements AutoCloseable {

  private final Path folder;
  private final IParser parser = FhirContext.forR4Cached().newJsonParser();
  private final Map<String, Writer> files = new TreeMap<>();
  private long written;

  private BulkData(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a caseload into a folder, over what lies there.
   *
   * @param progress is told, after each client, how many clients and resources are written
   * @return how many resources were written
   */
  public static long write(Caseload caseload, Path folder, BiConsumer<Integer, Long> progress)
      throws IOException {
    Files.createDirectories(folder);
    try (var data = new BulkData(folder)) {
      caseload.premises().forEach(data::add);
      caseload
          .clientNumbers()
          .forEach(
              number -> {
                caseload.chart(number).forEach(data::add);
                progress.accept(number, data.written);
              });
      return data.written;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(Resource resource) {
    try {
      var file = files.get(resource.fhirType());
      if (file == null) {
        file = open(resource.fhirType());
        files.put(resource.fhirType(), file);
      }
      parser.encodeResourceToWriter(resource, file);
      file.write('\n');
      written++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedWriter open(String type) throws IOException {
    return Files.newBufferedWriter(folder.resolve(type + ".ndjson"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    for (var file : files.values()) {
      file.close();
    }
  }
}
