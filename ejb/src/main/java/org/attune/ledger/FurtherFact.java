package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.attune.therapy.PatientId;

/** What a resource told besides its first fact: written once, replaced as a whole. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(name = "fact")
class FurtherFact {

  @Id private long id;

  private String kind;
  private String reference;
  private PatientId patient;
  private String content;

  FurtherFact() {}
}
