package org.attune.access;

/**
 * Somebody may not be let in as they came. The message is one sentence for IT: it quotes nothing
 * that came with the launch and names no person.
 */
public final class LaunchRefused extends Exception {

  private static final long serialVersionUID = 1L;

  public LaunchRefused(String sentence) {
    super(sentence);
  }

  public LaunchRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** One sentence for IT. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
