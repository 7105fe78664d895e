package org.attune.sandbox.caseload;

import org.hl7.fhir.r4.model.Resource;

/** Security labels. */
final class Labelled {

  private Labelled() {}

  /** Marks a record of a client whose records are restricted. */
  static void mark(Resource resource, Person person) {
    if (person.labelled) {
      resource
          .getMeta()
          .addSecurity()
          .setSystem(Codes.ACT_CODE)
          .setCode("PSY")
          .setDisplay("psychiatry disorder information sensitivity");
      resource
          .getMeta()
          .addSecurity()
          .setSystem(Codes.CONFIDENTIALITY)
          .setCode("R")
          .setDisplay("restricted");
    }
    if (person.test) {
      resource
          .getMeta()
          .addSecurity()
          .setSystem(Codes.ACT_REASON)
          .setCode("HTEST")
          .setDisplay("test health data");
    }
  }
}
