package org.attune.replay;

import java.time.LocalDate;
import java.util.SortedMap;
import org.attune.norms.ServiceNorms;

/**
 * All that a replay found, without any client.
 *
 * @param timeline the days that were walked through
 * @param pace when clients were looked at
 * @param totals what was raised
 * @param norms the figures of the service, on each day on which they became others
 * @param normsGiven whether these figures were given, and not counted from the export
 * @param gaps how many records could not be counted, by reason
 * @param lines how many lines were read
 * @param badLines how many of them could not be read
 */
record Findings(
    Timeline timeline,
    Options.Pace pace,
    Totals totals,
    SortedMap<LocalDate, ServiceNorms> norms,
    boolean normsGiven,
    SortedMap<String, Long> gaps,
    long lines,
    long badLines) {

  double share(Totals.OfDetector figures) {
    return ratio(figures.flagged(), totals.clients());
  }

  double perHundredSessions(long signals) {
    return 100 * ratio(signals, totals.sessions());
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
