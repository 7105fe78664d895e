package org.attune.fhir.goals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.attune.fhir.Coded;
import org.attune.fhir.Times;
import org.attune.therapy.CareGoal.Target;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Goal.GoalTargetComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads what a goal shall come to: by what it is measured, how much, by when. */
final class Targets {

  /** The units of UCUM that make whole days. */
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "d", ChronoUnit.DAYS,
          "wk", ChronoUnit.WEEKS,
          "mo", ChronoUnit.MONTHS,
          "a", ChronoUnit.YEARS);

  /** A longer time to reach something in is none that anybody meant. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(10_000);

  private Targets() {}

  /**
   * Every target that says something.
   *
   * @param start since when the goal is followed, from which a duration counts, or null
   */
  static List<Target> of(List<GoalTargetComponent> targets, @Nullable LocalDate start) {
    return targets.stream()
        .map(
            each ->
                new Target(
                    Coded.kept(List.of(each.getMeasure())),
                    value(each.getDetail()),
                    due(each.getDue(), start)))
        .filter(each -> !each.measures().isEmpty() || each.value() != null || each.due() != null)
        .toList();
  }

  private static @Nullable Double value(@Nullable Type detail) {
    if (detail instanceof IntegerType number && number.hasValue()) {
      return Double.valueOf(number.getValue());
    }
    // "Less than five" is not five.
    if (detail instanceof Quantity quantity && quantity.hasValue() && !quantity.hasComparator()) {
      double value = quantity.getValue().doubleValue();
      return Double.isFinite(value) ? value : null;
    }
    return null;
  }

  private static @Nullable LocalDate due(@Nullable Type due, @Nullable LocalDate start) {
    if (due instanceof DateType day) {
      return Times.date(day);
    }
    return due instanceof Duration duration && start != null ? after(start, duration) : null;
  }

  private static @Nullable LocalDate after(LocalDate start, Duration duration) {
    var unit = UNITS.get(Objects.toString(duration.getCode(), ""));
    var value = duration.getValue();
    boolean counts =
        unit != null
            && value != null
            && !duration.hasComparator()
            && value.signum() >= 0
            && value.compareTo(LONGEST) <= 0
            && value.remainder(BigDecimal.ONE).signum() == 0;
    return counts ? start.plus(value.longValue(), unit) : null;
  }
}
