package org.attune.access;

import java.util.Locale;
import org.attune.therapy.PatientId;

/**
 * Who looks at a caseload, in which role.
 *
 * @param user the person as the EHR names them, such as {@code Practitioner/7}
 * @param role in which role
 * @param session in which session, by a name that opens nothing
 */
public record CaseloadViewer(String user, Role role, String session) {

  /** The same person with one client of theirs in view, for what they may read of that client. */
  public Viewer of(PatientId patient) {
    return new Viewer(user, role, patient);
  }

  /** Masked: nobody's id reaches a log. */
  @Override
  public String toString() {
    return "a " + role.name().toLowerCase(Locale.ROOT) + " with a caseload";
  }
}
