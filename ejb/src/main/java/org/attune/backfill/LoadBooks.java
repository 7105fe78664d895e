package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;
import org.attune.ledger.Ledger;

/** Keeps how far the first load has come, each page together with what it told. */
@ApplicationScoped
public class LoadBooks {

  private final EntityManager database;
  private final Ledger ledger;

  @Inject
  LoadBooks(EntityManager database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /** How it stands in numbers. */
  record Count(long parts, long done, long resources) {}

  /** The load, if one was ever begun. */
  @Transactional
  Optional<Load> load() {
    return Optional.ofNullable(database.find(Load.class, Load.THE_ONE));
  }

  /** The load that is on its way; begins one where there is none. */
  @Transactional
  Load begin(Instant now) {
    var load = database.find(Load.class, Load.THE_ONE, LockModeType.PESSIMISTIC_WRITE);
    if (load == null) {
      load = new Load(now);
      database.persist(load);
    } else if (load.finished().isPresent()) {
      load.begin(now);
    }
    return load;
  }

  @Transactional
  void asked(String status, Set<Feed> feeds) {
    locked().asked(status, feeds);
  }

  @Transactional
  void noExport(String why) {
    locked().noExport(why);
  }

  /** These are to be read. */
  @Transactional
  void plan(List<LoadPart> parts) {
    var load = locked();
    if (!load.planned()) {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).numbered(i + 1);
        database.persist(parts.get(i));
      }
      load.planned(parts.size());
    }
  }

  /** What was planned cannot be read any more; what was taken of it stays. */
  @Transactional
  void planAnew() {
    database.createQuery("delete from LoadPart p").executeUpdate();
    locked().planAnew();
  }

  /** The first parts of some feeds that are still to be read. */
  @Transactional
  List<LoadPart> open(Set<Feed> feeds, int most) {
    return database
        .createQuery(
            "select p from LoadPart p where p.done = false and p.feed in :feeds order by p.id",
            LoadPart.class)
        .setParameter("feeds", feeds)
        .setMaxResults(most)
        .getResultList();
  }

  /** Takes a page of a stretch and remembers it, both or neither. */
  @Transactional
  void take(int part, List<ChartEntry> entries, ChartPage page) {
    ledger.take(entries);
    find(part).ifPresent(one -> one.read(page));
  }

  /** Takes some lines of a file and remembers them, both or neither. */
  @Transactional
  void take(int part, List<ChartEntry> entries, int told, long from, long lines, boolean last) {
    ledger.take(entries);
    find(part).ifPresent(one -> one.read(from, lines, told, last));
  }

  /** What was planned may be void by now. */
  private Optional<LoadPart> find(int part) {
    return Optional.ofNullable(database.find(LoadPart.class, part));
  }

  @Transactional
  Count count() {
    var row =
        database
            .createQuery(
                "select count(p), sum(case when p.done = true then 1 else 0 end),"
                    + " sum(p.resources) from LoadPart p",
                Object[].class)
            .getSingleResult();
    return new Count(number(row[0]), number(row[1]), number(row[2]));
  }

  private static long number(Object sum) {
    return sum instanceof Number one ? one.longValue() : 0;
  }

  /**
   * Has the cursors of all feeds go on from when the load began, by the EHR's own clock.
   *
   * @return whether everything was read
   */
  @Transactional
  boolean finish(Instant now) {
    var load = locked();
    var parts = database.createQuery("select p from LoadPart p", LoadPart.class).getResultList();
    if (load.finished().isPresent()
        || !load.planned()
        || !parts.stream().allMatch(LoadPart::done)) {
      return load.finished().isPresent();
    }
    var lasted = Duration.between(load.began(), now);
    for (var feed : ledger.neverRead()) {
      var own = parts.stream().filter(part -> part.feed() == feed).toList();
      long resources = own.stream().mapToLong(LoadPart::resources).sum();
      ledger.wasRead(feed, since(own, lasted.isNegative() ? Duration.ZERO : lasted), resources);
    }
    load.finish(parts.stream().mapToLong(LoadPart::resources).sum(), now);
    database.createQuery("delete from LoadPart p").executeUpdate();
    return true;
  }

  /**
   * An EHR that does not say what time it is had, when the load began, no later time than that of
   * the latest change that was seen, less the time that the load took.
   */
  static Instant since(List<LoadPart> parts, Duration lasted) {
    var told = parts.stream().flatMap(part -> part.asOf().stream()).min(Comparator.naturalOrder());
    return told.orElseGet(
        () ->
            parts.stream()
                .map(LoadPart::since)
                .max(Comparator.naturalOrder())
                .filter(latest -> latest.isAfter(Instant.EPOCH.plus(lasted)))
                .map(latest -> latest.minus(lasted))
                .orElse(Instant.EPOCH));
  }

  @Transactional
  void exportEnded() {
    locked().exportEnded();
  }

  private Load locked() {
    return database.find(Load.class, Load.THE_ONE, LockModeType.PESSIMISTIC_WRITE);
  }
}
