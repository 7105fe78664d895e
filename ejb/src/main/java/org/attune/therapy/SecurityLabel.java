package org.attune.therapy;

/**
 * A confidentiality or sensitivity label of the EHR; what is derived from a labelled fact carries
 * it on.
 *
 * @param system the code system of the label
 * @param code the label itself, such as {@code R} or {@code PSY}
 */
public record SecurityLabel(String system, String code) implements Comparable<SecurityLabel> {

  @Override
  public int compareTo(SecurityLabel other) {
    int bySystem = system.compareTo(other.system);
    return bySystem != 0 ? bySystem : code.compareTo(other.code);
  }
}
