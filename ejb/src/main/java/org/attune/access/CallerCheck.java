package org.attune.access;

import java.util.Set;

/**
 * Tells whether a call of CDS Hooks comes from an EHR that the site trusts, from the signed token
 * that it brings. Implemented on the FHIR side.
 */
public interface CallerCheck {

  /** What is thought of a caller. */
  enum Verdict {
    /** It is who it says, and this call was made once. */
    WELCOME,
    /** No token, or nothing that can be read as one. */
    NO_TOKEN,
    /** Signed in a way that proves nothing, or not by its key. */
    NOT_SIGNED,
    /** The site trusts nobody of this name, or not with these keys. */
    UNKNOWN,
    /** Meant for another address than the one that was called. */
    NOT_FOR_US,
    /** Too old, not yet valid, valid for too long, or without its times. */
    OUT_OF_TIME,
    /** The same token came before. */
    REPLAYED,
    /** Its keys cannot be had now. */
    KEYS_SILENT
  }

  /**
   * A caller.
   *
   * @param verdict what is thought of it
   * @param person on whose behalf it says that it calls, such as {@code Practitioner/7}; empty
   *     where nobody of this EHR is named, which is usual
   */
  record Caller(Verdict verdict, String person) {

    /** One of whom no person is known. */
    public static Caller of(Verdict verdict) {
      return new Caller(verdict, "");
    }

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return "a caller: " + verdict;
    }
  }

  /**
   * Judges a caller.
   *
   * @param token what stands behind {@code Bearer}; empty where nothing does
   * @param addresses the address that was called, as it may be written
   */
  Caller check(String token, Set<String> addresses);

  /** Whether a FHIR server's address is that of the EHR whose record we read. */
  boolean isOurs(String fhirServer);
}
