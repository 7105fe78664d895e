package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.attune.access.SmartLaunch.Journey;

/**
 * The launches that are under way, by the word that the browser carries. They lie in the database,
 * so that the browser may come back to any node; each comes back once.
 */
@ApplicationScoped
public class LaunchesUnderWay {

  /** For so long a browser may stay away, with somebody signing in to the EHR meanwhile. */
  static final Duration LIFE = Duration.ofMinutes(10);

  /** Whoever begins more than this at once is no clinic. */
  private static final long MOST = 5_000;

  private final EntityManager database;
  private final Clock clock;

  @Inject
  public LaunchesUnderWay(EntityManager database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Remembers a launch.
   *
   * @param state the word that the browser carries
   * @throws LaunchRefused when there are too many
   */
  @Transactional
  public void remember(String state, Journey journey) throws LaunchRefused {
    var now = clock.instant();
    database
        .createQuery("delete from LaunchUnderWay l where l.ends <= :now")
        .setParameter("now", now)
        .executeUpdate();
    long open =
        database.createQuery("select count(l) from LaunchUnderWay l", Long.class).getSingleResult();
    if (open >= MOST) {
      throw new LaunchRefused(
          "Thousands of launches are under way that nobody has come back from; see who keeps"
              + " calling /attune/api/launch.");
    }
    database.persist(new LaunchUnderWay(SecretWord.digest(state), journey, now.plus(LIFE)));
  }

  /** The launch that a word belongs to, once; one that is too old or came back before is none. */
  @Transactional
  public Optional<Journey> take(String state) {
    var found =
        database.find(
            LaunchUnderWay.class, SecretWord.digest(state), LockModeType.PESSIMISTIC_WRITE);
    if (found == null) {
      return Optional.empty();
    }
    database.remove(found);
    return found.over(clock.instant()) ? Optional.empty() : Optional.of(found.journey());
  }
}
