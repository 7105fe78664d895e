package org.attune.replay;

/** How the replay ends; the same numbers stand in its help and in the README. */
final class ExitCodes {

  /** Everything was read and written. */
  static final int DONE = 0;

  /** Reading or writing files failed. */
  static final int FAILED = 1;

  /** The command line, a setting or an instrument is wrong. */
  static final int NOT_UNDERSTOOD = 2;

  /** Everything was written, but some lines could not be read. */
  static final int DONE_WITH_BAD_LINES = 3;

  /** No client of psychotherapy was found. */
  static final int NOTHING_FOUND = 4;

  private ExitCodes() {}
}
