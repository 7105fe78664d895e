package org.attune.access;

import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * One request of ours to the hospital's record, or one look or deed of a person at what we found.
 * It names whom it was about and who it was, since that is what an account is for, and nothing of
 * what the record says.
 *
 * @param kind what was asked
 * @param patient about whom, or null where the request names nobody
 * @param record the record or the type of record, such as {@code Flag/3} or {@code Flag}
 * @param query the search, or null where it was none
 * @param outcome what came of it
 * @param viewer the person, such as {@code Practitioner/7}, or null where we asked of ourselves
 * @param reason why they opened a record for few eyes, or null
 */
public record RecordAccess(
    Kind kind,
    @Nullable PatientId patient,
    String record,
    @Nullable String query,
    Outcome outcome,
    @Nullable String viewer,
    @Nullable BreakGlass reason) {

  /** How a caseload is called in an account. */
  private static final String CASELOAD = "caseload";

  /** How a worklist is called in an account. */
  private static final String WORKLIST = "worklist";

  /** What was asked. */
  public enum Kind {
    READ,
    QUERY,
    CREATE,
    UPDATE,
    /** A person opened a chart. */
    VIEW,
    /** A person did something with what we found. */
    ACT,
    /** A person took a copy of what we found away from the page. */
    EXPORT
  }

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** The EHR would not. */
    REFUSED,
    /** The EHR could not, or gave no answer: nobody knows. */
    FAILED
  }

  /** A request of our own, for nobody who looks. */
  public RecordAccess(
      Kind kind,
      @Nullable PatientId patient,
      String record,
      @Nullable String query,
      Outcome outcome) {
    this(kind, patient, record, query, outcome, null, null);
  }

  /** Somebody opened a chart, or was kept from it. */
  public static RecordAccess view(Viewer viewer, Outcome outcome, @Nullable BreakGlass reason) {
    return new RecordAccess(
        Kind.VIEW, viewer.patient(), own(viewer), null, outcome, viewer.user(), reason);
  }

  /**
   * Somebody did something with what we found.
   *
   * @param record what it was done to, or the type of it
   */
  public static RecordAccess act(Viewer viewer, String record, Outcome outcome) {
    return new RecordAccess(Kind.ACT, viewer.patient(), record, null, outcome, viewer.user(), null);
  }

  /** Somebody opened their caseload, or was kept from it; which clients are on it is told apart. */
  public static RecordAccess caseload(String user, Outcome outcome) {
    return new RecordAccess(Kind.VIEW, null, CASELOAD, CASELOAD, outcome, user, null);
  }

  /**
   * Somebody opened a worklist, or was kept from it.
   *
   * @param user who, or null where the sign-in does not say it in a way that the EHR knows
   */
  public static RecordAccess worklist(@Nullable String user, Outcome outcome) {
    return new RecordAccess(Kind.VIEW, null, WORKLIST, WORKLIST, outcome, user, null);
  }

  /** Somebody saw figures about the work of a unit, in which no client can be told. */
  public static RecordAccess team(String user) {
    return new RecordAccess(Kind.VIEW, null, WORKLIST, "team", Outcome.DONE, user, null);
  }

  /** Somebody saw a client on their caseload. */
  public static RecordAccess listed(String user, PatientId patient) {
    return new RecordAccess(
        Kind.VIEW, patient, "Patient/" + patient.value(), CASELOAD, Outcome.DONE, user, null);
  }

  /** Somebody saw a client on a worklist. */
  public static RecordAccess onWorklist(String user, PatientId patient) {
    return new RecordAccess(
        Kind.VIEW, patient, "Patient/" + patient.value(), "worklist", Outcome.DONE, user, null);
  }

  /**
   * Somebody took a copy away.
   *
   * @param form in what form, such as {@code chart.pdf}
   */
  public static RecordAccess export(Viewer viewer, String form) {
    return new RecordAccess(
        Kind.EXPORT, viewer.patient(), form, null, Outcome.DONE, viewer.user(), null);
  }

  private static String own(Viewer viewer) {
    return "Patient/" + viewer.patient().value();
  }

  /** The same, asked for a person who looks. */
  public RecordAccess by(Viewer who) {
    return by(who.user());
  }

  /** The same, asked for a person who looks, such as {@code Practitioner/7}. */
  public RecordAccess by(String who) {
    return new RecordAccess(kind, patient, record, query, outcome, who, reason);
  }

  /** Nobody in particular, for nobody who looks: a search of our own over everyone. */
  boolean aboutNobody() {
    return patient == null && viewer == null;
  }

  /** Masked: nobody's id reaches a log. */
  @Override
  public String toString() {
    return kind + " " + outcome;
  }
}
