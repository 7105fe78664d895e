package org.attune.ehr;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/** The hospital's record, to read from. Implemented on the FHIR side. */
public interface Chart {

  /**
   * One page of what changed in a feed, oldest change first where the EHR can sort.
   *
   * @param feed which stream
   * @param bookmark where to go on
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  ChartPage changes(Feed feed, Bookmark bookmark) throws EhrUnavailable;

  /**
   * How a feed can be read in parts that need not wait for each other. Where the EHR cannot tell,
   * or there is little of it, in one piece.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  default Outline outline(Feed feed) throws EhrUnavailable {
    return Outline.WHOLE;
  }

  /**
   * One page of a part of a feed.
   *
   * @param bookmark where to go on; its {@code since} is the begin of the stretch, or what an
   *     earlier page of it said, which outlives a restart
   * @return at the last page, {@code next.since()} is from when on changes must be asked for
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  default ChartPage stretch(Feed feed, Stretch stretch, Bookmark bookmark) throws EhrUnavailable {
    return changes(feed, bookmark);
  }

  /**
   * All that the chart holds of one client, for a client who has just come into scope.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  List<ChartEntry> everythingOf(PatientId patient) throws EhrUnavailable;

  /**
   * What the charts of several clients hold now, with few requests.
   *
   * @param patients whose
   * @param known which versions are known already, so that nothing more need be asked about them
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  ChartHoldings holdings(Collection<PatientId> patients, Predicate<ChartEntry> known)
      throws EhrUnavailable;

  /**
   * The same of some feeds alone. Who cannot leave any out tells of all.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  default ChartHoldings holdings(
      Collection<PatientId> patients, Set<Feed> feeds, Predicate<ChartEntry> known)
      throws EhrUnavailable {
    return holdings(patients, known);
  }

  /**
   * What a resource tells now; empty when it is not there.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Optional<ChartEntry> now(Source source) throws EhrUnavailable;

  /**
   * Whether the EHR still holds a resource, asked for by its id.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  boolean holds(Source source) throws EhrUnavailable;
}
