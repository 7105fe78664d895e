package org.attune.fhir.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.attune.agenda.Units;

/**
 * The access that it takes to know who of the staff somebody is, and which record is their own; and
 * where units are told apart, who works there and what they are called.
 */
@ApplicationScoped
public class StaffAccess implements NeedsAccess {

  private final Units units;

  @Inject
  StaffAccess(Units units) {
    this.units = units;
  }

  @Override
  public List<Access> access() {
    var units = this.units.known().stream().map(unit -> unit.substring(0, unit.indexOf('/')));
    var roles = this.units.apart() ? Stream.of("PractitionerRole") : Stream.<String>empty();
    return Stream.of(Stream.of("Practitioner", "Person"), roles, units)
        .flatMap(types -> types)
        .distinct()
        .sorted()
        .map(Access::reading)
        .toList();
  }
}
