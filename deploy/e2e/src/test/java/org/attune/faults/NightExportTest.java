package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.backfill.NightExport;
import org.attune.ehr.Bookmark;
import org.attune.ehr.BulkExport;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportState;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;
import org.attune.ehr.Stretch;
import org.attune.ledger.Ledger;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A night's export is read whole, once and without help, or the charts are asked for. */
class NightExportTest {

  private static final Instant WALK = Instant.parse("2026-03-02T02:30:00Z");
  private static final Instant SINCE = WALK.minus(Duration.ofDays(2));
  private static final Set<Feed> WHOLE = Set.of(Feed.APPOINTMENTS, Feed.PATIENTS);
  private static final String STATUS = "http://hospital.example/status/";

  private static int databases;

  /** Plays the record and its export. */
  private static final class Hospital implements Chart, BulkExport {

    final List<String> asked = new ArrayList<>();
    final Map<Feed, List<ChartEntry>> searched = new EnumMap<>(Feed.class);
    final Map<String, List<ChartEntry>> files = new HashMap<>();
    final Set<String> holds = new HashSet<>();
    Optional<ExportState> offer = Optional.of(new ExportState.Begun(STATUS + 1, WHOLE));
    final List<ExportState> states = new ArrayList<>();
    int linesBeforeItBreaks = Integer.MAX_VALUE;

    @Override
    public Optional<ExportState> begin(Set<Feed> feeds, Instant since) {
      asked.add("begin " + since);
      return offer;
    }

    @Override
    public ExportState look(String status) {
      asked.add("look");
      return states.size() > 1 ? states.remove(0) : states.get(0);
    }

    @Override
    public Optional<Lines> open(ExportedFile file, long behind) {
      asked.add("open " + file.address() + " behind " + behind);
      var all = files.get(file.address());
      return all == null ? Optional.empty() : Optional.of(lines(all, (int) behind));
    }

    private Lines lines(List<ChartEntry> all, int behind) {
      return new Lines() {
        private int at = behind;

        @Override
        public Part next(int most) throws EhrUnavailable {
          int some = Math.min(Math.min(most, 2), all.size() - at);
          linesBeforeItBreaks -= some;
          if (linesBeforeItBreaks < 0) {
            throw new EhrUnavailable("The line broke.", null);
          }
          var part = new Part(all.subList(at, at + some), some, at + some == all.size());
          at += some;
          return part;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void end(String status) {
      asked.add("end " + status.substring(STATUS.length()));
    }

    @Override
    public ChartPage changes(Feed feed, Bookmark bookmark) {
      throw new IllegalStateException();
    }

    @Override
    public ChartPage stretch(Feed feed, Stretch stretch, Bookmark bookmark) {
      asked.add("search " + feed + " since " + stretch.from());
      return new ChartPage(searched.getOrDefault(feed, List.of()), bookmark, true);
    }

    @Override
    public List<ChartEntry> everythingOf(PatientId patient) {
      throw new IllegalStateException();
    }

    @Override
    public ChartHoldings holdings(Collection<PatientId> patients, Predicate<ChartEntry> known) {
      throw new IllegalStateException();
    }

    @Override
    public Optional<ChartEntry> now(Source source) {
      throw new IllegalStateException();
    }

    @Override
    public boolean holds(Source source) {
      asked.add("holds " + source.reference());
      return holds.contains(source.reference());
    }
  }

  private final HandSet clock = new HandSet(WALK.plusSeconds(1), ZoneOffset.UTC);
  private final Hospital hospital = new Hospital();
  private EntityManagerFactory tables;
  private Attune attune;

  @BeforeEach
  void begin() {
    tables = Attune.tables("night-export-" + ++databases);
    attune = attune("one");
  }

  @AfterEach
  void close() {
    attune.close();
    tables.close();
  }

  private Attune attune(String node) {
    return new Attune(
        tables, Course.settings(), clock, node, new Attune.Played(hospital, hospital));
  }

  private Optional<Set<Feed>> night() throws EhrUnavailable {
    return attune.bean(NightExport.class).goOn(WALK, SINCE);
  }

  private String told() {
    return attune.bean(NightExport.class).facts().getOrDefault("reconcile.export", "nothing");
  }

  private static ChartEntry booking(int number, Instant updated) {
    var source = new Source("Appointment", "a" + number, "1");
    var fact =
        new Booking(
            source,
            new PatientId("p1"),
            "individual",
            WALK.minusSeconds(86_400L * number),
            WALK.minusSeconds(86_400L * number - 3_000),
            BookingStatus.KEPT,
            CancellationReason.NOT_GIVEN,
            null,
            null,
            null,
            Modality.IN_PERSON,
            false,
            Labels.NONE);
    return new ChartEntry(source, updated, new Reading.Fact<>(List.of(fact)));
  }

  private static List<ChartEntry> bookings(int many) {
    return IntStream.range(0, many).mapToObj(n -> booking(n, WALK.minusSeconds(n))).toList();
  }

  private static ChartEntry deletion(String id) {
    return new ChartEntry(new Source("Appointment", id, null), WALK, new Reading.Withdrawn<>());
  }

  private static ExportedFile file(String address, boolean deletions, long lines) {
    return new ExportedFile(
        deletions ? Feed.PATIENTS : Feed.APPOINTMENTS, address, false, deletions, WALK, lines);
  }

  private void exports(ExportedFile... files) {
    hospital.states.add(new ExportState.Ready(List.of(files), 0, WALK, true));
  }

  private List<String> held(String state) {
    try (var database = tables.createEntityManager()) {
      List<?> rows =
          database
              .createNativeQuery(
                  "select reference from known_resource where state = '" + state + "' order by 1")
              .getResultList();
      return rows.stream().map(String::valueOf).collect(Collectors.toList());
    }
  }

  @Test
  void what_nobody_told_of_is_taken_and_what_the_export_told_of_need_not_be_asked_for()
      throws EhrUnavailable {
    hospital.states.add(new ExportState.Waiting(Duration.ofSeconds(1)));
    exports(file("f1", false, 5));
    hospital.files.put("f1", bookings(5));
    assertThat(night()).contains(WHOLE);
    assertThat(held("FACTS")).hasSize(5);
    assertThat(told()).isEqualTo("done");
    // A type without a file may have been left out.
    assertThat(hospital.asked)
        .containsExactly(
            "begin " + SINCE,
            "look",
            "look",
            "open f1 behind 0",
            "search PATIENTS since " + SINCE,
            "end 1");
    hospital.asked.clear();
    assertThat(night()).contains(WHOLE);
    assertThat(hospital.asked).isEmpty();
  }

  @Test
  void what_is_known_changes_nothing() throws EhrUnavailable {
    attune.bean(Ledger.class).take(bookings(5));
    exports(file("f1", false, 5));
    hospital.files.put("f1", bookings(5));
    night();
    assertThat(attune.bean(NightExport.class).facts())
        .containsEntry("reconcile.export.resources", "5")
        .containsEntry("reconcile.export.changed", "0");
    assertThat(held("FACTS")).hasSize(5);
  }

  @Test
  void what_it_says_was_deleted_is_let_go_when_the_ehr_does_not_have_it_by_its_id()
      throws EhrUnavailable {
    // Of one the latest version is newer than the export says that it was deleted.
    attune.bean(Ledger.class).take(List.of(booking(0, WALK.plusSeconds(9)), booking(1, SINCE)));
    hospital.holds.add("Appointment/a1");
    exports(file("gone", true, 3));
    hospital.files.put("gone", List.of(deletion("a0"), deletion("a1"), deletion("unknown")));
    assertThat(night()).contains(WHOLE);
    assertThat(held("FACTS")).containsExactly("Appointment/a1");
    assertThat(held("WITHDRAWN")).containsExactly("Appointment/a0");
    assertThat(hospital.asked)
        .filteredOn(each -> each.startsWith("holds"))
        .containsExactlyInAnyOrder("holds Appointment/a0", "holds Appointment/a1");
    assertThat(attune.bean(NightExport.class).facts()).containsEntry("reconcile.export.gone", "1");
  }

  @Test
  void after_a_kill_another_node_goes_on_where_it_was() throws EhrUnavailable {
    exports(file("f1", false, 6));
    hospital.files.put("f1", bookings(6));
    hospital.linesBeforeItBreaks = 4;
    assertThatThrownBy(this::night).isInstanceOf(EhrUnavailable.class);
    attune.kill();
    attune.close();
    hospital.linesBeforeItBreaks = Integer.MAX_VALUE;
    attune = attune("other");
    assertThat(night()).isEmpty();
    clock.advance(Duration.ofSeconds(61));
    assertThat(night()).contains(WHOLE);
    assertThat(hospital.asked).contains("open f1 behind 4").containsOnlyOnce("begin " + SINCE);
    assertThat(held("FACTS")).hasSize(6);
    assertThat(attune.bean(NightExport.class).facts())
        .containsEntry("reconcile.export.changed", "6");
  }

  @Test
  void an_export_that_is_not_offered_or_is_refused_is_done_without_in_one_sentence()
      throws EhrUnavailable {
    hospital.offer = Optional.empty();
    assertThat(night()).contains(Set.of());
    assertThat(told()).startsWith("The EHR offers no export");
    hospital.offer = Optional.of(new ExportState.Refused("It answered 403."));
    var next = WALK.plus(Duration.ofDays(1));
    assertThat(attune.bean(NightExport.class).goOn(next, SINCE)).contains(Set.of());
    assertThat(told()).isEqualTo("It answered 403.");
    assertThat(hospital.asked).containsOnly("begin " + SINCE);
  }

  @Test
  void an_export_that_may_not_tell_all_is_ended_and_the_charts_are_asked_for()
      throws EhrUnavailable {
    var lacking =
        Map.of(
            "The EHR says that it could not export everything.",
            new ExportState.Ready(List.of(), 1, WALK, true),
            "The EHR's export does not say what was deleted.",
            new ExportState.Ready(List.of(), 0, WALK, false),
            "The EHR's export is as of long before it was asked for.",
            new ExportState.Ready(List.of(), 0, WALK.minus(Duration.ofDays(1)), true));
    int nights = 0;
    for (var each : lacking.entrySet()) {
      hospital.states.clear();
      hospital.states.add(each.getValue());
      hospital.asked.clear();
      var walk = WALK.plusSeconds(nights++);
      assertThat(attune.bean(NightExport.class).goOn(walk, SINCE)).contains(Set.of());
      assertThat(told()).isEqualTo(each.getKey());
      assertThat(hospital.asked).containsExactly("begin " + SINCE, "look", "end 1");
    }
  }

  @Test
  void a_file_that_stays_too_short_is_not_believed() throws EhrUnavailable {
    exports(file("f1", false, 9));
    hospital.files.put("f1", bookings(6));
    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(this::night).isInstanceOf(EhrUnavailable.class);
    }
    assertThat(night()).contains(Set.of());
    assertThat(told()).contains("fewer lines");
    assertThat(held("FACTS")).hasSize(6);
  }

  @Test
  void files_that_are_gone_are_exported_once_more_and_then_done_without() throws EhrUnavailable {
    exports(file("f1", false, 6));
    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(this::night).isInstanceOf(EhrUnavailable.class);
    }
    assertThat(night()).contains(Set.of());
    assertThat(told()).contains("forgot");
    assertThat(hospital.asked).filteredOn(each -> each.startsWith("begin")).hasSize(2);
  }

  @Test
  void nobody_waits_for_ever_until_it_is_made_or_read() throws EhrUnavailable {
    hospital.states.add(new ExportState.Waiting(Duration.ofSeconds(1)));
    assertThat(night()).isEmpty();
    assertThat(told()).startsWith("waits");
    clock.advance(Duration.ofHours(4).plusSeconds(1));
    assertThat(night()).contains(Set.of());
    assertThat(told()).contains("4 hours");
    assertThat(hospital.asked).contains("end 1");
  }

  @Test
  void a_file_that_cannot_be_read_time_and_again_is_given_up() throws EhrUnavailable {
    exports(file("f1", false, 6));
    hospital.files.put("f1", bookings(6));
    hospital.linesBeforeItBreaks = 2;
    for (int times = 0; times < 10; times++) {
      assertThatThrownBy(this::night).isInstanceOf(EhrUnavailable.class);
    }
    assertThat(night()).contains(Set.of());
    assertThat(told()).contains("The line broke.");
    assertThat(held("FACTS")).hasSize(2);
  }

  @Test
  void a_night_that_did_not_say_that_it_was_done_says_so_before_the_next() throws EhrUnavailable {
    hospital.states.add(new ExportState.Waiting(Duration.ofSeconds(1)));
    night();
    hospital.asked.clear();
    attune.bean(NightExport.class).goOn(WALK.plus(Duration.ofDays(1)), SINCE);
    assertThat(hospital.asked).startsWith("end 1", "begin " + SINCE);
  }
}
