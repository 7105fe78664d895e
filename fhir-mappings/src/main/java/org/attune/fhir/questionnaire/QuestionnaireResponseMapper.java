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
import org.attune.therapy.GapReason;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;

/** Reads a filled questionnaire into a score, or into what one of our own forms tells. */
public final class QuestionnaireResponseMapper {

  /** The site's own forms and what they are. */
  public static final Setting<Map<String, String>> SITE_FORMS =
      Tables.table(
          "fhir.questionnaires",
          "canonical URLs as url=instrument, separated by commas, where instrument is the id of"
              + " an instrument or one of client-check-in, session-note, goal-form,"
              + " readiness-ruler, step-review, tele-check",
          word -> word.isEmpty() ? Optional.empty() : Optional.of(word));

  /** Extensions of a response that hold a ready total. */
  public static final Setting<List<String>> TOTAL_EXTENSIONS =
      Setting.list("fhir.total-extensions", List.of(Codes.TOTAL_SCORE));

  private final References references;
  private final Instruments instruments;
  private final Respondents respondents;
  private final Scoring scoring;
  private final Map<String, String> siteForms;
  private final Map<String, FormReader> ownForms;

  public QuestionnaireResponseMapper(
      Settings settings, Instruments instruments, References references) {
    this.references = references;
    this.instruments = instruments;
    this.respondents = new Respondents(references);
    this.scoring = new Scoring(settings.get(TOTAL_EXTENSIONS));
    this.siteForms = settings.get(SITE_FORMS);
    this.ownForms =
        Map.of(
            "client-check-in", new CheckInReader(),
            "session-note", new SessionNoteReader(references),
            "goal-form", new GoalFormReader(references),
            "readiness-ruler", new RulerReader(references),
            "step-review", new StepReviewReader(references),
            "tele-check", new TeleCheckReader());
  }

  /** What a response tells, or why nothing. */
  public Reading<List<ChartFact>> read(QuestionnaireResponse response) {
    if (response.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (response.getStatus()) {
      case COMPLETED, AMENDED -> Form.of(response).then(form -> filled(response, form));
      case INPROGRESS -> new Reading.Gap<>(GapReason.FORM_NOT_FINISHED);
      case STOPPED -> stopped(response);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  private Reading<List<ChartFact>> filled(QuestionnaireResponse response, Form form) {
    return form.names().stream()
        .flatMap(name -> reader(name).stream())
        .findFirst()
        .map(reader -> filling(response, form).then(reader::read).then(this::alone))
        .orElseGet(() -> new Reading.Gap<>(GapReason.QUESTIONNAIRE_NOT_KNOWN));
  }

  /** A form that was stopped is no score; what it tells of risk is heard. */
  private Reading<List<ChartFact>> stopped(QuestionnaireResponse response) {
    var told =
        Form.of(response)
            .then(
                form ->
                    form.names().stream()
                        .flatMap(name -> instrument(name).stream())
                        .filter(instrument -> Scoring.tellsOfRisk(instrument, response))
                        .findFirst()
                        .map(
                            instrument ->
                                filling(response, form)
                                    .then(filling -> alone(riskAnswer(filling, instrument))))
                        .orElseGet(() -> new Reading.Gap<>(GapReason.FORM_NOT_FINISHED)));
    return told instanceof Reading.Fact ? told : new Reading.Gap<>(GapReason.FORM_NOT_FINISHED);
  }

  private Reading<List<ChartFact>> alone(ChartFact fact) {
    return new Reading.Fact<>(List.of(fact));
  }

  private Reading<Filling> filling(QuestionnaireResponse response, Form form) {
    return references
        .patient(response.getSubject())
        .then(
            client ->
                Times.exact(response.getAuthoredElement())
                    .then(at -> new Reading.Fact<>(filling(response, form, client, at))));
  }

  private Filling filling(QuestionnaireResponse response, Form form, PatientId client, Instant at) {
    return new Filling(
        response,
        References.source(response),
        client,
        form.title(),
        at,
        respondents.of(response, client),
        references.to("Encounter", response.getEncounter()).orElse(null),
        // Only a therapist's own answers say which therapist they are about.
        references.therapist(response.getSource()).orElse(null),
        Marks.labels(response.getMeta()));
  }

  /** A form that gives no score may still tell of risk, and that must never be lost. */
  private Reading<ChartFact> score(Filling filling, Instrument instrument) {
    var scored = scored(filling, instrument);
    return scored instanceof Reading.Gap && Scoring.tellsOfRisk(instrument, filling.response())
        ? new Reading.Fact<>(riskAnswer(filling, instrument))
        : scored;
  }

  private static RiskAnswer riskAnswer(Filling filling, Instrument instrument) {
    return new RiskAnswer(
        filling.source(),
        filling.client(),
        filling.at(),
        instrument.id(),
        filling.visit(),
        filling.therapist(),
        filling.labels());
  }

  private Reading<ChartFact> scored(Filling filling, Instrument instrument) {
    return scoring
        .score(instrument, filling.response())
        .then(
            score ->
                new Reading.Fact<>(
                    new ScaleScore(
                        filling.source(),
                        filling.client(),
                        instrument.id(),
                        filling.form(),
                        filling.at(),
                        score.total(),
                        score.parts(),
                        filling.respondent(),
                        filling.visit(),
                        filling.therapist(),
                        filling.labels())));
  }

  private Optional<FormReader> reader(String name) {
    var own = ownForms.get(ownName(name));
    return own != null
        ? Optional.of(own)
        : instrument(name).map(instrument -> filling -> score(filling, instrument));
  }

  // What the site says of a form of its own goes before what the form calls itself.
  private String ownName(String name) {
    var site = siteForm(name);
    var bare = bare(name);
    return site != null
        ? site
        : bare.startsWith(Codes.QUESTIONNAIRE) ? bare.substring(Codes.QUESTIONNAIRE.length()) : "";
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
