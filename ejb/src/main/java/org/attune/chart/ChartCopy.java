package org.attune.chart;

import java.time.Instant;
import java.util.List;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What Attune says of one client to everybody who may open the chart, for another system to read.
 *
 * @param patient of whom
 * @param asOf the instant of the view
 * @param language the language of the words
 * @param ehrBase where the records stand that it rests on
 * @param said what is said
 */
public record ChartCopy(
    PatientId patient, Instant asOf, String language, String ehrBase, List<Said> said) {

  public ChartCopy {
    said = List.copyOf(said);
  }

  /**
   * One thing that is said.
   *
   * @param name the name of its Flag in the record
   * @param rule the detector's id and the version of its rule, as in {@code alliance-drop|3}
   * @param category its heading in the chart
   * @param level how much attention it asks for
   * @param sentence one sentence
   * @param explanation the same with why it is said, what else may be behind it and what ends it;
   *     one paragraph each
   * @param start since when it is said
   * @param end when it ended or was set aside, or null while it stands
   * @param evidence the records that it rests on, as far as everybody may know of them
   * @param labels the labels of the evidence, all of which must be carried on
   */
  public record Said(
      String name,
      String rule,
      Category category,
      Level level,
      String sentence,
      List<String> explanation,
      Instant start,
      @Nullable Instant end,
      List<Source> evidence,
      Labels labels) {

    public Said {
      explanation = List.copyOf(explanation);
      evidence = List.copyOf(evidence);
    }
  }
}
