package org.attune.fhir.stream;

/** Something stands in a text that only HAPI's own parser may judge. It happens and is no fault. */
final class Unusual extends Exception {

  private static final long serialVersionUID = 1L;

  Unusual() {
    // A trace of it would cost more than the reading.
    super("unusual", null, false, false);
  }
}
