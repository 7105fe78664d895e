package org.attune.fhir.chart;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.NeedsAccess;

/** Whoever works at a worklist reads who has taken a row: the names of staff are looked up. */
@ApplicationScoped
public class StaffAccess implements NeedsAccess {

  @Override
  public List<Access> access() {
    return List.of(Access.reading("Practitioner"));
  }
}
