package org.attune.fhir.patient;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.jspecify.annotations.Nullable;

/** Reads from a patient record whether the client lives, and where the record went. */
public final class PatientMapper {

  /** Tags, labels and identifiers of a test record, beside the mark that HL7 has for it. */
  public static final Setting<List<String>> TEST_RECORDS =
      Setting.list("scope.test-records", List.of());

  private final References references;
  private final ZoneId zone;
  private final Set<String> testRecords;

  /**
   * @param settings tell by which marks this hospital knows its test records
   */
  public PatientMapper(Settings settings, References references, ZoneId zone) {
    this.testRecords = Set.copyOf(settings.get(TEST_RECORDS));
    this.references = references;
    this.zone = zone;
  }

  /** The client of a patient record. */
  public Reading<List<ChartFact>> read(Patient patient) {
    var source = References.source(patient);
    return new Reading.Fact<>(
        List.of(
            new Client(
                source,
                new PatientId(source.id()),
                deceased(patient),
                deceasedAt(patient),
                test(patient),
                replacedBy(patient),
                Marks.labels(patient.getMeta()))));
  }

  // A date of death says it as plainly as a yes does.
  private static boolean deceased(Patient patient) {
    return patient.getDeceased() instanceof BooleanType yesNo
        ? Boolean.TRUE.equals(yesNo.getValue())
        : patient.hasDeceased();
  }

  private @Nullable Instant deceasedAt(Patient patient) {
    return patient.getDeceased() instanceof DateTimeType moment
        ? Times.firstMoment(moment, zone)
        : null;
  }

  private boolean test(Patient patient) {
    var meta = patient.getMeta();
    boolean marked =
        Stream.concat(meta.getTag().stream(), meta.getSecurity().stream())
            .map(Coded::key)
            .anyMatch(
                mark ->
                    mark.equals(Codes.ACT_REASON + "|" + Codes.TEST_RECORD)
                        || testRecords.contains(mark));
    return marked
        || patient.getIdentifier().stream()
            .map(one -> Objects.toString(one.getSystem(), "") + "|" + one.getValue())
            .anyMatch(testRecords::contains);
  }

  private @Nullable PatientId replacedBy(Patient patient) {
    return patient.getLink().stream()
        .filter(link -> link.getType() == LinkType.REPLACEDBY)
        .flatMap(link -> references.to("Patient", link.getOther()).stream())
        .filter(other -> !other.id().equals(patient.getIdElement().getIdPart()))
        .findFirst()
        .map(other -> new PatientId(other.id()))
        .orElse(null);
  }
}
