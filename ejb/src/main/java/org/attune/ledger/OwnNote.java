package org.attune.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.attune.therapy.PatientId;
import org.attune.therapy.SessionNote;

/**
 * What a therapist noted here, for themselves alone: a fact like those that were read in the
 * record, and none of them.
 */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(name = "own_note")
class OwnNote {

  @Id private String id;

  private String kind;
  private PatientId patient;

  @Column(name = "written_by")
  private String writer;

  private String content;

  OwnNote() {}

  OwnNote(SessionNote note, String writer) {
    this.id = note.source().id();
    this.kind = FactText.kind(note);
    this.patient = note.patient();
    this.writer = writer;
    this.content = FactText.write(note);
  }
}
