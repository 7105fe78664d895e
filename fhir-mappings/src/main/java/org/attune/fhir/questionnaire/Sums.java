package org.attune.fhir.questionnaire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.therapy.Instrument;

/** What the items of one form amount to so far. */
final class Sums {

  private final Instrument instrument;
  private final SortedMap<String, Double> parts = new TreeMap<>();
  private final Set<String> incomplete = new HashSet<>();
  private double weighted;
  private int answered;

  Sums(Instrument instrument) {
    this.instrument = instrument;
  }

  /** Adds the answer to an item, if there is one. */
  void add(Instrument.Item item, List<Double> answer) {
    var part = item.part();
    if (answer.isEmpty()) {
      if (part != null) {
        incomplete.add(part);
      }
      return;
    }
    weighted += item.weight() * answer.get(0);
    answered++;
    if (part != null) {
      parts.merge(part, answer.get(0), Double::sum);
    }
  }

  /** The subscales all of whose items were answered: a missing one would count as zero. */
  SortedMap<String, Double> parts() {
    var whole = new TreeMap<>(parts);
    whole.keySet().removeAll(incomplete);
    return whole;
  }

  /** Whether every item was answered. */
  boolean complete() {
    return answered > 0 && answered == instrument.items().size();
  }

  /** Whether as many were answered as the instrument asks for. */
  boolean enough() {
    return answered > 0 && instrument.items().size() - answered <= instrument.missingAllowed();
  }

  /** What they amount to; the mean of the others stands in for what is missing. */
  double total() {
    return switch (instrument.combining()) {
      case SUM -> weighted * instrument.items().size() / answered;
      case MEAN -> weighted / answered;
    };
  }
}
