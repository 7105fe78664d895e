package org.attune.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.detection.Signal;
import org.attune.fhir.chart.ResourceReader;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.Treatment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {

  private static final ServiceNorms NORMS = new ServiceNorms(Map.of(), 0.12, 0.95);
  private static final Instant UPDATED = Export.day(30);

  @TempDir private static Path folder;
  private Site site;
  private Timeline timeline;

  @BeforeEach
  void open() throws IOException, Trouble {
    var in = Export.ofStories().writeTo(folder);
    site =
        Site.of(
            Options.parse(
                List.of(
                    "--in",
                    in.toString(),
                    "--out",
                    in.toString(),
                    "--settings",
                    in.resolve("site.properties").toString())));
    timeline =
        new Timeline(
            Export.FIRST.atZone(site.zone()).toLocalDate().minusDays(7),
            Export.day(13 * 7 + 3),
            site.zone());
  }

  @AfterEach
  void close() {
    site.close();
  }

  private List<History> histories() {
    ResourceReader reader = site.reader(null);
    var lines = new TreeMap<String, List<String>>();
    Export.ofStories().lines().values().stream()
        .flatMap(List::stream)
        .map(reader::read)
        .forEach(
            entry -> {
              if (entry.reading() instanceof Reading.Fact<List<ChartFact>> told) {
                told.value()
                    .forEach(
                        fact ->
                            lines
                                .computeIfAbsent(fact.patient().value(), each -> new ArrayList<>())
                                .add(Told.line(entry.updated(), fact)));
              }
            });
    return lines.entrySet().stream()
        .map(each -> History.of(new PatientId(each.getKey()), each.getValue(), Map.of()))
        .toList();
  }

  private List<Signal> judged(PatientId patient, List<ChartFact> facts, Instant asOf) {
    return site.assembly().of(patient, facts, asOf).courses().stream()
        .flatMap((TherapyCourse course) -> site.detection().judge(course, NORMS).stream())
        .toList();
  }

  @Test
  void every_detector_on_disk_is_on_the_roster() throws IOException {
    try (var files = Files.walk(Path.of("../../ejb/src/main/java/org/attune/detection"))) {
      var onDisk = new ArrayList<String>();
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (Files.readString(file).contains(" implements Detector ")) {
          onDisk.add(file.getFileName().toString().replace(".java", ""));
        }
      }
      assertThat(site.roster().detectors())
          .extracting(detector -> detector.getClass().getSimpleName())
          .containsExactlyInAnyOrderElementsOf(onDisk)
          .isNotEmpty();
    }
  }

  @Test
  void what_stands_at_the_last_moment_is_what_the_server_would_find_there() {
    var walk =
        new Walk(timeline, Options.Pace.CHANGE, site.assembly(), site.detection(), moment -> NORMS);
    var standing = new ArrayList<Signal>();
    var found = new ArrayList<Signal>();
    for (var history : histories()) {
      walk.through(history).usual().standing().forEach(raised -> standing.add(raised.signal()));
      found.addAll(judged(history.patient(), history.at(timeline.until()), timeline.until()));
    }
    assertThat(standing).isNotEmpty().containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void a_booking_is_known_when_made_a_cancellation_when_recorded_and_an_answer_when_authored() {
    var moments = histories().get(1).moments(site.zone(), timeline.until());
    assertThat(moments)
        .contains(
            Export.day(8 * 7 - 6), // booked
            Export.day(8 * 7 - 1), // cancelled
            Export.day(10 * 7), // held
            Export.day(10 * 7 + 0.03)); // rated
    assertThat(moments.last()).isBeforeOrEqualTo(timeline.until());
  }

  @Test
  void what_lies_ahead_changes_nothing() {
    for (var history : histories()) {
      for (var moment : history.moments(site.zone(), timeline.until())) {
        var all = history.at(moment);
        var told = all.stream().flatMap(fact -> asToldAt(fact, moment)).toList();
        assertThat(judged(history.patient(), all, moment))
            .isEqualTo(judged(history.patient(), told, moment));
      }
    }
  }

  /** The fact as it could have been told at a moment, if at all. */
  private Stream<ChartFact> asToldAt(ChartFact fact, Instant moment) {
    if (History.moments(fact, site.zone()).allMatch(each -> each.isAfter(moment))) {
      return fact instanceof Client ? Stream.of(fact) : Stream.empty();
    }
    if (fact instanceof Booking each) {
      var cancelled = each.cancelledAt();
      var known = cancelled == null ? each.start() : cancelled;
      return Stream.of(known.isAfter(moment) ? booked(each) : each);
    }
    return Stream.of(fact);
  }

  private static Booking booked(Booking each) {
    return new Booking(
        each.source(),
        each.patient(),
        each.service(),
        each.start(),
        each.end(),
        BookingStatus.BOOKED,
        CancellationReason.NOT_GIVEN,
        null,
        each.created(),
        each.therapist(),
        each.modality(),
        each.group(),
        each.labels());
  }

  @Test
  void a_pause_a_death_or_a_goal_without_a_moment_counts_from_the_last_change_of_its_record() {
    var patient = new PatientId("p");
    var history =
        History.of(
            patient,
            List.of(
                Told.line(
                    UPDATED,
                    new Treatment(
                        source("EpisodeOfCare"), patient, Export.day(0), null, true, Labels.NONE)),
                Told.line(
                    UPDATED,
                    new Client(source("Patient"), patient, true, false, null, Labels.NONE)),
                Told.line(
                    UPDATED,
                    new CareGoal(
                        source("Goal"),
                        patient,
                        CareGoal.Lifecycle.CANCELLED,
                        null,
                        null,
                        new TreeMap<>(),
                        null,
                        null,
                        Labels.NONE))),
            Map.of());
    assertThat(history.at(UPDATED.minusSeconds(1))).noneMatch(WalkTest::saysHowItEnded).hasSize(3);
    assertThat(history.at(UPDATED)).allMatch(WalkTest::saysHowItEnded).hasSize(3);
    assertThat(history.moments(site.zone(), timeline.until())).contains(UPDATED);
  }

  @Test
  void a_plan_that_ended_nobody_knows_when_was_in_force_until_its_record_changed_last() {
    var patient = new PatientId("p");
    var ended = plan(patient, null, true);
    var history = History.of(patient, List.of(Told.line(UPDATED, ended)), Map.of());
    assertThat(history.at(UPDATED.minusSeconds(1))).containsExactly(plan(patient, null, false));
    assertThat(history.at(UPDATED)).containsExactly(ended);
  }

  @Test
  void a_plan_tells_something_new_on_its_first_day_and_after_its_last() {
    var day = LocalDate.of(2026, 3, 2);
    assertThat(History.moments(plan(new PatientId("p"), day, true), site.zone()))
        .containsExactly(
            day.atStartOfDay(site.zone()).toInstant(),
            day.plusDays(8).atStartOfDay(site.zone()).toInstant());
  }

  private static Plan plan(PatientId patient, @Nullable LocalDate from, boolean ended) {
    return new Plan(
        source("CarePlan"),
        patient,
        !ended,
        false,
        List.of(),
        Labels.NONE,
        Plan.Kind.PLAN,
        from,
        from == null ? null : from.plusDays(7),
        List.of(),
        List.of(),
        List.of(),
        ended);
  }

  private static boolean saysHowItEnded(ChartFact fact) {
    return (fact instanceof Treatment treatment && treatment.onHold())
        || (fact instanceof Client client && client.deceased())
        || (fact instanceof CareGoal goal && goal.lifecycle() == CareGoal.Lifecycle.CANCELLED);
  }

  @Test
  void of_two_versions_of_a_record_the_later_holds_and_a_withdrawn_one_is_gone() {
    var patient = new PatientId("p");
    var earlier = new Client(source("Patient"), patient, false, false, null, Labels.NONE);
    var later = new Client(source("Patient"), patient, false, true, null, Labels.NONE);
    var lines = List.of(Told.line(UPDATED, later), Told.line(UPDATED.minusSeconds(60), earlier));
    assertThat(History.of(patient, lines, Map.of()).at(timeline.until())).containsExactly(later);
    assertThat(
            History.of(patient, lines, Map.of("Patient/1", UPDATED.plusSeconds(1)))
                .at(timeline.until()))
        .isEmpty();
    assertThat(
            History.of(patient, lines, Map.of("Patient/1", UPDATED.minusSeconds(1)))
                .at(timeline.until()))
        .containsExactly(later);
  }

  private static Source source(String type) {
    return new Source(type, "1", null);
  }
}
