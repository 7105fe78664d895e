package org.attune.sandbox.caseload;

import static org.attune.sandbox.caseload.Times.dateTime;
import static org.attune.sandbox.caseload.Times.touched;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Questionnaire responses, each for the encounter in which it was filled in. */
final class FormRecords {

  static final List<String> PHQ_ITEMS =
      List.of(
          "/44250-9",
          "/44255-8",
          "/44259-0",
          "/44254-1",
          "/44251-7",
          "/44258-2",
          "/44252-5",
          "/44253-3",
          "/44260-8");

  static final List<String> GAD_ITEMS =
      List.of("/69725-0", "/68509-9", "/69733-4", "/69734-2", "/69735-9", "/69689-8", "/69736-7");

  private static final List<String> LOINC_ANSWERS =
      List.of("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9");

  /** The forms that have grown since they began, in their version of today. */
  private static final Map<String, String> GROWN =
      Map.of(
          "client-check-in", "1.1.0",
          "goal-form", "1.2.0",
          "session-note", "1.1.0",
          "step-review", "1.1.0");

  /** In tenths of a point. */
  private static final long MOST_OF_A_PART = 100;

  private FormRecords() {}

  static String version(String form) {
    return GROWN.getOrDefault(form, "1.0.0");
  }

  /** Every form of a course. */
  static List<Resource> of(Person person, Course course, int therapists) {
    var records = new ArrayList<Resource>();
    for (int i = 0; i < course.past.size(); i++) {
      var hour = course.past.get(i);
      if (hour.kept()) {
        var sheet = new Sheet(person, hour, AttendanceRecords.encounterId(person, course, i));
        add(records, hour.srs, total -> srs(sheet, total));
        add(records, hour.phq, total -> phq(sheet, total));
        add(records, hour.gad, total -> gad(sheet, total));
        add(records, hour.checkIn, answers -> checkIn(sheet, answers));
        var therapist = Premises.therapist(hour.therapist % therapists);
        records.addAll(FurtherForms.of(sheet, therapist));
        records.addAll(TriedRecords.of(sheet, therapist));
      }
    }
    return records;
  }

  private static <T> void add(
      List<Resource> records, @Nullable T value, Function<T, Resource> form) {
    if (value != null) {
      records.add(form.apply(value));
    }
  }

  /**
   * One sitting.
   *
   * @param person who answers
   * @param hour at which hour
   * @param encounter the encounter's id
   */
  record Sheet(Person person, Hour hour, String encounter) {

    QuestionnaireResponse form(String name) {
      var response = new QuestionnaireResponse();
      response.setId(encounter + "-" + name);
      response.setQuestionnaire(Codes.FORMS + name + "|" + version(name));
      response.setStatus(QuestionnaireResponseStatus.COMPLETED);
      response.setLanguage(hour.language);
      response.setSubject(new Reference("Patient/" + person.id()));
      response.setEncounter(new Reference("Encounter/" + encounter));
      response.setAuthoredElement(dateTime(hour.end().minusMinutes(5)));
      var by = hour.proxy ? CareRecords.relative(person) : "Patient/" + person.id();
      response.setAuthor(new Reference(by));
      response.setSource(new Reference(by));
      Labelled.mark(response, person);
      return touched(response, hour.end());
    }
  }

  private static QuestionnaireResponse srs(Sheet sheet, double total) {
    var response = sheet.form("srs-scores");
    // Goals and approach are rated alike from week to week; it is the contact that varies.
    long all = Math.round(total * 10);
    long usual = (long) Math.min(sheet.hour.usualRating * 10 / 4, all / 2.0);
    long part = Math.max(usual, (all - 2 * MOST_OF_A_PART + 1) / 2);
    long contact = (all - 2 * part) / 2;
    answer(response, "relationship", tenths(contact));
    answer(response, "goals", tenths(part));
    answer(response, "approach", tenths(part));
    answer(response, "overall", tenths(all - 2 * part - contact));
    answer(response, "total", tenths(all));
    return response;
  }

  private static DecimalType tenths(long tenths) {
    return new DecimalType(BigDecimal.valueOf(tenths, 1));
  }

  private static QuestionnaireResponse phq(Sheet sheet, int total) {
    var response = sheet.form("phq-9");
    int risk = sheet.hour.riskItem;
    var values = spread(total - risk, 8);
    values.add(risk);
    int given = PHQ_ITEMS.size() - sheet.hour.phqMissing;
    for (int i = 0; i < given; i++) {
      answer(response, PHQ_ITEMS.get(i), loinc(values.get(i)));
    }
    if (sheet.hour.phqMissing == 0 && total % 2 == 0) {
      answer(response, "/44261-6", new IntegerType(total));
    }
    return response;
  }

  private static QuestionnaireResponse gad(Sheet sheet, int total) {
    var response = sheet.form("gad-7");
    var values = spread(total, 7);
    for (int i = 0; i < values.size(); i++) {
      answer(response, GAD_ITEMS.get(i), loinc(values.get(i)));
    }
    if (total % 2 == 1) {
      answer(response, "/70274-6", new IntegerType(total));
    }
    return response;
  }

  /** A total dealt out over items of 0 to 3. */
  private static List<Integer> spread(int total, int items) {
    var values = new ArrayList<Integer>();
    for (int i = 0; i < items; i++) {
      values.add(total / items + (i < total % items ? 1 : 0));
    }
    return values;
  }

  private static Coding loinc(int value) {
    var coding = new Coding(Codes.LOINC, LOINC_ANSWERS.get(value), null);
    coding.addExtension(new Extension(Codes.ORDINAL, new DecimalType(value)));
    return coding;
  }

  private static QuestionnaireResponse checkIn(Sheet sheet, Answers answers) {
    var response = sheet.form("client-check-in");
    answers.ratings.forEach((item, value) -> answer(response, item, new IntegerType(value)));
    choices(response, "fit", Codes.FIT, answers.fits);
    choices(response, "voice", Codes.CLIENT_VOICE, answers.voices);
    if (answers.obstacle != null) {
      answer(response, "obstacle", new Coding(Codes.OBSTACLE, answers.obstacle, null));
    }
    choices(response, "life-event", Codes.LIFE_EVENT, answers.lifeEvents);
    choices(response, "fear", Codes.FEAR, answers.fears);
    if (answers.audience != null) {
      answer(response, "audience", new Coding(Codes.AUDIENCE, answers.audience, null));
    }
    return response;
  }

  private static void choices(
      QuestionnaireResponse response, String linkId, String system, List<String> codes) {
    if (codes.isEmpty()) {
      return;
    }
    var item = response.addItem().setLinkId(linkId);
    codes.forEach(code -> item.addAnswer().setValue(new Coding(system, code, null)));
  }

  static void answer(QuestionnaireResponse response, String linkId, Type value) {
    response.addItem().setLinkId(linkId).addAnswer().setValue(value);
  }
}
