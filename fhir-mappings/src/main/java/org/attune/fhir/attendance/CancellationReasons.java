package org.attune.fhir.attendance;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Tables;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CancellationReason.Kind;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/**
 * Why an hour did not take place: one row for each code, never a prefix. Many codes that begin with
 * {@code pat} say nothing of what the client wanted.
 */
public final class CancellationReasons {

  /** The site's own codes. */
  public static final Setting<Map<String, CancellationReason>> SITE_CODES =
      Tables.table(
          "fhir.cancellation-codes",
          "codes as system|code=REASON, separated by commas, where REASON is one of "
              + Arrays.toString(CancellationReason.values()),
          CancellationReasons::named);

  static final Map<String, CancellationReason> R4 =
      Map.ofEntries(
          entry("pat", CancellationReason.CHANNEL_ONLY),
          entry("pat-crs", CancellationReason.CHANNEL_ONLY),
          entry("pat-cpp", CancellationReason.CHANNEL_ONLY),
          entry("pat-dec", CancellationReason.DEATH),
          entry("pat-fb", CancellationReason.FEELING_BETTER),
          entry("pat-lt", CancellationReason.TRANSPORT),
          entry("pat-mt", CancellationReason.COVER),
          entry("pat-mv", CancellationReason.MOVED),
          entry("pat-preg", CancellationReason.PREGNANCY_OR_BIRTH),
          entry("pat-swl", CancellationReason.RESCHEDULED),
          entry("pat-ucp", CancellationReason.UNHAPPY_WITH_PROVIDER),
          entry("prov", CancellationReason.SERVICE),
          entry("prov-pers", CancellationReason.SERVICE),
          entry("prov-dch", CancellationReason.SERVICE),
          entry("prov-edu", CancellationReason.SERVICE),
          entry("prov-hosp", CancellationReason.SERVICE),
          entry("prov-labs", CancellationReason.SERVICE),
          entry("prov-mri", CancellationReason.SERVICE),
          entry("prov-onc", CancellationReason.SERVICE),
          entry("maint", CancellationReason.SERVICE),
          entry("meds-inc", CancellationReason.SERVICE),
          entry("other", CancellationReason.CHANNEL_ONLY),
          entry("oth-cms", CancellationReason.COVER),
          entry("oth-err", CancellationReason.SERVICE),
          entry("oth-fin", CancellationReason.COST),
          entry("oth-iv", CancellationReason.SERVICE),
          entry("oth-int", CancellationReason.INTERPRETER),
          entry("oth-mu", CancellationReason.SERVICE),
          entry("oth-room", CancellationReason.SERVICE),
          entry("oth-oerr", CancellationReason.SERVICE),
          entry("oth-swie", CancellationReason.SERVICE),
          entry("oth-weath", CancellationReason.WEATHER));

  private final Map<String, CancellationReason> siteCodes;

  private CancellationReasons(Map<String, CancellationReason> siteCodes) {
    this.siteCodes = siteCodes;
  }

  /** The standard codes and those the site has set. */
  public static CancellationReasons of(Settings settings) {
    return new CancellationReasons(settings.get(SITE_CODES));
  }

  /**
   * The reason a concept names. Where it holds several codes, the site's own speak first, and one
   * that tells something before one that does not. Text alone, or a code nobody mapped, is {@code
   * NOT_GIVEN}.
   */
  CancellationReason of(CodeableConcept concept) {
    var reasons = Stream.concat(site(concept.getCoding()), standard(concept.getCoding())).toList();
    return reasons.stream()
        .filter(reason -> reason.kind() != Kind.UNKNOWN)
        .findFirst()
        .or(() -> reasons.stream().findFirst())
        .orElse(CancellationReason.NOT_GIVEN);
  }

  private Stream<CancellationReason> site(List<Coding> codings) {
    return codings.stream()
        .flatMap(coding -> Optional.ofNullable(siteCodes.get(Coded.key(coding))).stream());
  }

  private static Stream<CancellationReason> standard(List<Coding> codings) {
    return codings.stream()
        .flatMap(coding -> Coded.codeIn(Codes.CANCELLATION_REASON, coding).stream())
        .flatMap(code -> Optional.ofNullable(R4.get(code)).stream());
  }

  private static Optional<CancellationReason> named(String word) {
    return Arrays.stream(CancellationReason.values())
        .filter(reason -> reason.name().equals(word))
        .findFirst();
  }
}
