package org.attune.safety;

import java.util.Collection;
import org.attune.ehr.EhrUnavailable;

/** Tells whether somebody at the hospital has taken a hand-over. Implemented on the FHIR side. */
public interface Acceptance {

  /** How the people who were asked have answered. */
  enum State {
    /** Nobody has answered yet. */
    WAITING,
    /** Somebody looks after it, or has set it aside with open eyes. */
    TAKEN,
    /** Everybody who was asked has said that another must do it. */
    DECLINED
  }

  /**
   * How the requests of one hand-over stand, in one question to the EHR.
   *
   * @param names the names of its requests
   * @param asMessage whether they were sent as messages
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  State of(Collection<String> names, boolean asMessage) throws EhrUnavailable;
}
