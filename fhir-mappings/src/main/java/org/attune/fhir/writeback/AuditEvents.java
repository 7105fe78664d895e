package org.attune.fhir.writeback;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.attune.access.AuditEntry;
import org.attune.access.BreakGlass;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.fhir.Codes;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Words an account as an AuditEvent after the patterns of IHE BALP. It holds references, codes and
 * times; no name, no text of a record.
 */
final class AuditEvents {

  private static final String BALP =
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
  private static final String BALP_ENTITIES =
      "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
  private static final String INTERACTION = "http://hl7.org/fhir/restful-interaction";
  private static final String ENTITY_TYPE =
      "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String ENTITY_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  private static final String REASON = Codes.ACT_REASON;

  /** Somebody who is no member of staff, and whom we do not keep. */
  private static final Reference UNKNOWN = new Reference().setDisplay("not staff");

  /** Somebody who said something to a card, whom the EHR does not name. */
  private static final Reference UNNAMED = new Reference().setDisplay("not named by the EHR");

  private static final String PERSON = "1";
  private static final String SYSTEM_OBJECT = "2";
  private static final String ROLE_PATIENT = "1";
  private static final String ROLE_DOMAIN_RESOURCE = "4";
  private static final String ROLE_REPORT = "3";
  private static final String ROLE_QUERY = "24";

  private AuditEvents() {}

  /**
   * The event of an account.
   *
   * @param ehr the base URL that was asked
   */
  static AuditEvent of(AuditEntry entry, String ehr) {
    var access = entry.access();
    var event = new AuditEvent();
    if (access.kind() == Kind.EXPORT) {
      event.setType(new Coding(DICOM, "110106", "Export"));
    } else if (byPerson(access.kind())) {
      event.setType(new Coding(DICOM, "110110", "Patient Record"));
    } else {
      event.getMeta().addProfile(profile(access));
      event.setType(new Coding(EVENT_TYPE, "rest", "Restful Operation"));
    }
    event.addSubtype(interaction(access.kind()));
    event.setAction(action(access.kind()));
    event.setRecorded(Date.from(entry.at()));
    event.setOutcome(outcome(access.outcome()));
    event.getSource().setObserver(ourselves());
    agents(event, access, ehr);
    purpose(event, access.reason());
    tell(event, entry);
    return event;
  }

  /** Whether a person did it on our page, rather than we at the EHR. */
  private static boolean byPerson(Kind kind) {
    return kind == Kind.VIEW || kind == Kind.ACT || kind == Kind.EXPORT;
  }

  private static void agents(AuditEvent event, RecordAccess access, String ehr) {
    var viewer = access.viewer();
    if (viewer != null) {
      event
          .addAgent()
          .setType(concept(PARTICIPATION, "IRCP", "information recipient"))
          .setWho(viewer.isEmpty() ? nobody(access.kind()) : new Reference(viewer))
          .setRequestor(true);
    }
    event
        .addAgent()
        .setType(concept(DICOM, "110153", "Source Role ID"))
        .setWho(ourselves())
        .setRequestor(viewer == null);
    if (byPerson(access.kind())) {
      return;
    }
    event
        .addAgent()
        .setType(concept(DICOM, "110152", "Destination Role ID"))
        .setWho(new Reference().setDisplay("EHR"))
        .setRequestor(false)
        .getNetwork()
        .setAddress(ehr)
        .setType(AuditEventAgentNetworkType._5);
  }

  private static Reference nobody(Kind kind) {
    return (kind == Kind.ACT ? UNNAMED : UNKNOWN).copy();
  }

  private static void purpose(AuditEvent event, @Nullable BreakGlass reason) {
    if (reason == null) {
      return;
    }
    var purpose = event.addPurposeOfEvent().addCoding(new Coding(REASON, "BTG", "break the glass"));
    switch (reason.why()) {
      case EMERGENCY -> purpose.addCoding(new Coding(REASON, "ETREAT", "Emergency Treatment"));
      case TREATING -> purpose.addCoding(new Coding(REASON, "TREAT", "treatment"));
      case SUPERVISION -> purpose.addCoding(new Coding(REASON, "HOPERAT", "healthcare operations"));
      case OTHER -> {
        // In their own words alone.
      }
    }
    purpose.setText(reason.text());
  }

  private static void tell(AuditEvent event, AuditEntry entry) {
    var access = entry.access();
    var patient = access.patient();
    if (patient != null) {
      entity(event, PERSON, ROLE_PATIENT).setWhat(new Reference("Patient/" + patient.value()));
    }
    var query = access.query();
    if (query != null) {
      entity(event, SYSTEM_OBJECT, ROLE_QUERY).setQuery(query.getBytes(StandardCharsets.UTF_8));
    } else if (access.kind() == Kind.EXPORT) {
      entity(event, SYSTEM_OBJECT, ROLE_REPORT).setName(access.record());
    } else {
      var record = entry.source();
      entity(event, SYSTEM_OBJECT, ROLE_DOMAIN_RESOURCE)
          .setWhat(
              record == null
                  ? new Reference().setType(access.record())
                  : new Reference(record.reference()));
    }
    event
        .addEntity()
        .setType(new Coding(BALP_ENTITIES, "XrequestId", null))
        .setWhat(new Reference().setIdentifier(new Identifier().setValue(entry.name())));
  }

  private static AuditEventEntityComponent entity(AuditEvent event, String type, String role) {
    return event
        .addEntity()
        .setType(new Coding(ENTITY_TYPE, type, null))
        .setRole(new Coding(ENTITY_ROLE, role, null));
  }

  private static Reference ourselves() {
    return new Reference()
        .setIdentifier(new Identifier().setSystem(Codes.DEVICE).setValue(Codes.DEVICE_VALUE))
        .setType("Device");
  }

  private static String profile(RecordAccess access) {
    var whose = access.patient() == null ? "" : "Patient";
    return BALP
        + whose
        + switch (access.kind()) {
          case READ -> "Read";
          case QUERY -> "Query";
          case CREATE -> "Create";
          case UPDATE -> "Update";
          case VIEW, ACT, EXPORT -> throw new IllegalArgumentException("no request of ours");
        };
  }

  private static Coding interaction(Kind kind) {
    var code =
        switch (kind) {
          case READ, VIEW, EXPORT -> "read";
          case QUERY -> "search";
          case CREATE -> "create";
          case UPDATE, ACT -> "update";
        };
    return new Coding(INTERACTION, code, null);
  }

  private static AuditEventAction action(Kind kind) {
    return switch (kind) {
      case READ, VIEW, EXPORT -> AuditEventAction.R;
      case QUERY -> AuditEventAction.E;
      case CREATE -> AuditEventAction.C;
      case UPDATE, ACT -> AuditEventAction.U;
    };
  }

  private static AuditEventOutcome outcome(RecordAccess.Outcome outcome) {
    return switch (outcome) {
      case DONE -> AuditEventOutcome._0;
      case REFUSED -> AuditEventOutcome._4;
      case FAILED -> AuditEventOutcome._8;
    };
  }

  private static CodeableConcept concept(String system, String code, String display) {
    return new CodeableConcept(new Coding(system, code, display));
  }
}
