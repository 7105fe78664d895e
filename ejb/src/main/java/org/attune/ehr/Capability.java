package org.attune.ehr;

/**
 * One thing that the EHR does or does not do: what it says of itself, what came of trying, and what
 * Attune makes of it.
 *
 * @param feature its name, such as {@code flag-writing}
 * @param claimed what its CapabilityStatement says
 * @param probed what came of trying; it counts for more than the claim
 * @param usedAs what Attune does, in a word, such as {@code native} or {@code task}
 * @param meaning the same in a sentence for IT; it names no client
 */
public record Capability(String feature, Told claimed, Told probed, String usedAs, String meaning) {

  /** What is known of a feature. */
  public enum Told {
    YES,
    NO,
    /** Nobody says, or the answer could mean either. */
    UNKNOWN
  }
}
