package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.detection.Channel;
import org.attune.ledger.Ledger;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/** Counts the findings that are for the unit into one note for each of their subjects. */
@ApplicationScoped
public class UnitNotes implements Configurable {

  static final Setting<Double> GROUP_SHARE = Setting.number("unit.group-share", 0.5, 0.5, 1.0);
  static final Setting<Integer> GROUP_MEMBERS = Setting.count("unit.group-members", 5, 5, 30);

  /** What is not about somebody at work is about an hour of a group. */
  private static final String AT_WORK = "Practitioner";

  private final EntityManager database;
  private final Ledger ledger;
  private final Settings settings;

  @Inject
  UnitNotes(EntityManager database, Ledger ledger, Settings settings) {
    this.database = database;
    this.ledger = ledger;
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(GROUP_SHARE, GROUP_MEMBERS);
  }

  /** One subject of one rule. */
  private record About(String detector, String subject) {}

  /** How it stands with one subject. */
  private record Count(long clients, Instant since, boolean letOut) {}

  /**
   * Counts anew.
   *
   * @return the notes that opened, changed or closed, and those of which nobody was told yet; none
   *     that rests only on findings that are held back
   */
  @Transactional(TxType.MANDATORY)
  public List<UnitNote> count(Instant now) {
    var counts = counts();
    var news = new ArrayList<UnitNote>();
    for (var note : open()) {
      var count = counts.remove(new About(note.detector(), note.subject()));
      if (count == null) {
        note.close(now);
        news.add(note);
      } else if (tells(note, note.counts(count.clients()), count)) {
        news.add(note);
      }
    }
    counts.forEach(
        (about, count) -> {
          var key = UnitNote.key(about.detector(), about.subject(), count.since());
          var known = database.find(UnitNote.class, key);
          if (known == null) {
            known =
                new UnitNote(
                    about.detector(), about.subject(), count.since(), count.clients(), now);
            database.persist(known);
          } else {
            known.reopen(count.clients());
          }
          if (count.letOut()) {
            news.add(known);
          }
        });
    return news;
  }

  private static boolean tells(UnitNote note, boolean changed, Count count) {
    return note.told() ? changed : count.letOut();
  }

  /** How many notes stand. */
  @Transactional
  public long standing() {
    return database
        .createQuery("select count(n) from UnitNote n where n.closed is null", Long.class)
        .getSingleResult();
  }

  /** Every note that stands, the earliest first. */
  @Transactional
  public List<UnitNote> open() {
    return database
        .createQuery(
            "select n from UnitNote n where n.closed is null order by n.since, n.key",
            UnitNote.class)
        .getResultList();
  }

  private Map<About, Count> counts() {
    var counts = new HashMap<About, Count>();
    database
        .createQuery(
            "select f.detector, f.subject, count(distinct f.patient), min(f.since), count(f.letOut)"
                + " from Finding f where f.channel = :unit and f.stage not in :gone and f.subject is not null"
                + " group by f.detector, f.subject",
            Object[].class)
        .setParameter("unit", Channel.UNIT)
        .setParameter("gone", List.of(FindingStage.RESOLVED, FindingStage.DISMISSED))
        .getResultList()
        .forEach(
            row ->
                counts.put(
                    new About((String) row[0], (String) row[1]),
                    new Count((Long) row[2], (Instant) row[3], (Long) row[4] > 0)));
    var groups = counts.keySet().stream().filter(UnitNotes::ofAGroup).toList();
    var members = ledger.members(groups.stream().map(About::subject).toList());
    counts
        .entrySet()
        .removeIf(
            each ->
                ofAGroup(each.getKey())
                    && !tells(each.getValue(), members.getOrDefault(each.getKey().subject(), 0L)));
    return counts;
  }

  private static boolean ofAGroup(About about) {
    return !about.subject().startsWith(AT_WORK);
  }

  /** A small group is not spoken of: everybody would know who is meant. */
  private boolean tells(Count count, long members) {
    return members >= settings.get(GROUP_MEMBERS)
        && count.clients() >= settings.get(GROUP_SHARE) * members;
  }
}
