package org.attune.web.signin;

import jakarta.servlet.http.HttpServletResponse;
import org.attune.launch.LetIntoWorklist.Missing;

/** Why somebody is not let in; each has its own words on the page. */
enum Refusal {
  /** This server does not know where people sign in. */
  NOT_SET_UP(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "not-set-up"),
  /** The hospital's sign-in does not answer. */
  SILENT(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "silent"),
  /** The record does not answer, and so cannot tell which one is their own. */
  RECORD_SILENT(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "record-silent"),
  /** It was broken off, took too long, or was begun elsewhere. */
  BROKEN_OFF(HttpServletResponse.SC_BAD_REQUEST, "broken-off"),
  /** What came back from the sign-in cannot be believed. */
  NOT_BELIEVED(HttpServletResponse.SC_FORBIDDEN, "not-believed"),
  NO_PERSON(HttpServletResponse.SC_FORBIDDEN, "no-person"),
  NO_ROLE(HttpServletResponse.SC_FORBIDDEN, "no-role"),
  NO_UNIT(HttpServletResponse.SC_FORBIDDEN, "no-unit"),
  /** There is no such page. */
  NOTHING_HERE(HttpServletResponse.SC_NOT_FOUND, "nothing-here");

  private final int status;
  private final String key;

  Refusal(int status, String key) {
    this.status = status;
    this.key = key;
  }

  static Refusal of(Missing missing) {
    return switch (missing) {
      case PERSON -> NO_PERSON;
      case ROLE -> NO_ROLE;
      case UNIT -> NO_UNIT;
    };
  }

  /**
   * What a refusal by the server itself means.
   *
   * @param status its status
   * @param came whether the browser brought something from the sign-in
   */
  static Refusal of(int status, boolean came) {
    return switch (status) {
      case HttpServletResponse.SC_NOT_FOUND, HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
          NOTHING_HERE;
      case HttpServletResponse.SC_BAD_REQUEST -> BROKEN_OFF;
      case HttpServletResponse.SC_UNAUTHORIZED -> NOT_BELIEVED;
      case HttpServletResponse.SC_FORBIDDEN -> came ? NOT_BELIEVED : SILENT;
      default -> SILENT;
    };
  }

  int status() {
    return status;
  }

  /** The beginning of the keys of its words. */
  String key() {
    return key;
  }

  /** Whether to begin once more may help. */
  boolean passes() {
    return this == SILENT || this == RECORD_SILENT || this == BROKEN_OFF || this == NOT_BELIEVED;
  }
}
