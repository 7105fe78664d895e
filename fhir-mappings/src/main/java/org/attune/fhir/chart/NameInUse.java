package org.attune.fhir.chart;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;

/** Of the names that somebody has, the one by which they go. */
final class NameInUse {

  private static final List<NameUse> NAMES =
      List.of(NameUse.OFFICIAL, NameUse.USUAL, NameUse.NICKNAME);

  private NameInUse() {}

  /** It, in words; empty where the record has none that is not an old one. */
  static Optional<String> of(List<HumanName> names) {
    return names.stream()
        .filter(name -> name.getUse() != NameUse.OLD)
        .min(Comparator.comparingInt(NameInUse::rank))
        .map(NameInUse::words)
        .filter(words -> !words.isBlank());
  }

  private static int rank(HumanName name) {
    int rank = NAMES.indexOf(name.getUse());
    return rank < 0 ? NAMES.size() : rank;
  }

  private static String words(HumanName name) {
    return name.hasText()
        ? name.getText()
        : Stream.concat(
                name.getGiven().stream().map(given -> given.getValueNotNull()),
                Stream.ofNullable(name.getFamily()))
            .collect(Collectors.joining(" "));
  }
}
