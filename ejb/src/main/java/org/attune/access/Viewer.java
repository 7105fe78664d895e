package org.attune.access;

import java.util.Locale;
import org.attune.therapy.PatientId;

/**
 * Who looks, in which role, and at whose chart. One launch is one client for its whole life.
 *
 * @param user the person as the EHR names them, such as {@code Practitioner/7}
 * @param role in which role
 * @param patient whose chart is open
 */
public record Viewer(String user, Role role, PatientId patient) {

  /** Nobody in particular: who has held no session and is asked for nothing. */
  public static Viewer anybody(PatientId patient) {
    return new Viewer("", Role.COORDINATOR, patient);
  }

  /** Masked: nobody's id reaches a log. */
  @Override
  public String toString() {
    return "a " + role.name().toLowerCase(Locale.ROOT);
  }
}
