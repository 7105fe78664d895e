package org.attune.ehr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file of an export.
 *
 * @param feed what it is of
 * @param address where it lies; to be shown to nobody
 * @param secured whether one has to say who one is to have it
 * @param deletions whether it tells of what was deleted
 * @param asOf as of when it is; from then on changes must be asked for
 * @param lines how many lines it has, or null where the EHR does not say
 */
public record ExportedFile(
    Feed feed,
    String address,
    boolean secured,
    boolean deletions,
    Instant asOf,
    @Nullable Long lines) {

  /** An address may let anybody in who knows it. */
  @Override
  public String toString() {
    return "file of " + feed;
  }
}
