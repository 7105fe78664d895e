package org.attune.fhir.questionnaire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.therapy.GapReason;
import org.attune.therapy.Instrument;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;

/**
 * Makes a total of a filled form: the ready total where one stands, else what the instrument makes
 * of its items. A missing item is never zero: up to as many as the instrument allows, the mean of
 * the others stands in (sum × items ÷ answered, not rounded); beyond that there is no score, and a
 * subscale that lacks an item is none.
 */
final class Scoring {

  private static final String RISK = "risk";

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
    var extensions =
        totalExtensions.stream()
            .flatMap(url -> response.getExtensionsByUrl(url).stream())
            .map(extension -> extension.getValue());
    return score(instrument, answers::under, extensions.toList());
  }

  /** Whether something about risk was answered with more than its lowest value. */
  static boolean tellsOfRisk(Instrument instrument, QuestionnaireResponse response) {
    var answers = new Answers(response);
    return instrument.items().stream()
        .filter(item -> RISK.equals(item.part()))
        .anyMatch(
            item ->
                numbers(answers.under(item.names())).stream()
                    .anyMatch(number -> number > item.minimum()));
  }

  /**
   * Scores what stands under the names that an instrument knows.
   *
   * @param values everything that stands under some names
   * @param totals ready totals that stand elsewhere
   */
  static Reading<Score> score(
      Instrument instrument, Function<List<String>, List<Type>> values, List<Type> totals) {
    var sums = new Sums(instrument);
    for (Instrument.Item item : instrument.items()) {
      var numbers = numbers(values.apply(item.names()));
      var wrong = wrong(numbers, item.minimum(), item.maximum());
      if (wrong.isPresent()) {
        return new Reading.Gap<>(wrong.get());
      }
      sums.add(item, numbers);
    }
    var parts = sums.parts();
    for (Instrument.Part part : instrument.parts()) {
      var numbers = numbers(values.apply(part.names()));
      var wrong = wrong(numbers, part.minimum(), part.maximum());
      if (wrong.isPresent()) {
        return new Reading.Gap<>(wrong.get());
      }
      numbers.forEach(number -> parts.put(part.name(), number));
    }
    var ready =
        numbers(
            Stream.concat(values.apply(instrument.totals()).stream(), totals.stream()).toList());
    return total(sums, ready).then(total -> inRange(instrument, total, parts));
  }

  private static Optional<GapReason> wrong(List<Double> numbers, double minimum, double maximum) {
    if (numbers.size() > 1) {
      return Optional.of(GapReason.CONTRADICTION);
    }
    boolean outside = !numbers.isEmpty() && (numbers.get(0) < minimum || numbers.get(0) > maximum);
    return outside ? Optional.of(GapReason.OUT_OF_RANGE) : Optional.empty();
  }

  private static Reading<Double> total(Sums sums, List<Double> ready) {
    if (ready.size() > 1
        || (ready.size() == 1
            && sums.complete()
            && Math.abs(ready.get(0) - sums.total()) > ROUNDING)) {
      return new Reading.Gap<>(GapReason.CONTRADICTION);
    }
    if (ready.size() == 1) {
      return new Reading.Fact<>(ready.get(0));
    }
    return sums.enough()
        ? new Reading.Fact<>(sums.total())
        : new Reading.Gap<>(GapReason.NOT_SCORABLE);
  }

  private static Reading<Score> inRange(
      Instrument instrument, double total, SortedMap<String, Double> parts) {
    return total < instrument.minimum() || total > instrument.maximum()
        ? new Reading.Gap<>(GapReason.OUT_OF_RANGE)
        : new Reading.Fact<>(new Score(total, parts));
  }

  private static List<Double> numbers(List<Type> values) {
    var numbers = new ArrayList<Double>(values.size());
    for (Type value : values) {
      var number = Numbers.of(value);
      if (number.isPresent() && !numbers.contains(number.getAsDouble())) {
        numbers.add(number.getAsDouble());
      }
    }
    return numbers;
  }
}
