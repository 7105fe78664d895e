package org.attune.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.COURSE;
import static org.attune.findings.Found.MONDAY;
import static org.attune.findings.Found.record;
import static org.attune.findings.Found.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Contact;
import org.attune.therapy.CourseId;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Respondent;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationTest {

  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  private static final Instant NEXT_WEEK = MONDAY.plus(Duration.ofDays(7));
  private static final Labels PRIVATE = new Labels(List.of(new SecurityLabel("s", "R")));

  private final List<Finding> stored = new ArrayList<>();
  private final List<Finding> decided = new ArrayList<>();

  @Test
  void what_is_found_first_opens() {
    var opened = look(MONDAY, signal("drop", "1", "2")).opened();
    assertThat(opened).singleElement().extracting(Finding::stage).isEqualTo(FindingStage.OPEN);
    assertThat(opened.get(0).key()).isEqualTo(FindingKey.of(COURSE, "drop", record("1")));
  }

  @Test
  void what_is_found_again_unchanged_is_not_touched() {
    look(MONDAY, signal("drop", "1", "2"));
    assertThat(look(TUESDAY, signal("drop", "1", "2")).changed()).isEmpty();
  }

  @Test
  void new_evidence_updates_a_finding_and_keeps_its_beginning() {
    look(MONDAY, signal("drop", "1"));
    var updated = look(TUESDAY, signal("drop", "1", "2")).updated();
    assertThat(updated).singleElement().extracting(Finding::since).isEqualTo(MONDAY);
    assertThat(updated.get(0).evidence()).containsExactly(record("1"), record("2"));
  }

  @Test
  void how_new_its_evidence_is_and_in_whose_caseload_is_known_of_each_finding() {
    var later = course(TUESDAY, session("7", TUESDAY, "t2"), session("8", NEXT_WEEK, "t3"));
    var found = Map.of(later, List.of(signal("drop", "1", "7", "8")));
    assertThat(Reconciliation.of(found, stored, TUESDAY).opened())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.latest()).isEqualTo(TUESDAY);
              assertThat(finding.caseload()).isEqualTo("t2");
            });
  }

  @Test
  void what_is_found_no_longer_ends_at_the_instant_of_the_view() {
    look(MONDAY, signal("drop", "1"));
    assertThat(look(TUESDAY).resolved())
        .singleElement()
        .satisfies(finding -> assertThat(finding.ended()).contains(TUESDAY));
    assertThat(look(TUESDAY.plusSeconds(1)).changed()).isEmpty();
  }

  @Test
  void the_findings_of_a_course_that_is_no_more_end() {
    look(MONDAY, signal("drop", "1"));
    assertThat(Reconciliation.of(Map.of(), stored, TUESDAY).resolved()).hasSize(1);
  }

  @Test
  void an_amended_record_that_moves_the_onset_does_not_make_another_finding() {
    look(MONDAY, signal("drop", "2"));
    var key = stored.get(0).key();
    var changed = look(TUESDAY, signal("drop", "1", "2"));
    assertThat(changed.opened()).isEmpty();
    assertThat(changed.updated()).singleElement().extracting(Finding::key).isEqualTo(key);
  }

  @Test
  void a_later_episode_after_an_end_is_a_finding_of_its_own() {
    look(MONDAY, signal("drop", "1"));
    look(TUESDAY);
    assertThat(look(TUESDAY.plusSeconds(60), signal("drop", "9")).opened()).hasSize(1);
    assertThat(stored).extracting(Finding::key).doesNotHaveDuplicates();
  }

  @Test
  void an_episode_that_comes_back_with_the_same_onset_opens_the_same_finding_again() {
    look(MONDAY, signal("drop", "1"));
    look(TUESDAY);
    assertThat(look(TUESDAY.plusSeconds(60), signal("drop", "1")).updated())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.ended()).isEmpty();
              assertThat(finding.stage()).isEqualTo(FindingStage.OPEN);
            });
  }

  @Test
  void what_was_dismissed_stays_so_while_the_evidence_is_the_same() {
    look(MONDAY, signal("drop", "1", "2"));
    Found.dismissed(stored.get(0), MONDAY);
    assertThat(look(TUESDAY, signal("drop", "2", "1")).changed()).isEmpty();
    assertThat(stored.get(0).stage()).isEqualTo(FindingStage.DISMISSED);
  }

  @Test
  void a_new_version_of_a_known_record_is_no_new_evidence() {
    look(MONDAY, signal("drop", "1"));
    Found.dismissed(stored.get(0), MONDAY);
    var first = signal("drop", "1");
    var amended = List.of(new Source("Appointment", "1", "2"));
    var signal =
        new Signal(
            first.detector(),
            first.version(),
            first.level(),
            first.category(),
            first.channel(),
            first.wording(),
            first.numbers(),
            amended.get(0),
            first.since(),
            amended,
            first.excluded(),
            first.remarks(),
            null,
            true,
            List.of());
    assertThat(look(TUESDAY, signal).changed()).isEmpty();
  }

  @Test
  void new_evidence_brings_back_what_was_dismissed() {
    look(MONDAY, signal("drop", "1"));
    Found.dismissed(stored.get(0), MONDAY);
    assertThat(look(TUESDAY, signal("drop", "1", "3")).updated())
        .singleElement()
        .satisfies(finding -> assertThat(finding.closed()).isEmpty());
  }

  @Test
  void a_new_episode_while_an_old_one_is_dismissed_is_a_finding_of_its_own() {
    look(MONDAY, signal("drop", "1"));
    Found.dismissed(stored.get(0), MONDAY);
    var now = look(TUESDAY, signal("drop", "7"));
    assertThat(now.opened()).hasSize(1);
    assertThat(now.resolved()).containsExactly(stored.get(0));
    assertThat(stored.stream().filter(Finding::standing)).hasSize(1);
  }

  @Test
  void what_was_put_off_is_open_again_when_its_time_comes() {
    look(MONDAY, signal("drop", "1"));
    stored.get(0).snooze(MONDAY, TUESDAY);
    look(TUESDAY.minusSeconds(1), signal("drop", "1"));
    assertThat(stored.get(0).stage()).isEqualTo(FindingStage.SNOOZED);
    look(TUESDAY, signal("drop", "1"));
    assertThat(stored.get(0).stage()).isEqualTo(FindingStage.OPEN);
  }

  @Test
  void two_detectors_have_two_findings() {
    assertThat(look(MONDAY, signal("drop", "1"), signal("change", "1")).opened()).hasSize(2);
  }

  @Test
  void a_finding_carries_the_labels_of_its_evidence_alone_and_knows_the_therapists() {
    look(MONDAY, signal("drop", "1"));
    assertThat(stored.get(0).labels()).isEqualTo(PRIVATE);
    assertThat(stored.get(0).therapists()).containsExactly(new TherapistId("t1"));
    look(MONDAY, signal("drop", "1"), signal("change", "2"));
    assertThat(stored.get(1).labels()).isEqualTo(Labels.NONE);
  }

  @Test
  void a_finding_that_rests_on_a_goal_form_carries_its_labels() {
    look(MONDAY, signal("goals", "3"));
    assertThat(stored.get(0).labels()).isEqualTo(PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "6"})
  void a_finding_that_rests_on_a_plan_or_on_a_rating_of_a_goal_carries_its_labels(String id) {
    look(MONDAY, signal("goals", id));
    assertThat(stored.get(0).labels()).isEqualTo(PRIVATE);
  }

  @Test
  void a_finding_that_rests_on_a_contact_carries_its_labels() {
    look(MONDAY, signal("lapse", "8"));
    assertThat(stored.get(0).labels()).isEqualTo(PRIVATE);
  }

  @Test
  void a_finding_that_rests_on_what_was_tried_carries_its_labels() {
    look(MONDAY, signal("persistence", "4"));
    assertThat(stored.get(0).labels()).isEqualTo(PRIVATE);
  }

  @Test
  void a_key_hangs_on_patient_course_detector_and_onset_and_on_no_version() {
    var key = FindingKey.of(COURSE, "drop", record("1"));
    assertThat(key.value()).matches("[0-9a-f]{64}");
    assertThat(FindingKey.of(COURSE, "drop", new Source("Appointment", "1", "9"))).isEqualTo(key);
    assertThat(
            List.of(
                FindingKey.of(
                    new CourseId(new PatientId("p2"), COURSE.treatment()), "drop", record("1")),
                FindingKey.of(new CourseId(COURSE.patient(), "individual#2"), "drop", record("1")),
                FindingKey.of(COURSE, "change", record("1")),
                FindingKey.of(COURSE, "drop", record("2"))))
        .doesNotContain(key)
        .doesNotHaveDuplicates();
  }

  @Test
  void whose_flag_a_person_closed_is_set_aside_and_gets_a_new_one_only_with_new_evidence() {
    look(MONDAY, signal("drop", "1"));
    var finding = stored.get(0);
    finding.show(MONDAY);
    assertThat(finding.flagName()).isEqualTo(finding.key().value());
    assertThat(finding.closedByAPerson(finding.flagName(), MONDAY)).isTrue();
    assertThat(finding.closedByAPerson(finding.flagName(), MONDAY)).isFalse();
    assertThat(finding.dismissal()).contains(Dismissal.CLOSED_IN_RECORD);
    look(TUESDAY, signal("drop", "1"));
    assertThat(finding.stage()).isEqualTo(FindingStage.DISMISSED);
    look(NEXT_WEEK, signal("drop", "1", "2"));
    assertThat(finding.stage()).isEqualTo(FindingStage.OPEN);
    assertThat(finding.flagName()).isEqualTo(finding.key().value() + ".2");
    assertThat(finding.flagSince()).isEqualTo(NEXT_WEEK);
    assertThat(finding.since()).isEqualTo(MONDAY);
  }

  @Test
  void what_a_person_set_aside_stays_so_when_its_ground_passes_and_comes_back_as_it_was() {
    look(MONDAY, signal("drop", "1"));
    var finding = stored.get(0);
    finding.dismiss(MONDAY, Dismissal.ALREADY_KNOWN);
    look(TUESDAY);
    assertThat(finding.stage()).isEqualTo(FindingStage.RESOLVED);
    look(NEXT_WEEK, signal("drop", "1"));
    assertThat(finding.stage()).isEqualTo(FindingStage.DISMISSED);
    look(NEXT_WEEK.plusSeconds(60), signal("drop", "1", "2"));
    assertThat(finding.stage()).isEqualTo(FindingStage.OPEN);
  }

  @Test
  void once_people_decided_on_a_goal_the_next_one_is_a_finding_of_its_own() {
    look(MONDAY, signal("blind-spot", "1").about(List.of("Goal/7")));
    var first = stored.get(0);
    assertThat(look(TUESDAY, signal("blind-spot", "2").about(List.of("Goal/9"))).opened())
        .as("nobody decided yet")
        .isEmpty();
    first.follow(
        signal("blind-spot", "1").about(List.of("Goal/7")), Found.background(MONDAY), TUESDAY);
    decided.add(first);
    var next = look(NEXT_WEEK, signal("blind-spot", "2").about(List.of("Goal/9")));
    assertThat(next.opened()).extracting(Finding::goals).containsExactly(List.of("Goal/9"));
    assertThat(next.resolved()).containsExactly(first);
    assertThat(first.goals()).containsExactly("Goal/7");
  }

  @Test
  void a_line_of_the_next_form_may_be_the_same_goal_as_before() {
    look(MONDAY, signal("blind-spot", "1").about(List.of("QuestionnaireResponse/4#1")));
    decided.add(stored.get(0));
    var signal = signal("blind-spot", "2").about(List.of("QuestionnaireResponse/5#1"));
    assertThat(look(NEXT_WEEK, signal).opened()).isEmpty();
  }

  @Test
  void a_flag_that_is_not_ours_any_more_closes_nothing() {
    look(MONDAY, signal("drop", "1"));
    var finding = stored.get(0);
    assertThat(finding.closedByAPerson(finding.flagName(), MONDAY)).isFalse();
    finding.show(MONDAY);
    assertThat(finding.closedByAPerson(finding.flagName() + ".2", MONDAY)).isFalse();
    assertThat(finding.onChart()).isTrue();
  }

  @Test
  void a_change_of_the_way_it_reaches_people_is_a_change() {
    look(MONDAY, signal("voice", "1"));
    assertThat(look(TUESDAY, signal("voice", Channel.NAMED_PERSON, Level.PRIORITY, "1")).updated())
        .hasSize(1);
  }

  private Reconciliation look(Instant asOf, Signal... signals) {
    var now =
        Reconciliation.of(
            Map.of(course(asOf), Arrays.asList(signals)), stored, decided::contains, asOf);
    stored.addAll(now.opened());
    return now;
  }

  private static TherapyCourse course(Instant asOf) {
    return course(asOf, session("1", PRIVATE), session("2", Labels.NONE));
  }

  private static TherapyCourse course(Instant asOf, Session... sessions) {
    return new TherapyCourse(
        COURSE,
        asOf,
        ZoneOffset.UTC,
        MONDAY,
        null,
        List.of(sessions),
        List.of(),
        List.of(),
        List.of(new Contact(record("8"), MONDAY, true, PRIVATE)),
        List.of(),
        new TherapyCourse.Care(
            List.of(new Plan(record("5"), COURSE.patient(), true, false, List.of(), PRIVATE)),
            List.of(
                new GoalScore(
                    record("6"),
                    COURSE.patient(),
                    record("7"),
                    MONDAY,
                    1,
                    Respondent.CLIENT,
                    PRIVATE))),
        new TherapyCourse.Forms(
            List.of(), List.of(goalForm("3", PRIVATE)), List.of(), List.of(), List.of()),
        List.of(
            new TriedResponse("drop", "st-06", MONDAY),
            new TriedResponse("drop", "st-10", MONDAY, record("4"), PRIVATE)),
        TherapyCourse.Standing.USUAL);
  }

  private static GoalReview goalForm(String id, Labels labels) {
    return new GoalReview(
        record(id),
        COURSE.patient(),
        "1.0.0#en",
        MONDAY,
        List.of(),
        List.of(),
        Respondent.CLIENT,
        null,
        null,
        labels);
  }

  private static Session session(String id, Labels labels) {
    return session(id, MONDAY, "t1", labels);
  }

  private static Session session(String id, Instant start, String therapist) {
    return session(id, start, therapist, Labels.NONE);
  }

  private static Session session(String id, Instant start, String therapist, Labels labels) {
    return new Session(
        record(id),
        List.of(record(id)),
        start,
        SessionOutcome.MISSED,
        CancellationReason.NOT_GIVEN,
        false,
        false,
        null,
        null,
        new TherapistId(therapist),
        Modality.IN_PERSON,
        false,
        labels);
  }
}
