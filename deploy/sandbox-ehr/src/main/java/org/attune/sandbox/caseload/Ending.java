package org.attune.sandbox.caseload;

import org.jspecify.annotations.Nullable;

/**
 * How a booked hour ended, as the hospital's records tell it.
 *
 * @param kind what happened
 * @param system the code system of the recorded reason, or null
 * @param code the recorded reason, or null where none was recorded
 * @param text words of the front desk instead of a code, or null
 * @param obstacle what the client ticks as obstacle at the next check-in, or null
 */
record Ending(
    Kind kind,
    @Nullable String system,
    @Nullable String code,
    @Nullable String text,
    @Nullable String obstacle) {

  /** What happened. */
  enum Kind {
    KEPT,
    NO_SHOW,
    CANCELLED_BY_CLIENT,
    CANCELLED_BY_SERVICE
  }

  static final Ending KEPT = new Ending(Kind.KEPT, null, null, null, null);

  /** A no-show that nobody asked about. */
  static final Ending NO_SHOW = new Ending(Kind.NO_SHOW, null, null, null, null);

  /** A cancellation without a reason. */
  static final Ending CANCELLED = new Ending(Kind.CANCELLED_BY_CLIENT, null, null, null, null);

  static Ending noShow(String siteCode) {
    return new Ending(Kind.NO_SHOW, Codes.SITE_CANCELLATION, siteCode, null, null);
  }

  static Ending noShowBecause(String standardCode) {
    return new Ending(Kind.NO_SHOW, Codes.CANCELLATION, standardCode, null, null);
  }

  static Ending noShowExplainedLater(String obstacle) {
    return new Ending(Kind.NO_SHOW, null, null, null, obstacle);
  }

  static Ending noShowInWords(String text) {
    return new Ending(Kind.NO_SHOW, null, null, text, null);
  }

  static Ending cancelled(String siteCode) {
    return new Ending(Kind.CANCELLED_BY_CLIENT, Codes.SITE_CANCELLATION, siteCode, null, null);
  }

  static Ending cancelledBecause(String standardCode) {
    return new Ending(Kind.CANCELLED_BY_CLIENT, Codes.CANCELLATION, standardCode, null, null);
  }

  static Ending byService(String standardCode) {
    return new Ending(Kind.CANCELLED_BY_SERVICE, Codes.CANCELLATION, standardCode, null, null);
  }

  boolean kept() {
    return kind == Kind.KEPT;
  }
}
