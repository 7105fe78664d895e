package org.attune.matching;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.ledger.Ledger;
import org.attune.matching.GoalMatch.Decision;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/**
 * What people said of clients' goals and goals of plans, and which goals were put forward for them.
 */
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

  /**
   * Which of a client's goals and goals of plans are one or two, as far as is known here without a
   * look at the record.
   */
  @Transactional
  public OneOrTwo known(PatientId patient) {
    var same = new TreeMap<String, String>();
    confirmed(patient).forEach((goal, plan) -> same.put(goal.key(), plan.reference()));
    var two =
        decisions(patient).stream()
            .filter(each -> !each.confirmed())
            .collect(
                groupingBy(
                    each -> each.goal().key(),
                    mapping(each -> each.planGoal().reference(), toSet())));
    var putForward =
        database
            .createQuery(
                "select p from PutForward p where p.patient in :records order by p.id",
                PutForward.class)
            .setParameter("records", records(patient))
            .getResultStream()
            .collect(groupingBy(PutForward::ours, mapping(PutForward::theirs, toSet())));
    return new OneOrTwo(same, two, putForward);
  }

  /**
   * A goal of ours stands in the record for some goals of the client's. Once people decided on it,
   * it stays what it was put forward for.
   *
   * @param theirs the goals of the client's; none where it is about no goal of theirs
   * @param open whether nobody decided on it yet
   */
  @Transactional(TxType.MANDATORY)
  public void putForward(PatientId patient, List<ClientGoal> theirs, Source ours, boolean open) {
    var before =
        database
            .createQuery(
                "select p from PutForward p where p.patient = :patient and p.ourGoal = :ours",
                PutForward.class)
            .setParameter("patient", patient.value())
            .setParameter("ours", ours.reference())
            .getResultList();
    var wanted = theirs.stream().map(ClientGoal::key).collect(toSet());
    var known = before.stream().map(PutForward::theirs).collect(toSet());
    if (known.equals(wanted) || (!open && !known.isEmpty())) {
      return;
    }
    before.forEach(database::remove);
    database.flush();
    theirs.stream()
        .distinct()
        .forEach(each -> database.persist(new PutForward(patient, each, ours)));
  }

  /** Everything that people said of a client's goals. */
  @Transactional
  public List<Decision> decisions(PatientId patient) {
    return rows(patient).stream().map(GoalMatch::decision).toList();
  }

  /** What was said of a client's goals, to be said anew; where records were merged, in any. */
  @Transactional(TxType.MANDATORY)
  List<GoalMatch> rows(PatientId patient) {
    return database
        .createQuery(
            "select m from GoalMatch m where m.patient in :records order by m.id", GoalMatch.class)
        .setParameter("records", records(patient))
        .getResultList();
  }

  private List<String> records(PatientId patient) {
    return Stream.concat(Stream.of(patient), ledger.mergedInto(patient).stream())
        .map(PatientId::value)
        .toList();
  }

  @Transactional(TxType.MANDATORY)
  void keep(GoalMatch match) {
    database.persist(match);
    database.flush();
  }

  /** Forgets what was said of clients' goals, and what was put forward for them. */
  @Transactional(TxType.MANDATORY)
  public void forget(Collection<PatientId> records) {
    if (records.isEmpty()) {
      return;
    }
    for (var rows : List.of("GoalMatch", "PutForward")) {
      database
          .createQuery("delete from " + rows + " m where m.patient in :records")
          .setParameter("records", records.stream().map(PatientId::value).toList())
          .executeUpdate();
    }
  }
}
