package org.attune.fhir.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the EHR answered.
 *
 * @param status the HTTP status
 * @param body the text of the answer
 * @param retryAfter how long it asked us to wait, or null
 * @param location where it put what it was sent; may be empty
 */
public record Answer(int status, String body, @Nullable Duration retryAfter, String location) {

  /** Whether it is what we asked for. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Whether the EHR understood nothing of the question: another way of asking may help. */
  public boolean notUnderstood() {
    return status == 400 || status == 405 || status == 422 || status == 501;
  }

  /** Whether the EHR has a fault of its own, whatever was asked. */
  public boolean faulty() {
    return status >= 500 && status != 501;
  }

  /** Whether what we asked for is not there, or no longer. */
  public boolean gone() {
    return status == 404 || status == 410;
  }
}
