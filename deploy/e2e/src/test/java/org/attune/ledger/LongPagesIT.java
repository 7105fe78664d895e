package org.attune.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages that are taken for new come to the same as pages that are asked for. */
class LongPagesIT {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Set<Feed> STARTED = Set.of(Feed.ENCOUNTERS, Feed.ANSWERS);

  private static final int SEEDS = 20;

  private static int databases;

  /** So that each seed has records and clients of its own. */
  private String tag = "";

  private final List<EntityManagerFactory> tables = new ArrayList<>();

  private EntityManager ledger() {
    var name = "long-pages-" + ++databases;
    var made =
        Persistence.createEntityManagerFactory(
            "attune",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "a", "")));
    tables.add(made);
    return made.createEntityManager();
  }

  @AfterEach
  void close() {
    tables.forEach(EntityManagerFactory::close);
  }

  @Test
  void every_fact_of_a_page_of_any_length_is_read_back() {
    var database = ledger();
    for (int resources : new int[] {1, 49, 50, 51, 99, 100, 230}) {
      tag = "of-" + resources + "-";
      var told =
          IntStream.range(0, resources)
              .mapToObj(i -> group(i, 1 + i % 3))
              .map(LongPagesIT::entry)
              .toList();
      take(database, told, new Pages(database));
      var members = IntStream.range(0, 3).mapToObj(this::patient).toList();
      assertThat(StoredFact.about(database, members).map(StoredFact::fact))
          .as("%d resources", resources)
          .containsExactlyInAnyOrderElementsOf(
              told.stream().flatMap(entry -> facts(entry).stream()).toList());
    }
  }

  @Test
  void pages_that_are_taken_for_new_come_to_the_same_as_pages_that_are_asked_for() {
    var hoping = ledger();
    var asking = ledger();
    for (int seed = 1; seed <= SEEDS; seed++) {
      tag = seed + "-";
      var pages = new Pages(hoping);
      for (var page : pages(new Random(seed))) {
        take(hoping, page, pages);
        ask(asking, page);
      }
      assertThat(rows(hoping)).as("seed %d", seed).isEqualTo(rows(asking));
    }
  }

  @Test
  void what_changed_last_is_found_behind_all_that_does_not_stand_any_more() {
    var database = ledger();
    database.getTransaction().begin();
    for (int i = 0; i < 90; i++) {
      // The newest seventy were changed again, are in doubt or told nothing.
      changed(database, i, i < 30 ? 1 : 0, i >= 30 && i < 50, i < 50 || i >= 70 ? "FACTS" : "GAP");
    }
    database.getTransaction().commit();
    var doubts = new Doubts(database);
    var far = NOW.plusSeconds(1);
    assertThat(doubts.latest(far, 4))
        .extracting(each -> each.source().id())
        .containsExactly("70", "71", "72", "73");
    assertThat(doubts.latest(NOW.minusSeconds(85), 4))
        .extracting(each -> each.source().id())
        .containsExactly("86", "87", "88", "89");
    assertThat(doubts.latest(NOW.minusSeconds(87), 4)).hasSize(2);
    assertThat(doubts.latest(NOW.minusSeconds(100), 4)).isEmpty();
  }

  private static void changed(
      EntityManager database, int number, int later, boolean doubted, String state) {
    var moment = NOW.minusSeconds(number);
    database
        .createNativeQuery("insert into latest_change (reference, updated) values (?1, ?2)")
        .setParameter(1, "Goal/" + number)
        .setParameter(2, moment)
        .executeUpdate();
    database
        .createNativeQuery(
            "insert into known_resource (reference, version, updated, state, doubted)"
                + " values (?1, '1', ?2, ?3, ?4)")
        .setParameter(1, "Goal/" + number)
        .setParameter(2, moment.plusSeconds(later))
        .setParameter(3, state)
        .setParameter(4, doubted)
        .executeUpdate();
  }

  private static void take(EntityManager database, List<ChartEntry> page, Pages pages) {
    database.getTransaction().begin();
    pages.take(page, STARTED, NOW);
    database.getTransaction().commit();
  }

  private static void ask(EntityManager database, List<ChartEntry> page) {
    database.getTransaction().begin();
    try {
      new Intake(database, STARTED, NOW).take(page);
    } catch (AlreadyKnown cannotBe) {
      throw new AssertionError(cannotBe);
    }
    database.getTransaction().commit();
  }

  /** All that the tables hold, but for numbers that are drawn. */
  private static List<String> rows(EntityManager database) {
    var rows = new ArrayList<String>();
    for (var query :
        List.of(
            "select reference, version, updated, state, doubted, kind, patient, content from"
                + " known_resource",
            "select reference, kind, patient, content from fact",
            "select reference, patient, reason, since from gap",
            "select patient, in_scope, newcomer, dirty, faults from client",
            "select reference, updated from latest_change")) {
      List<?> found = database.createNativeQuery(query, Object[].class).getResultList();
      found.stream().map(row -> Arrays.toString((Object[]) row)).sorted().forEach(rows::add);
    }
    return rows;
  }

  /** As a record is read: first what is new, then changes among what is known, then new again. */
  private List<List<ChartEntry>> pages(Random random) {
    var pages = new ArrayList<List<ChartEntry>>();
    for (int page = 0; page < 8; page++) {
      int from = random.nextBoolean() ? page * 60 : random.nextInt(400);
      int kind = random.nextInt(3);
      int version = page;
      pages.add(
          IntStream.range(from, from + 50 + random.nextInt(40))
              .mapToObj(id -> entry(random, kind, id, version))
              .toList());
    }
    return pages;
  }

  private ChartEntry entry(Random random, int kind, int id, int version) {
    var fact = fact(random, kind, id, version);
    var source = fact.get(0).source();
    var updated = NOW.minusSeconds(3_600L * (20 - version - random.nextInt(3)) + id);
    return new ChartEntry(source, updated, reading(random, fact));
  }

  private static Reading<List<ChartFact>> reading(Random random, List<ChartFact> facts) {
    return switch (random.nextInt(40)) {
      case 0 -> new Reading.Withdrawn<>();
      case 1 -> new Reading.OutOfScope<>();
      case 2 -> new Reading.Gap<>(GapReason.UNREADABLE);
      default -> new Reading.Fact<>(facts);
    };
  }

  private List<ChartFact> fact(Random random, int kind, int id, int version) {
    return switch (kind) {
      case 0 -> group(id, 1 + random.nextInt(3));
      case 1 -> List.of(visit(id, random.nextInt(4) == 0 ? "individual" : ""));
      default -> List.of(rating(id, patient(random.nextInt(6)), version));
    };
  }

  private static ChartEntry entry(List<ChartFact> facts) {
    return new ChartEntry(facts.get(0).source(), NOW, new Reading.Fact<>(facts));
  }

  private static List<ChartFact> facts(ChartEntry entry) {
    return entry.reading() instanceof Reading.Fact<List<ChartFact>> fact ? fact.value() : List.of();
  }

  private PatientId patient(int number) {
    return new PatientId(tag + "p" + number);
  }

  private List<ChartFact> group(int id, int members) {
    return IntStream.range(0, members).mapToObj(i -> booking(id, patient(i))).toList();
  }

  private ChartFact booking(int id, PatientId patient) {
    var start = NOW.minusSeconds(86_400L * (id % 300));
    return new Booking(
        new Source("Appointment", tag + "a" + id, "1"),
        patient,
        "individual",
        start,
        start.plusSeconds(3_000),
        BookingStatus.KEPT,
        CancellationReason.NOT_GIVEN,
        null,
        null,
        null,
        Modality.VIRTUAL,
        false,
        Labels.NONE);
  }

  private ChartFact visit(int id, String service) {
    return new Visit(
        new Source("Encounter", tag + "e" + id, null),
        patient(id % 6),
        service,
        new Source("Appointment", tag + "a" + id, null),
        null,
        NOW.minusSeconds(86_400L * (id % 300)),
        null,
        VisitStatus.FINISHED,
        null,
        Modality.TELEPHONE,
        true,
        false,
        Labels.NONE);
  }

  private ChartFact rating(int id, PatientId patient, int total) {
    return new ScaleScore(
        new Source("QuestionnaireResponse", tag + "q" + id, "" + total),
        patient,
        new InstrumentId("srs"),
        "https://attune.org/fhir/Questionnaire/srs-scores|1.0.0#en",
        NOW.minusSeconds(86_400L * (id % 300)),
        total,
        new TreeMap<>(Map.of("overall", 8.25)),
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }
}
