package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;

/**
 * Decides of which findings the EHR may be told, so that a rule that goes live does not flood those
 * who never heard of it. What is old stays silent until something new comes to it; of the rest a
 * few get their turn on each day and caseload, most pressing first. What the EHR was told already
 * is never taken back for any of this.
 */
@ApplicationScoped
public class GoingLive implements Configurable {

  static final Setting<Integer> EVIDENCE_DAYS =
      Setting.count("going-live.evidence-days", 14, 0, 3_650);
  static final Setting<Integer> PER_DAY =
      Setting.count("going-live.per-caseload-and-day", 3, 1, 1_000);
  static final Setting<Integer> DAYS = Setting.count("going-live.days", 28, 0, 365);

  private final EntityManager database;
  private final Modes modes;
  private final Settings settings;
  private final ZoneId zone;

  @Inject
  public GoingLive(EntityManager database, Modes modes, Settings settings, ZoneId zone) {
    this.database = database;
    this.modes = modes;
    this.settings = settings;
    this.zone = zone;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(EVIDENCE_DAYS, PER_DAY, DAYS);
  }

  /**
   * Holds one client's findings back or lets them out.
   *
   * @param findings every finding of the client
   * @return those that were let out now
   */
  public List<Finding> admit(Collection<Finding> findings, Instant asOf) {
    var admission =
        new Admission(settings.get(EVIDENCE_DAYS), settings.get(DAYS), modes.liveSince());
    return findings.stream().filter(finding -> admission.letsOut(finding, asOf)).toList();
  }

  /**
   * Whose turn has come, most pressing first, by client.
   *
   * @return no more of a caseload than may be let out on this day
   */
  @Transactional
  public Map<PatientId, Set<FindingKey>> turns(Instant now) {
    var today = letOutToday(now);
    int most = settings.get(PER_DAY);
    var full =
        new ArrayList<>(
            today.entrySet().stream()
                .filter(each -> each.getValue() >= most)
                .map(Map.Entry::getKey)
                .toList());
    // No caseload has this name; an empty list is no SQL.
    full.add("|");
    var live = modes.liveSince();
    var waiting =
        database
            .createQuery(
                "select f from Finding f where f.hold = :turn and f.stage = :waiting and"
                    + " f.caseload not in :full",
                Finding.class)
            .setParameter("turn", Hold.TURN)
            .setParameter("waiting", FindingStage.WAITING)
            .setParameter("full", full)
            .getResultList()
            .stream()
            .filter(each -> live.apply(each.detector()).isPresent())
            .toList();
    var turns = new LinkedHashMap<PatientId, Set<FindingKey>>();
    choose(waiting, today, most)
        .forEach(
            each ->
                turns
                    .computeIfAbsent(each.course().patient(), none -> new LinkedHashSet<>())
                    .add(each.key()));
    return turns;
  }

  /** Lets out what still waits for its turn; its client is locked. */
  @Transactional(TxType.MANDATORY)
  public void letOut(Collection<FindingKey> turns, Instant now) {
    for (var key : turns) {
      var finding = database.find(Finding.class, key.value());
      database.refresh(finding);
      if (finding.hold().filter(why -> why == Hold.TURN).isPresent()) {
        finding.letOut(now);
      }
    }
  }

  /** The most pressing of each caseload, as many as are left for the day. */
  static List<Finding> choose(Collection<Finding> waiting, Map<String, Long> today, int most) {
    var used = new HashMap<>(today);
    return waiting.stream()
        .sorted(Budget.MOST_PRESSING_FIRST)
        .filter(each -> used.merge(each.caseload(), 1L, Long::sum) <= most)
        .toList();
  }

  /** A rule has gone live: clients of whom something was held back for that are due. */
  @Transactional(TxType.MANDATORY)
  public Set<PatientId> held() {
    return new LinkedHashSet<>(
        database
            .createQuery(
                "select distinct f.patient from Finding f where f.hold = :shadow", PatientId.class)
            .setParameter("shadow", Hold.SHADOW)
            .getResultList());
  }

  private Map<String, Long> letOutToday(Instant now) {
    var midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    var counts = new HashMap<String, Long>();
    database
        .createQuery(
            "select f.caseload, count(f) from Finding f where f.letOut >= :midnight and f.channel"
                + " = :chart and f.level <> :prompt group by f.caseload",
            Object[].class)
        .setParameter("midnight", midnight)
        .setParameter("chart", Channel.CHART)
        .setParameter("prompt", Level.PROMPT)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }
}
