package org.attune.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/** Keeps what must not be relied on because the EHR has gone back in time. */
@ApplicationScoped
public class Doubts {

  private final EntityManager database;

  @Inject
  Doubts(EntityManager database) {
    this.database = database;
  }

  /**
   * A resource as it was last told of.
   *
   * @param source which
   * @param updated when it was changed
   */
  public record Told(Source source, Instant updated) {}

  /** How it stood when it was last looked at. */
  @Transactional
  public EhrMemory memory() {
    return database.find(EhrMemory.class, EhrMemory.THE_ONE);
  }

  /** It was looked at. */
  @Transactional
  public void looked(Instant now) {
    locked().looked(now);
  }

  /**
   * The resources that changed last, latest first, of those that changed before a moment and were
   * among the latest when they were taken.
   */
  @Transactional
  public List<Told> latest(Instant before, int most) {
    // What changed in the same moment stands in no order, so it may come twice.
    var found = new LinkedHashSet<Told>();
    int passed = 0;
    // By their order alone, a few at a time: joined, some databases go through all of them.
    for (int some = 4 * most; found.size() < most; some = 4 * some) {
      var changes = changes(before, passed, some);
      stillSo(changes).limit(most - found.size()).forEach(found::add);
      passed += changes.size();
      if (changes.size() < some) {
        break;
      }
    }
    return List.copyOf(found);
  }

  private List<LatestChange> changes(Instant before, int passed, int most) {
    return database
        .createQuery(
            "select l from LatestChange l where l.updated > :never and l.updated < :before"
                + " order by l.updated desc",
            LatestChange.class)
        .setParameter("never", Instant.EPOCH)
        .setParameter("before", before)
        .setFirstResult(passed)
        .setMaxResults(most)
        .getResultList();
  }

  /** Those that were neither changed again since nor are in doubt, in their order. */
  private Stream<Told> stillSo(List<LatestChange> changes) {
    var known = new HashMap<String, Told>();
    database
        .createQuery(
            "select r from KnownResource r where r.reference in :these and r.state = :facts and"
                + " r.doubted = false",
            KnownResource.class)
        .setParameter("these", changes.stream().map(LatestChange::reference).toList())
        .setParameter("facts", KnownResource.State.FACTS)
        .getResultStream()
        .map(KnownResource::told)
        .forEach(told -> known.put(told.source().reference(), told));
    return changes.stream()
        .flatMap(
            change ->
                Stream.ofNullable(known.get(change.reference()))
                    .filter(told -> told.updated().equals(change.updated())));
  }

  /**
   * The EHR went back in time: whatever it tells from now on of what changed later is taken, and
   * all feeds are read from there.
   *
   * @param agreed until when it holds what it told us
   * @param from from when on to read again, a little earlier
   * @return how many resources are in doubt
   */
  @Transactional
  public int wentBack(Instant agreed, Instant from, Instant now) {
    locked().lost(now, agreed);
    int doubted =
        database
            .createQuery("update KnownResource r set r.doubted = true where r.updated > :agreed")
            .setParameter("agreed", agreed)
            .executeUpdate();
    database
        .createQuery("update FeedPosition p set p.since = :from where p.since > :from")
        .setParameter("from", from)
        .executeUpdate();
    return doubted;
  }

  /** Some clients with something in doubt. */
  @Transactional
  public List<PatientId> next(int most) {
    return database
        .createQuery(
            "select r.patient from KnownResource r where r.doubted = true and r.patient is not null"
                + " union select f.patient from FurtherFact f, KnownResource r where r.reference ="
                + " f.reference and r.doubted = true",
            PatientId.class)
        .setMaxResults(most)
        .getResultList();
  }

  /** What some charts hold now was looked at and taken: nothing of it is in doubt any longer. */
  @Transactional
  public void settle(Collection<PatientId> patients) {
    database
        .createQuery(
            "update KnownResource r set r.doubted = false where r.doubted = true and (r.patient in"
                + " :patients or r.reference in (select f.reference from FurtherFact f where"
                + " f.patient in :patients))")
        .setParameter("patients", patients)
        .executeUpdate();
  }

  /** How many resources are in doubt because the EHR went back in time. */
  @Transactional
  public long count() {
    if (!memory().inDoubt()) {
      // Nobody need look through all of it.
      return 0;
    }
    return database
        .createQuery(
            "select count(r) from KnownResource r where r.doubted = true and r.state = :facts",
            Long.class)
        .setParameter("facts", KnownResource.State.FACTS)
        .getSingleResult();
  }

  /** Nothing is in doubt any longer. */
  @Transactional
  public void settled(Instant now) {
    locked().settled(now);
  }

  private EhrMemory locked() {
    return database.find(EhrMemory.class, EhrMemory.THE_ONE, LockModeType.PESSIMISTIC_WRITE);
  }
}
