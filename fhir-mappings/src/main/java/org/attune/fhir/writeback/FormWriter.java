package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.publication.OwnForms;
import org.attune.therapy.Source;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal.FormProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * Lays what a client filled here into their record. It is the client's: once it stands there it is
 * never touched again, whatever people make of it.
 */
@ApplicationScoped
public class FormWriter {

  private final EhrClient ehr;
  private final Transactions transactions;
  private final Provenances provenances;
  private final Capabilities capabilities;
  private final OwnForms forms;

  @Inject
  public FormWriter(
      EhrClient ehr,
      FhirR4 fhir,
      Transactions transactions,
      Provenances provenances,
      Capabilities capabilities) {
    this.ehr = ehr;
    this.transactions = transactions;
    this.provenances = provenances;
    this.capabilities = capabilities;
    this.forms = new OwnForms(fhir);
  }

  Written write(FormProposal proposal, Before before) throws EhrUnavailable, WriteRefused {
    if (!capabilities.takesForms()) {
      throw new WriteRefused(
          "The EHR takes no QuestionnaireResponses from Attune; let its account create them, or"
              + " what clients fill here cannot be kept.",
          new IllegalStateException("no QuestionnaireResponse can be made"));
    }
    return transactions.carryOut(
        () -> look(proposal, before.stood()), outcome -> story(proposal, outcome), before);
  }

  /** What stood there once and does so no longer is not laid there again. */
  private Step look(FormProposal proposal, @Nullable Source stood) throws EhrUnavailable {
    var found =
        Queries.byIdentifier(ehr, QuestionnaireResponse.class, Codes.FILLED_FORM, proposal.name());
    if (found.isEmpty() && stood != null) {
      return Step.Nothing.leftTo(stood, Optional.empty());
    }
    return found.isEmpty()
        ? new Step.Write(
            List.of(filled(proposal)),
            story(proposal, Written.Outcome.CREATED),
            Written.Outcome.CREATED)
        : Step.Nothing.because(Written.Outcome.UNCHANGED, References.source(found.get(0)));
  }

  /** The client said it; Attune took it down. */
  private Provenance story(FormProposal proposal, Written.Outcome outcome) throws EhrUnavailable {
    var story = provenances.bare(proposal, outcome);
    var author = story.addAgent().setWho(client(proposal));
    author.getType().addCoding().setSystem(Codes.PROVENANCE_AGENT).setCode("author");
    return story;
  }

  private QuestionnaireResponse filled(FormProposal proposal) {
    var form = forms.questionnaire(proposal.form());
    var response = new QuestionnaireResponse();
    response.getIdentifier().setSystem(Codes.FILLED_FORM).setValue(proposal.name());
    response.setQuestionnaire(form.getUrl() + "|" + form.getVersion());
    response.setStatus(QuestionnaireResponseStatus.COMPLETED);
    response.setLanguage(proposal.language());
    response.setSubject(client(proposal));
    response.setSource(client(proposal));
    response.setAuthor(client(proposal));
    response.setAuthored(Date.from(proposal.at()));
    if (proposal.visit() != null) {
      response.setEncounter(new Reference(proposal.visit().reference()));
    }
    form.getItem().stream()
        .filter(item -> !proposal.answers().of(item.getLinkId()).isEmpty())
        .map(item -> answered(item, proposal))
        .forEach(response::addItem);
    Provenances.label(response.getMeta(), proposal.labels());
    return response;
  }

  private static Reference client(FormProposal proposal) {
    return new Reference("Patient/" + proposal.patient().value());
  }

  private QuestionnaireResponseItemComponent answered(
      QuestionnaireItemComponent item, FormProposal proposal) {
    var answered = new QuestionnaireResponseItemComponent();
    answered.setLinkId(item.getLinkId());
    answered.setText(forms.question(item, proposal.language()));
    proposal
        .answers()
        .of(item.getLinkId())
        .forEach(one -> answered.addAnswer().setValue(answer(item, one, proposal.language())));
    return answered;
  }

  private Type answer(QuestionnaireItemComponent item, String given, String language) {
    return switch (item.getType()) {
      case INTEGER -> new IntegerType(given);
      case BOOLEAN -> new BooleanType(given.toLowerCase(Locale.ROOT));
      default -> new Coding(forms.system(item), given, forms.choice(item, given, language));
    };
  }
}
