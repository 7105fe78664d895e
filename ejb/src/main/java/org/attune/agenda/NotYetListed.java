package org.attune.agenda;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.attune.therapy.PatientId;

/** Somebody of whom something was found by a version that knew no worklist. */
@Entity
@Table(name = "not_yet_listed")
class NotYetListed {

  @Id private String patient;

  NotYetListed() {}

  PatientId patient() {
    return new PatientId(patient);
  }
}
