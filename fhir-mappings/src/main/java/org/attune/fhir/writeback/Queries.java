package org.attune.fhir.writeback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.EhrClient;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;

/** Finds records of ours by their identifier. */
final class Queries {

  private Queries() {}

  static String token(String system, String value) {
    return URLEncoder.encode(system + "|" + value, StandardCharsets.UTF_8);
  }

  /**
   * Every record of a type with this identifier, the oldest first. More than one is what parallel
   * writers leave on servers that cannot prevent it.
   */
  static <T extends DomainResource> List<T> byIdentifier(
      EhrClient ehr, Class<T> type, String system, String value) throws EhrUnavailable {
    return ehr.find(type, type.getSimpleName() + "?identifier=" + token(system, value)).stream()
        .filter(one -> identified(one, system, value))
        .sorted(Comparator.comparing(one -> one.getIdElement().getIdPart(), Queries::byNumber))
        .toList();
  }

  private static int byNumber(String one, String other) {
    int byLength = Integer.compare(one.length(), other.length());
    return byLength != 0 ? byLength : one.compareTo(other);
  }

  // A server that ignores a parameter it does not know answers with everything.
  private static boolean identified(DomainResource resource, String system, String value) {
    return names(resource, system).contains(value);
  }

  /** What a record is called in a system. */
  static List<String> names(DomainResource resource, String system) {
    return resource.getNamedProperty("identifier").getValues().stream()
        .filter(Identifier.class::isInstance)
        .map(Identifier.class::cast)
        .filter(one -> system.equals(one.getSystem()) && one.getValue() != null)
        .map(Identifier::getValue)
        .toList();
  }
}
