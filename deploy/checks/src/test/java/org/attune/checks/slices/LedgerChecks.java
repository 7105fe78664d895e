package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.checks.slices.Facts.MONDAY;
import static org.attune.checks.slices.Facts.booking;
import static org.attune.checks.slices.Facts.entry;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;
import org.attune.ledger.Ledger;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Exchange;
import org.attune.therapy.GapReason;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** What the ledger promises, whatever the database. */
abstract class LedgerChecks {

  private static final String EARLIER = "2026-03-02T10:00:00Z";
  private static final String LATER = "2026-03-03T10:00:00Z";

  @Inject Ledger ledger;
  @Inject EntityManager database;
  @Inject UserTransaction transaction;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);

  @Test
  void of_two_who_read_the_same_stretch_of_a_feed_the_first_counts() {
    var from = ledger.bookmark(Feed.GOALS);
    var to = from.since().plusSeconds(1).plusNanos(123_456_789);
    var page = new ChartPage(List.of(), new Bookmark(to, to, null), true);
    assertThat(ledger.take(Feed.GOALS, from, page)).isPresent();
    assertThat(ledger.take(Feed.GOALS, from, page)).isEmpty();
    assertThat(ledger.take(Feed.GOALS, page.next(), page)).isPresent();
  }

  @Test
  void every_kind_of_fact_comes_back_as_it_was_told() {
    var told =
        List.<ChartFact>of(
            booking(id(1), "3", client, BookingStatus.MISSED),
            Facts.visit(id(2), client, "individual", null),
            Facts.treatment(id(3), client),
            Facts.rating(id(4), client, MONDAY, 36.55),
            Facts.checkIn(id(5), client, MONDAY, CheckIn.Voice.JUDGED, CheckIn.Voice.HARMED),
            Facts.goal(id(6), client),
            Facts.plan(id(7), client),
            Facts.client(client));
    ledger.take(told.stream().map(fact -> entry(fact, EARLIER)).toList());
    assertThat(ledger.factsOf(client)).containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void going_through_all_clients_comes_by_each_once_however_the_database_sorts() {
    var each = List.of("a-" + tag, "B-" + tag, "c-" + tag, "D-" + tag);
    for (var name : each) {
      var booking = booking(id(each.indexOf(name)), "1", new PatientId(name), BookingStatus.KEPT);
      ledger.take(List.of(entry(booking, EARLIER)));
    }
    var seen = new ArrayList<String>();
    var last = "";
    for (var page = ledger.nextClients(last, 2);
        !page.isEmpty() && seen.size() < 1_000;
        page = ledger.nextClients(last, 2)) {
      for (var patient : page.keySet()) {
        last = patient.value();
        seen.add(last);
      }
    }
    assertThat(seen).doesNotHaveDuplicates().containsAll(each);
  }

  @Test
  void a_copy_of_what_is_held_is_no_news_however_precise_the_clock_of_the_EHR_is() {
    var booking = booking(id(1), "1", client, BookingStatus.KEPT);
    var stamp = "2026-03-02T10:00:00.123456789Z";
    assertThat(ledger.take(List.of(entry(booking, stamp))).kept()).isEqualTo(1);
    assertThat(ledger.take(List.of(entry(booking, stamp))).unchanged()).isEqualTo(1);
  }

  @Test
  void the_latest_version_holds_whatever_the_order() {
    var versions = new ArrayList<ChartEntry>();
    versions.add(entry(booking(id(1), "1", client, BookingStatus.BOOKED), EARLIER));
    versions.add(entry(booking(id(1), "2", client, BookingStatus.KEPT), LATER));
    for (int turn = 0; turn < 2; turn++) {
      versions.forEach(version -> ledger.take(List.of(version)));
      assertThat(ledger.factsOf(client))
          .containsExactly(booking(id(1), "2", client, BookingStatus.KEPT));
      Collections.reverse(versions);
    }
    ledger.take(versions);
    assertThat(ledger.factsOf(client)).hasSize(1);
  }

  @Test
  void an_older_copy_of_a_withdrawn_resource_does_not_come_back() {
    var booking = booking(id(1), "1", client, BookingStatus.BOOKED);
    ledger.take(List.of(Facts.withdrawn(booking.source(), LATER)));
    ledger.take(List.of(entry(booking, EARLIER)));
    assertThat(ledger.factsOf(client)).isEmpty();
  }

  @Test
  void what_moves_out_of_scope_is_removed_and_what_was_never_in_it_leaves_no_trace() {
    var booking = booking(id(1), "1", client, BookingStatus.BOOKED);
    ledger.take(List.of(entry(booking, EARLIER)));
    ledger.take(
        List.of(
            Facts.outside(booking.source(), LATER),
            Facts.outside(new Source("Appointment", id(2), "1"), LATER)));
    assertThat(ledger.factsOf(client)).isEmpty();
    assertThat(known(id(2))).isZero();
  }

  @Test
  void answers_of_people_who_are_not_in_psychotherapy_here_are_dropped() {
    ledger.take(List.of(entry(Facts.rating(id(1), client, MONDAY, 30), EARLIER)));
    assertThat(ledger.factsOf(client)).isEmpty();
    assertThat(known(id(1))).isZero();
  }

  @Test
  void a_visit_without_a_service_counts_with_its_booking_alone() {
    var booking = booking(id(1), "1", client, BookingStatus.BOOKED);
    ledger.take(List.of(entry(Facts.visit(id(2), client, "", booking.source()), EARLIER)));
    assertThat(ledger.factsOf(client)).isEmpty();
    ledger.take(List.of(entry(booking, EARLIER)));
    ledger.take(List.of(entry(Facts.visit(id(2), client, "", booking.source()), EARLIER)));
    assertThat(ledger.factsOf(client)).hasSize(2);
  }

  @Test
  void a_gap_passes_when_the_resource_becomes_readable() {
    var booking = booking(id(1), "2", client, BookingStatus.BOOKED);
    ledger.take(List.of(Facts.gap(booking.source(), GapReason.TOO_LARGE, EARLIER)));
    assertThat(ledger.gaps()).containsEntry(GapReason.TOO_LARGE, 1L);
    ledger.take(List.of(entry(booking, LATER)));
    assertThat(ledger.gaps()).doesNotContainKey(GapReason.TOO_LARGE);
  }

  @Test
  void a_page_and_how_far_the_feed_was_read_are_kept_together() {
    var since = Instant.parse(LATER);
    ledger.take(
        Feed.CARE_PLANS,
        ledger.bookmark(Feed.CARE_PLANS),
        new ChartPage(List.of(), new Bookmark(since, since, "dies"), true));
    assertThat(ledger.bookmark(Feed.CARE_PLANS)).isEqualTo(new Bookmark(since, since, null));
  }

  @Test
  void who_comes_into_scope_after_answers_were_read_is_read_in_full_once() {
    var answers = ledger.bookmark(Feed.ANSWERS);
    ledger.take(
        Feed.ANSWERS, answers, new ChartPage(List.of(), new Bookmark(MONDAY, MONDAY, null), true));
    ledger.take(List.of(entry(booking(id(1), "1", client, BookingStatus.BOOKED), EARLIER)));
    assertThat(ledger.newcomers("", 1000)).contains(client);
    ledger.takeEverythingOf(
        client, List.of(entry(Facts.rating(id(2), client, MONDAY, 30), EARLIER)));
    assertThat(ledger.newcomers("", 1000)).doesNotContain(client);
    assertThat(ledger.factsOf(client)).hasSize(2);
    assertThat(ledger.duePseudonyms(MONDAY, "", 1000))
        .anySatisfy(each -> assertThat(ledger.behind(each)).contains(client));
  }

  @Test
  void two_queries_read_a_client_and_a_page_needs_few_statements() throws Exception {
    var page = new ArrayList<ChartEntry>();
    for (int i = 0; i < 100; i++) {
      page.add(
          entry(
              booking(id(i), "1", client, BookingStatus.KEPT, MONDAY.plusSeconds(i * 86400L)),
              EARLIER));
    }
    var statistics =
        database.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
    statistics.setStatisticsEnabled(true);
    statistics.clear();
    ledger.take(page);
    // Two selects, the positions, three batches of inserts, the sequence, one update.
    assertThat(statistics.getPrepareStatementCount()).isLessThan(12);
    statistics.clear();
    assertThat(ledger.factsOf(client)).hasSize(100);
    // The facts, and whether other records were merged into theirs.
    assertThat(statistics.getPrepareStatementCount()).isEqualTo(2);
    statistics.setStatisticsEnabled(false);
  }

  @Test
  void nobody_waits_for_messages() {
    for (var feed : Feed.values()) {
      if (feed != Feed.COMMUNICATIONS) {
        var from = ledger.bookmark(feed);
        assertThat(ledger.take(feed, from, new ChartPage(List.of(), from, true))).isPresent();
      }
    }
    assertThat(ledger.complete()).isTrue();
    assertThat(ledger.neverRead()).isEmpty();
  }

  @Test
  void feeds_and_kinds_of_facts_that_a_later_version_knows_are_passed_over() throws Exception {
    var booking = booking(id(1), "1", client, BookingStatus.BOOKED);
    ledger.take(List.of(entry(booking, EARLIER)));
    execute(
        "insert into feed_position (feed, since, rounds, resources) values ('OF_LATER', ?1, 1, 1)",
        Instant.parse(EARLIER));
    execute(
        "insert into known_resource (reference, version, updated, state, kind, patient, content)"
            + " values ('Later/"
            + id(2)
            + "', '1', ?1, 'FACTS', 'OF_LATER', '"
            + client.value()
            + "', '{}')",
        Instant.parse(EARLIER));
    try {
      assertThat(ledger.feedsRead()).isNotNull();
      ledger.take(List.of(entry(Facts.goal(id(3), client), EARLIER)));
      assertThat(ledger.factsOf(client)).hasSize(2);
      assertThat(ledger.factsOf(List.of(client)).get(client)).hasSize(2);
      assertThat(ledger.nextClients("", 1000).get(client)).hasSize(2);
    } finally {
      execute(
          "delete from feed_position where feed = 'OF_LATER' and since = ?1",
          Instant.parse(EARLIER));
    }
  }

  private void execute(String statement, Instant moment) throws Exception {
    transaction.begin();
    database.createNativeQuery(statement).setParameter(1, moment).executeUpdate();
    transaction.commit();
  }

  @Test
  void of_messages_that_cannot_be_read_or_were_taken_back_only_known_ones_are_kept() {
    ledger.take(List.of(entry(booking(id(1), "1", client, BookingStatus.KEPT), EARLIER)));
    ledger.take(List.of(entry(message(id(2)), EARLIER)));
    assertThat(ledger.factsOf(client)).hasSize(2);
    var page = new ArrayList<ChartEntry>();
    for (int i = 3; i < 80; i++) {
      var message = new Source("Communication", id(i), "1");
      page.add(
          i % 2 == 0
              ? Facts.withdrawn(message, LATER)
              : Facts.gap(message, GapReason.TIME_IMPOSSIBLE, LATER));
    }
    ledger.take(page);
    ledger.take(page.subList(0, 10));
    assertThat(known(id(3)) + known(id(4)) + known(id(79))).isZero();
    assertThat(ledger.gaps()).doesNotContainKey(GapReason.TIME_IMPOSSIBLE);
    page.add(Facts.gap(message(id(2)).source(), GapReason.TIME_IMPOSSIBLE, LATER));
    ledger.take(page);
    assertThat(ledger.gaps()).containsEntry(GapReason.TIME_IMPOSSIBLE, 1L);
    assertThat(ledger.factsOf(client)).hasSize(1);
  }

  @Test
  void what_is_let_go_of_leaves_no_trace_and_may_be_told_of_again_as_it_was() throws Exception {
    ledger.take(List.of(entry(booking(id(1), "1", client, BookingStatus.KEPT), EARLIER)));
    ledger.take(List.of(entry(message(id(2)), EARLIER)));
    looked();
    ledger.letGo(Set.of("Communication/" + id(2)));
    assertThat(known(id(2))).isZero();
    assertThat(ledger.factsOf(client)).hasSize(1);
    assertThat(ledger.countDue(Instant.EPOCH)).as("whose it was is looked at").isPositive();
    ledger.take(List.of(entry(message(id(2)), EARLIER)));
    assertThat(ledger.factsOf(client)).hasSize(2);
  }

  private void looked() throws Exception {
    transaction.begin();
    database
        .createQuery(
            "update KnownClient c set c.dirty = false, c.newcomer = false, c.nextLookAt = null"
                + " where c.patient = :p")
        .setParameter("p", client.value())
        .executeUpdate();
    transaction.commit();
  }

  private Exchange message(String id) {
    return new Exchange(
        new Source("Communication", id, "1"),
        client,
        "individual",
        MONDAY,
        true,
        List.of(),
        List.of(),
        Labels.NONE);
  }

  private long known(String id) {
    return (long)
        database
            .createNativeQuery(
                "select count(*) from known_resource where reference like ?1", Long.class)
            .setParameter(1, "%/" + id)
            .getSingleResult();
  }

  private String id(int number) {
    return tag + "-" + number;
  }
}
