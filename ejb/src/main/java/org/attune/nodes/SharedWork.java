package org.attune.nodes;

/** Work that one node does at a time. */
public enum SharedWork {
  /** The round from the EHR and back. */
  ROUND,
  /** Counting the figures of the service. */
  FIGURES,
  /** Asking the EHR to tell of changes. */
  HOOKS,
  /** Reading the whole record for the first time. */
  FIRST_LOAD,
  /** Reading what the record's export tells in a night. */
  NIGHT_EXPORT
}
