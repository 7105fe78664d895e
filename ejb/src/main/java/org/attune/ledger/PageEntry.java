package org.attune.ledger;

import java.util.ArrayList;
import java.util.List;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;
import org.jspecify.annotations.Nullable;

/** An entry while its page is taken: what is known of its resource, and which facts are kept. */
final class PageEntry {

  private static final String MESSAGE = "Communication";

  private final ChartEntry entry;
  private final String reference;
  private final @Nullable KnownResource known;
  private final List<ChartFact> kept = new ArrayList<>(1);

  PageEntry(ChartEntry entry, String reference, @Nullable KnownResource known) {
    this.entry = asFarAsOurs(entry, known);
    this.reference = reference;
    this.known = known;
  }

  /** Hardly any message is ours: that one cannot be read, or is gone, says nothing of our work. */
  private static ChartEntry asFarAsOurs(ChartEntry entry, @Nullable KnownResource known) {
    boolean anybodys =
        entry.source().type().equals(MESSAGE)
            && known == null
            && !(entry.reading() instanceof Reading.Fact);
    return anybodys
        ? new ChartEntry(entry.source(), entry.updated(), new Reading.OutOfScope<>())
        : entry;
  }

  ChartEntry entry() {
    return entry;
  }

  String reference() {
    return reference;
  }

  @Nullable KnownResource known() {
    return known;
  }

  /** What it tells, kept or not. */
  List<ChartFact> facts() {
    return entry.reading() instanceof Reading.Fact<List<ChartFact>> fact ? fact.value() : List.of();
  }

  void keep(ChartFact fact) {
    kept.add(fact);
  }

  List<ChartFact> kept() {
    return kept;
  }

  boolean isKept() {
    return !kept.isEmpty();
  }

  boolean isGap() {
    return entry.reading() instanceof Reading.Gap;
  }

  boolean isGone() {
    return entry.reading() instanceof Reading.Withdrawn;
  }

  /** A resource of which nothing was known and nothing is kept. */
  boolean leavesNoTrace() {
    var reading = entry.reading();
    return reading instanceof Reading.OutOfScope || (reading instanceof Reading.Fact && !isKept());
  }
}
