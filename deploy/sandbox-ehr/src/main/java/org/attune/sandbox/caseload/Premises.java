package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.touched;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** What a hospital has before the first client comes: the house, its people, its forms. */
final class Premises {

  static final String CLINIC = "Organization/psychotherapy";
  static final String DAY_CLINIC = "Organization/day-clinic";
  static final String PHYSIOTHERAPIST = "Practitioner/physiotherapist-01";
  static final String SURGEON = "Practitioner/surgeon-01";

  /** Who sees that things go together, and treats nobody. */
  private static final List<String> COORDINATION =
      List.of("Practitioner/coordinator-01", "Practitioner/coordinator-02", "Practitioner/lead-01");

  /** Until when the surgeon had a role at the clinic, too. */
  private static final String FORMER_UNTIL = "2020-06-30";

  /** A member of staff who is a client here, too, of somebody else's. */
  static final String ALSO_A_CLIENT = therapist(1);

  /** Which client that is. */
  static final int STAFF_CLIENT = 17;

  private static final Map<String, List<String>> FURTHER =
      new TreeMap<>(
          Map.of(
              "session-note",
              List.of("distress", "painful-topic", "planned-exposure", "boundary"),
              "goal-form",
              List.of("goal", "agreement"),
              "readiness-ruler",
              List.of("goal"),
              "step-review",
              List.of(
                  "which-goal",
                  "agreed",
                  "chosen-by",
                  "clear",
                  "tried",
                  "difficulty",
                  "obstacle",
                  "reviewed"),
              "tele-check",
              List.of("private", "interrupted", "connection")));

  private Premises() {}

  static String therapist(int index) {
    return "Practitioner/therapist-%02d".formatted(index + 1);
  }

  static List<Resource> of(Timetable timetable, long seed) {
    var records = new ArrayList<Resource>();
    records.add(organization("hospital", "Hospital of Samples", null));
    records.add(organization("psychotherapy", "Outpatient psychotherapy", "Organization/hospital"));
    records.add(organization("day-clinic", "Day clinic", "Organization/hospital"));
    for (int i = 0; i < timetable.therapists(); i++) {
      records.add(practitioner(therapist(i), Dice.of(seed, therapist(i))));
    }
    records.add(practitioner(PHYSIOTHERAPIST, Dice.of(seed, PHYSIOTHERAPIST)));
    records.add(practitioner(SURGEON, Dice.of(seed, SURGEON)));
    COORDINATION.forEach(who -> records.add(practitioner(who, Dice.of(seed, who))));
    records.addAll(roles(timetable));
    records.add(scanner());
    records.add(form("client-check-in", "Client check-in", Answers.RATED));
    FURTHER.forEach((name, linkIds) -> records.add(form(name, name.replace('-', ' '), linkIds)));
    records.add(
        form(
            "srs-scores",
            "Session rating, totals only",
            List.of("relationship", "goals", "approach", "overall", "total")));
    records.add(form("phq-9", "PHQ-9", FormRecords.PHQ_ITEMS));
    records.add(form("gad-7", "GAD-7", FormRecords.GAD_ITEMS));
    var opened = timetable.now().minusYears(3);
    records.forEach(record -> touched(record, opened));
    return records;
  }

  private static Organization organization(String id, String name, @Nullable String partOf) {
    var organization = new Organization();
    organization.setId(id);
    organization.setActive(true);
    organization.setName(name);
    if (partOf != null) {
      organization.setPartOf(new Reference(partOf));
    }
    return organization;
  }

  private static Practitioner practitioner(String reference, Dice dice) {
    var practitioner = new Practitioner();
    practitioner.setId(reference.substring(reference.indexOf('/') + 1));
    practitioner.setActive(true);
    practitioner.addName(Names.draw(dice));
    if (reference.equals(ALSO_A_CLIENT)) {
      practitioner.addIdentifier(staffNumber());
    }
    return practitioner;
  }

  /** Who works where; who is the lead of both does so twice, and the surgeon no longer. */
  private static List<PractitionerRole> roles(Timetable timetable) {
    var roles = new ArrayList<PractitionerRole>();
    for (int i = 0; i < timetable.therapists(); i++) {
      roles.add(role(therapist(i), CLINIC));
    }
    roles.add(role("Practitioner/coordinator-01", CLINIC));
    roles.add(role("Practitioner/coordinator-02", DAY_CLINIC));
    roles.add(role("Practitioner/lead-01", CLINIC));
    roles.add(role("Practitioner/lead-01", DAY_CLINIC));
    var former = role(SURGEON, CLINIC);
    former.getPeriod().setEndElement(new DateTimeType(FORMER_UNTIL));
    roles.add(former);
    return roles;
  }

  private static PractitionerRole role(String who, String unit) {
    var role = new PractitionerRole();
    role.setId((who + "-" + unit).replaceAll("[A-Za-z]+/", ""));
    role.setActive(true);
    role.setPractitioner(new Reference(who));
    role.setOrganization(new Reference(unit));
    return role;
  }

  /** The number of a member of staff who is a client here, too; it stands on both records. */
  static Identifier staffNumber() {
    return new Identifier().setSystem(Codes.STAFF_NUMBER).setValue("4711");
  }

  /** A device that has nothing to do with therapy, as every hospital has many. */
  private static Device scanner() {
    var device = new Device();
    device.setId("scanner-01");
    device.addDeviceName().setName("Ward scanner");
    return device;
  }

  /** The bare skeleton of a form; whoever owns a form publishes its words. */
  private static Questionnaire form(String name, String title, List<String> linkIds) {
    var form = new Questionnaire();
    form.setId(name);
    form.setUrl(Codes.FORMS + name);
    form.setVersion(FormRecords.version(name));
    form.setTitle(title);
    form.setStatus(PublicationStatus.ACTIVE);
    boolean loinc = linkIds.get(0).startsWith("/");
    for (var linkId : linkIds) {
      form.addItem()
          .setLinkId(linkId)
          .setType(loinc ? QuestionnaireItemType.CHOICE : QuestionnaireItemType.DECIMAL);
    }
    return form;
  }
}
