package org.attune.fhir.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.attune.ehr.BulkExport;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportedFile;
import org.attune.fhir.client.Download;
import org.attune.fhir.client.JsonText;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/** The lines of an exported file as entries; a line that is broken is broken alone. */
final class ExportLines implements BulkExport.Lines {

  private final Download file;
  private final ExportedFile about;
  private final ResourceReader reader;
  private final Completing completing;
  private final Predicate<String> types;
  private @Nullable String ahead;

  /** Finds out what an entry alone does not tell. */
  interface Completing {
    ChartEntry completed(ChartEntry entry) throws EhrUnavailable;
  }

  ExportLines(
      Download file,
      ExportedFile about,
      ResourceReader reader,
      Completing completing,
      Predicate<String> types)
      throws EhrUnavailable {
    this.file = file;
    this.about = about;
    this.reader = reader;
    this.completing = completing;
    this.types = types;
    this.ahead = file.line();
  }

  void skip(long lines) throws EhrUnavailable {
    for (long left = lines; left > 0 && ahead != null; left--) {
      ahead = file.line();
    }
  }

  @Override
  public BulkExport.Part next(int most) throws EhrUnavailable {
    var entries = new ArrayList<ChartEntry>();
    int lines = 0;
    for (var line = ahead; line != null && lines < most; line = ahead) {
      if (!line.isBlank()) {
        entries.addAll(about.deletions() ? deleted(line) : told(line));
      }
      lines++;
      ahead = file.line();
    }
    return new BulkExport.Part(entries, lines, ahead == null);
  }

  private List<ChartEntry> told(String line) throws EhrUnavailable {
    var entry = reader.read(line);
    var type = entry.source().type();
    // What is too broken to say its type counts as well.
    return type.equals(FhirFeed.of(about.feed()).type()) || type.equals("Resource")
        ? List.of(completing.completed(entry))
        : List.of();
  }

  /** A bundle of requests that would delete what was deleted. */
  private List<ChartEntry> deleted(String line) {
    var gone = new ArrayList<ChartEntry>();
    try {
      for (String each : JsonText.elements(JsonText.members(line).getOrDefault("entry", "[]"))) {
        var request = JsonText.members(JsonText.members(each).getOrDefault("request", "{}"));
        var id = new IdType(JsonText.string(request.getOrDefault("url", "")));
        if (JsonText.string(request.getOrDefault("method", "")).equals("DELETE")
            && id.hasIdPart()
            && types.test(String.valueOf(id.getResourceType()))) {
          gone.add(
              new ChartEntry(
                  new Source(id.getResourceType(), id.getIdPart(), null),
                  about.asOf(),
                  new Reading.Withdrawn<List<ChartFact>>()));
        }
      }
    } catch (JsonText.Unbalanced broken) {
      return gone;
    }
    return gone;
  }

  @Override
  public void close() {
    file.close();
  }
}
