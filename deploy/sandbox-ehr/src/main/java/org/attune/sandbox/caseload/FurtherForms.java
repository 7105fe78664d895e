package org.attune.sandbox.caseload;

import java.util.ArrayList;
import java.util.List;
import org.attune.sandbox.caseload.FormRecords.Sheet;
import org.attune.sandbox.caseload.Forms.Note;
import org.attune.sandbox.caseload.Forms.Step;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;

/** The forms that only some clients and therapists fill in. */
final class FurtherForms {

  private FurtherForms() {}

  /**
   * Every such form of one sitting.
   *
   * @param therapist who held the hour
   */
  static List<Resource> of(Sheet sheet, String therapist) {
    var records = new ArrayList<Resource>();
    var forms = sheet.hour().forms;
    if (forms.note != null) {
      records.add(note(sheet, forms.note, therapist));
    }
    if (forms.step != null) {
      records.add(step(sheet, forms.step));
    }
    if (forms.setting != null) {
      var response = sheet.form("tele-check");
      FormRecords.answer(response, "private", new BooleanType(forms.setting.alone()));
      FormRecords.answer(response, "interrupted", new BooleanType(false));
      FormRecords.answer(
          response, "connection", coding(Codes.CONNECTION, forms.setting.connection()));
      records.add(response);
    }
    if (!forms.goals.isEmpty() || !forms.agreements.isEmpty()) {
      records.add(goals(sheet, forms));
    }
    if (!forms.readiness.isEmpty()) {
      records.add(readiness(sheet, forms));
    }
    return records;
  }

  private static QuestionnaireResponse note(Sheet sheet, Note note, String therapist) {
    var response = sheet.form("session-note");
    response.setAuthor(new Reference(therapist));
    response.setSource(new Reference(therapist));
    for (var marker : note.markers) {
      var name = "marker." + marker.sign();
      var group = response.addItem().setLinkId(name);
      answer(group, name + ".amount", new IntegerType(marker.amount()));
      answer(group, name + ".before", coding(Codes.JUST_BEFORE, marker.before()));
      answer(group, name + ".my-part", coding(Codes.MY_PART, marker.myPart()));
    }
    FormRecords.answer(response, "distress", new IntegerType(note.distress));
    FormRecords.answer(response, "painful-topic", new BooleanType(note.painfulTopic));
    FormRecords.answer(response, "planned-exposure", new BooleanType(note.plannedExposure));
    FormRecords.answer(response, "boundary", new BooleanType(note.boundary));
    FormRecords.answer(response, "check-in-start", new BooleanType(true));
    FormRecords.answer(response, "check-in-end", new BooleanType(true));
    note.ownView.forEach(
        (item, rating) -> FormRecords.answer(response, item, new IntegerType(rating)));
    return response;
  }

  private static QuestionnaireResponse step(Sheet sheet, Step step) {
    var response = sheet.form("step-review");
    FormRecords.answer(response, "agreed", new BooleanType(step.agreed()));
    FormRecords.answer(response, "chosen-by", coding(Codes.CHOSEN_BY, "together"));
    FormRecords.answer(response, "clear", new BooleanType(step.clear()));
    FormRecords.answer(response, "tried", new BooleanType(step.tried()));
    FormRecords.answer(response, "difficulty", new IntegerType(step.difficulty()));
    if (step.obstacle() != null) {
      FormRecords.answer(response, "obstacle", coding(Codes.OBSTACLE, step.obstacle()));
    }
    FormRecords.answer(response, "reviewed", new BooleanType(true));
    return response;
  }

  private static QuestionnaireResponse goals(Sheet sheet, Forms forms) {
    var response = sheet.form("goal-form");
    for (var goal : forms.goals) {
      var group = response.addItem().setLinkId("goal");
      answer(group, "goal.which", goal(sheet, goal.goal()));
      answer(group, "goal.whose", coding(Codes.WHOSE_GOAL, "together"));
      answer(group, "goal.importance-client", new IntegerType(goal.forClient()));
      answer(group, "goal.importance-therapist", new IntegerType(goal.forTherapist()));
      answer(group, "goal.agreed", new BooleanType(true));
      if (goal.reviewedOn() != null) {
        answer(group, "goal.reviewed-on", Times.date(goal.reviewedOn()));
      }
      if (goal.attainment() != null) {
        answer(group, "goal.attainment", new IntegerType(goal.attainment()));
      }
    }
    for (var agreement : forms.agreements) {
      var group = response.addItem().setLinkId("agreement");
      answer(group, "agreement.kind", coding(Codes.AGREEMENT, agreement.kind()));
      answer(group, "agreement.from", Times.date(agreement.from()));
      if (agreement.until() != null) {
        answer(group, "agreement.until", Times.date(agreement.until()));
      }
    }
    return response;
  }

  private static QuestionnaireResponse readiness(Sheet sheet, Forms forms) {
    var response = sheet.form("readiness-ruler");
    for (var ruler : forms.readiness) {
      var group = response.addItem().setLinkId("goal");
      if (ruler.goal() > 0) {
        answer(group, "goal.which", goal(sheet, ruler.goal()));
      }
      answer(group, "goal.importance", new IntegerType(ruler.importance()));
      answer(group, "goal.confidence", new IntegerType(ruler.confidence()));
      answer(group, "goal.stage", coding(Codes.STAGE, ruler.stage()));
    }
    return response;
  }

  private static Reference goal(Sheet sheet, int number) {
    return new Reference("Goal/" + CareRecords.goalId(sheet.person(), number));
  }

  private static Coding coding(String system, String code) {
    return new Coding(system, code, null);
  }

  private static void answer(QuestionnaireResponseItemComponent group, String linkId, Type value) {
    group.addItem().setLinkId(linkId).addAnswer().setValue(value);
  }
}
