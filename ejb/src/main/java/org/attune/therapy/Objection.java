package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client's word, kept in the record, that they do not want their record used as Attune uses it.
 *
 * @param source the consent that denies
 * @param patient whose word
 * @param from from when on, or null where it says no beginning
 * @param until until when, or null where it says no end
 * @param labels what its readers must carry on
 */
public record Objection(
    Source source,
    PatientId patient,
    @Nullable Instant from,
    @Nullable Instant until,
    Labels labels)
    implements ChartFact {

  /** Whether it counts at a moment. */
  public boolean inForce(Instant moment) {
    return (from == null || !from.isAfter(moment)) && (until == null || until.isAfter(moment));
  }
}
