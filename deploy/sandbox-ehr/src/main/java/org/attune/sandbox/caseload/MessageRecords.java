package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.touched;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** What was said or sent between the sessions, where it stands as Communications. */
final class MessageRecords {

  private MessageRecords() {}

  /**
   * Every message of one course.
   *
   * @param therapist who held the latest session
   */
  static List<Resource> of(Person person, Course course, String therapist) {
    var records = new ArrayList<Resource>();
    for (int i = 0; i < course.messages.size(); i++) {
      var id = "%s-m%02d".formatted(person.id(), i + 1);
      records.add(message(person, course.messages.get(i), id, therapist));
    }
    return records;
  }

  private static Communication message(Person person, Message told, String id, String therapist) {
    var message = new Communication();
    message.setId(id);
    message.setStatus(CommunicationStatus.COMPLETED);
    message.addMedium(Codes.concept(Codes.PARTICIPATION_MODE, told.medium(), null));
    if (told.kind() != null) {
      message.addCategory(Codes.concept(Codes.COMMUNICATION_CATEGORY, told.kind(), null));
    }
    message.setSubject(new Reference("Patient/" + person.id()));
    message.setSender(new Reference(told.from() == null ? therapist : told.from()));
    message.addRecipient(new Reference("Patient/" + person.id()));
    message.setSentElement(dateTime(told.at()));
    message.addPayload().setContent(new StringType("Words between two people."));
    Labelled.mark(message, person);
    return touched(message, told.at());
  }
}
