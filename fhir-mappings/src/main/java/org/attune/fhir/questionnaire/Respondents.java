package org.attune.fhir.questionnaire;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.PatientId;
import org.attune.therapy.Respondent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Who filled a form: {@code source} tells. Where it is absent, the integrity labels of {@code
 * meta.security} do, then {@code author}: what a practitioner or a relative wrote down for the
 * client is a proxy's. Where nobody is named at all, a form about the client is the client's own.
 */
final class Respondents {

  // Asserted or reported by: patient, substitute decision maker, clinician, health professional.
  private static final Map<String, Respondent> INTEGRITY =
      Map.of(
          "PATAST", Respondent.CLIENT,
          "PATRPT", Respondent.CLIENT,
          "SDMAST", Respondent.PROXY,
          "SDMRPT", Respondent.PROXY,
          "CLINAST", Respondent.THERAPIST,
          "CLINRPT", Respondent.THERAPIST,
          "HCPAST", Respondent.THERAPIST,
          "HCPRPT", Respondent.THERAPIST);

  private final References references;

  Respondents(References references) {
    this.references = references;
  }

  Respondent of(QuestionnaireResponse response, PatientId client) {
    return bySource(response.getSource(), client)
        .or(() -> byLabel(response))
        .or(() -> byAuthor(response.getAuthor(), client))
        .orElse(Respondent.CLIENT);
  }

  /** Whose score an observation is: whoever else is named to have made it is a proxy. */
  Respondent of(Observation observation, PatientId client) {
    return byLabel(observation)
        .or(
            () ->
                observation.getPerformer().stream()
                    .flatMap(performer -> byAuthor(performer, client).stream())
                    .findFirst())
        .orElse(Respondent.CLIENT);
  }

  private Optional<Respondent> bySource(Reference source, PatientId client) {
    if (isPractitioner(source)) {
      return Optional.of(Respondent.THERAPIST);
    }
    return source.isEmpty() ? Optional.empty() : Optional.of(clientOrProxy(source, client));
  }

  private Optional<Respondent> byAuthor(Reference author, PatientId client) {
    if (isPractitioner(author) || References.meansA("RelatedPerson", author)) {
      return Optional.of(Respondent.PROXY);
    }
    return References.meansA("Patient", author)
        ? Optional.of(clientOrProxy(author, client))
        : Optional.empty();
  }

  private Respondent clientOrProxy(Reference person, PatientId client) {
    return references
            .to("Patient", person)
            .filter(one -> one.id().equals(client.value()))
            .isPresent()
        ? Respondent.CLIENT
        : Respondent.PROXY;
  }

  private static Optional<Respondent> byLabel(Resource response) {
    return response.getMeta().getSecurity().stream()
        .filter(label -> Codes.OBSERVATION_VALUE.equals(label.getSystem()))
        .map(label -> Objects.toString(label.getCode(), ""))
        .flatMap(code -> Optional.ofNullable(INTEGRITY.get(code)).stream())
        .findFirst();
  }

  /** Whether a practitioner is meant, of whatever server. */
  static boolean isPractitioner(Reference person) {
    return References.meansA("Practitioner", person)
        || References.meansA("PractitionerRole", person);
  }
}
