package org.attune.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attune.findings.Found.COURSE;
import static org.attune.findings.Found.MONDAY;
import static org.attune.findings.Found.signal;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.agenda.Rest.Because;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.EveryDetector;
import org.attune.detection.Level;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.Found;
import org.attune.settings.GivenSettings;
import org.attune.settings.SettingRejected;
import org.attune.therapy.Contact;
import org.attune.therapy.Labels;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.attune.writeback.ChartEdit;
import org.attune.writeback.EditsOfTasks;
import org.attune.writeback.WriteKind;
import org.junit.jupiter.api.Test;

class WorkItemTest {

  private static final Duration REST = Duration.ofDays(14);
  private static final Source CALL = new Source("Encounter", "call", "1");
  private static final Source LETTER = new Source("Communication", "letter", "1");

  /** These only ever prompt the therapist or tell the unit, so that they have no rows. */
  private static final Set<String> PROMPTS =
      Set.of(
          "after-hard-session",
          "check-in-gap",
          "concordance-gap",
          "expectation-start",
          "group-clarity",
          "observed-markers",
          "readiness-plan",
          "unspoken");

  private final Finding lapse =
      Found.finding(Found.signal("contact-lapse", Channel.CHART, Level.REVIEW, "a1"));
  private final WorkItem row =
      new WorkItem(lapse, WorkItem.Kind.SIGNAL, Usual.of("contact-lapse", "flag"));

  private static Instant day(int day) {
    return MONDAY.plus(Duration.ofDays(day));
  }

  private static TherapyCourse with(List<Contact> contacts, List<TriedResponse> tried) {
    var bare = course().attended(2).build();
    return new TherapyCourse(
        COURSE,
        bare.asOf(),
        bare.zone(),
        bare.began(),
        null,
        bare.sessions(),
        List.of(),
        List.of(),
        contacts,
        List.of(),
        TherapyCourse.Care.NONE,
        TherapyCourse.Forms.NONE,
        tried,
        TherapyCourse.Standing.USUAL);
  }

  private static TherapyCourse called(int day) {
    return with(List.of(new Contact(CALL, day(day), true, Labels.NONE)), List.of());
  }

  private static TherapyCourse wrote(int day) {
    return with(List.of(new Contact(LETTER, day(day), false, Labels.NONE)), List.of());
  }

  private Optional<Rest> cleared(WorkItem which, Finding finding, TherapyCourse course, int day) {
    return new Clearing(which, finding, day(day)).by(course, REST);
  }

  @Test
  void whoever_spoke_with_the_client_since_need_not_say_so_once_more() {
    assertThat(cleared(row, lapse, called(2), 3))
        .contains(new Rest(day(16), Because.CONTACT, "Encounter/call"));
    assertThat(cleared(row, lapse, called(2), 16)).isEmpty();
  }

  @Test
  void whoever_wrote_need_not_be_rung_up_but_what_is_to_be_offered_or_agreed_on_needs_a_talk() {
    assertThat(cleared(row, lapse, wrote(2), 3))
        .contains(new Rest(day(5), Because.WORD, "Communication/letter"));
    assertThat(cleared(row, lapse, wrote(2), 5)).as("nobody answered").isEmpty();
    for (var step : List.of(NextStep.OFFER_ACCESS, NextStep.AGREE_ENDING)) {
      row.own("Practitioner/c", step, null, MONDAY);
      assertThat(cleared(row, lapse, wrote(2), 3)).as(step.name()).isEmpty();
      assertThat(cleared(row, lapse, called(2), 3)).as(step.name()).isPresent();
    }
  }

  @Test
  void a_talk_counts_for_longer_than_word_that_came_after_it() {
    var both =
        with(
            List.of(
                new Contact(CALL, day(2), true, Labels.NONE),
                new Contact(LETTER, day(3), false, Labels.NONE)),
            List.of());
    assertThat(cleared(row, lapse, both, 4))
        .contains(new Rest(day(16), Because.CONTACT, "Encounter/call"));
    var shortly = new Clearing(row, lapse, day(3)).by(wrote(2), Duration.ofDays(2));
    assertThat(shortly).contains(new Rest(day(4), Because.WORD, "Communication/letter"));
  }

  @Test
  void what_the_client_wrote_settles_nothing_but_their_silence() {
    for (String detector : List.of("service-first", "attendance-change", "client-voice")) {
      var finding = Found.finding(signal(detector, "a1"));
      var other = new WorkItem(finding, WorkItem.Kind.SIGNAL, Usual.of(detector, "flag"));
      other.own("Practitioner/c", NextStep.CALL, null, MONDAY);
      assertThat(cleared(other, finding, wrote(2), 3)).as(detector).isEmpty();
      assertThat(cleared(other, finding, called(2), 3)).as(detector).isPresent();
    }
  }

  @Test
  void what_the_client_wrote_settles_no_request() {
    var asked = new WorkItem(lapse, WorkItem.Kind.REQUEST, Usual.ofRequest());
    asked.own("Practitioner/c", NextStep.CALL, null, MONDAY);
    assertThat(cleared(asked, lapse, wrote(2), 3)).isEmpty();
    assertThat(cleared(asked, lapse, calledBy(2, "c"), 3)).isPresent();
  }

  private static TherapyCourse calledBy(int day, String... who) {
    var with = Stream.of(who).map(TherapistId::new).toList();
    return with(List.of(new Contact(CALL, day(day), true, with, Labels.NONE)), List.of());
  }

  @Test
  void who_asked_to_be_heard_is_heard_by_somebody_other_than_those_who_treat_them() {
    var wish = signal("client-voice", Channel.NAMED_PERSON, Level.REVIEW, "a1");
    var finding = Found.finding(wish, new TherapistId("t"));
    var asked = new WorkItem(finding, WorkItem.Kind.REQUEST, Usual.ofRequest());
    assertThat(asked.step()).isEqualTo(NextStep.AS_ASKED);
    assertThat(cleared(asked, finding, calledBy(2, "c"), 3))
        .contains(new Rest(day(16), Because.CONTACT, "Encounter/call"));
    assertThat(cleared(asked, finding, calledBy(2, "t", "c"), 3)).isPresent();
    assertThat(cleared(asked, finding, calledBy(2, "t"), 3)).as("the therapist").isEmpty();
    assertThat(cleared(asked, finding, called(2), 3)).as("nobody knows who").isEmpty();
    assertThat(cleared(asked, finding, wrote(2), 3)).as("no talk").isEmpty();
    asked.own("Practitioner/c", NextStep.REVIEW_PLAN, null, MONDAY);
    assertThat(cleared(asked, finding, calledBy(2, "c"), 3)).as("means else").isEmpty();
  }

  @Test
  void a_request_for_something_else_is_settled_by_no_talk() {
    var other = signal("a-rule-of-the-site", Channel.NAMED_PERSON, Level.REVIEW, "a1");
    var finding = Found.finding(other, new TherapistId("t"));
    var asked = new WorkItem(finding, WorkItem.Kind.REQUEST, Usual.ofRequest());
    assertThat(cleared(asked, finding, calledBy(2, "c"), 3)).isEmpty();
  }

  @Test
  void where_the_service_called_off_or_the_client_spoke_of_an_ending_their_word_settles_nothing() {
    for (String wording : List.of("flag.service", "flag.ending")) {
      var finding = Found.worded("contact-lapse", wording);
      var other = new WorkItem(finding, WorkItem.Kind.SIGNAL, Usual.of("contact-lapse", wording));
      other.own("Practitioner/c", NextStep.CALL, null, MONDAY);
      assertThat(cleared(other, finding, wrote(2), 3)).as(wording).isEmpty();
      assertThat(cleared(other, finding, called(2), 3)).as(wording).isPresent();
    }
  }

  @Test
  void a_talk_before_the_row_was_there_clears_nothing() {
    assertThat(cleared(row, lapse, called(-1), 3)).isEmpty();
  }

  @Test
  void a_call_clears_nothing_that_is_not_settled_by_a_call() {
    for (String detector : List.of("alliance-drop", "closure-ahead", "goal-alignment")) {
      var finding = Found.finding(signal(detector, "a1"));
      var other = new WorkItem(finding, WorkItem.Kind.SIGNAL, Usual.of(detector, "flag"));
      assertThat(cleared(other, finding, called(2), 3)).as(detector).isEmpty();
    }
  }

  @Test
  void what_is_found_after_the_talk_ends_the_rest() {
    var again = Found.told(lapse, day(4));
    assertThat(cleared(row, again, called(2), 5)).isEmpty();
    assertThat(cleared(row, again, called(4), 5)).isPresent();
  }

  @Test
  void what_the_record_says_was_tried_clears_the_rows_of_its_detector_whatever_the_step() {
    var drop = Found.finding(signal("alliance-drop", "a1"));
    var other = new WorkItem(drop, WorkItem.Kind.SIGNAL, Usual.of("alliance-drop", "flag"));
    var task = new Source("Task", "t1", "1");
    var tried = new TriedResponse("alliance-drop", "st-06", day(2), task, Labels.NONE);
    var course = with(List.of(), List.of(tried));
    assertThat(cleared(other, drop, course, 3))
        .contains(new Rest(day(16), Because.TASK, "Task/t1"));
    assertThat(cleared(row, lapse, course, 3)).isEmpty();
    var logged = with(List.of(), List.of(new TriedResponse("alliance-drop", "st-06", day(2))));
    assertThat(cleared(other, drop, logged, 3)).contains(new Rest(day(16), Because.RESPONSE, null));
  }

  private static Optional<Rest> asked(WorkItem which, Finding finding, ChartEdit task, int day) {
    return new Clearing(which, finding, day(day)).by(List.of(task), REST);
  }

  @Test
  void whoever_did_what_they_were_asked_for_in_the_record_need_not_say_so_here() {
    var finding = Found.finding(signal("client-voice", Channel.NAMED_PERSON, Level.REVIEW, "a1"));
    var asked = new WorkItem(finding, WorkItem.Kind.REQUEST, Usual.ofRequest());
    var task = EditsOfTasks.completed(WriteKind.TASK, day(2));
    assertThat(asked(asked, finding, task, 3))
        .contains(new Rest(day(16), Because.TASK, "Task/asked"));
    assertThat(asked(asked, finding, task, 16)).isEmpty();
    assertThat(asked(asked, Found.told(finding, day(4)), task, 5)).as("new").isEmpty();
    assertThat(asked(asked, finding, EditsOfTasks.completed(WriteKind.TASK, day(-1)), 3))
        .as("before")
        .isEmpty();
    assertThat(asked(asked, finding, EditsOfTasks.completed(WriteKind.TASK, null), 3))
        .as("nobody knows when")
        .isEmpty();
  }

  @Test
  void a_talk_with_a_colleague_settles_the_signal_and_no_request_and_taking_a_goal_up_neither() {
    var asked = new WorkItem(lapse, WorkItem.Kind.REQUEST, Usual.ofRequest());
    var question = new WorkItem(lapse, WorkItem.Kind.QUESTION, Usual.of("contact-lapse", "flag"));
    for (var kind : List.of(WriteKind.TASK, WriteKind.CONSULT, WriteKind.TAKE_UP)) {
      var task = EditsOfTasks.completed(kind, day(2));
      assertThat(asked(row, lapse, task, 3).isPresent()).isEqualTo(kind == WriteKind.CONSULT);
      assertThat(asked(asked, lapse, task, 3).isPresent()).isEqualTo(kind == WriteKind.TASK);
      assertThat(asked(question, lapse, task, 3)).isEmpty();
    }
  }

  private static Optional<Rest> decided(WorkItem which, Finding finding, boolean client, int day) {
    return new Clearing(which, finding, day(day))
        .decided(new DecidedGoals.Decided(day(2), day(30), client, "Goal/g"));
  }

  private static WorkItem of(Finding finding) {
    return new WorkItem(
        finding,
        WorkItem.Kind.SIGNAL,
        Usual.of(finding.detector(), finding.wording()).where(true, false));
  }

  @Test
  void whoever_decided_on_a_goal_need_not_put_its_row_off_until_it_is_looked_at_together() {
    var apart = Found.finding(signal("goal-alignment", "a1"));
    assertThat(decided(of(apart), apart, false, 3))
        .contains(new Rest(day(30), Because.DECIDED, "Goal/g"));
    assertThat(decided(of(apart), apart, false, 30)).as("the day agreed on").isEmpty();
    assertThat(decided(of(apart), Found.told(apart, day(4)), false, 5)).as("new").isEmpty();
    var more = of(apart);
    more.stands(Level.PRIORITY, day(3));
    assertThat(decided(more, apart, false, 4)).as("asks for more").isEmpty();
  }

  @Test
  void where_more_than_a_decision_is_to_be_done_a_goal_counts_that_the_client_agreed_to() {
    for (String detector : List.of("attendance-change", "alliance-drop", "not-on-track")) {
      var finding = Found.finding(signal(detector, "a1"));
      assertThat(decided(of(finding), finding, false, 3)).as(detector).isEmpty();
      assertThat(decided(of(finding), finding, true, 3)).as(detector).isPresent();
    }
  }

  @Test
  void what_the_record_did_not_take_is_entered_next_whoever_has_the_row() {
    var apart = Found.finding(signal("goal-alignment", "a1"));
    assertThat(Usual.of("goal-alignment", "flag").where(false, true).step())
        .isEqualTo(NextStep.ENTER_BY_HAND);
    var mine = of(apart);
    mine.own("Practitioner/c", NextStep.REVIEW_PLAN, null, MONDAY);
    mine.needsAHand();
    assertThat(mine.step()).as("it did not rest for that").isEqualTo(NextStep.REVIEW_PLAN);
    mine.rests(new Rest(day(30), Because.DECIDED, null), 7, day(2));
    mine.needsAHand();
    assertThat(mine.step()).isEqualTo(NextStep.ENTER_BY_HAND);
  }

  @Test
  void where_nobody_looked_at_the_course_a_decision_is_asked_for_anew_and_a_call_is_not() {
    row.rests(new Rest(day(9), Because.CONTACT, "Encounter/call"), 7, day(2));
    assertThat(new Clearing(row, lapse, day(3)).asBefore()).isPresent();
    row.rests(new Rest(day(9), Because.DECIDED, null), 7, day(2));
    assertThat(new Clearing(row, lapse, day(3)).asBefore()).isEmpty();
  }

  @Test
  void a_row_that_asks_for_more_than_before_is_unseen_and_moves() {
    row.seen(day(1));
    assertThat(row.seen()).contains(day(1));
    row.stands(Level.PRIORITY, day(2));
    row.seen(day(1));
    assertThat(row.seen()).isEmpty();
    assertThat(cleared(row, lapse, called(1), 3)).isEmpty();
    assertThat(row.entered()).isEqualTo(MONDAY);
  }

  @Test
  void no_version_that_a_row_is_given_is_one_that_waking_by_itself_may_have_given() {
    long before = row.version();
    row.changed(day(1));
    assertThat(row.version()).as("a row that wakes grows by one").isGreaterThan(before + 1);
  }

  @Test
  void a_row_that_is_back_begins_anew() {
    row.goes(day(3));
    row.stands(Level.REVIEW, day(9));
    assertThat(row.entered()).isEqualTo(day(9));
    assertThat(row.gone()).isEmpty();
  }

  @Test
  void what_becomes_a_request_is_taken_from_whoever_may_not_read_it() {
    row.own("Practitioner/c", NextStep.CALL, day(2), day(1));
    row.lies(WorkItem.Kind.SIGNAL, Units.SERVICE, Usual.of("contact-lapse", "flag"));
    assertThat(row.owner()).contains("Practitioner/c");
    row.lies(WorkItem.Kind.REQUEST, "Practitioner/lead", Usual.ofRequest());
    assertThat(row.owner()).isEmpty();
    assertThat(row.due()).isEmpty();
    assertThat(row.step()).isEqualTo(NextStep.AS_ASKED);
  }

  @Test
  void while_nobody_has_a_row_its_step_follows_what_is_found_and_then_it_is_theirs() {
    var before = row.face();
    row.lies(WorkItem.Kind.SIGNAL, row.shelf(), Usual.of("contact-lapse", "flag.ending"));
    assertThat(row.step()).isEqualTo(NextStep.AGREE_ENDING);
    assertThat(row.face()).isNotEqualTo(before);
    row.own("Practitioner/c", NextStep.OFFER_ACCESS, null, day(1));
    row.lies(WorkItem.Kind.SIGNAL, row.shelf(), Usual.of("contact-lapse", "flag"));
    assertThat(row.step()).isEqualTo(NextStep.OFFER_ACCESS);
    row.own(null, NextStep.OFFER_ACCESS, null, day(2));
    row.lies(WorkItem.Kind.SIGNAL, row.shelf(), Usual.of("contact-lapse", "flag"));
    assertThat(row.step()).isEqualTo(NextStep.CALL);
  }

  @Test
  void a_row_for_few_eyes_or_at_rest_has_no_place() {
    row.rests(null, 7, day(2));
    assertThat(row.place()).contains(7L);
    row.rests(new Rest(day(3), Because.PUT_OFF, null), 7, day(2));
    assertThat(row.place()).isEmpty();
    row.isFor(false, true);
    row.rests(null, 7, day(2));
    assertThat(row.place()).isEmpty();
  }

  @Test
  void to_come_to_a_place_or_to_one_further_up_is_news_and_to_stay_or_sink_is_none() {
    assertThat(row.placed()).isEmpty();
    row.rests(null, 7, day(2));
    assertThat(row.placed()).contains(day(2));
    row.rests(null, 7, day(3));
    row.rests(null, 9, day(4));
    assertThat(row.placed()).contains(day(2));
    row.rests(null, 5, day(5));
    assertThat(row.placed()).contains(day(5));
    row.rests(new Rest(day(7), Because.PUT_OFF, null), 5, day(6));
    assertThat(row.placed()).contains(day(5));
    row.rests(null, 5, day(7));
    assertThat(row.placed()).contains(day(7));
    row.isFor(false, true);
    row.rests(null, 1, day(8));
    assertThat(row.placed()).contains(day(7));
  }

  @Test
  void what_was_put_off_rests_as_long_as_on_the_chart_whether_or_not_it_waits_for_its_place() {
    lapse.snooze(day(1), day(5));
    row.seen(day(1));
    assertThat(new Clearing(row, lapse, day(2)).putOff(Optional.empty()))
        .contains(new Rest(day(5), Because.PUT_OFF, null));
    assertThat(new Clearing(row, lapse, day(5)).putOff(Optional.empty())).isEmpty();
    var waits = Found.waiting(Found.finding(signal("contact-lapse", "a1")), day(0));
    var act =
        new FindingAct(waits.key(), FindingAct.What.SNOOZED, "Practitioner/7", day(1))
            .until(day(5));
    var seen = FindingActs.seen(waits, Stream.of(act));
    assertThat(new Clearing(row, waits, day(2)).putOff(seen))
        .contains(new Rest(day(5), Because.PUT_OFF, null));
  }

  @Test
  void whoever_asked_for_a_talk_after_seeing_it_has_still_seen_it_and_what_is_new_has_not() {
    var seen = new FindingAct(lapse.key(), FindingAct.What.ACKNOWLEDGED, "Practitioner/7", day(1));
    var asks = new FindingAct(lapse.key(), FindingAct.What.CONSULTATION, "Practitioner/7", day(2));
    assertThat(FindingActs.seen(lapse, Stream.of(seen, asks))).contains(seen);
    assertThat(FindingActs.seen(Found.told(lapse, day(3)), Stream.of(seen, asks))).isEmpty();
  }

  @Test
  void every_rule_that_can_stand_on_a_chart_has_a_matter_and_a_step() {
    assertThat(EveryDetector.withFallbacks().stream().map(Detector::id))
        .allMatch(id -> Usual.knows(id) != PROMPTS.contains(id));
  }

  @Test
  void a_quiet_ending_is_agreed_upon_and_a_request_tells_nothing_of_its_cause() {
    assertThat(Usual.of("contact-lapse", "flag.ending").step()).isEqualTo(NextStep.AGREE_ENDING);
    assertThat(Usual.of("a-rule-of-the-site", "flag").step())
        .isEqualTo(NextStep.TALK_WITH_THERAPIST);
    assertThat(Usual.ofRequest().step()).isEqualTo(NextStep.AS_ASKED);
  }

  @Test
  void a_caseload_lies_on_the_shelf_of_its_unit_and_nobodys_on_one_of_its_own() {
    var apart =
        new Units(
            GivenSettings.with(
                "worklist.units", "Practitioner/7=Organization/a, Practitioner/8=Location/b"));
    assertThat(apart.shelf("8")).isEqualTo("Location/b");
    assertThat(apart.shelf("9")).isEqualTo(Units.UNPLACED);
    assertThat(apart.shelf("")).isEqualTo(Units.UNPLACED);
    assertThat(new Units(GivenSettings.FALLBACKS).shelf("8")).isEqualTo(Units.SERVICE);
    for (String wrong :
        List.of("Practitioner/7", "Practitioner/7=*", "Practitioner/7=Group/1", "7=Location/1")) {
      var units = new Units(GivenSettings.with("worklist.units", wrong));
      assertThatThrownBy(units::apart).isInstanceOf(SettingRejected.class);
    }
  }

  @Test
  void a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
    var cursor = new Cursor(10_000_000_000_007L, lapse.key().value(), true);
    assertThat(Cursor.of(cursor.word())).contains(cursor);
    for (String wrong : List.of("", "x", "b1.zz", "!", cursor.word().substring(1))) {
      assertThat(Cursor.of(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void a_row_that_is_over_has_no_place_though_somebody_wants_it_back() {
    row.isFor(false, false);
    row.goes(day(1));
    row.wakes(day(2));
    assertThat(row.place()).isEmpty();
    row.stands(Level.REVIEW, day(3));
    row.wakes(day(3));
    assertThat(row.place()).isPresent();
  }
}
