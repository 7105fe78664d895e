package org.attune.writeback;

/** What kind of resource a finding leads to in the EHR. */
public enum WriteKind {
  FLAG,
  GOAL,
  TASK
}
