package org.attune.replay;

import java.time.Instant;
import java.util.Comparator;
import org.attune.ledger.FactText;
import org.attune.therapy.ChartFact;

/**
 * A fact with the moment at which its record was last changed.
 *
 * @param updated when, or the epoch where the record does not say
 * @param fact what it tells
 * @param text its kind and the fact as text, which tells two copies of one version apart
 */
record Told(Instant updated, ChartFact fact, String text) {

  private static final char TAB = '\t';

  /** Of two tellings of one record the later version holds; what is left is only to be fixed. */
  static final Comparator<Told> BY_VERSION =
      Comparator.comparing(Told::updated)
          .thenComparing(Told::version, Comparator.comparingInt(String::length))
          .thenComparing(Told::version)
          .thenComparing(Told::text);

  private String version() {
    var version = fact.source().version();
    return version == null ? "" : version;
  }

  /** What follows the client's id in a line of the spill. */
  static String line(Instant updated, ChartFact fact) {
    return updated.toString() + TAB + FactText.kind(fact) + TAB + FactText.write(fact);
  }

  /** Reads a line of the spill back. */
  static Told read(String line) {
    int kind = line.indexOf(TAB) + 1;
    int fact = line.indexOf(TAB, kind) + 1;
    return new Told(
        Instant.parse(line.substring(0, kind - 1)),
        FactText.read(line.substring(kind, fact - 1), line.substring(fact)),
        line.substring(kind));
  }
}
