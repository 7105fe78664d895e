package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.period;
import static org.attune.sandbox.caseload.Times.touched;

import java.util.ArrayList;
import java.util.List;
import org.attune.sandbox.caseload.FormRecords.Sheet;
import org.attune.sandbox.caseload.Forms.Tried;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** What therapists tried because of a note on the chart, kept as tasks of their own. */
final class TriedRecords {

  private TriedRecords() {}

  /**
   * Every task of one sitting.
   *
   * @param therapist who held the hour
   */
  static List<Resource> of(Sheet sheet, String therapist) {
    var records = new ArrayList<Resource>();
    for (var tried : sheet.hour().forms.tried) {
      records.add(task(sheet, tried, therapist));
    }
    return records;
  }

  private static Task task(Sheet sheet, Tried tried, String therapist) {
    var hour = sheet.hour();
    var task = new Task();
    task.setId(sheet.encounter() + "-" + tried.response());
    task.setStatus(tried.status());
    task.setIntent(TaskIntent.PLAN);
    task.setCode(Codes.concept(Codes.RESPONSE, tried.response(), null));
    task.setReasonCode(Codes.concept(Codes.SIGNAL, tried.signal(), null));
    task.setFor(new Reference("Patient/" + sheet.person().id()));
    task.setEncounter(new Reference("Encounter/" + sheet.encounter()));
    task.setOwner(new Reference(therapist));
    task.setAuthoredOnElement(dateTime(hour.start));
    task.setLastModifiedElement(dateTime(hour.end()));
    if (tried.status() == TaskStatus.COMPLETED) {
      task.setExecutionPeriod(period(hour.start, hour.end()));
    }
    Labelled.mark(task, sheet.person());
    return touched(task, hour.end());
  }
}
