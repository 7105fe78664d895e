package org.attune.fhir.questionnaire;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** The number behind an answer, where there is exactly one and it needs no guess. */
final class Numbers {

  private static final int MOST_DIGITS = 6;

  // The LOINC answers "not at all" to "nearly every day" (answer list LL358-3).
  private static final Map<String, Double> LOINC_ANSWERS =
      Map.of("LA6568-5", 0.0, "LA6569-3", 1.0, "LA6570-1", 2.0, "LA6571-9", 3.0);

  private Numbers() {}

  static OptionalDouble of(Type answer) {
    if (answer instanceof Coding coding) {
      return coded(coding);
    }
    if (answer instanceof IntegerType || answer instanceof DecimalType) {
      return plain(answer.primitiveValue());
    }
    if (answer instanceof Quantity quantity) {
      return quantity.hasComparator() ? OptionalDouble.empty() : plain(quantity.getValue());
    }
    return answer instanceof StringType text ? plain(text.getValue()) : OptionalDouble.empty();
  }

  private static OptionalDouble plain(@Nullable BigDecimal value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
  }

  private static OptionalDouble plain(@Nullable String text) {
    var number = text == null ? "" : text.strip();
    return isPlain(number) ? OptionalDouble.of(Double.parseDouble(number)) : OptionalDouble.empty();
  }

  // One sign, digits, one decimal point: "7,5" and "7/10" could be read in two ways.
  private static boolean isPlain(String number) {
    int first = number.startsWith("-") ? 1 : 0;
    int point = number.indexOf('.');
    return point < 0
        ? areDigits(number, first, number.length())
        : areDigits(number, first, point) && areDigits(number, point + 1, number.length());
  }

  private static boolean areDigits(String number, int from, int to) {
    for (int i = from; i < to; i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    return to > from && to - from <= MOST_DIGITS;
  }

  // A bare code such as "2" is no score: it may as well count the answers from one.
  private static OptionalDouble coded(Coding coding) {
    if (coding.getExtension().isEmpty()) {
      return loinc(coding);
    }
    var weights =
        Stream.of(Codes.ORDINAL_VALUE, Codes.ITEM_WEIGHT)
            .flatMap(url -> coding.getExtensionsByUrl(url).stream())
            .map(Extension::getValue)
            .filter(value -> value instanceof DecimalType || value instanceof IntegerType)
            .map(weight -> plain(weight.primitiveValue()))
            .distinct()
            .toList();
    return switch (weights.size()) {
      case 0 -> loinc(coding);
      case 1 -> weights.get(0);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble loinc(Coding coding) {
    return Coded.codeIn(Codes.LOINC, coding)
        .flatMap(code -> Optional.ofNullable(LOINC_ANSWERS.get(code)))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }
}
