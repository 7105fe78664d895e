package org.attune.catalogue;

/** A text that should be in the catalogue and is not; the message names file and key. */
public final class MissingText extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MissingText(String sentence) {
    super(sentence);
  }
}
