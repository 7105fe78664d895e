package org.attune.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.attune.therapy.PatientId;

/**
 * Who works at a worklist, in which role, and for which units.
 *
 * @param user the person as the EHR names them, such as {@code Practitioner/7}
 * @param role in which role
 * @param units for which units, as the EHR names them, such as {@code Organization/12}; or {@link
 *     #EVERY_UNIT} alone
 * @param own the records that are their own, as far as anybody knows; never shown to them
 * @param session in which session, by a name that opens nothing
 */
public record WorklistViewer(
    String user, Role role, List<String> units, Set<PatientId> own, String session) {

  /** Stands for all units of the hospital. */
  public static final String EVERY_UNIT = "*";

  public WorklistViewer {
    units = List.copyOf(units);
    own = Set.copyOf(own);
  }

  /** Whether what belongs to a unit is theirs to see. */
  public boolean worksFor(String unit) {
    return units.contains(EVERY_UNIT) || units.contains(unit);
  }

  /** Masked: nobody's id reaches a log. */
  @Override
  public String toString() {
    return "a " + role.name().toLowerCase(Locale.ROOT) + " with a worklist";
  }
}
