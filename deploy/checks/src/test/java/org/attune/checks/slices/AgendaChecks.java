package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.agenda.Agenda;
import org.attune.agenda.Cursor;
import org.attune.agenda.Matter;
import org.attune.agenda.NextStep;
import org.attune.agenda.Reach;
import org.attune.agenda.Rest;
import org.attune.agenda.Rest.Because;
import org.attune.agenda.Units;
import org.attune.agenda.Wanted;
import org.attune.agenda.WorkActs;
import org.attune.agenda.WorkItem;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.HonourWish;
import org.attune.detection.Level;
import org.attune.ehr.Feed;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Labels;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.writeback.Edit;
import org.junit.jupiter.api.Test;

/** How rows keep in step with findings, whichever database it is. */
abstract class AgendaChecks extends WorklistStage {

  private static final String DROP = "alliance-drop";
  private static final String CHANGE = "attendance-change";
  private static final String LAPSE = "contact-lapse";
  private static final String VOICE = "client-voice";

  @Inject Agenda agenda;
  @Inject Findings findings;
  @Inject WorkActs taking;
  @Inject ActOnFinding acting;
  @Inject HonourWish wishes;

  @Test
  void what_is_found_is_on_the_shelf_of_its_unit_with_what_may_be_done_next() {
    fall(client, NORTHERN);
    rounds();
    var row = row(client, DROP);
    assertThat(row.kind()).isEqualTo(WorkItem.Kind.SIGNAL);
    assertThat(row.shelf()).isEqualTo(NORTH);
    assertThat(row.matter()).isEqualTo(Matter.RELATIONSHIP);
    assertThat(row.step()).isEqualTo(NextStep.TALK_WITH_THERAPIST);
    assertThat(row.level()).isEqualTo(Level.REVIEW);
    assertThat(row.seen()).isEmpty();
    assertThat(row.place()).isPresent();
    assertThat(row.entered()).isEqualTo(finding(DROP).opened());
    assertThat(row.goalOpen()).isEqualTo(finding(DROP).proposesGoal());
  }

  @Test
  void whom_nobody_can_place_lies_on_a_shelf_of_their_own() {
    fall(client, OF_NOWHERE);
    rounds();
    assertThat(row(client, DROP).shelf()).isEqualTo(Units.UNPLACED);
  }

  @Test
  void a_look_that_brings_nothing_new_leaves_the_row_as_it_was() {
    fall(client, NORTHERN);
    rounds();
    long version = row(client, DROP).version();
    later(Duration.ofDays(2));
    rounds();
    assertThat(row(client, DROP).version()).isEqualTo(version);
  }

  @Test
  void a_request_is_on_the_shelf_of_whoever_is_asked_and_says_nothing_of_its_cause() {
    confide(client, NORTHERN);
    rounds();
    var row = row(client, "client-voice");
    assertThat(row.kind()).isEqualTo(WorkItem.Kind.REQUEST);
    assertThat(row.shelf()).isEqualTo("Practitioner/t1");
    assertThat(row.step()).isEqualTo(NextStep.AS_ASKED);
    assertThat(reachable(client, everything("Practitioner/c"))).isFalse();
    assertThat(reachable(client, everything("Practitioner/t1"))).isTrue();
  }

  @Test
  void a_request_to_get_in_touch_rests_after_a_talk_with_somebody_who_does_not_treat_the_client() {
    confide(client, NORTHERN);
    rounds();
    later(Duration.ofHours(1));
    message(client, Hospital.now, true, NORTHERN);
    rounds();
    assertThat(row(client, VOICE).rest()).as("with their therapist").isEmpty();
    later(Duration.ofHours(1));
    var when = Hospital.now;
    call(client, when, new TherapistId("c"));
    rounds();
    assertThat(row(client, VOICE).kind()).isEqualTo(WorkItem.Kind.REQUEST);
    assertThat(row(client, VOICE).rest())
        .contains(
            new Rest(when.plus(Duration.ofDays(14)), Because.CONTACT, "Encounter/" + callOf()));
    assertThat(finding(VOICE).standing()).isTrue();
  }

  @Test
  void a_request_that_somebody_did_in_the_record_rests_until_they_take_that_back() {
    confide(client, NORTHERN);
    rounds();
    var task = row(client, VOICE).key() + ".task";
    var stage = finding(VOICE).stage();
    later(Duration.ofHours(1));
    var when = Hospital.now;
    makeOfTask(task, Edit.What.COMPLETED, when, "Practitioner/t1");
    rounds();
    var link = taskOf(task).reference();
    assertThat(row(client, VOICE).rest())
        .contains(new Rest(when.plus(Duration.ofDays(14)), Because.TASK, link));
    assertThat(row(client, VOICE).place()).isEmpty();
    assertThat(finding(VOICE).stage()).as("the finding is left as it is").isEqualTo(stage);
    later(Duration.ofHours(1));
    makeOfTask(task, Edit.What.UNDER_WAY, null, "Practitioner/t1");
    rounds();
    assertThat(row(client, VOICE).rest()).isEmpty();
    assertThat(row(client, VOICE).place()).isPresent();
    later(Duration.ofHours(1));
    var again = Hospital.now;
    makeOfTask(task, Edit.What.COMPLETED, again, "Practitioner/t1");
    rounds();
    assertThat(row(client, VOICE).rest().map(Rest::until))
        .contains(again.plus(Duration.ofDays(14)));
    later(Duration.ofDays(15));
    roundTrip.make();
    assertThat(row(client, VOICE).rest()).isEmpty();
  }

  @Test
  void a_request_that_somebody_set_aside_or_that_was_given_to_the_therapist_does_not_rest() {
    confide(client, NORTHERN);
    rounds();
    var task = row(client, VOICE).key() + ".task";
    later(Duration.ofHours(1));
    makeOfTask(task, Edit.What.SET_ASIDE, null, "Practitioner/t1");
    rounds();
    assertThat(row(client, VOICE).rest()).isEmpty();
    assertThat(row(client, VOICE).place()).isPresent();
    makeOfTask(task, Edit.What.COMPLETED, Hospital.now, "Practitioner/n1");
    rounds();
    assertThat(row(client, VOICE).rest()).as("it is not for their ears").isEmpty();
    makeOfTask(task, Edit.What.COMPLETED, null, "Practitioner/t1");
    rounds();
    assertThat(row(client, VOICE).rest()).as("nobody knows when").isEmpty();
  }

  @Test
  void a_double_of_a_task_takes_nothing_back_and_what_is_done_is_not_done_in_the_future() {
    confide(client, NORTHERN);
    rounds();
    var task = row(client, VOICE).key() + ".task";
    later(Duration.ofHours(1));
    makeOfTask(task, Edit.What.COMPLETED, Hospital.now.plus(Duration.ofDays(9)), null);
    var seen = Hospital.now;
    rounds();
    var rest = row(client, VOICE).rest();
    assertThat(rest.map(Rest::until)).contains(seen.plus(Duration.ofDays(14)));
    Hospital.EDITS.add(
        new Edit(task, new Source("Task", "double", "1"), Edit.What.UNDER_WAY, true));
    rounds();
    rounds();
    assertThat(row(client, VOICE).rest()).isEqualTo(rest);
  }

  @Test
  void a_talk_with_a_colleague_that_took_place_lets_the_signal_rest_until_something_new_is_found() {
    fall(client, NORTHERN);
    rounds();
    var task = row(client, DROP).key() + ".consult";
    later(Duration.ofHours(1));
    var when = Hospital.now;
    makeOfTask(task, Edit.What.COMPLETED, when, "Practitioner/k1");
    rounds();
    assertThat(row(client, DROP).rest())
        .contains(new Rest(when.plus(Duration.ofDays(14)), Because.TASK, taskOf(task).reference()));
    later(Duration.ofHours(1));
    tell(Feed.ANSWERS, Facts.rating(client.value() + "-new", client, Hospital.now, 25));
    rounds();
    assertThat(finding(DROP).latest()).isAfter(when);
    assertThat(row(client, DROP).rest()).isEmpty();
    assertThat(row(client, DROP).place()).isPresent();
  }

  @Test
  void what_was_asked_for_on_a_record_and_done_after_it_was_merged_counts_for_the_survivor()
      throws Exception {
    var survivor = new PatientId("s-" + tag);
    record(survivor, null, Labels.NONE);
    fall(client, NORTHERN);
    rounds();
    var task = row(client, DROP).key() + ".consult";
    record(client, survivor, Labels.NONE);
    rounds();
    rounds();
    later(Duration.ofHours(1));
    makeOfTask(task, Edit.What.COMPLETED, Hospital.now, "Practitioner/k1");
    rounds();
    later(Duration.ofDays(1));
    rounds();
    assertThat(row(survivor, DROP).rest().map(Rest::reference)).contains(taskOf(task).reference());
    erasing.erase(survivor);
    erasing.erase(client);
    rounds();
    assertThat(
            database
                .createQuery("select count(e) from ChartEdit e where e.finding = :key", Long.class)
                .setParameter("key", task.substring(0, 64))
                .getSingleResult())
        .isZero();
  }

  @Test
  void what_somebody_tried_and_documented_in_the_record_lets_the_row_of_its_signal_rest() {
    fall(client, NORTHERN);
    rounds();
    later(Duration.ofHours(1));
    var when = Hospital.now;
    var task = new Source("Task", "tried-" + tag, "1");
    tell(
        Feed.TASKS,
        new DocumentedResponse(
            task, client, "st-06", DROP, null, when, null, NORTHERN, Labels.NONE));
    rounds();
    assertThat(row(client, DROP).rest())
        .contains(new Rest(when.plus(Duration.ofDays(14)), Because.TASK, task.reference()));
    assertThat(finding(DROP).standing()).isTrue();
    later(Duration.ofHours(1));
    var told = new Source("Task", task.id(), "2");
    Hospital.tell(Feed.TASKS, Facts.withdrawn(told, Hospital.now.toString()));
    rounds();
    assertThat(row(client, DROP).rest()).isEmpty();
  }

  @Test
  void what_cannot_be_kept_of_one_task_stops_no_round_and_holds_up_no_other() {
    confide(client, NORTHERN);
    rounds();
    var key = row(client, VOICE).key();
    later(Duration.ofHours(1));
    Hospital.EDITS.add(
        new Edit(
            key + ".consult",
            new Source("Task", "x".repeat(700), "1"),
            Edit.What.COMPLETED,
            true,
            Hospital.now,
            null));
    makeOfTask(key + ".task", Edit.What.COMPLETED, Hospital.now, "Practitioner/t1");
    rounds();
    assertThat(row(client, VOICE).rest().map(Rest::because)).contains(Because.TASK);
  }

  @Test
  void who_moves_to_another_unit_is_found_there_and_no_longer_where_they_were() throws Exception {
    fall(client, NORTHERN);
    rounds();
    var key = row(client, DROP).key();
    assertThat(reachable(client, of(NORTH))).isTrue();
    assertThat(reachable(client, of(SOUTH))).isFalse();
    take(row(client, DROP), "Practitioner/c");
    later(Duration.ofDays(1));
    tell(Feed.APPOINTMENTS, hour(client, SOUTHERN, 7, BookingStatus.KEPT));
    later(Duration.ofDays(1));
    rounds();
    assertThat(row(client, DROP).key()).isEqualTo(key);
    assertThat(row(client, DROP).shelf()).isEqualTo(SOUTH);
    assertThat(reachable(client, of(NORTH))).isFalse();
    assertThat(reachable(client, of(SOUTH))).isTrue();
    assertThat(keys(items.page(of(NORTH), Wanted.ALL, null, 200).rows())).doesNotContain(key);
    assertThat(keys(items.page(of(SOUTH), Wanted.ALL, null, 200).rows())).contains(key);
  }

  private static Reach of(String unit) {
    return new Reach(false, List.of(unit), "Practitioner/c", true, Set.of());
  }

  @Test
  void what_somebody_did_on_the_chart_is_told_by_the_row_with_the_next_round() {
    fall(client, NORTHERN);
    rounds();
    done(new Act.Acknowledge());
    rounds();
    assertThat(row(client, DROP).seen()).isPresent();
    var until = Hospital.now.plus(Duration.ofDays(3));
    done(new Act.Snooze(until));
    rounds();
    assertThat(row(client, DROP).rest()).contains(new Rest(until, Because.PUT_OFF, null));
    assertThat(row(client, DROP).place()).isEmpty();
    Hospital.now = until;
    rounds();
    assertThat(row(client, DROP).place()).isPresent();
    assertThat(row(client, DROP).seen()).isEmpty();
    done(new Act.Dismiss(Dismissal.ALREADY_KNOWN, null));
    rounds();
    assertThat(row(client, DROP).gone()).isPresent();
    assertThat(row(client, DROP).place()).isEmpty();
  }

  @Test
  void a_call_lets_the_row_rest_while_the_finding_stands_and_afterwards_it_is_back() {
    stayAway(client, NORTHERN);
    rounds();
    assertThat(row(client, CHANGE).step()).isEqualTo(NextStep.CALL);
    assertThat(row(client, CHANGE).place()).isPresent();
    later(Duration.ofHours(1));
    var when = Hospital.now;
    call(client, when);
    rounds();
    var rest = new Rest(when.plus(Duration.ofDays(14)), Because.CONTACT, "Encounter/" + callOf());
    assertThat(row(client, CHANGE).rest()).contains(rest);
    assertThat(row(client, CHANGE).place()).isEmpty();
    assertThat(finding(CHANGE).standing()).isTrue();
    later(Duration.ofDays(15));
    rounds();
    if (finding(CHANGE).standing()) {
      assertThat(row(client, CHANGE).place()).isPresent();
    }
  }

  @Test
  void a_talk_that_stands_as_a_message_lets_the_row_rest_and_word_or_another_clinics_does_not() {
    stayAway(client, NORTHERN);
    rounds();
    later(Duration.ofHours(1));
    message(client, Hospital.now, true, new TherapistId("surgeon"));
    rounds();
    assertThat(row(client, CHANGE).rest()).isEmpty();
    assertThat(row(client, CHANGE).place()).isPresent();
    later(Duration.ofHours(1));
    message(client, Hospital.now, false, NORTHERN);
    rounds();
    assertThat(row(client, CHANGE).rest()).isEmpty();
    later(Duration.ofHours(1));
    var when = Hospital.now;
    message(client, when, true, NORTHERN);
    rounds();
    var rest = new Rest(when.plus(Duration.ofDays(14)), Because.CONTACT, messageOf());
    assertThat(row(client, CHANGE).rest()).contains(rest);
    assertThat(finding(CHANGE).standing()).isTrue();
  }

  @Test
  void
      what_the_client_wrote_lets_the_row_of_their_silence_rest_for_days_or_until_it_is_taken_back() {
    goQuiet(client, NORTHERN);
    rounds();
    later(Duration.ofHours(1));
    var when = Hospital.now;
    message(client, when, false, NORTHERN);
    rounds();
    assertThat(row(client, LAPSE).rest())
        .contains(new Rest(when.plus(Duration.ofDays(3)), Because.WORD, messageOf()));
    assertThat(finding(LAPSE).standing()).isTrue();
    later(Duration.ofHours(1));
    var told = new Source("Communication", client.value() + "-message", "9");
    Hospital.tell(Feed.COMMUNICATIONS, Facts.withdrawn(told, Hospital.now.toString()));
    rounds();
    assertThat(row(client, LAPSE).rest()).isEmpty();
    assertThat(row(client, LAPSE).place()).isPresent();
  }

  private String messageOf() {
    return "Communication/" + client.value() + "-message";
  }

  private String callOf() {
    return client.value() + "-call";
  }

  @Test
  void a_rest_that_is_over_ends_without_a_look_at_the_client() throws Exception {
    fall(client, NORTHERN);
    rounds();
    var key = row(client, DROP).key();
    transaction.begin();
    database
        .createQuery(
            "update WorkItem w set w.place = null, w.restsUntil = :u, w.restsBecause = CONTACT"
                + " where w.key = :k")
        .setParameter("u", Hospital.now.plus(Duration.ofMinutes(1)))
        .setParameter("k", key)
        .executeUpdate();
    transaction.commit();
    long version = row(client, DROP).version();
    later(Duration.ofMinutes(2));
    roundTrip.make();
    assertThat(row(client, DROP).place()).isPresent();
    assertThat(row(client, DROP).version()).isEqualTo(version + 1);
  }

  @Test
  void who_is_for_few_eyes_has_rows_that_nobody_can_reach() {
    fall(client, NORTHERN);
    rounds();
    assertThat(reachable(client, everything("Practitioner/c"))).isTrue();
    record(client, null, Facts.RESTRICTED);
    rounds();
    assertThat(row(client, DROP).place()).isEmpty();
    assertThat(reachable(client, everything("Practitioner/c"))).isFalse();
    assertThat(items.leftOut(everything("Practitioner/c"))).isPositive();
  }

  @Test
  void what_a_client_keeps_to_themselves_leaves_the_list() {
    fall(client, NORTHERN);
    rounds();
    wishes.relationship(new Viewer("Practitioner/n1", Role.CLINICIAN, client), true);
    rounds();
    assertThat(row(client, DROP).gone()).isPresent();
    wishes.relationship(new Viewer("Practitioner/n1", Role.CLINICIAN, client), false);
    later(Duration.ofMinutes(30));
    rounds();
    assertThat(row(client, DROP).gone()).isEmpty();
    assertThat(row(client, DROP).entered()).isAfter(finding(DROP).opened());
  }

  @Test
  void who_objects_has_nothing_on_the_list_and_who_is_erased_has_no_row() throws Exception {
    var other = new PatientId("q-" + tag);
    fall(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    take(row(other, DROP), "Practitioner/c");
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", tag, "1"), client, at(0), null, Labels.NONE));
    rounds();
    assertThat(rows(client)).allMatch(row -> row.gone().isPresent());
    var key = row(other, DROP).key();
    erasing.erase(other);
    assertThat(rows(other)).isEmpty();
    assertThat(taking.of(key)).isEmpty();
    rounds();
    assertThat(rows(other)).isEmpty();
  }

  @Test
  void whoever_had_taken_a_row_still_has_it_when_the_clients_records_were_merged()
      throws Exception {
    var survivor = new PatientId("s-" + tag);
    record(survivor, null, Labels.NONE);
    fall(client, NORTHERN);
    rounds();
    take(row(client, DROP), "Practitioner/c");
    record(client, survivor, Labels.NONE);
    rounds();
    rounds();
    assertThat(row(client, DROP).gone()).isPresent();
    assertThat(row(survivor, DROP).owner()).contains("Practitioner/c");
    assertThat(row(survivor, DROP).place()).isPresent();
  }

  @Test
  void what_was_found_before_there_were_rows_has_rows_after_an_upgrade() throws Exception {
    fall(client, NORTHERN);
    rounds();
    transaction.begin();
    database.createQuery("delete from WorkItem w").executeUpdate();
    database.createNativeQuery(statementOfTheUpgrade()).executeUpdate();
    transaction.commit();
    assertThat(rows(client)).isEmpty();
    roundTrip.make();
    assertThat(row(client, DROP).entered()).isEqualTo(finding(DROP).opened());
    assertThat(
            database
                .createQuery("select count(n) from NotYetListed n", Long.class)
                .getSingleResult())
        .isZero();
  }

  @Test
  void whom_a_node_of_the_older_version_looks_at_meanwhile_has_rows_all_the_same()
      throws Exception {
    fall(client, NORTHERN);
    rounds();
    transaction.begin();
    database.createQuery("delete from WorkItem w").executeUpdate();
    database.createNativeQuery(statementOfTheUpgrade()).executeUpdate();
    transaction.commit();
    agenda.wake(Hospital.now);
    transaction.begin();
    database
        .createQuery("update KnownClient c set c.dirty = false where c.patient = :patient")
        .setParameter("patient", client.value())
        .executeUpdate();
    transaction.commit();
    roundTrip.make();
    assertThat(row(client, DROP).place()).isPresent();
    assertThat(
            database
                .createQuery("select count(n) from NotYetListed n", Long.class)
                .getSingleResult())
        .isZero();
  }

  private static String statementOfTheUpgrade() throws IOException {
    var script = "/org/attune/db/migration/V27__worklist.sql";
    try (var text = Objects.requireNonNull(AgendaChecks.class.getResourceAsStream(script))) {
      var all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      var begin = all.indexOf("insert into not_yet_listed");
      return all.substring(begin, all.indexOf(';', begin));
    }
  }

  @Test
  void a_row_that_has_been_over_for_a_month_is_forgotten_with_whoever_had_taken_it()
      throws Exception {
    fall(client, NORTHERN);
    rounds();
    var key = row(client, DROP).key();
    take(row(client, DROP), "Practitioner/c");
    done(new Act.Dismiss(Dismissal.ALREADY_KNOWN, null));
    rounds();
    later(Duration.ofDays(29));
    rounds();
    assertThat(taking.of(key)).hasSize(1);
    later(Duration.ofDays(2));
    rounds();
    assertThat(rows(client)).noneMatch(row -> row.key().equals(key));
    assertThat(taking.of(key)).isEmpty();
  }

  @Test
  void while_rows_come_and_go_every_row_that_stays_is_read_once_and_in_order() throws Exception {
    var clients = IntStream.range(0, 9).mapToObj(n -> new PatientId(n + "-" + tag)).toList();
    for (PatientId each : clients) {
      fall(each, SOUTHERN);
      later(Duration.ofMinutes(1));
      rounds();
    }
    var reach = new Reach(false, List.of(SOUTH), "Practitioner/c", true, Set.of());
    var stay = new HashSet<>(all(reach, null));
    var first = items.page(reach, Wanted.ALL, null, 3);
    var read = keys(first.rows());
    // One that was read goes, one that was not read goes, and one comes before all of them.
    setAside(first.rows().get(0));
    var second = items.page(reach, Wanted.ALL, first.next(), 3);
    setAside(second.rows().get(2));
    stay.remove(first.rows().get(0).key());
    stay.remove(second.rows().get(2).key());
    fall(new PatientId("late-" + tag), SOUTHERN);
    rounds();
    read.addAll(all(reach, first.next()));
    assertThat(read).doesNotHaveDuplicates().containsAll(stay);
    var back = items.page(reach, Wanted.ALL, second.next(), 3);
    var before = items.page(reach, Wanted.ALL, Objects.requireNonNull(back.previous()), 3);
    assertThat(before.rows()).isSortedAccordingTo((a, b) -> Long.compare(place(a), place(b)));
    assertThat(keys(before.rows())).doesNotContainAnyElementsOf(keys(back.rows())).hasSize(3);
    assertThat(before.next()).isNotNull();
    assertThat(items.page(reach, Wanted.ALL, null, 3).previous()).isNull();
  }

  private static long place(WorkItem row) {
    return row.place().orElseThrow();
  }

  private List<String> all(Reach reach, Cursor from) {
    var keys = new ArrayList<String>();
    var page = items.page(reach, Wanted.ALL, from, 3);
    keys.addAll(keys(page.rows()));
    while (page.next() != null) {
      page = items.page(reach, Wanted.ALL, page.next(), 3);
      keys.addAll(keys(page.rows()));
    }
    return keys;
  }

  private static List<String> keys(List<WorkItem> rows) {
    return new ArrayList<>(rows.stream().map(WorkItem::key).toList());
  }

  private void setAside(WorkItem row) throws Exception {
    transaction.begin();
    findings
        .find(new FindingKey(row.key()))
        .orElseThrow()
        .dismiss(Hospital.now, Dismissal.ALREADY_KNOWN);
    database
        .createQuery("update KnownClient c set c.dirty = true where c.patient = :p")
        .setParameter("p", row.patient().value())
        .executeUpdate();
    transaction.commit();
    rounds();
  }

  private void take(WorkItem row, String by) throws Exception {
    transaction.begin();
    var now = items.find(row.key()).orElseThrow();
    taking.give(now, by, NextStep.CALL, (Instant) null, by, Hospital.now);
    transaction.commit();
  }

  private static Reach everything(String person) {
    return new Reach(true, List.of(), person, true, Set.of());
  }

  private boolean reachable(PatientId patient, Reach reach) {
    return rows(patient).stream().anyMatch(row -> items.patient(reach, row.key()).isPresent());
  }

  private Finding finding(String detector) {
    return findings.of(client).stream()
        .filter(each -> each.detector().equals(detector))
        .findFirst()
        .orElseThrow();
  }

  private void done(Act act) {
    var viewer = new Viewer("Practitioner/n1", Role.CLINICIAN, client);
    assertThat(acting.act(viewer, finding(DROP).key(), act, EN))
        .isInstanceOf(ActOnFinding.Outcome.Done.class);
  }
}
