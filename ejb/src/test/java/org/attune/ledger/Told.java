package org.attune.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Exchange;
import org.attune.therapy.GoalScore;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.jspecify.annotations.Nullable;

/** What an EHR told of one client, for tests; moments are given in days after the first session. */
final class Told {

  static final PatientId CLIENT = new PatientId("p1");
  static final Instant FIRST = Instant.parse("2026-01-05T09:00:00Z");

  static final Labels MARKED = new Labels(List.of(new SecurityLabel("s", "R")));

  final List<ChartFact> facts = new ArrayList<>();
  private int next;

  static Instant day(double days) {
    return FIRST.plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
  }

  Source source(String type) {
    next++;
    return new Source(type, String.valueOf(next), "1");
  }

  Source booking(double day, BookingStatus status) {
    return booking("individual", day, status, CancellationReason.NOT_GIVEN, null, null);
  }

  Source cancelled(double day, CancellationReason reason, @Nullable Double cancelledOn) {
    return booking("individual", day, BookingStatus.CANCELLED, reason, cancelledOn, null);
  }

  Source booking(
      String service,
      double day,
      BookingStatus status,
      CancellationReason reason,
      @Nullable Double cancelledOn,
      @Nullable Double createdOn) {
    var source = source("Appointment");
    facts.add(
        new Booking(
            source,
            CLIENT,
            service,
            day(day),
            day(day).plus(Duration.ofMinutes(50)),
            status,
            reason,
            cancelledOn == null ? null : day(cancelledOn),
            createdOn == null ? null : day(createdOn),
            new TherapistId("t-" + service),
            Modality.IN_PERSON,
            service.equals("group"),
            Labels.NONE));
    return source;
  }

  Source visit(double day, VisitStatus status, @Nullable Source booking, @Nullable Source episode) {
    return visit("individual", day, status, booking, episode, false);
  }

  Source visit(
      String service,
      double day,
      VisitStatus status,
      @Nullable Source booking,
      @Nullable Source episode,
      boolean contact) {
    var source = source("Encounter");
    facts.add(
        new Visit(
            source,
            CLIENT,
            service,
            booking,
            episode,
            day(day),
            null,
            status,
            null,
            Modality.IN_PERSON,
            false,
            contact,
            Labels.NONE));
    return source;
  }

  Source attended(double day) {
    var booking = booking(day, BookingStatus.KEPT);
    visit(day, VisitStatus.FINISHED, booking, null);
    return booking;
  }

  Source episode(double from, @Nullable Double to) {
    var source = source("EpisodeOfCare");
    facts.add(
        new Treatment(source, CLIENT, day(from), to == null ? null : day(to), false, Labels.NONE));
    return source;
  }

  void courtOrdered(double from, double to) {
    facts.add(
        new Treatment(
            source("EpisodeOfCare"), CLIENT, day(from), day(to), false, true, Labels.NONE));
  }

  /** A response that the chart says was tried because of a detector's signal. */
  Source tried(@Nullable String detector, String response, double day, @Nullable Source visit) {
    var source = source("Task");
    facts.add(
        new DocumentedResponse(
            source, CLIENT, response, detector, null, day(day), visit, null, Labels.NONE));
    return source;
  }

  /** What was spoken or written outside of any visit. */
  Source exchange(String service, double day, Source... names) {
    return exchange(service, day, List.of(), names);
  }

  Source exchange(String service, double day, List<TherapistId> with, Source... names) {
    var source = source("Communication");
    facts.add(new Exchange(source, CLIENT, service, day(day), false, List.of(names), with, MARKED));
    return source;
  }

  Source score(String instrument, double day, @Nullable Source visit) {
    var source = source("QuestionnaireResponse");
    facts.add(
        new ScaleScore(
            source,
            CLIENT,
            new InstrumentId(instrument),
            "form|1#en",
            day(day),
            12,
            new TreeMap<>(),
            Respondent.CLIENT,
            visit,
            null,
            Labels.NONE));
    return source;
  }

  Source observation(String instrument, double day, double total, @Nullable Source derivedFrom) {
    var source = source("Observation");
    facts.add(
        new ScaleScore(
            source,
            CLIENT,
            new InstrumentId(instrument),
            "Observation",
            day(day),
            total,
            new TreeMap<>(),
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE,
            derivedFrom));
    return source;
  }

  Source checkIn(double day, @Nullable CancellationReason obstacle, CheckIn.Voice... voices) {
    var source = source("QuestionnaireResponse");
    facts.add(
        new CheckIn(
            source,
            CLIENT,
            "check-in|1#en",
            day(day),
            new TreeMap<>(Map.of(CheckIn.Item.MOOD, 5)),
            List.of(voices),
            obstacle,
            List.of(),
            List.of(),
            List.of(),
            CheckIn.Audience.CARE_TEAM,
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE));
    return source;
  }

  /** A check-in that names no course, for others to read than the therapist. */
  void fears(double day, CheckIn.Fear fear) {
    facts.add(
        new CheckIn(
            source("QuestionnaireResponse"),
            CLIENT,
            "check-in|1#en",
            day(day),
            new TreeMap<>(),
            List.of(),
            null,
            List.of(),
            List.of(),
            List.of(fear),
            CheckIn.Audience.NOT_MY_THERAPIST,
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE));
  }

  void record(boolean deceased, boolean test) {
    facts.add(new Client(source("Patient"), CLIENT, deceased, test, null, Labels.NONE));
  }

  void died(double day) {
    facts.add(new Client(source("Patient"), CLIENT, true, day(day), false, null, Labels.NONE));
  }

  /** A care plan from one day to another; null is open. */
  void plan(@Nullable Double from, @Nullable Double until, boolean ended) {
    plan(!ended, Plan.Kind.PLAN, from, until, ended);
  }

  void draft() {
    plan(false, Plan.Kind.PROPOSAL, null, null, false);
  }

  private void plan(
      boolean active,
      Plan.Kind kind,
      @Nullable Double from,
      @Nullable Double until,
      boolean ended) {
    facts.add(
        new Plan(
            source("CarePlan"),
            CLIENT,
            active,
            false,
            List.of(),
            Labels.NONE,
            kind,
            from == null ? null : day(from).atZone(ZoneOffset.UTC).toLocalDate(),
            until == null ? null : day(until).atZone(ZoneOffset.UTC).toLocalDate(),
            List.of(),
            List.of(),
            List.of(),
            ended));
  }

  void goalScore(double day, int attainment) {
    facts.add(
        new GoalScore(
            source("Observation"),
            CLIENT,
            new Source("Goal", "g", null),
            day(day),
            attainment,
            Respondent.CLIENT,
            Labels.NONE));
  }

  void goalAchieved(double from, double on) {
    facts.add(
        new CareGoal(
            source("Goal"),
            CLIENT,
            CareGoal.Lifecycle.COMPLETED,
            CareGoal.Achievement.ACHIEVED,
            CareGoal.Party.CLIENT,
            new TreeMap<>(),
            day(from).atZone(ZoneOffset.UTC).toLocalDate(),
            day(on).atZone(ZoneOffset.UTC).toLocalDate(),
            Labels.NONE));
  }
}
