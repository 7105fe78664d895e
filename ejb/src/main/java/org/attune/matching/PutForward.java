package org.attune.matching;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/**
 * For which goal of the client's a goal of ours stands in the record. It is by ids alone, and says
 * so also where the record cannot: of a line of a form, and where an EHR drops what it does not
 * know.
 */
@Entity
@Table(name = "goal_put_forward")
class PutForward {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "goal-put-forward")
  @SequenceGenerator(
      name = "goal-put-forward",
      sequenceName = "goal_put_forward_seq",
      allocationSize = 1)
  @SuppressWarnings("UnusedVariable") // the database knows it by that
  private long id;

  @SuppressWarnings("UnusedVariable") // queries read it
  private String patient;

  @Column(name = "client_goal")
  private String clientGoal;

  @Column(name = "our_goal")
  private String ourGoal;

  PutForward() {}

  PutForward(PatientId patient, ClientGoal theirs, Source ours) {
    this.patient = patient.value();
    this.clientGoal = theirs.key();
    this.ourGoal = ours.reference();
  }

  String theirs() {
    return clientGoal;
  }

  String ours() {
    return ourGoal;
  }
}
