package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;

/**
 * Which worklists are open, by which words. They follow the rules of open charts and lie apart from
 * them: no word of the one ever opens the other.
 */
@ApplicationScoped
public class WorklistSessions {

  private final EntityManager database;
  private final OpenSessions<WorklistSession> sessions;
  private final Clock clock;

  @Inject
  public WorklistSessions(EntityManager database, Settings settings, Clock clock) {
    this.database = database;
    this.sessions = new OpenSessions<>(database, settings, WorklistSession.class);
    this.clock = clock;
  }

  /**
   * An open worklist.
   *
   * @param viewer who works at it
   * @param ends when it closes unless it is looked at again
   */
  public record Open(WorklistViewer viewer, Instant ends) {}

  /**
   * What a code was swapped for.
   *
   * @param token opens the worklist; never to be kept or logged
   * @param worklist the worklist
   */
  public record Swapped(String token, Open worklist) {

    @Override
    public String toString() {
      return "a token";
    }
  }

  /**
   * Opens a worklist for somebody whom the hospital's sign-in vouches for.
   *
   * @param units as {@link WorklistViewer} has them; at least one
   * @param own the records that are their own
   * @return the code to be swapped, once, within a minute
   */
  @Transactional
  public String open(String user, Role role, List<String> units, Set<PatientId> own) {
    var now = clock.instant();
    var code = SecretWord.draw();
    database.persist(
        new WorklistSession(
            UUID.randomUUID().toString(), SecretWord.digest(code), user, role, units, own, now));
    return code;
  }

  /** Lets go of worklists whose time is over. */
  @Transactional
  public void forgetThoseThatAreOver() {
    sessions.forgetThoseThatAreOver(clock.instant());
  }

  /**
   * Swaps a code for a token; a code that was used, is too old or was never given swaps nothing.
   */
  @Transactional
  public Optional<Swapped> swap(String code) {
    return sessions
        .swap(code, clock.instant())
        .map(each -> new Swapped(each.token(), open(each.session())));
  }

  /** The worklist that a token opens, which stays open for a while longer. */
  @Transactional
  public Optional<Open> find(String token) {
    return sessions.find(token, clock.instant()).map(WorklistSessions::open);
  }

  /** The same for a page that asks by itself: nobody need be there, and it closes as it would. */
  @Transactional
  public Optional<Open> glance(String token) {
    return sessions.glance(token, clock.instant()).map(WorklistSessions::open);
  }

  /** Closes the worklist. */
  @Transactional
  public void close(String token) {
    sessions.found("token", token).ifPresent(database::remove);
  }

  /** Closes every worklist that somebody has open. */
  @Transactional
  public void closeAllOf(String user) {
    sessions.closeAllOf(user);
  }

  private static Open open(WorklistSession session) {
    return new Open(session.viewer(), session.ends());
  }
}
