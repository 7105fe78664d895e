package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.attune.catalogue.ReadingGrade;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.GapReason;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.Smart;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Marker;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.SessionNote;
import org.attune.therapy.SessionNote.AvoidedBy;
import org.attune.therapy.SessionNote.JustBefore;
import org.attune.therapy.SessionNote.MyPart;
import org.attune.therapy.SessionNote.Observed;
import org.attune.therapy.StepReview;
import org.attune.therapy.StepReview.ChosenBy;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TeleCheck.Connection;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own forms: what is published of them, and what is read from them. */
class OwnFormsTest {

  private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";
  private static final String BY_THERAPIST = "\"source\":{\"reference\":\"Practitioner/t1\"},";
  private static final String BY_CLIENT = "\"source\":{\"reference\":\"Patient/p1\"},";

  static List<String> forms() {
    return List.of(
        "client-check-in",
        "session-note",
        "goal-form",
        "readiness-ruler",
        "step-review",
        "tele-check");
  }

  private static Questionnaire published(String form) {
    try (InputStream text =
        Codes.class.getResourceAsStream("/org/attune/fhir/Questionnaire-" + form + ".json")) {
      return Sandbox.CONTEXT
          .newJsonParser()
          .parseResource(Questionnaire.class, Objects.requireNonNull(text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<QuestionnaireItemComponent> everyItem(
      List<QuestionnaireItemComponent> items) {
    return items.stream()
        .flatMap(item -> Stream.concat(Stream.of(item), everyItem(item.getItem())));
  }

  private static Stream<QuestionnaireItemComponent> everyItem(String form) {
    return everyItem(published(form).getItem());
  }

  private static String filled(String questionnaire, String who, String... items) {
    return """
        {"resourceType":"QuestionnaireResponse","id":"q1","status":"completed",\
        "questionnaire":"%s","subject":{"reference":"Patient/p1"},%s\
        "authored":"2026-03-02T11:00:00+01:00","item":[%s]}"""
        .formatted(questionnaire, who, String.join(",", items));
  }

  private static Reading<List<ChartFact>> read(String form, String who, String... items) {
    return Sandbox.read(filled(Codes.QUESTIONNAIRE + form + "|1.0.0", who, items));
  }

  private static <T extends ChartFact> T fact(
      Class<T> type, String form, String who, String... items) {
    return Sandbox.fact(read(form, who, items), type);
  }

  private static String item(String linkId, String answer) {
    return "{\"linkId\":\"%s\",\"answer\":[{%s}]}".formatted(linkId, answer);
  }

  private static String number(String linkId, int value) {
    return item(linkId, "\"valueInteger\":" + value);
  }

  private static String yes(String linkId) {
    return item(linkId, "\"valueBoolean\":true");
  }

  private static String no(String linkId) {
    return item(linkId, "\"valueBoolean\":false");
  }

  private static String day(String linkId, String date) {
    return item(linkId, "\"valueDate\":\"" + date + "\"");
  }

  private static String coded(String linkId, String system, String code) {
    return item(linkId, coding(system, code));
  }

  private static String coding(String system, String code) {
    return "\"valueCoding\":{\"system\":\"https://attune.org/fhir/CodeSystem/%s\",\"code\":\"%s\"}"
        .formatted(system, code);
  }

  private static String group(String linkId, String... items) {
    return "{\"linkId\":\"%s\",\"item\":[%s]}".formatted(linkId, String.join(",", items));
  }

  private static String goal(String reference) {
    return item("goal.which", "\"valueReference\":{\"reference\":\"" + reference + "\"}");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void a_form_says_that_nobody_has_validated_it_and_speaks_two_languages(String form) {
    var published = published(form);
    assertThat(published.getDescription()).contains("not been validated");
    assertThat(german(published.getTitleElement())).isNotBlank();
    assertThat(everyItem(form))
        .isNotEmpty()
        .allSatisfy(
            item -> {
              assertThat(item.getText()).isNotBlank();
              assertThat(german(item.getTextElement())).as(item.getLinkId()).isNotBlank();
            });
  }

  private static String german(PrimitiveType<?> text) {
    return text.getExtensionsByUrl(TRANSLATION).stream()
        .filter(one -> "de".equals(one.getExtensionByUrl("lang").getValue().primitiveValue()))
        .map(one -> one.getExtensionByUrl("content").getValue().primitiveValue())
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void every_question_can_be_read_after_eight_years_of_school(String form) {
    assertThat(everyItem(form))
        .filteredOn(item -> item.getType() != QuestionnaireItemType.GROUP)
        .allSatisfy(
            item ->
                assertThat(ReadingGrade.of(item.getText().replaceAll("\\(.*?\\)", "")))
                    .as(item.getText())
                    .isLessThanOrEqualTo(8));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void every_item_may_be_skipped_and_has_a_link_id_of_its_own(String form) {
    assertThat(everyItem(form)).noneMatch(QuestionnaireItemComponent::getRequired);
    assertThat(everyItem(form).map(QuestionnaireItemComponent::getLinkId)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void every_item_of_a_form_is_read_but_its_free_text(String form) {
    var nonsense = "\"valueUri\":\"urn:x\"";
    for (var top : published(form).getItem()) {
      if (top.getType() == QuestionnaireItemType.GROUP) {
        top.getItem().stream()
            .map(QuestionnaireItemComponent::getLinkId)
            .filter(linkId -> !linkId.endsWith(".text") && !linkId.endsWith(".which"))
            .forEach(
                linkId ->
                    isOffTheForm(form, linkId, group(top.getLinkId(), item(linkId, nonsense))));
      } else if (!List.of("about", "audience", "which-goal").contains(top.getLinkId())) {
        isOffTheForm(form, top.getLinkId(), item(top.getLinkId(), nonsense));
      }
    }
  }

  private static void isOffTheForm(String form, String linkId, String items) {
    assertThat(read(form, BY_THERAPIST, items))
        .as(linkId)
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
  }

  @ParameterizedTest
  @EnumSource(Marker.class)
  void every_marker_is_on_the_therapists_note_and_read_from_it(Marker marker) {
    var name = "marker." + marker.sign();
    assertThat(everyItem("session-note").map(QuestionnaireItemComponent::getLinkId))
        .contains(name, name + ".amount", name + ".before", name + ".my-part");
    assertThat(
            note(group(
                    name,
                    number(name + ".amount", 2),
                    coded(name + ".before", "just-before", "new-step"),
                    coded(name + ".my-part", "my-part", "advice-unasked")))
                .observed())
        .containsExactly(new Observed(marker, 2, JustBefore.NEW_STEP, MyPart.ADVICE_UNASKED));
  }

  private static SessionNote note(String... items) {
    return fact(SessionNote.class, "session-note", BY_THERAPIST, items);
  }

  @Test
  void a_marker_that_has_no_amount_was_not_noted() {
    assertThat(note(coded("marker.b10.before", "just-before", "silence")).observed()).isEmpty();
    assertThat(note(number("marker.b10.amount", 0)).observed())
        .containsExactly(new Observed(Marker.SILENCE, 0, null, null));
  }

  @Test
  void a_note_tells_how_the_hour_went_and_who_wrote_it() {
    var note =
        note(
            number("distress", 3),
            yes("painful-topic"),
            coded("avoided-by", "avoided-by", "both"),
            yes("planned-exposure"),
            yes("check-in-start"),
            no("check-in-end"),
            number("heard", 8),
            number("progress", 4));
    assertThat(note.distress()).isEqualTo(3);
    assertThat(note.painfulTopic()).isTrue();
    assertThat(note.avoidedBy()).isEqualTo(AvoidedBy.BOTH);
    assertThat(note.plannedExposure()).isTrue();
    assertThat(note.boundary()).isFalse();
    assertThat(note.checkedInAtStart()).isTrue();
    assertThat(note.checkedInAtEnd()).isFalse();
    assertThat(note.ratings()).containsOnlyKeys(Item.HEARD, Item.PROGRESS).containsValues(8, 4);
    assertThat(note.therapist()).isEqualTo(new TherapistId("t1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"source\":{\"reference\":\"Patient/p1\"},",
        "\"author\":{\"reference\":\"Patient/p1\"},",
        "\"source\":{\"reference\":\"RelatedPerson/r1\"},\"author\":{\"reference\":\"Practitioner/t1\"},"
      })
  void a_note_that_no_practitioner_wrote_is_not_read(String who) {
    assertThat(read("session-note", who, yes("painful-topic")))
        .isEqualTo(Sandbox.gap(GapReason.NOT_BY_A_THERAPIST));
  }

  @Test
  void a_note_may_name_its_writer_as_its_author_alone() {
    var note =
        fact(
            SessionNote.class,
            "session-note",
            "\"author\":{\"reference\":\"Practitioner/t2\"},",
            yes("painful-topic"));
    assertThat(note.therapist()).isEqualTo(new TherapistId("t2"));
  }

  @Test
  void a_boundary_event_is_never_lost_for_a_forms_fault() {
    assertThat(note(yes("boundary"), number("distress", 9)).boundary()).isTrue();
  }

  @Test
  void a_goal_form_is_read_goal_by_goal() {
    var review =
        fact(
            GoalReview.class,
            "goal-form",
            BY_CLIENT,
            group(
                "goal",
                goal("Goal/7"),
                item("goal.text", "\"valueString\":\"never to be seen\""),
                coded("goal.whose", "whose-goal", "together"),
                number("goal.importance-client", 9),
                number("goal.importance-therapist", 3),
                yes("goal.agreed"),
                "{\"linkId\":\"goal.size\",\"answer\":[{%s},{%s}]}"
                    .formatted(coding("smart", "time-bound"), coding("smart", "specific")),
                day("goal.reviewed-on", "2026-02-20"),
                number("goal.attainment", -2),
                number("goal.weight", 3),
                number("goal.sessions-left", 4)),
            group("goal", yes("goal.not-mine")));
    assertThat(review.goals())
        .containsExactly(
            new GoalReview.OfGoal(
                "Goal/7",
                Whose.TOGETHER,
                9,
                3,
                true,
                false,
                List.of(Smart.SPECIFIC, Smart.TIME_BOUND),
                LocalDate.of(2026, 2, 20),
                -2,
                3,
                4),
            new GoalReview.OfGoal(
                "#2", null, null, null, null, true, List.of(), null, null, null, null));
    assertThat(review.respondent()).isEqualTo(Respondent.CLIENT);
    assertThat(review.toString()).doesNotContain("never to be seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://elsewhere.example/fhir/Goal/7", "#g", "CarePlan/7"})
  void a_goal_that_is_none_of_this_record_goes_by_its_place(String reference) {
    var ruler =
        fact(ReadinessRuler.class, "readiness-ruler", BY_CLIENT, group("goal", goal(reference)));
    assertThat(ruler.goals()).extracting(ReadinessRuler.OfGoal::goal).containsExactly("#1");
  }

  @Test
  void agreements_are_read_by_kind_and_their_words_are_not() {
    var review =
        fact(
            GoalReview.class,
            "goal-form",
            BY_THERAPIST,
            group(
                "agreement",
                coded("agreement.kind", "agreement", "pause"),
                day("agreement.from", "2026-03-01"),
                day("agreement.until", "2026-03-21"),
                yes("agreement.kept")),
            group("agreement", item("agreement.text", "\"valueString\":\"never to be seen\"")));
    assertThat(review.agreements())
        .containsExactly(
            new Agreement(
                Agreement.Kind.PAUSE, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 21), true));
  }

  @Test
  void an_agreement_of_no_kind_or_that_ends_before_it_begins_is_a_gap() {
    isOffTheForm("goal-form", "kind", group("agreement", yes("agreement.kept")));
    isOffTheForm(
        "goal-form",
        "until",
        group(
            "agreement",
            coded("agreement.kind", "agreement", "pause"),
            day("agreement.from", "2026-03-21"),
            day("agreement.until", "2026-03-01")));
  }

  @Test
  void a_ruler_is_read_goal_by_goal() {
    var ruler =
        fact(
            ReadinessRuler.class,
            "readiness-ruler",
            BY_CLIENT,
            group(
                "goal",
                goal("Goal/7"),
                number("goal.importance", 8),
                number("goal.confidence", 3),
                number("goal.ready", 5),
                coded("goal.stage", "stage", "contemplation")));
    assertThat(ruler.goals())
        .containsExactly(
            new ReadinessRuler.OfGoal("Goal/7", 8, 3, 5, ReadinessStage.CONTEMPLATION));
  }

  @Test
  void a_step_belongs_to_the_goal_that_is_named_and_else_to_the_course() {
    assertThat(step(forGoal("Goal/7")).goal()).isEqualTo("Goal/7");
    assertThat(step(yes("tried")).goal()).isNull();
    assertThat(step(forGoal("https://elsewhere.example/fhir/Goal/7")).goal()).isNull();
    assertThat(step(forGoal("Condition/7")).goal()).isNull();
  }

  private static String forGoal(String reference) {
    return item("which-goal", "\"valueReference\":{\"reference\":\"" + reference + "\"}");
  }

  private static StepReview step(String item) {
    return fact(StepReview.class, "step-review", BY_CLIENT, item, yes("agreed"));
  }

  @Test
  void a_review_of_a_step_is_read_and_what_was_skipped_is_absent() {
    var step =
        fact(
            StepReview.class,
            "step-review",
            BY_CLIENT,
            yes("agreed"),
            coded("chosen-by", "chosen-by", "therapist"),
            no("tried"),
            number("difficulty", 4),
            coded("obstacle", "obstacle", "work-or-care"),
            yes("reviewed"));
    assertThat(step.agreed()).isTrue();
    assertThat(step.chosenBy()).isEqualTo(ChosenBy.THERAPIST);
    assertThat(step.tried()).isFalse();
    assertThat(step.difficulty()).isEqualTo(4);
    assertThat(step.obstacle()).isEqualTo(CancellationReason.WORK_OR_CARE);
    assertThat(step.reviewed()).isTrue();
    assertThat(step.clear()).isNull();
    assertThat(step.quantity()).isNull();
  }

  @Test
  void only_a_therapist_says_whether_their_own_mind_was_elsewhere() {
    String[] items = {
      no("private"),
      yes("interrupted"),
      coded("connection", "connection", "failed"),
      yes("distracted")
    };
    var byClient = fact(TeleCheck.class, "tele-check", BY_CLIENT, items);
    assertThat(byClient.privatePlace()).isFalse();
    assertThat(byClient.interrupted()).isTrue();
    assertThat(byClient.connection()).isEqualTo(Connection.FAILED);
    assertThat(byClient.distracted()).isNull();
    assertThat(fact(TeleCheck.class, "tele-check", BY_THERAPIST, items).distracted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "session-note, marker.b06.amount, 4",
    "session-note, distress, 4",
    "session-note, heard, 11",
    "goal-form, goal.attainment, 3",
    "goal-form, goal.weight, -1",
    "readiness-ruler, goal.ready, 11",
    "step-review, quality, 5"
  })
  void a_number_that_is_not_on_the_form_is_a_gap(String form, String linkId, int value) {
    isOffTheForm(form, linkId, group("goal", number(linkId, value)));
  }

  @Test
  void two_different_answers_to_one_question_are_a_gap() {
    assertThat(read("step-review", BY_CLIENT, yes("tried"), no("tried")))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void a_site_may_use_its_own_name_for_each_of_our_forms(String form) {
    var site = SiteSettings.hospital().with("fhir.questionnaires", "urn:site:form=" + form);
    var reading =
        Sandbox.reader(Sandbox.mappers(site, null))
            .read(filled("urn:site:form", BY_THERAPIST, ""))
            .reading();
    assertThat(reading).isInstanceOf(Reading.Fact.class);
  }

  @Test
  void groups_within_groups_cost_no_more_than_their_size() {
    var nested = new ArrayList<String>(List.of(number("goal.ready", 1)));
    for (int depth = 0; depth < 40; depth++) {
      nested.set(0, group("g", nested.get(0)));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> read("readiness-ruler", BY_CLIENT, nested.get(0)));
  }
}
