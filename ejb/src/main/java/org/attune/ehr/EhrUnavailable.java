package org.attune.ehr;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The EHR did not answer, or answered that it cannot now. Checked, so that nobody forgets that it
 * happens; the message is one sentence for IT and names no client.
 */
public final class EhrUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public EhrUnavailable(String sentence, @Nullable Throwable cause) {
    this(sentence, null, cause);
  }

  public EhrUnavailable(String sentence, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(sentence, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the EHR asked us to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
