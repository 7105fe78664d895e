package org.attune.sandbox.caseload;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said or sent between the sessions.
 *
 * @param at when
 * @param from who sent it: a reference, or null for whoever held the latest session
 * @param medium how, in HL7's words such as {@code PHONE}
 * @param kind what kind of message it is, such as {@code reminder}, or null
 */
record Message(ZonedDateTime at, @Nullable String from, String medium, @Nullable String kind) {

  /** The therapist and the client spoke with each other. */
  static Message talk(ZonedDateTime at, String medium) {
    return new Message(at, null, medium, null);
  }

  /** Somebody of another clinic rang the client up. */
  static Message elsewhere(ZonedDateTime at) {
    return new Message(at, Premises.SURGEON, "PHONE", null);
  }

  /** The service sent a letter. */
  static Message letter(ZonedDateTime at) {
    return new Message(at, null, "MAILWRIT", null);
  }

  /** The clinic had a machine ring up. */
  static Message reminder(ZonedDateTime at) {
    return new Message(at, Premises.CLINIC, "PHONE", "reminder");
  }
}
