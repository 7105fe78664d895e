package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;

/** A fact as it lies in the ledger: written once, replaced as a whole. */
@Entity
@Table(name = "fact")
class StoredFact {

  @Id private long id;

  private String kind;
  private String reference;
  private PatientId patient;
  private String content;

  StoredFact() {}

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

  String reference() {
    return reference;
  }

  PatientId patient() {
    return patient;
  }
}
