package org.attune.demo;

/** Why the demo cannot go on, in one sentence that names the thing and the cure. */
final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Trouble(String sentence) {
    super(sentence);
  }

  Trouble(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
