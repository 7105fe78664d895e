package org.attune.fhir.client;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import org.attune.access.CallerCheck;
import org.attune.access.UsedOnce;

/** Judges the callers of CDS Hooks; each token is good for one call. */
@Stateless
@Local(CallerCheck.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckedCallers implements CallerCheck {

  private final CdsClients clients;
  private final EhrClient ehr;
  private final UsedOnce used;

  @Inject
  public CheckedCallers(CdsClients clients, EhrClient ehr, UsedOnce used) {
    this.clients = clients;
    this.ehr = ehr;
    this.used = used;
  }

  @Override
  public Verdict check(String token, Set<String> addresses) {
    var looked = clients.look(token, addresses);
    var once = looked.once();
    var until = looked.until();
    return once == null || until == null || first(once, until)
        ? looked.verdict()
        : Verdict.REPLAYED;
  }

  @Override
  public boolean isOurs(String fhirServer) {
    return ehr.isOurs(fhirServer);
  }

  private boolean first(String once, Instant until) {
    try {
      return used.first(once, until);
    } catch (RuntimeException another) {
      // Two came at once and the database let in one; or it is not there, and then nobody is let
      // in.
      return false;
    }
  }
}
