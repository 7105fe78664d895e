package org.attune.writeback;

/**
 * The EHR understood a write and will not have it as things stand; that may pass. The message is
 * one sentence for IT and names no client.
 */
public final class WriteRefused extends Exception {

  private static final long serialVersionUID = 1L;

  public WriteRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
