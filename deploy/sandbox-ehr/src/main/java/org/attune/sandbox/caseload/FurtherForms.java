package org.attune.sandbox.caseload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.attune.sandbox.caseload.FormRecords.Sheet;
import org.attune.sandbox.caseload.Forms.Note;
import org.attune.sandbox.caseload.Forms.OfGoal;
import org.attune.sandbox.caseload.Forms.Step;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

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
    if (step.goal() > 0) {
      FormRecords.answer(response, "which-goal", goal(sheet, step.goal()));
    }
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
    forms.goals.forEach(goal -> goal(sheet, response, goal));
    for (var agreement : forms.agreements) {
      var group = response.addItem().setLinkId("agreement");
      answer(group, "agreement.kind", coding(Codes.AGREEMENT, agreement.kind()));
      given(agreement.words(), words -> answer(group, "agreement.text", new StringType(words)));
      given(agreement.from(), day -> answer(group, "agreement.from", Times.date(day)));
      given(agreement.until(), day -> answer(group, "agreement.until", Times.date(day)));
      given(agreement.kept(), kept -> answer(group, "agreement.kept", new BooleanType(kept)));
    }
    return response;
  }

  private static void goal(Sheet sheet, QuestionnaireResponse response, OfGoal goal) {
    var group = response.addItem().setLinkId("goal");
    if (goal.goal() > 0) {
      answer(group, "goal.which", goal(sheet, goal.goal()));
    }
    given(goal.words(), words -> answer(group, "goal.text", new StringType(words)));
    given(goal.whose(), whose -> answer(group, "goal.whose", coding(Codes.WHOSE_GOAL, whose)));
    number(group, "goal.importance-client", goal.forClient());
    number(group, "goal.importance-therapist", goal.forTherapist());
    given(goal.agreed(), agreed -> answer(group, "goal.agreed", new BooleanType(agreed)));
    given(goal.reviewedOn(), day -> answer(group, "goal.reviewed-on", Times.date(day)));
    number(group, "goal.attainment", goal.attainment());
    number(group, "goal.sessions-left", goal.sessionsLeft());
  }

  private static void number(
      QuestionnaireResponseItemComponent group, String linkId, @Nullable Integer value) {
    given(value, number -> answer(group, linkId, new IntegerType(number)));
  }

  private static <T> void given(@Nullable T value, Consumer<T> writer) {
    if (value != null) {
      writer.accept(value);
    }
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
    return new Reference("Goal/" + GoalRecords.goalId(sheet.person(), number));
  }

  private static Coding coding(String system, String code) {
    return new Coding(system, code, null);
  }

  private static void answer(QuestionnaireResponseItemComponent group, String linkId, Type value) {
    group.addItem().setLinkId(linkId).addAnswer().setValue(value);
  }
}
