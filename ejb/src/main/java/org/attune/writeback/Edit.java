package org.attune.writeback;

import java.time.Instant;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a person made of something of ours in the EHR. Their word holds; it is never overwritten.
 *
 * @param name the name of what is ours
 * @param resource the resource and its version
 * @param what what they made of it
 * @param sure whether only a person can have done so; an EHR that drops our mark leaves it open
 * @param done when a Task was done, as the record says; null where it says nothing exact
 * @param owner whose the Task is by now, as a reference, or null
 */
public record Edit(
    String name,
    Source resource,
    What what,
    boolean sure,
    @Nullable Instant done,
    @Nullable String owner) {

  /** Of anything but a Task that was done. */
  public Edit(String name, Source resource, What what, boolean sure) {
    this(name, resource, what, sure, null, null);
  }

  /** What a person may do. */
  public enum What {
    /** A Flag was closed. */
    CLOSED,
    /** It says something else now. */
    REWORDED,
    /** A goal was taken up or agreed to. */
    ACCEPTED,
    /** A goal was turned down. */
    REJECTED,
    /** What a Task asks for was done. */
    COMPLETED,
    /** A Task was set aside, and what it asks for was not done. */
    SET_ASIDE,
    /** What a Task asks for is to be done, perhaps again. */
    UNDER_WAY;

    /** Whether it tells how far a Task is, so that the latest counts, and may be told again. */
    public boolean ofTask() {
      return this == COMPLETED || this == SET_ASIDE || this == UNDER_WAY;
    }
  }
}
