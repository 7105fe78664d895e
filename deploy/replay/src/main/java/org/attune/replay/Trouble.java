package org.attune.replay;

/** Why the replay cannot go on, in one sentence that names the thing and the cure. */
final class Trouble extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  Trouble(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** Which of {@link ExitCodes} it comes to. */
  int exitCode() {
    return exitCode;
  }
}
