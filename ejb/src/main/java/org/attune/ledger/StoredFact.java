package org.attune.ledger;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.stream.Stream;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;

/**
 * A fact as it lies in the ledger, wherever it lies there.
 *
 * @param kind what kind of fact it is
 * @param patient whom it is about
 * @param content the fact as one line
 */
record StoredFact(String kind, PatientId patient, String content) {

  private static final String OF_PATIENTS =
      "select r.kind, r.patient, r.content from KnownResource r where r.patient in :patients"
          + " union all select f.kind, f.patient, f.content from FurtherFact f where f.patient in"
          + " :patients union all select n.kind, n.patient, n.content from OwnNote n where"
          + " n.patient in :patients";

  /** Every fact about some clients, in one query; what only a later version knows is left out. */
  static Stream<StoredFact> about(EntityManager database, Collection<PatientId> patients) {
    return database
        .createQuery(OF_PATIENTS, Object[].class)
        .setParameter("patients", patients)
        .getResultStream()
        .map(row -> new StoredFact((String) row[0], (PatientId) row[1], (String) row[2]))
        .filter(fact -> FactText.knows(fact.kind()));
  }

  ChartFact fact() {
    return FactText.read(kind, content);
  }

  /** The fact as one about another record, into which its own was merged. */
  ChartFact factAbout(PatientId survivor) {
    return FactText.read(kind, content, survivor);
  }

  boolean is(Class<? extends ChartFact> type) {
    return FactText.isKind(kind, type);
  }
}
