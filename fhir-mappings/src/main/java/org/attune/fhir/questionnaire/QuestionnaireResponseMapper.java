package org.attune.fhir.questionnaire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Tables;
import org.attune.fhir.Times;
import org.attune.instruments.Instruments;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.GapReason;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;

/** Reads a filled questionnaire into a score, or into the client's check-in. */
public final class QuestionnaireResponseMapper {

  private static final String CHECK_IN = "client-check-in";

  /** The site's own forms and what they are. */
  public static final Setting<Map<String, String>> SITE_FORMS =
      Tables.table(
          "fhir.questionnaires",
          "canonical URLs as url=instrument, separated by commas, where instrument is the id of"
              + " an instrument or client-check-in",
          word -> word.isEmpty() ? Optional.empty() : Optional.of(word));

  /** Extensions of a response that hold a ready total. */
  public static final Setting<List<String>> TOTAL_EXTENSIONS =
      Setting.list("fhir.total-extensions", List.of(Codes.TOTAL_SCORE));

  private final References references;
  private final Instruments instruments;
  private final Respondents respondents;
  private final Scoring scoring;
  private final Map<String, String> siteForms;

  public QuestionnaireResponseMapper(
      Settings settings, Instruments instruments, References references) {
    this.references = references;
    this.instruments = instruments;
    this.respondents = new Respondents(references);
    this.scoring = new Scoring(settings.get(TOTAL_EXTENSIONS));
    this.siteForms = settings.get(SITE_FORMS);
  }

  /** The score or check-in of a response, or why there is none. */
  public Reading<List<ChartFact>> read(QuestionnaireResponse response) {
    if (response.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (response.getStatus()) {
      case COMPLETED, AMENDED -> Form.of(response).then(form -> filled(response, form));
      case INPROGRESS, STOPPED -> new Reading.Gap<>(GapReason.FORM_NOT_FINISHED);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  private Reading<List<ChartFact>> filled(QuestionnaireResponse response, Form form) {
    if (form.names().stream().anyMatch(this::isCheckIn)) {
      return filling(response, form).then(this::checkIn);
    }
    var instrument =
        form.names().stream().map(this::instrument).flatMap(Optional::stream).findFirst();
    return instrument.isEmpty()
        ? new Reading.Gap<>(GapReason.QUESTIONNAIRE_NOT_KNOWN)
        : filling(response, form).then(filling -> score(filling, instrument.get()));
  }

  /** Who filled which form about whom, and when. */
  private record Filling(QuestionnaireResponse response, Form form, PatientId client, Instant at) {}

  private Reading<Filling> filling(QuestionnaireResponse response, Form form) {
    return references
        .patient(response.getSubject())
        .then(
            client ->
                Times.exact(response.getAuthoredElement())
                    .then(at -> new Reading.Fact<>(new Filling(response, form, client, at))));
  }

  private Reading<List<ChartFact>> score(Filling filling, Instrument instrument) {
    var response = filling.response();
    return scoring
        .score(instrument, response)
        .then(
            score ->
                new Reading.Fact<>(
                    List.of(
                        new ScaleScore(
                            References.source(response),
                            filling.client(),
                            instrument.id(),
                            filling.form().title(),
                            filling.at(),
                            score.total(),
                            score.parts(),
                            respondents.of(response, filling.client()),
                            visit(response),
                            therapist(response),
                            Marks.labels(response.getMeta())))));
  }

  private Reading<List<ChartFact>> checkIn(Filling filling) {
    var response = filling.response();
    return CheckInReader.read(response)
        .then(
            ticks ->
                new Reading.Fact<>(
                    List.of(
                        new CheckIn(
                            References.source(response),
                            filling.client(),
                            filling.form().title(),
                            filling.at(),
                            ticks.ratings(),
                            ticks.voices(),
                            ticks.obstacle().orElse(null),
                            ticks.events(),
                            ticks.fits(),
                            ticks.fears(),
                            ticks.audience(),
                            respondents.of(response, filling.client()),
                            visit(response),
                            therapist(response),
                            Marks.labels(response.getMeta())))));
  }

  private @Nullable Source visit(QuestionnaireResponse response) {
    return references.to("Encounter", response.getEncounter()).orElse(null);
  }

  // Only a therapist's own answers say which therapist they are about.
  private @Nullable TherapistId therapist(QuestionnaireResponse response) {
    return references.therapist(response.getSource()).orElse(null);
  }

  private boolean isCheckIn(String name) {
    return Codes.CLIENT_CHECK_IN.equals(bare(name)) || CHECK_IN.equals(siteForm(name));
  }

  private Optional<Instrument> instrument(String name) {
    var site = siteForm(name);
    return site == null ? instruments.named(name) : instruments.byId(new InstrumentId(site));
  }

  private @Nullable String siteForm(String name) {
    var exact = siteForms.get(name);
    return exact == null ? siteForms.get(bare(name)) : exact;
  }

  private static String bare(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }
}
