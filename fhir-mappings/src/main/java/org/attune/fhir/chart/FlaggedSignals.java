package org.attune.fhir.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.responses.TaskMapper;
import org.attune.therapy.ChartFact;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Flag;
import org.jspecify.annotations.Nullable;

/**
 * Finds out because of which signal a response was tried where its Task names the flag alone. A
 * flag that is not there, says nothing or stands on somebody else's chart tells nothing.
 */
@ApplicationScoped
public class FlaggedSignals {

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public FlaggedSignals(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  /** The same entry with the signal of its flag, or a gap where there is none. */
  ChartEntry completed(ChartEntry entry) throws EhrUnavailable {
    var tried = lacksSignal(entry);
    if (tried == null) {
      return entry;
    }
    var reading =
        signal(tried)
            .<Reading<List<ChartFact>>>map(
                signal -> new Reading.Fact<>(List.of(tried.because(signal))))
            .orElseGet(() -> new Reading.Gap<>(GapReason.SIGNAL_NOT_NAMED));
    return new ChartEntry(entry.source(), entry.updated(), reading);
  }

  private static @Nullable DocumentedResponse lacksSignal(ChartEntry entry) {
    return entry.reading() instanceof Reading.Fact<List<ChartFact>> facts
            && facts.value().get(0) instanceof DocumentedResponse tried
            && tried.detector() == null
        ? tried
        : null;
  }

  private Optional<String> signal(DocumentedResponse tried) throws EhrUnavailable {
    var flag = tried.flag();
    if (flag == null) {
      return Optional.empty();
    }
    var found =
        flag.startsWith("Flag/") ? read(flag, tried.patient()) : named(flag, tried.patient());
    return found.filter(each -> isOf(tried.patient(), each)).flatMap(TaskMapper::signal);
  }

  private boolean isOf(PatientId patient, Flag flag) {
    return new References(ehr.bases()).patient(flag.getSubject())
            instanceof Reading.Fact<PatientId> subject
        && subject.value().equals(patient);
  }

  private Optional<Flag> read(String reference, PatientId about) throws EhrUnavailable {
    var answer = ehr.get(reference, List.of(about));
    return told(answer)
        ? fhir.parse(answer.body()).filter(Flag.class::isInstance).map(Flag.class::cast)
        : Optional.empty();
  }

  private Optional<Flag> named(String finding, PatientId about) throws EhrUnavailable {
    var name = URLEncoder.encode(Codes.FINDING + "|" + finding, StandardCharsets.UTF_8);
    var answer = ehr.get("Flag?identifier=" + name, List.of(about));
    if (!told(answer)) {
      return Optional.empty();
    }
    return ehr.page(answer).entries().stream()
        .flatMap(entry -> fhir.parse(entry.resource()).stream())
        .filter(Flag.class::isInstance)
        .map(Flag.class::cast)
        .filter(flag -> identified(flag, finding))
        .findFirst();
  }

  // A server that ignores a parameter it does not know answers with everything.
  private static boolean identified(Flag flag, String finding) {
    return flag.getIdentifier().stream()
        .anyMatch(one -> Codes.FINDING.equals(one.getSystem()) && finding.equals(one.getValue()));
  }

  /** Whether it tells anything; what is only late is asked for again in the next round. */
  private boolean told(Answer answer) throws EhrUnavailable {
    if (answer.gone() || answer.notUnderstood() || answer.status() == 403) {
      return false;
    }
    if (!answer.ok()) {
      throw ehr.unavailable(answer);
    }
    return true;
  }
}
