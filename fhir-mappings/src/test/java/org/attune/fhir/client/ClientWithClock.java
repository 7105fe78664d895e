package org.attune.fhir.client;

import java.time.Clock;
import java.util.List;
import org.attune.settings.Settings;

/** The client of an EHR that asks nobody who they are, where somebody keeps the time. */
public final class ClientWithClock {

  private ClientWithClock() {}

  /** Such a client. */
  public static EhrClient of(Settings settings, FhirR4 fhir, Clock clock) {
    var connections = new Connections(settings, ServerSecurity.NOTHING);
    var keys = new ClientKeys(settings, ServerSecurity.NOTHING, clock);
    var nobodyAsks = new EhrAuthorisation(settings, connections, keys, List::of, clock);
    return new EhrClient(settings, fhir, connections, nobodyAsks, clock);
  }
}
