package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;

/**
 * Which caseloads are open, by which words, and whom they may show. They follow the rules of open
 * charts and lie apart from them: no word of the one ever opens the other.
 */
@ApplicationScoped
public class CaseloadSessions {

  private final EntityManager database;
  private final OpenSessions<CaseloadSession> sessions;
  private final Clock clock;

  @Inject
  public CaseloadSessions(EntityManager database, Settings settings, Clock clock) {
    this.database = database;
    this.sessions = new OpenSessions<>(database, settings, CaseloadSession.class);
    this.clock = clock;
  }

  /**
   * An open caseload.
   *
   * @param viewer who looks
   * @param ends when it closes unless it is looked at again
   */
  public record Open(CaseloadViewer viewer, Instant ends) {}

  /**
   * What a code was swapped for.
   *
   * @param token opens the caseload; never to be kept or logged
   * @param caseload the caseload
   */
  public record Swapped(String token, Open caseload) {

    @Override
    public String toString() {
      return "a token";
    }
  }

  /**
   * Opens a caseload for somebody whom the EHR has let in.
   *
   * @param clients those whom they treat, and whether each may be shown
   * @return the code to be swapped, once, within a minute
   */
  @Transactional
  public String open(String user, Role role, Map<PatientId, Leave> clients) {
    var now = clock.instant();
    var code = SecretWord.draw();
    var id = UUID.randomUUID().toString();
    database.persist(new CaseloadSession(id, SecretWord.digest(code), user, role, now));
    database.flush();
    clients.forEach(
        (patient, leave) -> database.persist(new CaseloadSessionClient(id, patient, leave)));
    return code;
  }

  /** Lets go of caseloads whose time is over. */
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

  /** The caseload that a token opens, which stays open for a while longer. */
  @Transactional
  public Optional<Open> find(String token) {
    return sessions.find(token, clock.instant()).map(CaseloadSessions::open);
  }

  /** Of the clients whom the viewer treated when the caseload was opened, who may be shown. */
  @Transactional
  public Map<PatientId, Leave> clients(CaseloadViewer viewer) {
    var clients = new LinkedHashMap<PatientId, Leave>();
    database
        .createQuery(
            "select c from CaseloadSessionClient c where c.session = :session order by c.id",
            CaseloadSessionClient.class)
        .setParameter("session", viewer.session())
        .getResultList()
        .forEach(each -> clients.put(each.patient(), each.leave()));
    return clients;
  }

  /** Closes the caseload. */
  @Transactional
  public void close(String token) {
    sessions.found("token", token).ifPresent(database::remove);
  }

  /** Closes every caseload that somebody has open. */
  @Transactional
  public void closeAllOf(String user) {
    sessions.closeAllOf(user);
  }

  /** Takes a client from every caseload that is open, and from launches that began there. */
  @Transactional
  public void forget(PatientId patient) {
    database
        .createQuery("delete from LaunchUnderWay l where l.wanted = :patient")
        .setParameter("patient", patient)
        .executeUpdate();
    database
        .createQuery("delete from CaseloadSessionClient c where c.patient = :patient")
        .setParameter("patient", patient)
        .executeUpdate();
  }

  private static Open open(CaseloadSession session) {
    return new Open(session.viewer(), session.ends());
  }
}
