package org.attune.ehr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed was read. Only {@code since} survives a restart: a page link dies with the EHR's
 * search, and reading a stretch twice changes nothing.
 *
 * @param since everything last updated before this moment has been read; {@code Instant.EPOCH} at
 *     the very first load
 * @param reached the latest update seen on the way; becomes {@code since}, less an overlap, at the
 *     last page
 * @param nextPage the EHR's own link to the next page, or null to begin a round
 */
public record Bookmark(Instant since, Instant reached, @Nullable String nextPage) {

  /** Nothing has been read yet. */
  public static final Bookmark START = new Bookmark(Instant.EPOCH, Instant.EPOCH, null);
}
