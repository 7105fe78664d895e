package org.attune.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.ledger.Ledger;
import org.attune.matching.GoalMatch.Decision;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/** What people said of clients' goals and goals of plans. */
@ApplicationScoped
public class GoalMatches {

  private final EntityManager database;
  private final Ledger ledger;

  @Inject
  GoalMatches(EntityManager database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /**
   * Which goal of the plan a client's goal is, as people confirmed; each of the client's goals is
   * at most one of the plan's. What was said on a record that was merged into theirs counts.
   */
  @Transactional
  public Map<ClientGoal, Source> confirmed(PatientId patient) {
    var confirmed = new LinkedHashMap<ClientGoal, Source>();
    decisions(patient).stream()
        .filter(Decision::confirmed)
        .sorted(Comparator.comparing(Decision::at))
        .forEach(each -> confirmed.put(each.goal(), each.planGoal()));
    return confirmed;
  }

  /** Everything that people said of a client's goals. */
  @Transactional
  public List<Decision> decisions(PatientId patient) {
    return rows(patient).stream().map(GoalMatch::decision).toList();
  }

  /** What was said of a client's goals, to be said anew; where records were merged, in any. */
  @Transactional(TxType.MANDATORY)
  List<GoalMatch> rows(PatientId patient) {
    var records =
        Stream.concat(Stream.of(patient), ledger.mergedInto(patient).stream())
            .map(PatientId::value)
            .toList();
    return database
        .createQuery(
            "select m from GoalMatch m where m.patient in :records order by m.id", GoalMatch.class)
        .setParameter("records", records)
        .getResultList();
  }

  @Transactional(TxType.MANDATORY)
  void keep(GoalMatch match) {
    database.persist(match);
    database.flush();
  }

  /** Forgets what was said of clients' goals. */
  @Transactional(TxType.MANDATORY)
  public void forget(Collection<PatientId> records) {
    if (records.isEmpty()) {
      return;
    }
    database
        .createQuery("delete from GoalMatch m where m.patient in :records")
        .setParameter("records", records.stream().map(PatientId::value).toList())
        .executeUpdate();
  }
}
