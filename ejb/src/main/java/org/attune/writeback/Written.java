package org.attune.writeback;

import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a proposal.
 *
 * @param resource the resource as it stands now, or null when none was needed
 * @param outcome what was done
 * @param edit what a person had made of it, where that can be told
 * @param attribution whether the record tells of what was written
 */
public record Written(
    @Nullable Source resource, Outcome outcome, @Nullable Edit edit, Attribution attribution) {

  /** The record tells of it. */
  public Written(@Nullable Source resource, Outcome outcome, @Nullable Edit edit) {
    this(resource, outcome, edit, Attribution.TOLD);
  }

  /** Nobody had touched it, or nobody can tell how. */
  public Written(@Nullable Source resource, Outcome outcome) {
    this(resource, outcome, null);
  }

  /** The same, with what came of telling of it. */
  public Written telling(Attribution told) {
    return new Written(resource, outcome, edit, told);
  }

  /** What was done in the EHR. */
  public enum Outcome {
    /** It was not there and is now. */
    CREATED,
    /** It was there and now says what it should. */
    UPDATED,
    /** It said what it should already. */
    UNCHANGED,
    /** A person had changed it in the EHR; it was left as that person wants it. */
    LEFT_TO_PERSON,
    /** The EHR takes no flags; it stands there as a task. */
    AS_TASK,
    /** A goal stands there, but in no plan, because the EHR takes none. */
    WITHOUT_PLAN,
    /** The EHR takes nothing of the kind; it waits to be shown as a card. */
    AS_CARD,
    /** It stood there once, and nobody can tell why it does no longer: nothing was written. */
    MISSING
  }
}
