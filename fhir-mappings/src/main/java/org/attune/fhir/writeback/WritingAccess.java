package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.access.AuditTrail;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.NeedsAccess;
import org.attune.safety.SafetyWatch;
import org.attune.settings.Settings;

/**
 * The access that writing takes. A Device, a Provenance and a filled form are made and never
 * changed.
 */
@ApplicationScoped
public class WritingAccess implements NeedsAccess {

  private final Settings settings;

  @Inject
  public WritingAccess(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Access> access() {
    var all = new ArrayList<Access>();
    List.of("CarePlan", "Flag", "Goal", "Task").forEach(type -> all.add(Access.keeping(type)));
    if (settings.get(SafetyWatch.SENT_AS).equals(SafetyWatch.MESSAGE)) {
      all.add(Access.keeping("Communication"));
    }
    // Whether the EHR heeds If-Match is tried with our own Device, which stays as it is.
    all.add(Access.keeping("Device"));
    all.add(Access.adding("Provenance"));
    // What clients fill here.
    all.add(Access.adding("QuestionnaireResponse"));
    if (settings.get(AuditTrail.TO).equals(AuditTrail.EHR)) {
      all.add(new Access("AuditEvent", Set.of(Access.Right.CREATE)));
    }
    return all;
  }
}
