package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.ledger.Ledger;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;

/** The plans of a client's team into which a goal may be put. */
@ApplicationScoped
public class TeamPlans implements Configurable {

  static final Setting<List<String>> CATEGORIES = Setting.list("goals.plan-categories", List.of());

  private final Ledger ledger;
  private final Settings settings;
  private final ZoneId zone;

  @Inject
  TeamPlans(Ledger ledger, Settings settings, ZoneId zone) {
    this.ledger = ledger;
    this.settings = settings;
    this.zone = zone;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CATEGORIES);
  }

  /**
   * Those in force: not ours, meant to be carried out, and of the kind that the site names. A plan
   * of a record that was merged into the client's is left alone until it is about the client.
   */
  public List<Plan> of(PatientId patient, Instant now) {
    var today = now.atZone(zone).toLocalDate();
    return ledger.factsOfRecord(patient).stream()
        .flatMap(fact -> fact instanceof Plan plan ? Stream.of(plan) : Stream.<Plan>empty())
        .filter(plan -> plan.active() && !plan.own())
        .filter(plan -> plan.kind() != Plan.Kind.PROPOSAL && plan.kind() != Plan.Kind.OPTION)
        .filter(plan -> plan.on(today).isPresent())
        .filter(this::named)
        .toList();
  }

  /** The only one; where there are several, nobody but a person can choose. */
  public Optional<Plan> theOne(PatientId patient, Instant now) {
    var plans = of(patient, now);
    return plans.size() == 1 ? Optional.of(plans.get(0)) : Optional.empty();
  }

  private boolean named(Plan plan) {
    var categories = settings.get(CATEGORIES);
    return categories.isEmpty() || plan.categories().stream().anyMatch(categories::contains);
  }
}
