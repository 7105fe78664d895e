package org.attune.fhir;

import java.util.Objects;
import java.util.Set;
import org.attune.therapy.Labels;
import org.attune.therapy.SecurityLabel;
import org.hl7.fhir.r4.model.Meta;

/** What {@code meta.security} says of a resource. */
public final class Marks {

  // The sensitivity and the policy code of process notes; older systems used other URLs for them.
  private static final Set<String> PSYCHOTHERAPY_NOTES = Set.of("PSYTHPN", "HIPAAPsyNotes");

  private Marks() {}

  /** The labels that everything derived must carry on. */
  public static Labels labels(Meta meta) {
    return new Labels(
        meta.getSecurity().stream()
            .filter(label -> label.getCode() != null)
            .map(
                label ->
                    new SecurityLabel(Objects.toString(label.getSystem(), ""), label.getCode()))
            .toList());
  }

  /** Whether this is a psychotherapy note, which nobody but its author reads. */
  public static boolean psychotherapyNotes(Meta meta) {
    return meta.getSecurity().stream()
        .anyMatch(label -> PSYCHOTHERAPY_NOTES.contains(Objects.toString(label.getCode(), "")));
  }
}
