package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.attune.detection.Detector;
import org.attune.detection.Roster;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/**
 * Which rules may tell the EHR anything: none while the site is in shadow mode. When each went live
 * is remembered, so that a restart is no going live. The safety pathway asks nobody here.
 */
@ApplicationScoped
public class Modes implements Configurable {

  private static final String SHADOW = "shadow";

  /** How a site is set that writes to the record. */
  public static final String LIVE = "live";

  static final Setting<String> MODE = Setting.oneOf("mode", SHADOW, List.of(SHADOW, LIVE));
  static final Setting<List<String>> SHADOW_DETECTORS =
      Setting.list("mode.shadow-detectors", List.of());

  private final EntityManager database;
  private final Settings settings;
  private final List<String> detectors;

  @Inject
  Modes(EntityManager database, Settings settings, Roster roster) {
    this.database = database;
    this.settings = settings;
    this.detectors = roster.detectors().stream().map(Detector::id).sorted().toList();
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MODE, Setting.among(SHADOW_DETECTORS, detectors));
  }

  /**
   * Remembers what has changed since the last time.
   *
   * @return whether any rule has gone live
   */
  @Transactional
  public boolean note(Instant now) {
    var known = stored();
    boolean any = false;
    for (String detector : detectors) {
      boolean live = isSetLive(detector);
      var before = known.get(detector);
      if (before == null ? live : before.live() != live) {
        var change = new ModeChange(detector, live, now);
        database.persist(change);
        known.put(detector, change);
        any |= live;
      }
    }
    return any;
  }

  /** When a rule went live; empty while it is in shadow. */
  @Transactional
  public Optional<Instant> liveSince(String detector) {
    return liveSince().apply(detector);
  }

  /**
   * When each rule went live, as things stand; to be asked of many findings. It is looked up each
   * time, since another node may have noted a change.
   */
  @Transactional
  public Function<String, Optional<Instant>> liveSince() {
    var known = stored();
    return detector ->
        Optional.ofNullable(known.get(detector))
            .filter(change -> change.live() && isSetLive(detector))
            .map(ModeChange::since);
  }

  /** Whether a rule may tell the EHR anything now. */
  @Transactional
  public boolean live(String detector) {
    return liveSince(detector).isPresent();
  }

  /** How the site is set. */
  public String site() {
    return settings.get(MODE);
  }

  /** Which rules are in shadow though the site is live. */
  public List<String> shadowDetectors() {
    return settings.get(SHADOW_DETECTORS);
  }

  /** When the first rule went live here, if any ever did. */
  @Transactional
  public Optional<Instant> firstLive() {
    return Optional.ofNullable(
        database
            .createQuery("select min(c.since) from ModeChange c where c.live = true", Instant.class)
            .getSingleResult());
  }

  private boolean isSetLive(String detector) {
    return site().equals(LIVE) && !settings.get(SHADOW_DETECTORS).contains(detector);
  }

  private Map<String, ModeChange> stored() {
    var known = new HashMap<String, ModeChange>();
    database
        .createQuery("select c from ModeChange c order by c.id", ModeChange.class)
        .getResultList()
        .forEach(change -> known.put(change.detector(), change));
    return known;
  }
}
