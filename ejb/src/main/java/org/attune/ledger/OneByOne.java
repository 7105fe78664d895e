package org.attune.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;

/**
 * Takes entries one after the other, each in a transaction of its own: one resource that does not
 * fit must not hold up its page. It is a gap like any other.
 */
@ApplicationScoped
public class OneByOne {

  /** The class of SQL states that speak of a value (ISO/IEC 9075-2, table 38). */
  private static final String DATA_EXCEPTION = "22";

  private final Ledger ledger;

  @Inject
  OneByOne(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Takes each of them. */
  public void take(List<ChartEntry> entries) {
    entries.forEach(this::take);
  }

  private void take(ChartEntry entry) {
    try {
      ledger.take(List.of(entry));
    } catch (RuntimeException fault) {
      if (!doesNotFit(fault)) {
        // The database is at fault, not the resource: it is read again.
        throw fault;
      }
      ledger.take(
          List.of(
              new ChartEntry(
                  entry.source(), entry.updated(), new Reading.Gap<>(GapReason.TOO_LARGE))));
    }
  }

  /** Whether the database said that a value does not fit its column. */
  private static boolean doesNotFit(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof SQLException said
                    && said.getSQLState() != null
                    && said.getSQLState().startsWith(DATA_EXCEPTION));
  }
}
