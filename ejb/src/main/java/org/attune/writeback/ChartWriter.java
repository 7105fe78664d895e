package org.attune.writeback;

import org.attune.ehr.EhrUnavailable;

/** The hospital's record, to write to. Implemented on the FHIR side. */
public interface ChartWriter {

  /**
   * Makes the record say what a proposal wants, looking before it writes; safe to repeat after any
   * failure.
   *
   * @throws EhrUnavailable when it is not known whether the EHR took it; try again later
   * @throws WriteRefused when the EHR will not have it as things stand
   */
  Written write(Proposal proposal) throws EhrUnavailable, WriteRefused;
}
