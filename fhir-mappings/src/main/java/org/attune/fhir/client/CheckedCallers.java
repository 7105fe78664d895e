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
import org.attune.fhir.References;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

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
  public Caller check(String token, Set<String> addresses) {
    var looked = clients.look(token, addresses);
    var once = looked.once();
    var until = looked.until();
    return once == null || until == null || first(once, until)
        ? new Caller(looked.verdict(), person(looked.person()))
        : Caller.of(Verdict.REPLAYED);
  }

  private String person(@Nullable String named) {
    return new References(ehr.bases()).staff(named).map(Source::reference).orElse("");
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
