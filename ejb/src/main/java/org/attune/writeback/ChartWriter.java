package org.attune.writeback;

import org.attune.ehr.EhrUnavailable;

/** The hospital's record, to write to. Implemented on the FHIR side. */
public interface ChartWriter {

  /**
   * Makes the record say what a proposal wants, looking before it writes; safe to repeat after any
   * failure.
   *
   * @param before what is known of it from when it was last sent
   * @throws EhrUnavailable when it is not known whether the EHR took it; try again later
   * @throws WriteRefused when the EHR will not have it as things stand
   */
  Written write(Proposal proposal, Before before) throws EhrUnavailable, WriteRefused;

  /**
   * The same, for what was never sent.
   *
   * @throws EhrUnavailable when it is not known whether the EHR took it; try again later
   * @throws WriteRefused when the EHR will not have it as things stand
   */
  default Written write(Proposal proposal) throws EhrUnavailable, WriteRefused {
    return write(proposal, Before.NOTHING);
  }
}
