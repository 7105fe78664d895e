package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.access.AuditEntries;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.agenda.Cursor;
import org.attune.agenda.NextStep;
import org.attune.agenda.Rest;
import org.attune.agenda.Wanted;
import org.attune.agenda.WorkActs;
import org.attune.catalogue.Catalogue;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.HonourWish;
import org.attune.chart.ShowChart;
import org.attune.ehr.EhrUnavailable;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingKey;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.ledger.Ledger;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapistId;
import org.attune.worklist.AcknowledgeRows;
import org.attune.worklist.ActOnRow;
import org.attune.worklist.ColleaguesView;
import org.attune.worklist.ColleaguesView.Colleague;
import org.attune.worklist.Desk;
import org.attune.worklist.FindColleagues;
import org.attune.worklist.NameRows;
import org.attune.worklist.Outcome;
import org.attune.worklist.OwnRow;
import org.attune.worklist.OwnRow.Wish;
import org.attune.worklist.ShowRow;
import org.attune.worklist.ShowWorklist;
import org.attune.worklist.ShowWorklist.Held;
import org.attune.worklist.Wants;
import org.attune.worklist.WorklistView;
import org.attune.worklist.WorklistView.RowView;
import org.attune.writeback.Edit;
import org.hibernate.SessionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who reads what on a worklist, and what they may do there, in a real server. */
@ExtendWith(ArquillianExtension.class)
class WorklistIT extends WorklistStage {

  private static final String DROP = "alliance-drop";
  private static final String CHANGE = "attendance-change";

  @Deployment
  static WebArchive slice() {
    return slice("worklist");
  }

  @Inject ShowWorklist worklists;
  @Inject ShowRow details;
  @Inject ActOnRow acting;
  @Inject AcknowledgeRows bulk;
  @Inject OwnRow owning;
  @Inject FindColleagues finding;
  @Inject NameRows naming;
  @Inject ActOnFinding onChart;
  @Inject HonourWish wishes;
  @Inject ShowChart charts;
  @Inject Findings findings;
  @Inject Ledger ledger;
  @Inject AuditEntries accounts;

  private final PatientId other = new PatientId("q-" + tag);

  @Test
  void a_row_says_what_the_chart_says_and_who_reads_it_is_accounted_for() {
    fall(client, NORTHERN);
    rounds();
    long told = accounts.about(client);
    var row = mine(coordinator(NORTH)).get(0);
    assertThat(accounts.about(client)).isEqualTo(told + 1);
    var viewer = new Viewer("Practitioner/c", Role.COORDINATOR, client);
    var chart = ((ShowChart.Answer.Shown) charts.show(viewer, EN)).chart();
    var signal = chart.signals().get(0);
    assertThat(row.item()).isEqualTo(signal.key());
    assertThat(row.sentence()).isEqualTo(signal.sentence());
    assertThat(row.name()).isEqualTo(signal.name());
    assertThat(row.levelText()).isEqualTo(signal.levelText());
    assertThat(row.patient()).isEqualTo("Patient/" + client.value());
    assertThat(row.stepText()).isEqualTo("Talk with the therapist");
    assertThat(row.seen()).isFalse();
    assertThat(row.tried()).isFalse();
    assertThat(row.others()).isZero();
  }

  @Test
  void each_unit_has_its_own_and_only_who_works_for_all_sees_whom_nobody_can_place() {
    var nowhere = new PatientId("x-" + tag);
    fall(client, NORTHERN);
    fall(other, SOUTHERN);
    fall(nowhere, OF_NOWHERE);
    rounds();
    assertThat(clients(coordinator(NORTH))).containsExactly(ref(client));
    assertThat(clients(coordinator(SOUTH))).containsExactly(ref(other));
    assertThat(clients(coordinator(NORTH, SOUTH)))
        .containsExactlyInAnyOrder(ref(client), ref(other));
    assertThat(clients(coordinator(Desk.EVERY_UNIT)))
        .containsExactlyInAnyOrder(ref(client), ref(other), ref(nowhere));
    assertThat(clients(coordinator())).isEmpty();
    assertThat(clients(desk(Role.CLINICIAN, Desk.EVERY_UNIT))).isEmpty();
    var item = row(other, DROP).key();
    assertThat(details.show(coordinator(NORTH), item, EN)).isEmpty();
    assertThat(act(coordinator(NORTH), item, new Act.Acknowledge()))
        .isInstanceOf(Outcome.NotOnWorklist.class);
    assertThat(own(coordinator(NORTH), item, "Practitioner/c", null))
        .isInstanceOf(Outcome.NotOnWorklist.class);
    assertThat(rows(other)).allMatch(row -> row.seen().isEmpty() && row.owner().isEmpty());
  }

  @Test
  void whoever_only_gets_in_touch_reads_nothing_of_the_working_relationship_nor_of_goals()
      throws Exception {
    fall(client, NORTHERN);
    stayAway(other, NORTHERN);
    rounds();
    var outreach = desk(Role.OUTREACH, NORTH);
    openGoal(row(other, CHANGE).key());
    assertThat(mine(outreach)).singleElement().matches(row -> row.goal() == null);
    assertThat(worklists.counts(outreach).goals()).isZero();
    assertThat(worklists.counts(coordinator(NORTH)).goals()).isPositive();
    assertThat(clients(outreach)).containsExactly(ref(other));
    assertThat(worklists.counts(outreach).all()).isLessThan(all(coordinator(NORTH)));
    var drop = row(client, DROP).key();
    assertThat(details.show(outreach, drop, EN)).isEmpty();
    assertThat(act(outreach, drop, new Act.Acknowledge()))
        .isInstanceOf(Outcome.NotOnWorklist.class);
    var chart = (ShowChart.Answer.Shown) charts.show(viewer(Role.OUTREACH), EN);
    assertThat(chart.chart().signals()).isEmpty();
    assertThat(chart.chart().relationshipHidden()).isNull();
    assertThat(chart.chart().toString()).doesNotContain("alliance");
    var told = (ShowChart.Answer.Shown) charts.show(viewer(Role.COORDINATOR), EN);
    assertThat(told.chart().toString()).contains("alliance");
  }

  /** A goal waits for an answer with a row. */
  private void openGoal(String key) throws Exception {
    transaction.begin();
    database
        .createQuery("update WorkItem w set w.goalOpen = true where w.key = :k")
        .setParameter("k", key)
        .executeUpdate();
    transaction.commit();
  }

  private long all(Desk desk) {
    return worklists.counts(desk).all();
  }

  private Viewer viewer(Role role) {
    return new Viewer("Practitioner/c", role, client);
  }

  @Test
  void a_request_is_read_by_whoever_is_asked_and_by_nobody_else() {
    confide(client, NORTHERN);
    rounds();
    assertThat(clients(coordinator(Desk.EVERY_UNIT))).isEmpty();
    var asked = new Desk("Practitioner/t1", Role.COORDINATOR, List.of(), Set.of(), "s");
    var row = mine(asked).get(0);
    assertThat(row.sentence()).doesNotContainIgnoringCase("therap").doesNotContain("help");
    assertThat(row.name()).isNotEqualTo(mineName("client-voice"));
    assertThat(row.step()).isEqualTo("AS_ASKED");
    assertThat(own(asked, row.item(), "Practitioner/c", null))
        .isInstanceOf(Outcome.NotUnderstood.class);
    assertThat(act(asked, row.item(), new Act.Acknowledge())).isInstanceOf(Outcome.Done.class);
    makeOfTask(row.item() + ".task", Edit.What.COMPLETED, Hospital.now, asked.user());
    rounds();
    var shown = details.show(asked, row.item(), EN).orElseThrow();
    assertThat(shown.row().rests()).isNotNull().matches(rest -> rest.because().equals("task"));
    assertThat(shown.history())
        .extracting(deed -> deed.what() + " " + deed.by())
        .containsExactly("ACKNOWLEDGED " + asked.user(), "TASK_COMPLETED ");
  }

  private String mineName(String detector) {
    return new Catalogue().text(detector, "name", EN);
  }

  @Test
  void nobody_reads_of_themselves_nor_of_somebody_whose_record_is_for_few_eyes() {
    fall(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    var myself = new Desk("Practitioner/c", Role.COORDINATOR, List.of(NORTH), Set.of(client), "s");
    assertThat(clients(myself)).containsExactly(ref(other));
    assertThat(details.show(myself, row(client, DROP).key(), EN)).isEmpty();
    long before = worklists.counts(coordinator(NORTH)).fewEyes();
    record(other, null, Facts.RESTRICTED);
    rounds();
    assertThat(clients(coordinator(NORTH))).containsExactly(ref(client));
    assertThat(details.show(coordinator(NORTH), row(other, DROP).key(), EN)).isEmpty();
    assertThat(worklists.counts(coordinator(NORTH)).fewEyes()).isEqualTo(before + 1);
  }

  @Test
  void what_was_set_aside_or_kept_to_oneself_is_not_read_even_before_the_row_has_followed() {
    fall(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    assertThat(clients(coordinator(NORTH))).hasSize(2);
    wishes.relationship(new Viewer("Practitioner/n1", Role.CLINICIAN, client), true);
    onChart.act(
        new Viewer("Practitioner/n1", Role.CLINICIAN, other),
        new FindingKey(row(other, DROP).key()),
        new Act.Contest(null),
        EN);
    assertThat(clients(coordinator(NORTH))).isEmpty();
  }

  @Test
  void what_somebody_does_from_the_list_is_done_on_the_chart_too_and_the_row_follows_at_once() {
    fall(client, NORTHERN);
    rounds();
    var desk = coordinator(NORTH);
    var item = row(client, DROP).key();
    var seen = (Outcome.Done) act(desk, item, new Act.Acknowledge());
    assertThat(seen.row()).isNotNull().matches(RowView::seen);
    assertThat(stage(item)).isEqualTo(FindingStage.ACKNOWLEDGED);
    assertThat(mine(desk)).allMatch(RowView::seen);
    var until = Hospital.now.plus(Duration.ofDays(3));
    var put = (Outcome.Done) act(desk, item, new Act.Snooze(until));
    assertThat(put.row()).isNotNull().matches(row -> row.rests() != null);
    assertThat(stage(item)).isEqualTo(FindingStage.SNOOZED);
    assertThat(mine(desk)).isEmpty();
    assertThat(act(desk, item, new Act.Dismiss(Dismissal.CONTESTED, null), until))
        .isInstanceOf(Outcome.NotUnderstood.class);
    var known = new Act.Dismiss(Dismissal.ALREADY_KNOWN, null);
    var aside = (Outcome.Done) act(desk, item, known, until);
    assertThat(aside.row()).isNull();
    assertThat(stage(item)).isEqualTo(FindingStage.DISMISSED);
    assertThat(act(desk, item, new Act.Acknowledge())).isInstanceOf(Outcome.NotOnWorklist.class);
  }

  private FindingStage stage(String item) {
    return findings.find(new FindingKey(item)).orElseThrow().stage();
  }

  @Test
  void whoever_is_slower_than_somebody_at_the_chart_is_told_so() {
    fall(client, NORTHERN);
    rounds();
    var item = row(client, DROP).key();
    onChart.act(
        new Viewer("Practitioner/n1", Role.CLINICIAN, client),
        new FindingKey(item),
        new Act.Dismiss(Dismissal.ALREADY_KNOWN, null),
        EN);
    assertThat(act(coordinator(NORTH), item, new Act.Acknowledge()))
        .isInstanceOf(Outcome.SomeoneWasFaster.class);
    assertThat(row(client, DROP).gone()).isPresent();
  }

  @Test
  void of_two_who_take_a_row_the_second_is_told_who_has_it() {
    fall(client, NORTHERN);
    rounds();
    var item = row(client, DROP).key();
    var first = coordinator(NORTH);
    var second = new Desk("Practitioner/d", Role.COORDINATOR, List.of(NORTH), Set.of(), "t");
    long told = accounts.about(client);
    assertThat(own(first, item, first.user(), null)).isInstanceOf(Outcome.Done.class);
    assertThat(accounts.about(client)).isEqualTo(told + 1);
    var late = (Outcome.TakenBySomebody) own(second, item, second.user(), null);
    assertThat(accounts.about(client)).as("who is told of a row has seen it").isEqualTo(told + 2);
    assertThat(late.row())
        .isNotNull()
        .matches(row -> first.user().equals(row.owner()) && !row.mine());
    assertThat(own(second, item, second.user(), first.user())).isInstanceOf(Outcome.Done.class);
    assertThat(own(second, item, null, second.user())).isInstanceOf(Outcome.Done.class);
    var shown = details.show(first, item, EN).orElseThrow();
    assertThat(shown.history())
        .extracting(deed -> deed.what() + " " + deed.by())
        .containsExactly("TAKEN " + first.user(), "TAKEN Practitioner/d", "LEFT Practitioner/d");
    assertThat(shown.signal().key()).isEqualTo(item);
    var yesterday = Hospital.now.minus(Duration.ofDays(1));
    var late2 = new Wish(first.user(), null, NextStep.CALL, yesterday);
    assertThat(owning.own(first, item, late2, EN)).isInstanceOf(Outcome.NotUnderstood.class);
    assertThat(own(first, item, "somebody", null)).isInstanceOf(Outcome.NotUnderstood.class);
  }

  @Test
  void a_row_can_be_given_to_whoever_works_at_its_unit_as_the_record_says_now() throws Exception {
    fall(client, NORTHERN);
    rounds();
    var item = row(client, DROP).key();
    var there = finding.of(coordinator(NORTH), item).orElseThrow().colleagues();
    var unit = NORTH.substring(NORTH.indexOf('/') + 1);
    assertThat(there).containsExactly(new Colleague("Practitioner/of-" + unit, "Ada of " + unit));
    var wish = own(coordinator(NORTH), item, there.get(0).who(), null);
    assertThat(wish).isInstanceOf(Outcome.Done.class);
    assertThat(finding.of(coordinator(SOUTH), item)).isEmpty();
    assertThat(finding.of(coordinator(NORTH), "no such row")).isEmpty();
    HospitalToKnow.silent = true;
    try {
      assertThatThrownBy(() -> finding.of(coordinator(NORTH), item))
          .isInstanceOf(EhrUnavailable.class);
    } finally {
      HospitalToKnow.silent = false;
    }
    HospitalToKnow.open = false;
    try {
      assertThat(finding.of(coordinator(NORTH), item))
          .contains(new ColleaguesView(List.of(), false, true, true));
    } finally {
      HospitalToKnow.open = true;
    }
    var names = naming.units(coordinator(NORTH), List.of(NORTH, SOUTH));
    assertThat(names.orElseThrow()).as("of their own units").containsOnlyKeys(NORTH);
  }

  @Test
  void where_not_all_are_told_of_who_could_have_a_row_that_is_said() throws Exception {
    fall(client, new TherapistId("of-no-unit"));
    rounds();
    var item = row(client, DROP).key();
    var everywhere = finding.of(coordinator("*"), item).orElseThrow();
    assertThat(everywhere.colleagues())
        .as("at all units that the site names")
        .extracting(Colleague::who)
        .containsExactly("Practitioner/of-north", "Practitioner/of-south");
    assertThat(everywhere.more()).isFalse();
    HospitalToKnow.many = 150;
    try {
      var found = finding.of(coordinator("*"), item).orElseThrow();
      assertThat(found.colleagues()).hasSize(200);
      assertThat(found.more()).as("of 300 these are 200").isTrue();
    } finally {
      HospitalToKnow.many = 1;
    }
  }

  @Test
  void what_the_record_does_not_say_just_now_is_not_said_to_have_no_name() {
    var owner = List.of("Practitioner/8");
    assertThat(naming.colleagues(coordinator(NORTH), owner).orElseThrow())
        .containsExactly(Map.entry("Practitioner/8", "Dr 8"));
    HospitalToKnow.silent = true;
    try {
      assertThat(naming.colleagues(coordinator(NORTH), owner)).isEmpty();
      assertThat(naming.units(coordinator(NORTH), List.of(NORTH))).isEmpty();
      assertThat(naming.units(coordinator(NORTH), List.of(SOUTH)))
          .as("of no unit of theirs nobody is asked")
          .contains(Map.of());
    } finally {
      HospitalToKnow.silent = false;
    }
  }

  @Test
  void who_has_taken_a_row_keeps_it_with_what_they_mean_to_do_when_the_client_is_looked_at_again() {
    stayAway(client, NORTHERN);
    rounds();
    var item = row(client, CHANGE).key();
    var due = Hospital.now.plus(Duration.ofDays(2));
    var wish = new Wish("Practitioner/d", null, NextStep.OFFER_ACCESS, due);
    assertThat(owning.own(coordinator(NORTH), item, wish, EN)).isInstanceOf(Outcome.Done.class);
    later(Duration.ofDays(1));
    rounds();
    var row = row(client, CHANGE);
    assertThat(row.owner()).contains("Practitioner/d");
    assertThat(row.step()).isEqualTo(NextStep.OFFER_ACCESS);
    assertThat(row.due()).contains(due);
  }

  @Test
  void many_are_acknowledged_but_not_those_that_somebody_had_better_look_at() throws Exception {
    stayAway(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    var plain = row(client, CHANGE).key();
    var goal = row(other, DROP).key();
    var elsewhere = "f".repeat(64);
    openGoal(goal);
    var came = bulk.acknowledge(coordinator(NORTH), List.of(plain, goal, elsewhere, plain), EN);
    assertThat(came.done()).containsExactly(plain);
    assertThat(came.look()).containsExactly(goal);
    assertThat(came.gone()).containsExactly(elsewhere);
    assertThat(row(client, CHANGE).seen()).isPresent();
    assertThat(row(other, DROP).seen()).isEmpty();
  }

  @Test
  void whoever_marks_as_seen_what_somebody_just_put_off_is_told_and_undoes_nothing() {
    fall(client, NORTHERN);
    stayAway(other, NORTHERN);
    rounds();
    var first = coordinator(NORTH);
    var second = new Desk("Practitioner/d", Role.COORDINATOR, List.of(NORTH), Set.of(), "t");
    var drop = row(client, DROP).key();
    var change = row(other, CHANGE).key();
    var until = Hospital.now.plus(Duration.ofDays(3));
    act(first, drop, new Act.Snooze(until));
    act(first, change, new Act.Snooze(until));
    var late = (Outcome.SomeoneWasFaster) act(second, drop, new Act.Acknowledge());
    assertThat(late.row()).isNotNull().matches(row -> row.rests().until().equals(until));
    assertThat(late.putOff()).isEqualTo(new Outcome.PutOff(first.user(), until));
    var many = bulk.acknowledge(second, List.of(change), EN);
    assertThat(many.resting()).containsExactly(change);
    assertThat(many.done()).isEmpty();
    assertThat(many.gone()).isEmpty();
    assertThat(List.of(stage(drop), stage(change))).containsOnly(FindingStage.SNOOZED);
    assertThat(mine(second)).isEmpty();
    var back = (Outcome.Done) acting.wake(second, drop, EN);
    assertThat(back.row()).isNotNull().matches(row -> row.rests() == null && row.seen());
    assertThat(stage(drop)).isEqualTo(FindingStage.ACKNOWLEDGED);
    assertThat(details.show(first, drop, EN).orElseThrow().history())
        .extracting(deed -> deed.what() + " " + deed.by())
        .contains("SNOOZED " + first.user(), "WOKEN Practitioner/d");
    long version = row(client, DROP).version();
    assertThat(acting.wake(first, drop, EN)).isInstanceOf(Outcome.Done.class);
    assertThat(row(client, DROP).version()).as("it was back already").isEqualTo(version);
    assertThat(acting.wake(coordinator(SOUTH), change, EN))
        .isInstanceOf(Outcome.NotOnWorklist.class);
  }

  @Test
  void of_two_who_put_a_row_off_the_first_day_counts_until_somebody_who_read_it_chooses_another() {
    fall(client, NORTHERN);
    rounds();
    var first = coordinator(NORTH);
    var second = new Desk("Practitioner/d", Role.COORDINATOR, List.of(NORTH), Set.of(), "t");
    var item = row(client, DROP).key();
    var until = Hospital.now.plus(Duration.ofDays(3));
    var later = new Act.Snooze(Hospital.now.plus(Duration.ofDays(20)));
    var aside = new Act.Dismiss(Dismissal.ALREADY_KNOWN, null);
    assertThat(act(first, item, new Act.Snooze(until))).isInstanceOf(Outcome.Done.class);
    long told = accounts.about(client);
    for (var slower : List.of(later, aside)) {
      assertThat(act(second, item, slower))
          .isInstanceOfSatisfying(
              Outcome.SomeoneWasFaster.class,
              faster -> {
                assertThat(faster.row().rests().until()).isEqualTo(until);
                assertThat(faster.putOff()).isEqualTo(new Outcome.PutOff(first.user(), until));
              });
    }
    assertThat(accounts.about(client)).as("who is told of a row has seen it").isEqualTo(told + 2);
    assertThat(row(client, DROP).rest().orElseThrow().until()).isEqualTo(until);
    assertThat(stage(item)).isEqualTo(FindingStage.SNOOZED);
    assertThat(act(second, item, later, until)).isInstanceOf(Outcome.Done.class);
    assertThat(row(client, DROP).rest().orElseThrow().until()).isEqualTo(later.until());
    assertThat(acting.wake(first, item, EN)).isInstanceOf(Outcome.Done.class);
    assertThat(act(second, item, new Act.Snooze(until), later.until()))
        .as("it is back, for somebody means to do something")
        .isInstanceOfSatisfying(
            Outcome.SomeoneWasFaster.class, faster -> assertThat(faster.putOff()).isNull());
    assertThat(row(client, DROP).rest()).isEmpty();
  }

  @Test
  void that_somebody_put_a_row_off_counts_where_something_else_lets_it_rest_for_longer() {
    stayAway(client, NORTHERN);
    rounds();
    var item = row(client, CHANGE).key();
    var first = coordinator(NORTH);
    var until = Hospital.now.plus(Duration.ofDays(3));
    later(Duration.ofHours(1));
    act(first, item, new Act.Snooze(until));
    call(client, Hospital.now);
    rounds();
    assertThat(row(client, CHANGE).rest().orElseThrow().because()).isEqualTo(Rest.Because.CONTACT);
    var second = new Desk("Practitioner/d", Role.COORDINATOR, List.of(NORTH), Set.of(), "t");
    var later = new Act.Snooze(Hospital.now.plus(Duration.ofDays(30)));
    assertThat(act(second, item, later))
        .isInstanceOfSatisfying(
            Outcome.SomeoneWasFaster.class,
            faster ->
                assertThat(faster.putOff()).isEqualTo(new Outcome.PutOff(first.user(), until)));
    assertThat(act(second, item, later, until)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void what_was_put_off_at_the_chart_a_moment_ago_is_not_brought_back_from_the_list_either() {
    fall(client, NORTHERN);
    rounds();
    var item = row(client, DROP).key();
    var until = Hospital.now.plus(Duration.ofDays(3));
    onChart.act(
        new Viewer("Practitioner/n1", Role.CLINICIAN, client),
        new FindingKey(item),
        new Act.Snooze(until),
        EN);
    assertThat(row(client, DROP).rest()).as("the row has not followed yet").isEmpty();
    assertThat(act(coordinator(NORTH), item, new Act.Acknowledge()))
        .isInstanceOfSatisfying(
            Outcome.SomeoneWasFaster.class, told -> assertThat(told.row().rests()).isNotNull());
    assertThat(stage(item)).isEqualTo(FindingStage.SNOOZED);
  }

  @Test
  void a_list_is_narrowed_down_and_counted() {
    stayAway(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    var desk = coordinator(NORTH);
    assertThat(narrowed(desk, Map.of("matter", "relationship"))).containsExactly(ref(other));
    assertThat(narrowed(desk, Map.of("matter", "attendance,access"))).containsExactly(ref(client));
    assertThat(narrowed(desk, Map.of("level", "info"))).containsExactly(ref(client));
    assertThat(narrowed(desk, Map.of("unit", SOUTH))).isEmpty();
    assertThat(narrowed(desk, Map.of("unit", NORTH))).hasSize(2);
    var counts = worklists.counts(desk);
    own(desk, row(other, DROP).key(), desk.user(), null);
    act(desk, row(other, DROP).key(), new Act.Acknowledge());
    assertThat(narrowed(desk, Map.of("owner", "me"))).containsExactly(ref(other));
    assertThat(narrowed(desk, Map.of("owner", "nobody"))).containsExactly(ref(client));
    assertThat(narrowed(desk, Map.of("seen", "no"))).containsExactly(ref(client));
    var after = worklists.counts(desk);
    assertThat(after.all()).isEqualTo(counts.all());
    assertThat(after.mine()).isEqualTo(counts.mine() + 1);
    assertThat(after.nobodys()).isEqualTo(counts.nobodys() - 1);
    assertThat(after.unseen()).isEqualTo(counts.unseen() - 1);
    for (var wrong :
        List.of(Map.of("seen", "maybe"), Map.of("matter", "x"), Map.of("order", "by-name"))) {
      assertThat(Wants.of(wrong, desk)).isEmpty();
    }
  }

  @Test
  void what_rests_can_be_read_page_by_page_and_what_was_put_off_comes_back_by_hand() {
    var clients = IntStream.range(0, 60).mapToObj(n -> new PatientId("z" + n + "-" + tag)).toList();
    clients.forEach(each -> fall(each, NORTHERN));
    rounds();
    var desk = coordinator(NORTH);
    int days = 2;
    for (var each : clients) {
      act(desk, row(each, DROP).key(), new Act.Snooze(Hospital.now.plus(Duration.ofDays(days++))));
    }
    assertThat(mine(desk)).isEmpty();
    var resting = Wants.of(Map.of("rests", "yes"), desk).orElseThrow();
    var first = worklists.show(desk, resting, null, EN);
    var word = Objects.requireNonNull(first.next());
    var second = worklists.show(desk, resting, Cursor.of(word).orElseThrow(), EN);
    var told = new ArrayList<>(first.rows());
    told.addAll(second.rows());
    assertThat(told.stream().filter(row -> row.patient().endsWith(tag)))
        .as("each once, the one that is back first")
        .extracting(RowView::patient)
        .containsExactlyElementsOf(clients.stream().map(WorklistIT::ref).toList());
    assertThat(told).allMatch(row -> row.rests() != null);
    var before = Cursor.of(Objects.requireNonNull(second.previous())).orElseThrow();
    assertThat(worklists.show(desk, resting, before, EN).rows()).hasSize(ShowWorklist.ROWS);
    var held = new Held(first.since(), resting, Map.of());
    assertThat(worklists.changes(desk, held, EN).fresh()).isZero();
    var back = (Outcome.Done) acting.wake(desk, told.get(0).item(), EN);
    assertThat(back.row()).isNotNull().matches(row -> row.rests() == null && row.seen());
    assertThat(mine(desk)).hasSize(1);
    assertThat(Wants.of(Map.of("rests", "no"), desk)).isEmpty();
  }

  private List<String> narrowed(Desk desk, Map<String, String> words) {
    return worklists.show(desk, Wants.of(words, desk).orElseThrow(), null, EN).rows().stream()
        .map(RowView::patient)
        .filter(each -> each.endsWith(tag))
        .toList();
  }

  @Test
  void what_changes_is_told_once_it_can_be_read_however_long_its_transaction_took()
      throws Exception {
    fall(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    later(Duration.ofMinutes(10));
    var desk = coordinator(NORTH);
    var token = worklists.show(desk, Wanted.ALL, null, EN).since();
    var held = held(desk);
    var wrote = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    var slow = CompletableFuture.runAsync(() -> takeSlowly(row(client, DROP).key(), wrote, read));
    assertThat(wrote.await(30, TimeUnit.SECONDS)).isTrue();
    later(Duration.ofSeconds(15));
    own(desk, row(other, DROP).key(), desk.user(), null);
    var first = worklists.changes(desk, new Held(token, Wanted.ALL, held), EN);
    assertThat(first.rows()).extracting(RowView::patient).containsExactly(ref(other));
    held.put(row(other, DROP).key(), first.rows().get(0).version());
    read.countDown();
    slow.get(30, TimeUnit.SECONDS);
    later(Duration.ofMinutes(4));
    var second = worklists.changes(desk, new Held(token, Wanted.ALL, held), EN);
    assertThat(second.rows())
        .as("the other is known by now, in its newest version")
        .extracting(RowView::patient)
        .containsExactly(ref(client));
  }

  @Test
  void each_version_of_a_row_is_told_and_accounted_for_once() {
    fall(client, NORTHERN);
    fall(other, NORTHERN);
    rounds();
    var desk = coordinator(NORTH);
    var token = worklists.show(desk, Wanted.ALL, null, EN).since();
    var held = held(desk);
    long told = accounts.about(client);
    own(desk, row(client, DROP).key(), desk.user(), null);
    long taken = accounts.about(client);
    assertThat(taken).isGreaterThan(told);
    var first = worklists.changes(desk, new Held(token, Wanted.ALL, held), EN);
    assertThat(first.rows()).singleElement().matches(RowView::mine);
    assertThat(accounts.about(client)).isEqualTo(taken + 1);
    held.put(row(client, DROP).key(), first.rows().get(0).version());
    for (int n = 0; n < 3; n++) {
      later(Duration.ofSeconds(15));
      assertThat(worklists.changes(desk, new Held(token, Wanted.ALL, held), EN).rows()).isEmpty();
    }
    assertThat(accounts.about(client)).isEqualTo(taken + 1);
    act(desk, row(other, DROP).key(), new Act.Dismiss(Dismissal.ALREADY_KNOWN, null));
    act(desk, row(client, DROP).key(), new Act.Snooze(Hospital.now.plus(Duration.ofDays(3))));
    var left = worklists.changes(desk, new Held(token, Wanted.ALL, held), EN);
    assertThat(left.gone()).containsExactly(row(other, DROP).key());
    assertThat(left.rows()).singleElement().matches(row -> row.rests() != null);
    var elsewhere = new Held(token, Wanted.ALL, held);
    assertThat(worklists.changes(coordinator(SOUTH), elsewhere, EN).gone()).hasSize(2);
    assertThat(worklists.changes(coordinator(SOUTH), elsewhere, EN).rows()).isEmpty();
  }

  @Test
  void what_comes_or_moves_up_on_another_page_is_counted_each_row_once() {
    fall(client, NORTHERN);
    rounds();
    later(Duration.ofMinutes(10));
    var desk = coordinator(NORTH);
    var since = worklists.show(desk, Wanted.ALL, null, EN).since();
    var nothing = new Held(since, Wanted.ALL, Map.of());
    assertThat(worklists.changes(desk, nothing, EN).fresh()).isZero();
    act(desk, row(client, DROP).key(), new Act.Acknowledge());
    assertThat(worklists.changes(desk, nothing, EN).fresh()).as("that moves nothing").isZero();
    var item = row(client, DROP).key();
    act(desk, item, new Act.Snooze(Hospital.now.plus(Duration.ofHours(5))));
    fall(other, NORTHERN);
    rounds();
    for (int n = 0; n < 3; n++) {
      assertThat(worklists.changes(desk, nothing, EN).fresh()).as("it came").isEqualTo(1);
      later(Duration.ofSeconds(15));
    }
    later(Duration.ofHours(6));
    rounds();
    var all = worklists.changes(desk, nothing, EN);
    assertThat(all.fresh()).as("and one that rested is back").isEqualTo(2);
    var known = new Held(since, Wanted.ALL, Map.of(item, 99L));
    assertThat(worklists.changes(desk, known, EN).fresh()).isEqualTo(1);
    var unseen = new Held(since, Wants.of(Map.of("seen", "no"), desk).orElseThrow(), Map.of());
    assertThat(worklists.changes(desk, unseen, EN).fresh())
        .isEqualTo(mine(desk).stream().filter(row -> !row.seen()).count());
    var unit = new Held(since, Wants.of(Map.of("unit", SOUTH), desk).orElseThrow(), Map.of());
    assertThat(worklists.changes(desk, unit, EN).fresh()).isZero();
    assertThat(worklists.changes(desk, new Held(Instant.EPOCH, Wanted.ALL, Map.of()), EN).reload())
        .isTrue();
  }

  private Map<String, Long> held(Desk desk) {
    return mine(desk).stream()
        .collect(Collectors.toMap(RowView::item, RowView::version, (one, same) -> one));
  }

  private void takeSlowly(String key, CountDownLatch wrote, CountDownLatch read) {
    try {
      transaction.begin();
      var row = items.find(key).orElseThrow();
      ledger.lock(row.patient());
      new WorkActs(database)
          .give(row, "Practitioner/slow", NextStep.CALL, null, "Practitioner/slow", Hospital.now);
      database.flush();
      wrote.countDown();
      read.await(30, TimeUnit.SECONDS);
      transaction.commit();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void a_list_takes_as_many_questions_to_the_database_however_long_it_is() {
    fall(client, SOUTHERN);
    rounds();
    long few = statements();
    IntStream.range(0, 60).forEach(n -> fall(new PatientId("m" + n + "-" + tag), SOUTHERN));
    rounds();
    assertThat(statements()).isBetween(few - 1, few + 1).isLessThanOrEqualTo(7);
    var first = worklists.show(coordinator(SOUTH), Wanted.ALL, null, EN);
    assertThat(first.rows()).hasSize(ShowWorklist.ROWS);
    var cursor = Cursor.of(Objects.requireNonNull(first.next()));
    var second = worklists.show(coordinator(SOUTH), Wanted.ALL, cursor.orElseThrow(), EN);
    assertThat(second.rows()).isNotEmpty().doesNotContainAnyElementsOf(first.rows());
  }

  private long statements() {
    var counted = database.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
    counted.setStatisticsEnabled(true);
    long before = counted.getPrepareStatementCount();
    worklists.show(coordinator(SOUTH), Wanted.ALL, null, EN);
    long after = counted.getPrepareStatementCount();
    counted.setStatisticsEnabled(false);
    return after - before;
  }

  private Outcome act(Desk desk, String item, Act act) {
    return act(desk, item, act, null);
  }

  private Outcome act(Desk desk, String item, Act act, Instant from) {
    return acting.act(desk, item, new ActOnRow.Wish(act, from), EN);
  }

  private Outcome own(Desk desk, String item, String owner, String from) {
    return owning.own(desk, item, new Wish(owner, from, null, null), EN);
  }

  /** What a desk reads of this test's clients. */
  private List<RowView> mine(Desk desk) {
    return page(desk).rows().stream().filter(row -> row.patient().endsWith(tag)).toList();
  }

  private List<String> clients(Desk desk) {
    return mine(desk).stream().map(RowView::patient).distinct().toList();
  }

  /** All of it, however many pages. */
  private WorklistView page(Desk desk) {
    var all = worklists.show(desk, Wanted.ALL, null, EN);
    var rows = new ArrayList<>(all.rows());
    var next = all.next();
    while (next != null) {
      var page = worklists.show(desk, Wanted.ALL, Cursor.of(next).orElseThrow(), EN);
      rows.addAll(page.rows());
      next = page.next();
    }
    return new WorklistView(
        all.asOf(), all.zone(), all.language(), all.mode(), rows, null, null, all.since());
  }

  private static String ref(PatientId patient) {
    return "Patient/" + patient.value();
  }
}
