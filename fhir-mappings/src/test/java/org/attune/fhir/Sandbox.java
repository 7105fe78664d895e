package org.attune.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.attendance.Scope;
import org.attune.fhir.chart.Mappers;
import org.attune.fhir.chart.ResourceReader;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.jspecify.annotations.Nullable;

/** The FHIR side of the sandbox hospital, for tests. */
public final class Sandbox {

  public static final FhirContext CONTEXT = new FhirR4().context();
  public static final String BASE = "https://hospital.example/fhir";
  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private Sandbox() {}

  public static Mappers mappers() {
    return mappers(SiteSettings.hospital(), null);
  }

  public static Mappers mappers(Settings settings, @Nullable Set<PatientId> members) {
    return new Mappers(
        settings, Scope.of(settings, members), new Instruments(), ZONE, List.of(BASE));
  }

  /** What the sandbox hospital reads from the text of a resource. */
  public static Reading<List<ChartFact>> read(String json) {
    return read(reader(mappers()), json).reading();
  }

  /** What a reader reads, streamed and by HAPI's parser alike. */
  public static ChartEntry read(ResourceReader reader, String json) {
    var entry = reader.read(json);
    assertThat(entry).as("streamed as parsed").isEqualTo(reader.readByParser(json));
    return entry;
  }

  public static ResourceReader reader(Mappers mappers) {
    return new ResourceReader(CONTEXT, mappers, 1_000_000);
  }

  /** The only fact of a reading. */
  public static <T extends ChartFact> T fact(Reading<List<ChartFact>> reading, Class<T> type) {
    if (reading instanceof Reading.Fact<List<ChartFact>> facts && facts.value().size() == 1) {
      return type.cast(facts.value().get(0));
    }
    throw new AssertionError("expected one " + type.getSimpleName() + " but got " + reading);
  }

  public static Reading<List<ChartFact>> gap(GapReason reason) {
    return new Reading.Gap<>(reason);
  }
}
