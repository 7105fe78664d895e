package org.attune.fhir.questionnaire;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.ChartFact;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Reading;

/** Reads the readiness ruler, goal by goal. */
final class RulerReader implements FormReader {

  static final Map<String, ReadinessStage> STAGES =
      Map.of(
          "precontemplation", ReadinessStage.PRECONTEMPLATION,
          "contemplation", ReadinessStage.CONTEMPLATION,
          "preparation", ReadinessStage.PREPARATION,
          "action", ReadinessStage.ACTION,
          "maintenance", ReadinessStage.MAINTENANCE,
          "termination", ReadinessStage.TERMINATION);

  private final References references;

  RulerReader(References references) {
    this.references = references;
  }

  @Override
  public Reading<ChartFact> read(Filling filling) {
    var sheet = filling.sheet();
    return sheet.unlessOffTheForm(
        new ReadinessRuler(
            filling.source(),
            filling.client(),
            filling.form(),
            filling.at(),
            goals(sheet),
            filling.respondent(),
            filling.visit(),
            filling.therapist(),
            filling.labels()));
  }

  private List<ReadinessRuler.OfGoal> goals(Sheet sheet) {
    var groups = sheet.each("goal");
    return IntStream.range(0, groups.size())
        .mapToObj(index -> ofGoal(groups.get(index), index))
        .toList();
  }

  private ReadinessRuler.OfGoal ofGoal(Sheet group, int index) {
    return new ReadinessRuler.OfGoal(
        GoalFormReader.goal(group, index, references),
        group.number("goal.importance", 0, 10),
        group.number("goal.confidence", 0, 10),
        group.number("goal.ready", 0, 10),
        group.choice("goal.stage", Codes.STAGE, STAGES));
  }
}
