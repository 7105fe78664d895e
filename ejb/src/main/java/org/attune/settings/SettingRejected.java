package org.attune.settings;

/** A setting that is unknown or out of its range; the message names it and the cure. */
public final class SettingRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingRejected(String sentence) {
    super(sentence);
  }
}
