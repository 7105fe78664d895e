package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapistId;

/** That a therapist sees a client now. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(name = "on_caseload")
class OnCaseload {

  @Id private String id;

  private PatientId patient;
  private String therapist;

  OnCaseload() {}

  OnCaseload(PatientId patient, TherapistId therapist) {
    this.id = patient.value() + " " + therapist.value();
    this.patient = patient;
    this.therapist = therapist.value();
  }
}
