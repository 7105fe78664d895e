package org.attune.fhir.capabilities;

import java.util.Collection;
import java.util.stream.Collectors;

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

  /** The search for any of several clients. */
  public String of(Collection<String> patients) {
    return patients.stream()
        .map(patient -> (typed ? "Patient/" : "") + patient)
        .collect(Collectors.joining(",", parameter + "=", ""));
  }
}
