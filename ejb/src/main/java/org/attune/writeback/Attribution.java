package org.attune.writeback;

/** Whether the record tells who wrote something of ours, by which rule and from what. */
public enum Attribution {
  /** It does, as far as is known. */
  TOLD,
  /** No answer came, so that only a look can tell. */
  UNSURE,
  /** It was refused in that moment, and is told once more. */
  OWED,
  /** The EHR does not take such a thing; it is told when it does. */
  NOT_TAKEN
}
