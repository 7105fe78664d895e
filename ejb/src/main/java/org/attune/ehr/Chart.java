package org.attune.ehr;

import java.util.List;
import org.attune.therapy.PatientId;

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
   * All that the chart holds of one client, for a client who has just come into scope.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  List<ChartEntry> everythingOf(PatientId patient) throws EhrUnavailable;
}
