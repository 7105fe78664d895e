package org.attune.fhir;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Looks at codes as {@code system|code}, the form in which settings and tables name them. */
public final class Coded {

  // Where a code belongs, words may stand: what has a blank in it is none.
  private static final Pattern NO_WORDS = Pattern.compile("[!-~&&[^|]]{0,200}\\|[!-~&&[^|]]{1,64}");

  private Coded() {}

  /** The code of a coding as {@code system|code}; a coding without a system starts with a bar. */
  public static String key(Coding coding) {
    return Objects.toString(coding.getSystem(), "") + "|" + Objects.toString(coding.getCode(), "");
  }

  /** Every code of several concepts, as {@code system|code}. */
  public static Stream<String> keys(List<CodeableConcept> concepts) {
    return concepts.stream().flatMap(concept -> concept.getCoding().stream()).map(Coded::key);
  }

  /** Every code of several concepts that may be kept: without words, and each once. */
  public static List<String> kept(List<CodeableConcept> concepts) {
    return keys(concepts).filter(key -> NO_WORDS.matcher(key).matches()).distinct().toList();
  }

  /** The code, where the coding names this system, or none at all. */
  public static Optional<String> codeIn(String system, Coding coding) {
    // What is there may hold nothing but the reason why it is absent.
    return Optional.ofNullable(coding.getCode())
        .filter(code -> coding.getSystem() == null || coding.getSystem().equals(system));
  }

  /** The first code of a concept that names this system, or no system at all. */
  public static Optional<String> codeIn(String system, CodeableConcept concept) {
    return concept.getCoding().stream()
        .flatMap(coding -> codeIn(system, coding).stream())
        .findFirst();
  }
}
