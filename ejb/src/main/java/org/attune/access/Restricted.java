package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.Labels;

/** Knows which records are for few eyes: those of staff, of well-known people, and the like. */
@ApplicationScoped
public class Restricted implements Configurable {

  /** Labels of a patient record that say so, whatever system they stand under. */
  static final Setting<List<String>> CODES =
      Setting.list("access.restricted-codes", List.of("R", "V", "CEL", "VIP", "EMP"));

  private final Settings settings;

  @Inject
  public Restricted(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CODES);
  }

  /** Whether a client's own record is marked so. */
  public boolean marks(Collection<ChartFact> facts) {
    return facts.stream().filter(Client.class::isInstance).anyMatch(it -> marks(it.labels()));
  }

  /** Whether these labels of a client's own record mark it so. */
  public boolean marks(Labels labels) {
    var codes = settings.get(CODES);
    return labels.all().stream().anyMatch(label -> codes.contains(label.code()));
  }
}
