package org.attune.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * How the EHR lets a person in, with one client in hand (SMART App Launch). Implemented on the FHIR
 * side.
 */
public interface SmartLaunch {

  /**
   * Who asks to be let in.
   *
   * @param ehr which EHR the browser says that it comes from; null where nobody launched us
   * @param launch by which word the EHR knows what it had open; null where nobody launched us
   * @param attempt how often it was asked before, each time for the scopes of an older version
   * @param signal which signal the browser mentions, as {@link Mentioned} has it, or null
   * @param aim what they want to open
   * @param wanted whose chart alone it may be; null where any one client's will do
   */
  record Caller(
      @Nullable String ehr,
      @Nullable String launch,
      int attempt,
      @Nullable String signal,
      Aim aim,
      @Nullable PatientId wanted) {

    /** Somebody who wants to open a chart and mentions no signal. */
    public Caller(@Nullable String ehr, @Nullable String launch, int attempt) {
      this(ehr, launch, attempt, null);
    }

    /** Somebody who wants to open a chart. */
    public Caller(
        @Nullable String ehr, @Nullable String launch, int attempt, @Nullable String signal) {
      this(ehr, launch, attempt, signal, Aim.CHART, null);
    }

    /** The same, asked once more in the words of an older version. */
    public Caller again() {
      return new Caller(ehr, launch, attempt + 1, signal, aim, wanted);
    }

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return "a caller for a " + aim.name().toLowerCase(Locale.ROOT);
    }
  }

  /** What somebody wants to open. */
  enum Aim {
    /** One client's chart. */
    CHART,
    /** Their own caseload, with no client in hand. */
    CASELOAD
  }

  /**
   * What must be remembered until the browser is back.
   *
   * @param caller who asked
   * @param verifier what PKCE's challenge was made of
   * @param nonce what the identity token must repeat
   * @param back to where the EHR sends the browser back
   */
  record Journey(Caller caller, String verifier, String nonce, URI back) {

    /** Masked: whoever knows the words could go on with it. */
    @Override
    public String toString() {
      return "a launch under way";
    }
  }

  /**
   * What the browser brought back.
   *
   * @param code what the EHR gave it for us
   * @param issuer who says that they gave it, where the EHR says so (RFC 9207)
   */
  record Brought(String code, @Nullable String issuer) {

    @Override
    public String toString() {
      return "an answer to a launch";
    }
  }

  /**
   * Who has arrived.
   *
   * @param user the person as the EHR names them, such as {@code Practitioner/7}
   * @param clinician whether they are staff: anybody else has no business here
   * @param patient whose chart the EHR has open
   * @param labels what the client's record is marked with
   * @param own whether the record is known to be their own
   * @param signal which signal the EHR mentions, as {@link Mentioned} has it, or null
   */
  record Arrival(
      String user,
      boolean clinician,
      PatientId patient,
      Labels labels,
      boolean own,
      @Nullable String signal) {

    /** Of whom the EHR mentions no signal. */
    public Arrival(String user, boolean clinician, PatientId patient, Labels labels, boolean own) {
      this(user, clinician, patient, labels, own, null);
    }

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return clinician ? "a clinician" : "somebody else";
    }
  }

  /**
   * A member of staff who has arrived with no client in hand.
   *
   * @param user the person as the EHR names them, such as {@code Practitioner/7}
   * @param clinician whether they are staff: anybody else has no business here
   * @param seen whom the EHR lets them see, of those they were said to treat
   */
  record StaffArrival(String user, boolean clinician, List<Seen> seen) {

    public StaffArrival {
      seen = List.copyOf(seen);
    }

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return clinician ? "a clinician" : "somebody else";
    }
  }

  /**
   * A client whom the EHR lets somebody see.
   *
   * @param labels what the client's record is marked with
   * @param own whether the record is known to be their own
   */
  record Seen(PatientId patient, Labels labels, boolean own) {

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return "a client";
    }
  }

  /**
   * Where to send the browser.
   *
   * @param journey what was drawn for this launch
   * @param state the word that the browser must bring back
   * @throws LaunchRefused when it is not our EHR that the browser comes from
   */
  URI depart(Journey journey, String state) throws EhrUnavailable, LaunchRefused;

  /**
   * Finds out who came back and whose chart they have open, with a token of their own that is
   * dropped before this returns.
   *
   * @throws LaunchRefused when anything is not exactly as it must be
   */
  Arrival arrive(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused;

  /**
   * Finds out who came back, and which of their clients the EHR lets them see, with a token of
   * their own that is dropped before this returns.
   *
   * @param treatedBy whom a person treats, as far as we know; asked once it is known who came
   * @throws LaunchRefused when anything is not exactly as it must be
   */
  StaffArrival arriveForCaseload(
      Journey journey, Brought brought, Function<String, List<PatientId>> treatedBy)
      throws EhrUnavailable, LaunchRefused;
}
