package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** One form that one client may fill once. Of the words that open it only digests are kept. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(name = "form_invitation")
class FormInvitation {

  @Id private String id;

  @Column(name = "word_digest")
  private @Nullable String word;

  @Column(name = "token_digest")
  private @Nullable String token;

  private String form;
  private @Nullable String about;

  @Column(name = "form_language")
  private String language;

  private PatientId patient;

  @Column(name = "invited_by")
  private String by;

  @Column(name = "on_the_spot")
  private boolean onTheSpot;

  private Instant ends;

  FormInvitation() {}

  FormInvitation(String word, FormSessions.Invited invited, String by, Instant ends) {
    this.id = UUID.randomUUID().toString();
    this.word = word;
    this.form = invited.form();
    this.about = invited.about();
    this.language = invited.language();
    this.patient = invited.patient();
    this.onTheSpot = invited.onTheSpot();
    this.by = by;
    this.ends = ends;
  }

  /** The word is used up; from now on the token opens it. */
  void swapped(String fresh, Instant until) {
    this.word = null;
    this.token = fresh;
    this.ends = until;
  }

  boolean over(Instant now) {
    return !now.isBefore(ends);
  }

  Instant ends() {
    return ends;
  }

  FormSessions.Invited invited() {
    return new FormSessions.Invited(form, about, language, patient, onTheSpot);
  }
}
