package org.attune.access;

/** In which role somebody looks at what was found. */
public enum Role {
  /** Treats the client whose chart is open. */
  CLINICIAN,
  /** Reviews whether client, therapist and plan share their goals. */
  COORDINATOR,
  /** Leads a unit: does what a coordinator does, and sees how the unit as a whole is doing. */
  LEAD,
  /** Gets in touch and arranges; reads nothing of how client and therapist work together. */
  OUTREACH
}
