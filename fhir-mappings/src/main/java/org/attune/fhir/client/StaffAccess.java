package org.attune.fhir.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The access that it takes to know who of the staff somebody is, and which record is their own. */
@ApplicationScoped
public class StaffAccess implements NeedsAccess {

  @Override
  public List<Access> access() {
    return List.of(Access.reading("Practitioner"), Access.reading("Person"));
  }
}
