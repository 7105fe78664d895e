package org.attune.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.access.Viewer;
import org.attune.detection.goals.PlanBlindSpot;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;

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
        ? Optional.of(of(ledger.factsOf(viewer.patient())))
        : Optional.empty();
  }

  /** Both sides, as a client's facts tell of them today. */
  BothSides of(List<ChartFact> facts) {
    return BothSides.of(facts, LocalDate.ofInstant(clock.instant(), zone), categories());
  }

  /** Which kinds of plan count; every plan where empty. */
  Set<String> categories() {
    return Set.copyOf(settings.get(PlanBlindSpot.PLAN_CATEGORIES));
  }

  private static boolean mayLook(Viewer viewer) {
    return switch (viewer.role()) {
      case CLINICIAN, COORDINATOR, LEAD -> !viewer.user().isBlank();
      case OUTREACH -> false;
    };
  }
}
