package org.attune.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.attendance.Scope;
import org.attune.fhir.chart.Mappers;
import org.attune.fhir.chart.ResourceReader;
import org.attune.instruments.Instruments;
import org.attune.settings.GivenSettings;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** Reads resources from their text into facts, beside HAPI's bare parse of the same texts. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class Mapping {

  private static final int LARGEST = 1 << 20;

  private final FhirContext context = FhirContext.forR4Cached();
  private final ResourceReader reader = reader(context);
  private final List<String> texts = Resources.texts();
  private int next;

  static ResourceReader reader(FhirContext context) {
    var settings =
        new GivenSettings(
            Map.of(
                "scope.services",
                Resources.SERVICE + "=individual, " + Resources.GROUP_SERVICE + "=group"));
    var scope = Scope.of(settings, null);
    return new ResourceReader(
        context,
        new Mappers(
            settings,
            scope,
            new Instruments(),
            ZoneId.of("Europe/Vienna"),
            List.of("https://hospital.example/fhir")),
        LARGEST);
  }

  private String text() {
    next = (next + 1) % texts.size();
    return texts.get(next);
  }

  @Benchmark
  public IBaseResource resourcesParsedByHapi() {
    return context.newJsonParser().parseResource(text());
  }

  @Benchmark
  public ChartEntry resourcesMappedFromHapisParse() {
    return reader.readByParser(text());
  }

  @Benchmark
  public ChartEntry resourcesMapped() {
    return reader.read(text());
  }
}
