package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import java.util.Set;
import org.attune.access.CallerCheck;

/** A hospital whose calls are trusted when they bring the right word. */
@Stateless
@Local(CallerCheck.class)
public class HospitalToCall implements CallerCheck {

  @Override
  public Caller check(String token, Set<String> addresses) {
    return Caller.of(token.equals("trusted") ? Verdict.WELCOME : Verdict.UNKNOWN);
  }

  @Override
  public boolean isOurs(String fhirServer) {
    return true;
  }
}
