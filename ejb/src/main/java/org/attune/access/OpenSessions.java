package org.attune.access;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.attune.settings.Settings;

/**
 * What people have open of one kind, by its words: a code is swapped for a token once, and a token
 * opens it for as long as it is looked at.
 */
final class OpenSessions<T extends OpenSession> {

  private final EntityManager database;
  private final Settings settings;
  private final Class<T> kind;

  OpenSessions(EntityManager database, Settings settings, Class<T> kind) {
    this.database = database;
    this.settings = settings;
    this.kind = kind;
  }

  /**
   * What was opened by a code, and from now on is opened by a token.
   *
   * @param token never to be kept or logged
   */
  record Swapped<T>(String token, T session) {

    @Override
    public String toString() {
      return "a token";
    }
  }

  Optional<Swapped<T>> swap(String code, Instant now) {
    return found("code", code)
        .filter(session -> !session.over(now))
        .map(
            session -> {
              var token = SecretWord.draw();
              session.swapped(SecretWord.digest(token), now, idle());
              return new Swapped<>(token, session);
            });
  }

  /** What a token opens; nothing else comes of asking. */
  Optional<T> glance(String token, Instant now) {
    return by("token", token).getResultStream().findFirst().filter(session -> !session.over(now));
  }

  /** What a token opens; it stays open for a while longer. */
  Optional<T> find(String token, Instant now) {
    var found = glance(token, now);
    found
        .filter(session -> session.wearsOut(now, idle()))
        .ifPresent(session -> session.seen(now, idle(), longest()));
    return found;
  }

  /** Locked: of two that use the same word at once, one finds it used. */
  Optional<T> found(String column, String word) {
    return by(column, word)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  void closeAllOf(String user) {
    database
        .createQuery("delete from " + kind.getSimpleName() + " s where s.user = :user")
        .setParameter("user", user)
        .executeUpdate();
  }

  void forgetThoseThatAreOver(Instant now) {
    database
        .createQuery("delete from " + kind.getSimpleName() + " s where s.ends <= :now")
        .setParameter("now", now)
        .executeUpdate();
  }

  private TypedQuery<T> by(String column, String word) {
    return database
        .createQuery(
            "select s from " + kind.getSimpleName() + " s where s." + column + " = :word", kind)
        .setParameter("word", SecretWord.digest(word));
  }

  private Duration idle() {
    return Duration.ofMinutes(settings.get(ChartSessions.IDLE));
  }

  private Duration longest() {
    return Duration.ofHours(settings.get(ChartSessions.LONGEST));
  }
}
