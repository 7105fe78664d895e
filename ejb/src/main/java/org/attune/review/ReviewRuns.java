package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every round of the last month. */
@ApplicationScoped
public class ReviewRuns {

  private static final Duration KEPT_FOR = Duration.ofDays(30);

  private final EntityManager database;

  @Inject
  ReviewRuns(EntityManager database) {
    this.database = database;
  }

  @Transactional
  long begin(Instant now) {
    database
        .createQuery("delete from ReviewRun r where r.began < :long_ago")
        .setParameter("long_ago", now.minus(KEPT_FOR))
        .executeUpdate();
    var run = new ReviewRun(now);
    database.persist(run);
    return run.id();
  }

  @Transactional
  void note(long run, RoundCount count, @Nullable Instant finished) {
    var stored = database.find(ReviewRun.class, run);
    if (stored != null) {
      stored.isNow(count, finished);
    }
  }

  /** The latest round that came to its end. */
  @Transactional
  public Optional<ReviewRun> latest() {
    return database
        .createQuery(
            "select r from ReviewRun r where r.finished is not null order by r.id desc",
            ReviewRun.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** How many rounds of the last month came to their end. */
  @Transactional
  public long finished() {
    return database
        .createQuery("select count(r) from ReviewRun r where r.finished is not null", Long.class)
        .getSingleResult();
  }
}
