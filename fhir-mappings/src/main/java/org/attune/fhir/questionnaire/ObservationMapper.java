package org.attune.fhir.questionnaire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.instruments.Instruments;
import org.attune.settings.Setting;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Instrument;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Type;

/**
 * Reads an observation that holds a score of an instrument: its value is the total, its components
 * are items and parts. Any other observation is none of ours.
 */
public final class ObservationMapper {

  /** Whether to look for scores that stand as observations. */
  public static final Setting<Boolean> READ = Setting.yesNo("fhir.score-observations", true);

  private final Instruments instruments;
  private final References references;
  private final Respondents respondents;

  public ObservationMapper(Instruments instruments, References references) {
    this.instruments = instruments;
    this.references = references;
    this.respondents = new Respondents(references);
  }

  /** Every code under which a total may stand, as {@code system|code}. */
  public static Set<String> codes(Instruments instruments) {
    return instruments.all().stream()
        .flatMap(ObservationMapper::codes)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> codes(Instrument instrument) {
    return Stream.concat(
        instrument.codes().stream(),
        instrument.totals().stream().filter(name -> name.contains("|")));
  }

  /** The score that an observation holds, or why there is none. */
  public Reading<List<ChartFact>> read(Observation observation) {
    var named = instruments(observation.getCode());
    if (named.isEmpty()) {
      return new Reading.OutOfScope<>();
    }
    if (observation.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (observation.getStatus()) {
      case FINAL, AMENDED, CORRECTED ->
          named.size() > 1
              ? new Reading.Gap<>(GapReason.CONTRADICTION)
              : score(observation, named.get(0));
      case REGISTERED, PRELIMINARY -> new Reading.Gap<>(GapReason.FORM_NOT_FINISHED);
      case ENTEREDINERROR, CANCELLED -> new Reading.Withdrawn<>();
      case UNKNOWN, NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  private List<Instrument> instruments(CodeableConcept code) {
    var keys = keys(code);
    return instruments.all().stream()
        .filter(instrument -> codes(instrument).anyMatch(keys::contains))
        .toList();
  }

  private static Set<String> keys(CodeableConcept code) {
    return Coded.keys(List.of(code)).collect(Collectors.toSet());
  }

  private Reading<List<ChartFact>> score(Observation observation, Instrument instrument) {
    if (!observation.hasValue() && !observation.hasComponent() && observation.hasHasMember()) {
      // A panel that only gathers others: its members speak for themselves.
      return new Reading.OutOfScope<>();
    }
    return references
        .patient(observation.getSubject())
        .then(
            client ->
                at(observation)
                    .then(
                        at ->
                            scored(observation, instrument)
                                .then(
                                    score ->
                                        new Reading.Fact<>(
                                            List.of(
                                                fact(
                                                    observation,
                                                    instrument,
                                                    client,
                                                    at,
                                                    score))))));
  }

  private static Reading<Instant> at(Observation observation) {
    return observation.getEffective() instanceof BaseDateTimeType moment
        ? Times.exact(moment)
        : new Reading.Gap<>(GapReason.NO_TIME);
  }

  private static Reading<Scoring.Score> scored(Observation observation, Instrument instrument) {
    return Scoring.score(
        instrument,
        names -> components(observation, names),
        observation.hasValue() ? List.of(observation.getValue()) : List.of());
  }

  private static List<Type> components(Observation observation, List<String> names) {
    return observation.getComponent().stream()
        .filter(component -> component.hasValue())
        .filter(component -> keys(component.getCode()).stream().anyMatch(names::contains))
        .map(component -> component.getValue())
        .toList();
  }

  private ChartFact fact(
      Observation observation,
      Instrument instrument,
      PatientId client,
      Instant at,
      Scoring.Score score) {
    return new ScaleScore(
        References.source(observation),
        client,
        instrument.id(),
        // Which version or language it was is not said: a strand of its own.
        "Observation",
        at,
        score.total(),
        score.parts(),
        respondents.of(observation, client),
        references.to("Encounter", observation.getEncounter()).orElse(null),
        null,
        Marks.labels(observation.getMeta()),
        original(observation).orElse(null));
  }

  private Optional<Source> original(Observation observation) {
    return References.only(
        Stream.concat(observation.getDerivedFrom().stream(), observation.getHasMember().stream())
            .flatMap(one -> references.to("QuestionnaireResponse", one).stream()));
  }
}
