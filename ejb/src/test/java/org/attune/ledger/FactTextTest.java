package org.attune.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Exchange;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.Marker;
import org.attune.therapy.Modality;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactTextTest {

  private static final Instant NOON = Instant.parse("2026-03-29T10:00:00.123456Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 29);
  private static final PatientId CLIENT = new PatientId("c 1");
  private static final TherapistId THERAPIST = new TherapistId("t1");
  private static final Source ANSWER = new Source("QuestionnaireResponse", "q-1", "uuid|7/x");
  private static final Source HOUR = new Source("Appointment", "a.1", null);
  private static final Labels LABELS =
      new Labels(List.of(new SecurityLabel("http://example.org/labels", "R")));
  private static final String FORM = "https://example.org/form|1.0.0#de";

  static List<ChartFact> one_of_each() {
    return List.of(
        new Booking(
            HOUR,
            CLIENT,
            "group",
            NOON,
            NOON,
            BookingStatus.CANCELLED,
            CancellationReason.WEATHER,
            NOON,
            null,
            THERAPIST,
            Modality.VIRTUAL,
            true,
            LABELS),
        new Visit(
            new Source("Encounter", "e", "1"),
            CLIENT,
            "",
            HOUR,
            null,
            NOON,
            null,
            VisitStatus.FINISHED,
            null,
            Modality.IN_PERSON,
            false,
            true,
            Labels.NONE),
        new Treatment(new Source("EpisodeOfCare", "e", "2"), CLIENT, null, NOON, true, LABELS),
        new Treatment(
            new Source("EpisodeOfCare", "f", "2"), CLIENT, NOON, null, false, true, LABELS),
        new Objection(new Source("Consent", "c", "1"), CLIENT, NOON, null, LABELS),
        new ScaleScore(
            ANSWER,
            CLIENT,
            new InstrumentId("phq-9"),
            FORM,
            NOON,
            0.1 + 0.2,
            new TreeMap<>(Map.of("risk", 1.0)),
            Respondent.PROXY,
            HOUR,
            null,
            LABELS),
        new ScaleScore(
            new Source("Observation", "o", "1"),
            CLIENT,
            new InstrumentId("phq-9"),
            "Observation",
            NOON,
            12,
            new TreeMap<>(),
            Respondent.CLIENT,
            null,
            null,
            LABELS,
            ANSWER),
        new RiskAnswer(ANSWER, CLIENT, NOON, new InstrumentId("phq-9"), HOUR, THERAPIST, LABELS),
        new CheckIn(
            ANSWER,
            CLIENT,
            FORM,
            NOON,
            new TreeMap<>(Map.of(CheckIn.Item.MOOD, 3, CheckIn.Item.BELONGING, 0)),
            List.of(CheckIn.Voice.JUDGED),
            CancellationReason.COST,
            List.of(CheckIn.LifeEvent.BIRTH),
            List.of(CheckIn.Fit.TOO_FAST),
            List.of(CheckIn.Fear.THREATENED),
            CheckIn.Audience.THERAPIST,
            Respondent.CLIENT,
            null,
            THERAPIST,
            LABELS),
        new SessionNote(
            ANSWER,
            CLIENT,
            FORM,
            NOON,
            List.of(
                new SessionNote.Observed(
                    Marker.MOVED_AWAY,
                    2,
                    SessionNote.JustBefore.PAINFUL_TOPIC,
                    SessionNote.MyPart.PACE),
                new SessionNote.Observed(Marker.SILENCE, 1, null, null)),
            new TreeMap<>(Map.of(CheckIn.Item.HEARD, 8)),
            2,
            true,
            SessionNote.AvoidedBy.BOTH,
            true,
            false,
            true,
            null,
            HOUR,
            THERAPIST,
            LABELS),
        new GoalReview(
            ANSWER,
            CLIENT,
            FORM,
            NOON,
            List.of(
                new GoalReview.OfGoal(
                    "Goal/7",
                    GoalReview.Whose.CLIENT,
                    8,
                    null,
                    false,
                    true,
                    List.of(GoalReview.Smart.ACHIEVABLE),
                    DAY,
                    -1,
                    2,
                    5)),
            List.of(
                new GoalReview.Agreement(
                    GoalReview.Agreement.Kind.PAUSE, DAY, DAY.plusDays(9), null)),
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE),
        new ReadinessRuler(
            ANSWER,
            CLIENT,
            FORM,
            NOON,
            List.of(new ReadinessRuler.OfGoal("#1", 7, null, 3, ReadinessStage.CONTEMPLATION)),
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE),
        new StepReview(
            ANSWER,
            CLIENT,
            FORM,
            NOON,
            true,
            StepReview.ChosenBy.TOGETHER,
            null,
            false,
            0,
            null,
            4,
            null,
            CancellationReason.WORK_OR_CARE,
            true,
            Respondent.CLIENT,
            HOUR,
            null,
            Labels.NONE,
            "Goal/7"),
        new TeleCheck(
            ANSWER,
            CLIENT,
            FORM,
            NOON,
            false,
            null,
            TeleCheck.Connection.FAILED,
            null,
            Respondent.THERAPIST,
            HOUR,
            THERAPIST,
            Labels.NONE),
        new CareGoal(
            new Source("Goal", "7", "3"),
            CLIENT,
            CareGoal.Lifecycle.ON_HOLD,
            CareGoal.Achievement.IMPROVING,
            CareGoal.Party.CLIENT,
            new TreeMap<>(Map.of(CareGoal.Party.PRACTITIONER, CareGoal.Acceptance.PENDING)),
            DAY,
            null,
            LABELS),
        new Plan(
            new Source("CarePlan", "7", "3"),
            CLIENT,
            true,
            false,
            List.of(new Source("Goal", "7", null)),
            Labels.NONE),
        new CareGoal(
            new Source("Goal", "8", "3"),
            CLIENT,
            CareGoal.Lifecycle.ACTIVE,
            null,
            CareGoal.Party.RELATED_PERSON,
            new TreeMap<>(Map.of(CareGoal.Party.CLIENT, CareGoal.Acceptance.DISAGREE)),
            DAY,
            DAY,
            LABELS,
            List.of(
                new CareGoal.Answer(
                    CareGoal.Party.CLIENT,
                    new Source("Patient", "c1", null),
                    CareGoal.Acceptance.DISAGREE,
                    "urn:p|high"),
                new CareGoal.Answer(
                    CareGoal.Party.PRACTITIONER, null, CareGoal.Acceptance.PENDING, null)),
            new Source("RelatedPerson", "r", null),
            List.of("http://snomed.info/sct|1"),
            List.of(new Source("Condition", "c", null)),
            List.of(new Source("Observation", "o", null)),
            List.of(
                new CareGoal.Target(List.of("http://loinc.org|107332-9"), 0.1 + 0.2, DAY),
                new CareGoal.Target(List.of(), null, DAY))),
        new Plan(
            new Source("CarePlan", "8", "3"),
            CLIENT,
            false,
            true,
            List.of(),
            LABELS,
            Plan.Kind.ORDER,
            DAY,
            DAY.plusDays(9),
            List.of("http://snomed.info/sct|2"),
            List.of(new Source("CarePlan", "7", null)),
            List.of(new Source("Goal", "7", null)),
            true),
        new GoalScore(
            new Source("Observation", "g", "3"),
            CLIENT,
            new Source("Goal", "7", null),
            NOON,
            -2,
            Respondent.CLIENT,
            LABELS),
        new DocumentedResponse(
            new Source("Task", "7", "3"),
            CLIENT,
            "st-06",
            "alliance-drop",
            "Flag/7",
            Instant.parse("2026-03-02T10:00:00Z"),
            new Source("Encounter", "7", null),
            new TherapistId("t1"),
            LABELS),
        new Exchange(
            new Source("Communication", "7", "3"),
            CLIENT,
            "individual",
            NOON,
            true,
            List.of(new Source("Encounter", "7", null), new Source("EpisodeOfCare", "7", null)),
            List.of(new TherapistId("t1")),
            LABELS),
        new Client(
            new Source("Patient", "c 1", null), CLIENT, true, false, new PatientId("c2"), LABELS));
  }

  @ParameterizedTest
  @MethodSource("one_of_each")
  void a_fact_is_read_back_as_it_was_written(ChartFact fact) {
    var line = FactText.write(fact);

    assertThat(line).doesNotContain("\n");
    assertThat(FactText.read(FactText.kind(fact), line)).isEqualTo(fact);
  }

  @ParameterizedTest
  @MethodSource("one_of_each")
  void a_fact_of_a_merged_record_reads_as_one_of_the_survivor_and_as_nothing_else(ChartFact fact) {
    var survivor = new PatientId("survivor");
    var read = FactText.read(FactText.kind(fact), FactText.write(fact), survivor);
    assertThat(read.patient()).isEqualTo(survivor);
    assertThat(read.source()).isEqualTo(fact.source());
    assertThat(FactText.read(FactText.kind(read), FactText.write(read), fact.patient()))
        .isEqualTo(fact);
  }

  @Test
  void what_a_client_said_of_a_goal_is_the_survivors_word_and_a_partners_stays_a_partners() {
    var own = new Source("Patient", CLIENT.value(), null);
    var partner = new Source("Patient", "partner", null);
    var fact = goalOf(own, own, partner);
    var read = (CareGoal) FactText.read("GOAL", FactText.write(fact), new PatientId("survivor"));
    assertThat(read.namedByClient()).isTrue();
    assertThat(read.clientSays()).contains(CareGoal.Acceptance.DISAGREE);
    assertThat(read.answers())
        .extracting(CareGoal.Answer::who)
        .containsExactly(new Source("Patient", "survivor", null), partner);
  }

  private static CareGoal goalOf(Source expresser, Source one, Source other) {
    return new CareGoal(
        new Source("Goal", "7", "3"),
        CLIENT,
        CareGoal.Lifecycle.ACTIVE,
        null,
        CareGoal.Party.CLIENT,
        new TreeMap<>(Map.of(CareGoal.Party.CLIENT, CareGoal.Acceptance.DISAGREE)),
        DAY,
        null,
        LABELS,
        List.of(
            new CareGoal.Answer(CareGoal.Party.CLIENT, one, CareGoal.Acceptance.DISAGREE, null),
            new CareGoal.Answer(CareGoal.Party.CLIENT, other, CareGoal.Acceptance.AGREE, null)),
        expresser,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void every_kind_of_fact_has_its_place() {
    var written = one_of_each().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(ChartFact.class.getPermittedSubclasses()).hasSize(written.size());
    assertThat(Arrays.asList(ChartFact.class.getPermittedSubclasses()))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void a_goal_that_was_written_before_more_was_read_of_it_is_read_as_it_was() {
    var line =
        "{\"source\":\"Goal/7|3\",\"patient\":\"c 1\",\"lifecycle\":\"ON_HOLD\",\"achievement\":"
            + "\"IMPROVING\",\"expressedBy\":\"CLIENT\",\"acceptances\":{\"PRACTITIONER\":\"PENDING\"},"
            + "\"start\":\"2026-03-29\",\"labels\":{\"all\":[{\"system\":"
            + "\"http://example.org/labels\",\"code\":\"R\"}]}}";
    assertThat(FactText.read("GOAL", line))
        .isEqualTo(
            new CareGoal(
                new Source("Goal", "7", "3"),
                CLIENT,
                CareGoal.Lifecycle.ON_HOLD,
                CareGoal.Achievement.IMPROVING,
                CareGoal.Party.CLIENT,
                new TreeMap<>(Map.of(CareGoal.Party.PRACTITIONER, CareGoal.Acceptance.PENDING)),
                DAY,
                null,
                LABELS));
  }

  @Test
  void a_plan_that_was_written_before_more_was_read_of_it_is_read_as_it_was() {
    var line =
        "{\"source\":\"CarePlan/7|3\",\"patient\":\"c 1\",\"active\":true,\"own\":false,\"goals\":["
            + "\"Goal/7\"],\"labels\":{\"all\":[]}}";
    assertThat(FactText.read("PLAN", line))
        .isEqualTo(
            new Plan(
                new Source("CarePlan", "7", "3"),
                CLIENT,
                true,
                false,
                List.of(new Source("Goal", "7", null)),
                Labels.NONE));
  }

  @Test
  void what_a_later_version_wrote_besides_is_passed_over() {
    var plan = new Plan(new Source("CarePlan", "7", "3"), CLIENT, true, false, List.of(), LABELS);
    var line = FactText.write(plan);
    assertThat(FactText.read("PLAN", line.replaceFirst("\\{", "{\"unheardOf\":[1],")))
        .isEqualTo(plan);
  }

  @Test
  void a_broken_line_is_not_quoted() {
    assertThatThrownBy(() -> FactText.read("BOOKING", "{\"patient\":\"secret"))
        .hasMessage("the ledger holds a broken BOOKING")
        .hasNoCause();
  }
}
