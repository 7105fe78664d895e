package org.attune.fhir.capabilities;

/**
 * How a client's own records of a type are best asked for.
 *
 * @param parameter the search parameter that the EHR understands
 * @param typed whether the client is named as {@code Patient/7}, else as {@code 7}
 */
public record SearchForm(String parameter, boolean typed) {

  /** What the standard asks for. */
  public static final SearchForm USUAL = new SearchForm("patient", true);

  /** The search for one client. */
  public String of(String patient) {
    return parameter + "=" + (typed ? "Patient/" : "") + patient;
  }
}
