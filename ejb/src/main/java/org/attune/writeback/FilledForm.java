package org.attune.writeback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.attune.ehr.FormAnswers;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal.FormProposal;
import org.jspecify.annotations.Nullable;

/**
 * A form that a client filled here, on its way into their record. As soon as the record has it, no
 * answer is kept; and nothing, as soon as the record tells whose it is.
 */
@Entity
@Table(name = "filled_form")
public class FilledForm {

  @Id
  @Column(name = "form_name")
  private String name;

  @SuppressWarnings("UnusedVariable") // queries read it
  private PatientId patient;

  private String form;

  @Column(name = "form_language")
  private String language;

  private String answers;
  private Instant authored;
  private @Nullable Source visit;
  private @Nullable Labels labels;

  FilledForm() {}

  /**
   * A form that was filled.
   *
   * @param form which form
   * @param patient who filled it
   * @param language in which it was read
   * @param authored when it was handed in
   * @param visit in which encounter, or null where nobody knows
   */
  public FilledForm(
      String form,
      PatientId patient,
      String language,
      FormAnswers answers,
      Instant authored,
      @Nullable Source visit,
      Labels labels) {
    this.name = UUID.randomUUID().toString();
    this.form = form;
    this.patient = patient;
    this.language = language;
    this.answers = answers.line();
    this.authored = authored;
    this.visit = visit;
    this.labels = labels;
  }

  /** The record has it; what is left here tells who filled which form, and not what they said. */
  void letGoOfAnswers() {
    answers = FormAnswers.of(Map.of()).line();
  }

  /** Names it for life. */
  public String name() {
    return name;
  }

  FormProposal proposal() {
    return new FormProposal(
        name,
        patient,
        form,
        language,
        FormAnswers.read(answers),
        authored,
        visit,
        labels == null ? Labels.NONE : labels);
  }
}
