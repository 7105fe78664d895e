package org.attune.agenda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that nobody need look at for now.
 *
 * @param until until when
 * @param because what brought it about
 * @param reference the record that says so, or null where none does
 */
public record Rest(Instant until, Because because, @Nullable String reference) {

  /** What lets a row rest. */
  public enum Because {
    /** Somebody put it off. */
    PUT_OFF,
    /** Somebody of the service and the client spoke with each other. */
    CONTACT,
    /** The client wrote or left word; whether anybody answered is not known. */
    WORD,
    /** The record tells that something was tried because of it. */
    TASK,
    /** Somebody logged here that something was tried because of it. */
    RESPONSE,
    /** People decided on the goal that it puts forward. */
    DECIDED
  }
}
