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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;
import org.attune.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/** Keeps how far a load has come, each page together with what it told. */
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
  Optional<Load> load(Errand errand) {
    return Optional.ofNullable(database.find(Load.class, errand.id()));
  }

  /** The first load that is on its way; begins one where there is none. */
  @Transactional
  Load begin(Instant now) {
    var load = locked(Errand.FIRST_LOAD);
    if (load == null) {
      load = new Load(Errand.FIRST_LOAD, now);
      database.persist(load);
    } else if (load.finished().isPresent()) {
      load.begin(now);
    }
    return load;
  }

  /** What is read for a walk; begins anew where it was for another. */
  @Transactional
  Load begin(Instant walk, Instant since, Instant now) {
    var load = locked(Errand.NIGHT);
    if (load == null) {
      load = new Load(Errand.NIGHT, now);
      database.persist(load);
    }
    if (!load.isFor(walk)) {
      forget(Errand.NIGHT);
      load.begin(walk, since, now);
    }
    return load;
  }

  @Transactional
  void asked(Errand errand, String status, Set<Feed> feeds) {
    known(errand).asked(status, feeds);
  }

  @Transactional
  void noExport(Errand errand, String why) {
    known(errand).noExport(why);
  }

  /**
   * Nothing more is read of it; what was taken stays.
   *
   * @return whether it had not ended yet
   */
  @Transactional
  boolean giveUp(Errand errand, String why, Instant now) {
    var load = known(errand);
    boolean open = load.finished().isEmpty();
    if (open) {
      load.finish(parts(errand), now);
      forget(errand);
      load.noExport(why);
      load.planned(0);
    }
    return open;
  }

  /** These are to be read. */
  @Transactional
  void plan(Errand errand, List<LoadPart> parts) {
    var load = known(errand);
    if (!load.planned()) {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).numbered(errand, i + 1);
        database.persist(parts.get(i));
      }
      load.planned(parts.size());
    }
  }

  /** What was planned cannot be read any more; what was taken of it stays. */
  @Transactional
  void planAnew(Errand errand) {
    forget(errand);
    known(errand).planAnew();
  }

  /** The first parts of some feeds that are still to be read. */
  @Transactional
  List<LoadPart> open(Errand errand, Set<Feed> feeds, int most) {
    return database
        .createQuery(
            "select p from LoadPart p where p.load = :load and p.done = false and p.feed in :feeds"
                + " order by p.id",
            LoadPart.class)
        .setParameter("load", errand.id())
        .setParameter("feeds", feeds)
        .setMaxResults(most)
        .getResultList();
  }

  /** Takes a page of a stretch and remembers it, both or neither. */
  @Transactional
  void take(int part, List<ChartEntry> entries, ChartPage page) {
    var taken = ledger.take(entries);
    find(part)
        .ifPresent(
            one -> {
              one.read(page);
              one.told(taken);
            });
  }

  /** Takes some lines of a file and remembers them, both or neither. */
  @Transactional
  void take(int part, List<ChartEntry> entries, int told, long from, long lines, boolean last) {
    var taken = ledger.take(entries);
    find(part)
        .ifPresent(
            one -> {
              one.read(from, lines, told, last);
              one.told(taken);
            });
  }

  /** What was planned may be void by now. */
  private Optional<LoadPart> find(int part) {
    return Optional.ofNullable(database.find(LoadPart.class, part));
  }

  @Transactional
  Count count(Errand errand) {
    var row =
        database
            .createQuery(
                "select count(p), sum(case when p.done = true then 1 else 0 end),"
                    + " sum(p.resources) from LoadPart p where p.load = :load",
                Object[].class)
            .setParameter("load", errand.id())
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
    var load = known(Errand.FIRST_LOAD);
    var parts = parts(Errand.FIRST_LOAD);
    if (load.finished().isPresent() || !isRead(load, parts)) {
      return load.finished().isPresent();
    }
    var lasted = Duration.between(load.began(), now);
    for (var feed : ledger.neverRead()) {
      var own = parts.stream().filter(part -> part.feed() == feed).toList();
      long resources = own.stream().mapToLong(LoadPart::resources).sum();
      ledger.wasRead(feed, since(own, lasted.isNegative() ? Duration.ZERO : lasted), resources);
    }
    load.finish(parts, now);
    forget(Errand.FIRST_LOAD);
    return true;
  }

  /**
   * A night's export was read, if it was; no cursor goes on from it. Returns whether it has ended.
   */
  @Transactional
  boolean finishNight(Instant now) {
    var load = known(Errand.NIGHT);
    var parts = parts(Errand.NIGHT);
    if (load.finished().isEmpty() && isRead(load, parts)) {
      load.finish(parts, now);
      forget(Errand.NIGHT);
    }
    return load.finished().isPresent();
  }

  private static boolean isRead(Load load, List<LoadPart> parts) {
    return load.planned() && parts.stream().allMatch(LoadPart::done);
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
  void exportEnded(Errand errand) {
    known(errand).exportEnded();
  }

  private List<LoadPart> parts(Errand errand) {
    return database
        .createQuery("select p from LoadPart p where p.load = :load", LoadPart.class)
        .setParameter("load", errand.id())
        .getResultList();
  }

  private void forget(Errand errand) {
    database
        .createQuery("delete from LoadPart p where p.load = :load")
        .setParameter("load", errand.id())
        .executeUpdate();
  }

  private Load known(Errand errand) {
    return Objects.requireNonNull(locked(errand));
  }

  private @Nullable Load locked(Errand errand) {
    return database.find(Load.class, errand.id(), LockModeType.PESSIMISTIC_WRITE);
  }
}
