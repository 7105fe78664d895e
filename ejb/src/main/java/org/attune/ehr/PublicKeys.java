package org.attune.ehr;

import java.time.Duration;

/** The keys by which the EHR can tell that it is us who ask. Implemented on the FHIR side. */
public interface PublicKeys {

  /** The public parts of every key that is in use, as a JSON Web Key Set; it may be empty. */
  String keySet();

  /** For how long others may remember it. */
  Duration remembered();
}
