package org.attune.therapy;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The labels of a fact, each once, in a fixed order. Of several degrees of confidentiality only the
 * highest stays, as the standard has it; every other label stays beside the others.
 *
 * @param all every label
 */
public record Labels(List<SecurityLabel> all) {

  /** No label at all. */
  public static final Labels NONE = new Labels(List.of());

  /** The current URL of HL7's code system of confidentiality, and the one of older records. */
  private static final Set<String> CONFIDENTIALITY =
      Set.of(
          "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
          "http://hl7.org/fhir/v3/Confidentiality");

  /** Unrestricted, low, moderate, normal, restricted, very restricted. */
  private static final String DEGREES = "ULMNRV";

  public Labels {
    all = withTheHighestDegree(all.stream().distinct().sorted().toList());
  }

  /** The labels of both. */
  public Labels and(Labels other) {
    if (other.all.isEmpty()) {
      return this;
    }
    return all.isEmpty()
        ? other
        : new Labels(Stream.concat(all.stream(), other.all.stream()).toList());
  }

  /** Whether a label says how confidential something is, rather than what it touches on. */
  public static boolean isDegree(SecurityLabel label) {
    return CONFIDENTIALITY.contains(label.system())
        && label.code().length() == 1
        && DEGREES.contains(label.code());
  }

  private static List<SecurityLabel> withTheHighestDegree(List<SecurityLabel> labels) {
    var lower = new HashSet<>(labels.stream().filter(Labels::isDegree).toList());
    if (lower.size() < 2) {
      return labels;
    }
    labels.stream()
        .filter(Labels::isDegree)
        .max(Comparator.comparingInt(label -> DEGREES.indexOf(label.code())))
        .ifPresent(lower::remove);
    return labels.stream().filter(label -> !lower.contains(label)).toList();
  }
}
