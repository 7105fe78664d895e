package org.attune.writeback;

import org.attune.therapy.Source;

/**
 * What a person made of something of ours in the EHR. Their word holds; it is never overwritten.
 *
 * @param name the name of what is ours
 * @param resource the resource and its version
 * @param what what they made of it
 * @param sure whether only a person can have done so; an EHR that drops our mark leaves it open
 */
public record Edit(String name, Source resource, What what, boolean sure) {

  /** What a person may do. */
  public enum What {
    /** A Flag was closed. */
    CLOSED,
    /** It says something else now. */
    REWORDED,
    /** A goal was taken up or agreed to. */
    ACCEPTED,
    /** A goal was turned down. */
    REJECTED
  }
}
