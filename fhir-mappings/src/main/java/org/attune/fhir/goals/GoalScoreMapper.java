package org.attune.fhir.goals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.GoalScore;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/**
 * Reads how far a goal was reached, as HL7's guide to person-centred outcomes (PCO) has it written
 * down: one observation for each rating, with the goal as its focus.
 */
public final class GoalScoreMapper {

  /** Whose rating it is, by the code; the general one leaves that to the performer. */
  private static final Map<String, Respondent> WHOSE =
      Map.of(
          "107334-5", Respondent.CLIENT,
          "107333-7", Respondent.THERAPIST,
          "107331-1", Respondent.PROXY);

  private static final String ANYBODYS = "107332-9";

  private static final Map<String, Integer> LEVELS =
      Map.of(
          "LA34479-8", 2,
          "LA34480-6", 1,
          "LA34481-4", 0,
          "LA34483-0", -1,
          "LA34484-8", -2);

  private static final int FURTHEST = 2;

  private final References references;

  public GoalScoreMapper(References references) {
    this.references = references;
  }

  /** Every code under which a rating may stand, as {@code system|code}. */
  public static Stream<String> codes() {
    return Stream.concat(Stream.of(ANYBODYS), WHOSE.keySet().stream().sorted())
        .map(code -> Codes.LOINC + "|" + code);
  }

  /** Whether an observation is a rating of a goal. */
  public static boolean isOne(Observation observation) {
    var codes = codes().toList();
    return Coded.keys(List.of(observation.getCode())).anyMatch(codes::contains);
  }

  /** The rating, or why there is none. */
  public Reading<List<ChartFact>> read(Observation observation) {
    if (observation.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (observation.getStatus()) {
      case FINAL, AMENDED, CORRECTED -> rating(observation);
      case REGISTERED, PRELIMINARY -> new Reading.Gap<>(GapReason.FORM_NOT_FINISHED);
      case ENTEREDINERROR, CANCELLED -> new Reading.Withdrawn<>();
      case UNKNOWN, NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  private Reading<List<ChartFact>> rating(Observation observation) {
    return references
        .patient(observation.getSubject())
        .then(client -> at(observation).then(at -> rating(observation, client, at)));
  }

  private Reading<List<ChartFact>> rating(Observation observation, PatientId client, Instant at) {
    var goal = goal(observation);
    if (goal.isEmpty()) {
      return new Reading.Gap<>(GapReason.GOAL_NOT_NAMED);
    }
    return attainment(observation)
        .then(
            attainment ->
                respondent(observation, client)
                    .then(
                        who ->
                            new Reading.Fact<>(
                                List.of(
                                    new GoalScore(
                                        References.source(observation),
                                        client,
                                        goal.get(),
                                        at,
                                        attainment,
                                        who,
                                        Marks.labels(observation.getMeta()))))));
  }

  private static Reading<Instant> at(Observation observation) {
    return observation.getEffective() instanceof BaseDateTimeType moment
        ? Times.exact(moment)
        : new Reading.Gap<>(GapReason.NO_TIME);
  }

  private Optional<Source> goal(Observation observation) {
    return References.only(
        observation.getFocus().stream().flatMap(one -> references.to("Goal", one).stream()));
  }

  private static Reading<Integer> attainment(Observation observation) {
    if (!observation.hasValue()) {
      return new Reading.Gap<>(GapReason.NOT_SCORABLE);
    }
    var levels = levels(observation.getValue()).distinct().toList();
    return switch (levels.size()) {
      case 0 -> new Reading.Gap<>(GapReason.OUT_OF_RANGE);
      case 1 -> new Reading.Fact<>(levels.get(0));
      default -> new Reading.Gap<>(GapReason.CONTRADICTION);
    };
  }

  private static Stream<Integer> levels(Type value) {
    if (value instanceof IntegerType number && number.hasValue()) {
      return Stream.of(number.getValue()).filter(level -> Math.abs((long) level) <= FURTHEST);
    }
    return value instanceof CodeableConcept level
        ? level.getCoding().stream()
            .flatMap(coding -> Coded.codeIn(Codes.LOINC, coding).stream())
            .flatMap(code -> Stream.ofNullable(LEVELS.get(code)))
        : Stream.empty();
  }

  /** Whose rating it is; one that two kinds of people shall have given is nobody's. */
  private Reading<Respondent> respondent(Observation observation, PatientId client) {
    var named = EnumSet.noneOf(Respondent.class);
    observation.getCode().getCoding().stream()
        .filter(coding -> Codes.LOINC.equals(coding.getSystem()))
        .flatMap(coding -> Stream.ofNullable(coding.getCode()))
        .flatMap(code -> Stream.ofNullable(WHOSE.get(code)))
        .forEach(named::add);
    return switch (named.size()) {
      case 0 -> new Reading.Fact<>(performer(observation, client));
      case 1 -> new Reading.Fact<>(heldBy(named.iterator().next(), observation, client));
      default -> new Reading.Gap<>(GapReason.CONTRADICTION);
    };
  }

  // What somebody else wrote down for the client is a proxy's, as with every other score.
  private Respondent heldBy(Respondent named, Observation observation, PatientId client) {
    boolean theirs =
        !observation.hasPerformer() || performer(observation, client) == Respondent.CLIENT;
    return named == Respondent.CLIENT && !theirs ? Respondent.PROXY : named;
  }

  // Where nobody is named, or several kinds of people are, nobody can say whose it is: a proxy's
  // rating is shown and never counted.
  private Respondent performer(Observation observation, PatientId client) {
    return References.only(
            observation.getPerformer().stream().map(performer -> whose(performer, client)))
        .orElse(Respondent.PROXY);
  }

  private Respondent whose(Reference performer, PatientId client) {
    if (References.meansA("Practitioner", performer)
        || References.meansA("PractitionerRole", performer)) {
      return Respondent.THERAPIST;
    }
    return references
            .to("Patient", performer)
            .filter(one -> one.id().equals(client.value()))
            .isPresent()
        ? Respondent.CLIENT
        : Respondent.PROXY;
  }
}
