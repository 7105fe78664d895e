package org.attune.fhir.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.RecordAccess.Outcome;
import org.attune.fhir.References;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Says of a request to the EHR whom it was about, from what was asked and what came back. */
final class Accounting {

  /** What is about no patient, and so needs no account. */
  private static final Set<String> ABOUT_NOBODY =
      Set.of(
          "",
          "metadata",
          "Device",
          "Organization",
          "Practitioner",
          "PractitionerRole",
          "Location",
          "HealthcareService",
          "CodeSystem",
          "ValueSet",
          "ConceptMap",
          "Questionnaire",
          "PlanDefinition",
          "Subscription",
          "AuditEvent");

  private static final Set<String> PATIENT_PARAMETERS =
      Set.of("patient", "subject", "actor", "_id");
  private static final List<String> PATIENT_ELEMENTS = List.of("patient", "subject", "for");
  private static final String PERSON = "Patient";

  /** What a link asks for that does not say of which type it is. */
  private static final String FURTHER_PAGE = "Bundle";

  /** One record, of which not everything is wanted. */
  private static final String SOME_ELEMENTS = "?_elements=";

  private final References references;

  Accounting(List<String> bases) {
    this.references = new References(bases);
  }

  /**
   * The account of a question.
   *
   * @param link what follows the base URL
   * @param about whom the asker knows it to be about, or null
   */
  Optional<RecordAccess> ofQuestion(String link, @Nullable PatientId about, int status) {
    int mark = link.indexOf('?');
    var path = mark < 0 ? link : link.substring(0, mark);
    var parts = path.split("/", -1);
    // The EHR's links to a next page need not say what they are about.
    boolean followed = path.isEmpty() && mark >= 0;
    if (!followed && (ABOUT_NOBODY.contains(parts[0]) || parts[0].startsWith("."))) {
      return Optional.empty();
    }
    boolean whole = mark < 0 || link.startsWith(SOME_ELEMENTS, mark);
    boolean single = whole && parts.length > 1 && !parts[1].startsWith("_");
    if (single) {
      var own = parts[0].equals(PERSON) ? new PatientId(parts[1]) : about;
      return Optional.of(
          new RecordAccess(Kind.READ, own, parts[0] + "/" + parts[1], null, outcome(status)));
    }
    var patient = about == null ? inQuery(parts[0], link.substring(mark + 1)) : about;
    var type = followed ? FURTHER_PAGE : parts[0];
    var asked = patient == null ? link : concerning(link, patient);
    return Optional.of(new RecordAccess(Kind.QUERY, patient, type, asked, outcome(status)));
  }

  /** A search as an address, in which a parameter may stand several times. */
  static String search(String type, List<Map.Entry<String, String>> wanted) {
    return wanted.stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", type + "?", ""));
  }

  /**
   * The account of a search that a person has us make: it counts what they asked for, whomever it
   * is about.
   *
   * @param link what follows the base URL
   */
  static RecordAccess ofSearch(String link, int status) {
    var path = link.replaceFirst("[/?].*", "");
    return new RecordAccess(
        Kind.QUERY, null, path.isEmpty() ? FURTHER_PAGE : path, link, outcome(status));
  }

  /**
   * A question about several is told to each as far as it is about them: nobody reads of others.
   */
  private static String concerning(String link, PatientId patient) {
    int mark = link.indexOf('?');
    return link.substring(0, mark + 1)
        + Stream.of(link.substring(mark + 1).split("&", -1))
            .map(each -> concerning(each.split("=", 2), patient))
            .collect(Collectors.joining("&"));
  }

  private static String concerning(String[] pair, PatientId patient) {
    if (pair.length == 2 && PATIENT_PARAMETERS.contains(pair[0])) {
      var values = URLDecoder.decode(pair[1], StandardCharsets.UTF_8).split(",", -1);
      for (String value : values) {
        if (values.length > 1 && value.substring(value.indexOf('/') + 1).equals(patient.value())) {
          return pair[0] + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
      }
    }
    return String.join("=", pair);
  }

  private static @Nullable PatientId inQuery(String type, String query) {
    for (String each : query.split("&", -1)) {
      var pair = each.split("=", 2);
      var value = pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
      boolean own = type.equals(PERSON) && pair[0].equals("_id");
      if (PATIENT_PARAMETERS.contains(pair[0])
          && (own || value.startsWith(PERSON + "/"))
          && value.indexOf(',') < 0) {
        return new PatientId(value.substring(value.indexOf('/') + 1));
      }
    }
    return null;
  }

  /**
   * The account of a write; empty where it is about no patient.
   *
   * @param link to where it was sent: a type, a record, or empty for a transaction
   */
  Optional<RecordAccess> ofWrite(Resource written, String link, int status) {
    if (!(written instanceof Bundle)) {
      var kind = link.indexOf('/') < 0 ? Kind.CREATE : Kind.UPDATE;
      return patientsOf(written)
          .findFirst()
          .map(patient -> new RecordAccess(kind, patient, link, null, outcome(status)));
    }
    var changes = new ArrayList<RecordAccess>();
    if (written instanceof Bundle bundle && bundle.getType() == Bundle.BundleType.TRANSACTION) {
      for (var entry : bundle.getEntry()) {
        change(entry, status).ifPresent(changes::add);
      }
    }
    return changes.stream().findFirst();
  }

  /**
   * The account of a change that does not say itself whom it is about.
   *
   * @param link the record
   */
  static RecordAccess ofChange(String link, PatientId about, int status) {
    return new RecordAccess(Kind.UPDATE, about, link, null, outcome(status));
  }

  private Optional<RecordAccess> change(Bundle.BundleEntryComponent entry, int status) {
    var kind = entry.getRequest().getMethod() == Bundle.HTTPVerb.POST ? Kind.CREATE : Kind.UPDATE;
    return patientsOf(entry.getResource())
        .findFirst()
        .map(
            patient ->
                new RecordAccess(
                    kind, patient, entry.getRequest().getUrl(), null, outcome(status)));
  }

  /** Whom a resource is about; several where it is a group's. */
  Stream<PatientId> patientsOf(Base resource) {
    var elements =
        PATIENT_ELEMENTS.stream()
            .map(resource::getNamedProperty)
            .filter(Objects::nonNull)
            .flatMap(element -> element.getValues().stream());
    var actors =
        resource instanceof Appointment appointment
            ? appointment.getParticipant().stream().map(one -> one.getActor())
            : Stream.<Base>empty();
    return Stream.concat(elements, actors)
        .flatMap(value -> value instanceof Reference one ? Stream.of(one) : Stream.empty())
        .flatMap(reference -> references.to(PERSON, reference).stream())
        .map(source -> new PatientId(source.id()));
  }

  private static Outcome outcome(int status) {
    if (status >= 200 && status < 400) {
      return Outcome.DONE;
    }
    return status >= 400 && status < 500 ? Outcome.REFUSED : Outcome.FAILED;
  }
}
