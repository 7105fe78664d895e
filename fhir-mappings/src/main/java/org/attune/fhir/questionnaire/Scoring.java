package org.attune.fhir.questionnaire;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.therapy.GapReason;
import org.attune.therapy.Instrument;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;

/**
 * Makes a total of a filled form: the ready total where one stands, else the sum of the items. A
 * missing item is never zero: up to as many as the instrument allows, the mean of the others stands
 * in (sum × items ÷ answered, not rounded); beyond that there is no score.
 */
final class Scoring {

  /** Totals and sums that differ by no more are the same number, rounded. */
  private static final double ROUNDING = 0.5;

  private final List<String> totalExtensions;

  Scoring(List<String> totalExtensions) {
    this.totalExtensions = List.copyOf(totalExtensions);
  }

  /**
   * What a form amounts to.
   *
   * @param total the total
   * @param parts subscales and single items of interest by name
   */
  record Score(double total, SortedMap<String, Double> parts) {}

  Reading<Score> score(Instrument instrument, QuestionnaireResponse response) {
    var answers = new Answers(response);
    var parts = new TreeMap<String, Double>();
    double sum = 0;
    int answered = 0;
    for (Instrument.Item item : instrument.items()) {
      var values = numbers(answers.under(item.names()));
      if (values.size() > 1) {
        return new Reading.Gap<>(GapReason.CONTRADICTION);
      }
      if (values.isEmpty()) {
        continue;
      }
      double value = values.get(0);
      if (value < item.minimum() || value > item.maximum()) {
        return new Reading.Gap<>(GapReason.OUT_OF_RANGE);
      }
      sum += value;
      answered++;
      if (item.part() != null) {
        parts.merge(item.part(), value, Double::sum);
      }
    }
    return total(instrument, ready(instrument, answers, response), sum, answered)
        .then(total -> inRange(instrument, total, parts));
  }

  private static Reading<Double> total(
      Instrument instrument, List<Double> ready, double sum, int answered) {
    int items = instrument.items().size();
    boolean complete = items > 0 && answered == items;
    if (ready.size() > 1
        || (complete && ready.size() == 1 && Math.abs(ready.get(0) - sum) > ROUNDING)) {
      return new Reading.Gap<>(GapReason.CONTRADICTION);
    }
    if (ready.size() == 1) {
      return new Reading.Fact<>(ready.get(0));
    }
    return answered > 0 && items - answered <= instrument.missingAllowed()
        ? new Reading.Fact<>(sum * items / answered)
        : new Reading.Gap<>(GapReason.NOT_SCORABLE);
  }

  private static Reading<Score> inRange(
      Instrument instrument, double total, SortedMap<String, Double> parts) {
    return total < instrument.minimum() || total > instrument.maximum()
        ? new Reading.Gap<>(GapReason.OUT_OF_RANGE)
        : new Reading.Fact<>(new Score(total, parts));
  }

  private List<Double> ready(
      Instrument instrument, Answers answers, QuestionnaireResponse response) {
    var extensions =
        totalExtensions.stream()
            .flatMap(url -> response.getExtensionsByUrl(url).stream())
            .map(extension -> extension.getValue());
    return numbers(Stream.concat(answers.under(instrument.totals()).stream(), extensions).toList());
  }

  private static List<Double> numbers(List<Type> values) {
    return values.stream()
        .map(Numbers::of)
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .distinct()
        .toList();
  }
}
