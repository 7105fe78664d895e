package org.attune.fhir.client;

import java.util.List;

/** Reads from the record or writes to it, and says what access that takes at this site. */
public interface NeedsAccess {

  /** The access that is needed, no more. */
  List<Access> access();
}
