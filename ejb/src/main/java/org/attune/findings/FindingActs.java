package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.therapy.PatientId;

/** What people did about findings. */
@ApplicationScoped
public class FindingActs {

  private final EntityManager database;

  @Inject
  FindingActs(EntityManager database) {
    this.database = database;
  }

  /** Keeps an act, in the transaction in which the finding changes. */
  @Transactional(TxType.MANDATORY)
  public void keep(FindingAct act) {
    database.persist(act);
  }

  /** Everything that was done about some clients' findings, the earliest first. */
  @Transactional
  public List<FindingAct> of(Collection<PatientId> patients) {
    return patients.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "select a from FindingAct a, Finding f where f.key = a.finding and f.patient in"
                    + " :patients order by a.at, a.id",
                FindingAct.class)
            .setParameter("patients", patients)
            .getResultList();
  }

  /** The last act of a kind about one finding. */
  @Transactional
  public Optional<FindingAct> last(FindingKey finding, FindingAct.What what) {
    return database
        .createQuery(
            "select a from FindingAct a where a.finding = :finding and a.what = :what order by a.at"
                + " desc, a.id desc",
            FindingAct.class)
        .setParameter("finding", finding.value())
        .setParameter("what", what)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /**
   * The act by which somebody saw a finding, where it was the last and nothing has come since: what
   * was done before somebody set it aside says nothing of what came after.
   *
   * @param acts what was done about it, the earliest first
   */
  public static Optional<FindingAct> seen(Finding finding, Stream<FindingAct> acts) {
    return acts.filter(act -> act.what() != FindingAct.What.CONSULTATION)
        .reduce((earlier, later) -> later)
        .filter(
            act ->
                act.what() == FindingAct.What.ACKNOWLEDGED || act.what() == FindingAct.What.SNOOZED)
        .filter(act -> !act.at().isBefore(finding.latest()));
  }

  /** Forgets what was done about some findings. */
  @Transactional(TxType.MANDATORY)
  public void forget(Collection<String> findings) {
    if (!findings.isEmpty()) {
      database
          .createQuery("delete from FindingAct a where a.finding in :these")
          .setParameter("these", findings)
          .executeUpdate();
    }
  }
}
