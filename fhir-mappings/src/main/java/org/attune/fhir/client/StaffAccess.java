package org.attune.fhir.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.attune.agenda.Units;
import org.attune.launch.LetIntoWorklist;
import org.attune.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access that it takes to know who of the staff somebody is, and which record is their own; and
 * where there are units, who works there and what they are called, as far as the EHR tells.
 */
@ApplicationScoped
public class StaffAccess implements NeedsAccess {

  private static final Logger LOG = LoggerFactory.getLogger(StaffAccess.class);

  private final Units units;
  private final Settings settings;
  private final AtomicBoolean told = new AtomicBoolean();

  @Inject
  public StaffAccess(Units units, Settings settings) {
    this.units = units;
    this.settings = settings;
  }

  @Override
  public List<Access> access() {
    var people = Stream.of("Practitioner", "Person").map(Access::reading);
    var places =
        Stream.concat(Stream.of("PractitionerRole"), types())
            .map(Access::reading)
            .map(Access::ifGiven);
    return Stream.concat(people, hasUnits() ? places : Stream.<Access>empty()).toList();
  }

  /** Rows lie at units, or people come from their sign-in with some. */
  private boolean hasUnits() {
    return units.apart() || LetIntoWorklist.tellsUnits(settings);
  }

  /** What units are; where nobody names one beforehand, most are organizations. */
  private Stream<String> types() {
    var types =
        Stream.concat(units.known().stream(), LetIntoWorklist.knownUnits(settings).stream())
            .map(unit -> unit.substring(0, unit.indexOf('/')))
            .distinct()
            .sorted()
            .toList();
    return types.isEmpty() ? Stream.of("Organization") : types.stream();
  }

  /** Says once that the EHR does not tell us who works where. */
  public void tellThatRolesAreClosed() {
    if (told.compareAndSet(false, true)) {
      LOG.warn(
          "The EHR does not let us search PractitionerRole, so a row of the worklist can be given to"
              + " those alone whom the page knows by name; let Attune's registration have"
              + " system/PractitionerRole.rs");
    }
  }
}
