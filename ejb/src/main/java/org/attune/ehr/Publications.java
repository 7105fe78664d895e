package org.attune.ehr;

import java.util.Locale;
import java.util.Optional;

/**
 * What Attune publishes for others to use: its forms, its code systems and how codes are mapped, in
 * the record's own language. Nothing in it is about anybody. Implemented on the FHIR side.
 */
public interface Publications {

  /** All of it, as one collection. */
  String all();

  /** One of it, by its type and id, or nothing. */
  Optional<String> one(String type, String id);

  /**
   * All of it, as one transaction that the EHR can be given: what is not there is made, what is
   * there is brought up to date, and doing it twice changes nothing.
   */
  String kit();

  /**
   * One of our forms, to be filled here.
   *
   * @param form its id, such as {@code client-check-in}
   * @throws IllegalArgumentException when there is none of that name
   */
  FormSheet sheet(String form, Locale language);
}
