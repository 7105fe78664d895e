package org.attune.therapy;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact was read: one version of one resource of the EHR. Evidence is given as sources.
 *
 * @param type the resource type, such as {@code Appointment}
 * @param id the logical id within that type
 * @param version the version id, or null where the EHR keeps none
 */
public record Source(String type, String id, @Nullable String version)
    implements Comparable<Source> {

  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::type)
          .thenComparing(Source::id)
          .thenComparing(Source::version, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** The relative reference without a version: {@code Appointment/17}. */
  public String reference() {
    return type + "/" + id;
  }

  /** Whether it can be found in the record; a note for oneself stands nowhere but here. */
  public boolean inRecord() {
    return !type.equals(SessionNote.HERE);
  }

  /** Whether both name the same resource, whatever the version. */
  public boolean sameResource(Source other) {
    return type.equals(other.type) && id.equals(other.id);
  }

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }

  /** Masked: an id must never reach a log, a metric or an exception. */
  @Override
  public String toString() {
    return type + "/…";
  }
}
