package org.attune.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;

/** Whom each therapist sees now, as the running courses said when they were last looked at. */
@ApplicationScoped
public class Caseloads {

  private final EntityManager database;

  @Inject
  Caseloads(EntityManager database) {
    this.database = database;
  }

  /** A client's courses were put together; none of them is a client who is on no caseload. */
  @Transactional(TxType.MANDATORY)
  public void settle(PatientId patient, Collection<TherapyCourse> courses) {
    var now =
        courses.stream()
            .filter(course -> course.ended() == null)
            .flatMap(course -> course.caseload().stream())
            .collect(Collectors.toSet());
    var before = new HashSet<TherapistId>();
    database
        .createQuery(
            "select c.therapist from OnCaseload c where c.patient = :patient", String.class)
        .setParameter("patient", patient)
        .getResultStream()
        .map(TherapistId::new)
        .forEach(before::add);
    if (!before.equals(now)) {
      forget(patient);
      now.forEach(therapist -> database.persist(new OnCaseload(patient, therapist)));
    }
  }

  /** Whom a therapist sees now, in order. */
  @Transactional
  public List<PatientId> of(TherapistId therapist) {
    return database
        .createQuery(
            "select c.patient from OnCaseload c where c.therapist = :therapist order by c.patient",
            PatientId.class)
        .setParameter("therapist", therapist.value())
        .getResultList();
  }

  /** A client is on no caseload any longer. */
  @Transactional(TxType.MANDATORY)
  public void forget(PatientId patient) {
    database
        .createQuery("delete from OnCaseload c where c.patient = :patient")
        .setParameter("patient", patient)
        .executeUpdate();
  }
}
