package org.attune.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.attune.access.Viewer;
import org.attune.detection.goals.PlanBlindSpot;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.settings.Settings;

/** A client's goals and those of their plans, for whoever may see them. */
@ApplicationScoped
class GoalsOfClient {

  private final Ledger ledger;
  private final Settings settings;
  private final Clock clock;
  private final ZoneId zone;

  @Inject
  GoalsOfClient(Ledger ledger, Settings settings, Clock clock, ZoneId zone) {
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Both sides of the client whose chart a person has open; empty for who is nobody in particular,
   * and where nothing of the client may be kept or nothing is known.
   */
  Optional<BothSides> seenBy(Viewer viewer) {
    boolean open =
        ledger
            .known(viewer.patient())
            .filter(client -> client.keptOut().isEmpty())
            .filter(KnownClient::inScope)
            .isPresent();
    return open && mayLook(viewer)
        ? Optional.of(
            BothSides.of(
                ledger.factsOf(viewer.patient()),
                LocalDate.ofInstant(clock.instant(), zone),
                Set.copyOf(settings.get(PlanBlindSpot.PLAN_CATEGORIES))))
        : Optional.empty();
  }

  private static boolean mayLook(Viewer viewer) {
    return switch (viewer.role()) {
      case CLINICIAN, COORDINATOR, LEAD -> !viewer.user().isBlank();
      case OUTREACH -> false;
    };
  }
}
