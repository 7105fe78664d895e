package org.attune.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;

/** Keeps how far a walk through all charts has come, and what the ledger holds on the way. */
@ApplicationScoped
public class Walks {

  private final EntityManager database;
  private final Ledger ledger;

  @Inject
  Walks(EntityManager database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /**
   * Where to go on with this minute's step; empty when there is none to make.
   *
   * @param at when a walk begins
   */
  @Transactional
  public Optional<String> step(Instant now, LocalTime at, ZoneId zone) {
    var walk = locked();
    return walk.step(now, at, zone) ? Optional.of(walk.position()) : Optional.empty();
  }

  /** The next clients in scope after one of them, in order; newcomers are read in full anyway. */
  @Transactional
  public List<PatientId> next(String after, int most) {
    return database
        .createQuery(
            "select c.patient from KnownClient c where c.newcomer = false and c.inScope = true and"
                + " c.patient > :after order by c.patient",
            String.class)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultStream()
        .map(PatientId::new)
        .toList();
  }

  /** What the ledger holds of some clients: which resources, and when each was last changed. */
  @Transactional
  public Map<String, Instant> held(Collection<PatientId> patients) {
    var held = new HashMap<String, Instant>();
    database
        .createQuery(
            "select r.reference, r.updated, r.doubted from KnownResource r where r.patient in"
                + " :patients union select r.reference, r.updated, r.doubted from FurtherFact f,"
                + " KnownResource r where r.reference = f.reference and f.patient in :patients",
            Object[].class)
        .setParameter("patients", patients)
        .getResultList()
        .forEach(row -> held.put((String) row[0], as((Instant) row[1], (Boolean) row[2])));
    return held;
  }

  /** What is in doubt equals nothing that the EHR may tell. */
  private static Instant as(Instant updated, boolean doubted) {
    return doubted ? updated.plusNanos(1) : updated;
  }

  /** Takes what was found in the charts of clients of whom something was in doubt. */
  @Transactional
  public void settled(List<ChartEntry> changed, List<ChartEntry> gone, Set<String> past) {
    ledger.take(changed);
    ledger.take(gone);
    ledger.letGo(past);
  }

  /** A walk through all charts begins with the next step. */
  @Transactional
  public void beginAnew(Instant now) {
    locked().beginAnew(now);
  }

  /** A resource that the EHR no longer has, as the ledger is to take it. */
  public static ChartEntry gone(String reference, Instant heldAsOf) {
    int slash = reference.indexOf('/');
    var source = new Source(reference.substring(0, slash), reference.substring(slash + 1), null);
    // Later than what is held, and earlier than anything that the EHR may still tell of it.
    var justAfter = heldAsOf.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
    return new ChartEntry(source, justAfter, new Reading.Withdrawn<>());
  }

  /** Takes what was found in some charts and remembers that they were walked through. */
  @Transactional
  public void went(
      List<PatientId> patients, List<ChartEntry> changed, List<ChartEntry> gone, Set<String> past) {
    int kept = changed.isEmpty() ? 0 : ledger.take(changed).kept();
    if (!gone.isEmpty()) {
      ledger.take(gone);
    }
    ledger.letGo(past);
    locked().went(patients.get(patients.size() - 1).value(), patients.size(), kept, gone.size());
  }

  /** Which of some resources the ledger holds, readable or not, and when each was last changed. */
  @Transactional
  public Map<String, Instant> heldOf(Collection<String> references) {
    var held = new HashMap<String, Instant>();
    AnyOf.find(database, KnownResource.class, Set.copyOf(references)).stream()
        .filter(known -> known.state() != KnownResource.State.WITHDRAWN)
        .forEach(known -> held.put(known.reference(), known.told().updated()));
    return held;
  }

  /**
   * The walk has come to its end.
   *
   * @param all whether it asked for all that there is in all charts
   */
  @Transactional
  public void end(boolean all, Instant now) {
    locked().end(all, now);
  }

  /** How far it has come. */
  @Transactional
  public ChartWalk now() {
    return database.find(ChartWalk.class, ChartWalk.THE_ONE);
  }

  private ChartWalk locked() {
    return database.find(ChartWalk.class, ChartWalk.THE_ONE, LockModeType.PESSIMISTIC_WRITE);
  }
}
