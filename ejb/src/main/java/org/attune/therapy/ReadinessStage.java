package org.attune.therapy;

/** The stages of change of the transtheoretical model; people name them, no rule infers them. */
public enum ReadinessStage {
  PRECONTEMPLATION,
  CONTEMPLATION,
  PREPARATION,
  ACTION,
  MAINTENANCE,
  TERMINATION
}
