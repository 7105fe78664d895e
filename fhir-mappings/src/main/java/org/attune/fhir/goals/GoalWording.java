package org.attune.fhir.goals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.fhir.OwnWords;
import org.attune.writeback.OneLine;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a goal says in words: its description and its targets, and nothing else of it; for a look of
 * a person at this moment.
 */
public final class GoalWording {

  private static final int MOST_TARGETS = 5;

  private GoalWording() {}

  /** Its description, else the name of its code. */
  public static Optional<String> text(Goal goal) {
    return words(goal.getDescription());
  }

  /** What was written, as a goal of ours can be put forward in it: a code's name is nobody's. */
  public static Optional<String> quotable(Goal goal) {
    return Optional.ofNullable(goal.getDescription().getText()).flatMap(OneLine::goal);
  }

  /** Its targets, as far as they are words; numbers and days are read elsewhere. */
  public static List<String> targets(Goal goal) {
    return goal.getTarget().stream()
        .flatMap(target -> detail(target.getDetail()).stream())
        .limit(MOST_TARGETS)
        .toList();
  }

  private static Optional<String> detail(@Nullable Type detail) {
    if (detail instanceof StringType text) {
      return OwnWords.of(text.getValue());
    }
    return detail instanceof CodeableConcept concept ? words(concept) : Optional.empty();
  }

  private static Optional<String> words(CodeableConcept concept) {
    return OwnWords.of(concept.getText())
        .or(
            () ->
                codings(concept)
                    .flatMap(one -> OwnWords.of(one.getDisplay()).stream())
                    .findFirst());
  }

  /** What a person chose comes before what was added by a machine. */
  private static Stream<Coding> codings(CodeableConcept concept) {
    return Stream.concat(
        concept.getCoding().stream().filter(Coding::getUserSelected),
        concept.getCoding().stream().filter(one -> !one.getUserSelected()));
  }
}
