package org.attune.worklist;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.therapy.PatientId;

/**
 * Who works at a worklist.
 *
 * @param user the person as the EHR names them, such as {@code Practitioner/7}
 * @param role in which role
 * @param units for which units, as the EHR names them, or {@link #EVERY_UNIT} among them
 * @param own the records that are their own, as far as anybody knows; never shown to them
 * @param session in which session, by a name that opens nothing
 */
public record Desk(String user, Role role, List<String> units, Set<PatientId> own, String session) {

  /** Stands for all units of the service. */
  public static final String EVERY_UNIT = "*";

  public Desk {
    units = List.copyOf(units);
    own = Set.copyOf(own);
  }

  /** The same person with one client in view. */
  Viewer of(PatientId patient) {
    return new Viewer(user, role, patient);
  }

  /** Masked: nobody's id reaches a log. */
  @Override
  public String toString() {
    return "a " + role.name().toLowerCase(Locale.ROOT) + " at a worklist";
  }
}
