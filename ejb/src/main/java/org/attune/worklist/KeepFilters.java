package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.text.Collator;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Keeps for each person which rows they want to see often; nobody else reads that. */
@ApplicationScoped
public class KeepFilters {

  /** So many somebody may have. */
  public static final int MOST = 20;

  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_WORDS = 1_000;
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1," + LONGEST_NAME + "}");

  /** Who has not read theirs for so long does not need them. */
  private static final Duration REMEMBERED = Duration.ofDays(366);

  private final EntityManager database;
  private final Clock clock;

  @Inject
  KeepFilters(EntityManager database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param id its name for programs
   * @param name its name for who made it
   * @param wanted which rows, in the words of an address
   */
  public record Filter(String id, String name, Map<String, String> wanted) {
    public Filter {
      wanted = Map.copyOf(wanted);
    }
  }

  /** What came of keeping one. */
  public enum Kept {
    DONE,
    /** Its name or its words cannot be. */
    NOT_UNDERSTOOD,
    /** They have as many as they may have. */
    TOO_MANY
  }

  /** Those of a person, by name; those that nobody read for a year are let go of. */
  @Transactional
  public List<Filter> of(Desk desk) {
    var now = clock.instant();
    database
        .createQuery("update SavedFilter f set f.used = :now where f.owner = :owner")
        .setParameter("now", now)
        .setParameter("owner", desk.user())
        .executeUpdate();
    database
        .createQuery("delete from SavedFilter f where f.used < :before")
        .setParameter("before", now.minus(REMEMBERED))
        .executeUpdate();
    return database
        .createQuery("select f from SavedFilter f where f.owner = :owner", SavedFilter.class)
        .setParameter("owner", desk.user())
        .getResultStream()
        .map(each -> new Filter(each.id(), each.name(), each.wanted()))
        // Databases do not agree on what comes after what.
        .sorted(
            Comparator.comparing(Filter::name, Collator.getInstance(Locale.ROOT))
                .thenComparing(Filter::id))
        .toList();
  }

  /** Keeps one, in the place of what was kept under the same id. */
  @Transactional
  public Kept keep(Desk desk, UUID id, String name, Map<String, String> wanted) {
    var called = name.strip();
    if (!NAME.matcher(called).matches() || !sensible(wanted, desk)) {
      return Kept.NOT_UNDERSTOOD;
    }
    oneAfterTheOther(desk);
    var before = database.find(SavedFilter.class, SavedFilter.key(desk.user(), id));
    if (before == null && count(desk) >= MOST) {
      return Kept.TOO_MANY;
    }
    var filter = before == null ? new SavedFilter(desk.user(), id, clock.instant()) : before;
    filter.says(called, wanted);
    if (before == null) {
      database.persist(filter);
    }
    return Kept.DONE;
  }

  /** Words that the list itself would understand, and no others: none of them is free. */
  private static boolean sensible(Map<String, String> wanted, Desk desk) {
    return Wants.of(wanted, desk).isPresent()
        && SavedFilter.written(wanted).length() <= LONGEST_WORDS;
  }

  /** A page that asks twice at once must not have the database refuse a row aloud. */
  private void oneAfterTheOther(Desk desk) {
    database
        .createQuery("select s from WorklistSession s where s.id = :session", Object.class)
        .setParameter("session", desk.session())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  private long count(Desk desk) {
    return database
        .createQuery("select count(f) from SavedFilter f where f.owner = :owner", Long.class)
        .setParameter("owner", desk.user())
        .getSingleResult();
  }

  /** Lets go of one of theirs, if it is there. */
  @Transactional
  public void drop(Desk desk, UUID id) {
    database
        .createQuery("delete from SavedFilter f where f.key = :key")
        .setParameter("key", SavedFilter.key(desk.user(), id))
        .executeUpdate();
  }
}
