package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.attune.therapy.PatientId;

/** Whether one client may be shown on a caseload that is open; gone with it. */
@Entity
@Table(name = "caseload_session_client")
class CaseloadSessionClient {

  @Id private String id;

  @SuppressWarnings("UnusedVariable") // queries read it
  @Column(name = "session_id")
  private String session;

  private PatientId patient;

  @Enumerated(EnumType.STRING)
  private Leave leave;

  CaseloadSessionClient() {}

  CaseloadSessionClient(String session, PatientId patient, Leave leave) {
    this.id = session + "/" + patient.value();
    this.session = session;
    this.patient = patient;
    this.leave = leave;
  }

  PatientId patient() {
    return patient;
  }

  Leave leave() {
    return leave;
  }
}
