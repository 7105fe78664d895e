package org.attune.fhir.questionnaire;

import java.util.Map;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.StepReview.ChosenBy;
import org.jspecify.annotations.Nullable;

/** Reads how a step between two sessions went. */
final class StepReviewReader implements FormReader {

  static final Map<String, ChosenBy> CHOSEN_BY =
      Map.of(
          "client", ChosenBy.CLIENT,
          "therapist", ChosenBy.THERAPIST,
          "together", ChosenBy.TOGETHER);

  private final References references;

  StepReviewReader(References references) {
    this.references = references;
  }

  @Override
  public Reading<ChartFact> read(Filling filling) {
    var sheet = filling.sheet();
    return sheet.unlessOffTheForm(
        new StepReview(
            filling.source(),
            filling.client(),
            filling.form(),
            filling.at(),
            sheet.said("agreed"),
            sheet.choice("chosen-by", Codes.CHOSEN_BY, CHOSEN_BY),
            sheet.said("clear"),
            sheet.said("tried"),
            sheet.number("quantity", 0, 4),
            sheet.number("quality", 0, 4),
            sheet.number("difficulty", 0, 4),
            sheet.number("learned", 0, 4),
            sheet.choice("obstacle", Codes.OBSTACLE, CheckInReader.OBSTACLES),
            sheet.said("reviewed"),
            filling.respondent(),
            filling.visit(),
            filling.therapist(),
            filling.labels(),
            goal(sheet)));
  }

  /** The goal of this EHR that it was for; of two none. */
  private @Nullable String goal(Sheet sheet) {
    return References.only(
            sheet.references("which-goal").stream()
                .flatMap(one -> references.to("Goal", one).stream()))
        .map(Source::reference)
        .orElse(null);
  }
}
