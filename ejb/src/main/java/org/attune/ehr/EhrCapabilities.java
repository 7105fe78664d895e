package org.attune.ehr;

/** What the EHR can do, by trial more than by its own word. Implemented on the FHIR side. */
public interface EhrCapabilities {

  /** What is known of it now; never asks the EHR. */
  CapabilityTable known();

  /** Where its records stand, so that people can follow a reference; without a slash at the end. */
  String address();

  /** Whether it takes filled forms from us, as far as is known. */
  boolean takesForms();

  /**
   * Asks the EHR, harmlessly, where that was never done or is a day ago. Does not complain of an
   * EHR that is silent: then what was known holds on.
   *
   * @param anew whether to ask it in any case, such as after an outage
   * @return whether anything is to be used in another way than before
   */
  boolean look(boolean anew);
}
