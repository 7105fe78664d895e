package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.access.Role;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.review.EraseClient;
import org.attune.review.RoundTrip;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.Exchange;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.attune.worklist.Desk;
import org.attune.writeback.Edit;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;

/** A hospital of which something is found, and those who work it off. */
abstract class WorklistStage {

  static final String NORTH = "Organization/north";
  static final String SOUTH = "Organization/south";
  static final String UNITS =
      "Practitioner/n1=" + NORTH + ",Practitioner/s1=" + SOUTH + ",Practitioner/t1=" + NORTH;
  static final TherapistId NORTHERN = new TherapistId("n1");
  static final TherapistId SOUTHERN = new TherapistId("s1");
  static final TherapistId OF_NOWHERE = new TherapistId("x1");
  static final Locale EN = Locale.ENGLISH;

  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 31};

  @Inject RoundTrip roundTrip;
  @Inject WorkItems items;
  @Inject EraseClient erasing;
  @PersistenceContext EntityManager database;
  @Inject UserTransaction transaction;

  final String tag = UUID.randomUUID().toString().substring(0, 8);
  final PatientId client = new PatientId("p-" + tag);

  /** All of {@code ejb}, with units, beside a database in memory. */
  static WebArchive slice(String database) {
    return Slice.set(ReviewIT.slice(database), "attune.worklist.units", UNITS)
        .addClasses(WorklistStage.class);
  }

  /** Returns when the database says that somebody waits for what this transaction holds. */
  void awaitSomebodyWaiting() throws InterruptedException {
    var until = Instant.now().plusSeconds(30);
    while (waiting() == 0) {
      assertThat(Instant.now()).as("nobody has come to wait").isBefore(until);
      Thread.sleep(20);
    }
  }

  /** How many wait for a lock; the slices of a worklist stand on H2. */
  private long waiting() {
    return ((Number)
            database
                .createNativeQuery(
                    "select count(*) from information_schema.sessions where blocker_id is not null")
                .getSingleResult())
        .longValue();
  }

  @BeforeEach
  void a_new_day() {
    Hospital.reset();
    Hospital.takesAll = true;
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
  }

  Desk coordinator(String... units) {
    return desk(Role.COORDINATOR, units);
  }

  Desk desk(Role role, String... units) {
    return new Desk("Practitioner/c-" + tag, role, List.of(units), Set.of(), "session");
  }

  /** Ratings that fall: something about the working relationship. */
  void fall(PatientId patient, TherapistId therapist) {
    for (int week = 0; week < RATINGS.length; week++) {
      tell(Feed.APPOINTMENTS, hour(patient, therapist, week, BookingStatus.KEPT));
      tell(
          Feed.ANSWERS,
          Facts.rating(patient.value() + "-r" + week, patient, at(week), RATINGS[week]));
    }
  }

  /** Sessions that the client does not come to: something that a call may settle. */
  void stayAway(PatientId patient, TherapistId therapist) {
    for (int week = 0; week < 8; week++) {
      var status = week < 4 ? BookingStatus.KEPT : BookingStatus.MISSED;
      tell(Feed.APPOINTMENTS, hour(patient, therapist, week, status));
    }
  }

  /** A session to which the client did not come, and nothing for three weeks. */
  void goQuiet(PatientId patient, TherapistId therapist) {
    for (int week = 0; week < 5; week++) {
      var status = week < 4 ? BookingStatus.KEPT : BookingStatus.MISSED;
      tell(Feed.APPOINTMENTS, hour(patient, therapist, week, status));
    }
  }

  /** Something that is not for the therapist, and goes to one person. */
  void confide(PatientId patient, TherapistId therapist) {
    for (int week = 0; week < 8; week++) {
      tell(Feed.APPOINTMENTS, hour(patient, therapist, week, BookingStatus.KEPT));
    }
    tell(
        Feed.ANSWERS,
        new CheckIn(
            new Source("QuestionnaireResponse", patient.value() + "-word", "1"),
            patient,
            "https://attune.org/fhir/Questionnaire/client-check-in|1.0.0#en",
            at(7),
            new TreeMap<>(Map.of(CheckIn.Item.SAFE_TO_DISAGREE, 1, CheckIn.Item.COULD_SAY, 1)),
            List.of(CheckIn.Voice.NOT_HELPED),
            null,
            List.of(),
            List.of(),
            List.of(),
            CheckIn.Audience.NOT_MY_THERAPIST,
            Respondent.CLIENT,
            null,
            therapist,
            Labels.NONE));
  }

  /** Somebody of the service rings the client up. */
  void call(PatientId patient, Instant when) {
    call(patient, when, null);
  }

  void call(PatientId patient, Instant when, TherapistId by) {
    tell(
        Feed.ENCOUNTERS,
        new Visit(
            new Source("Encounter", patient.value() + "-call", "1"),
            patient,
            "individual",
            null,
            null,
            when,
            null,
            VisitStatus.FINISHED,
            by,
            Modality.TELEPHONE,
            false,
            true,
            Labels.NONE));
  }

  /** What passed between a client and people of the hospital, where it stands as a message. */
  void message(PatientId patient, Instant when, boolean spoken, TherapistId with) {
    tell(
        Feed.COMMUNICATIONS,
        new Exchange(
            new Source("Communication", patient.value() + "-message", "1"),
            patient,
            "",
            when,
            spoken,
            List.of(),
            List.of(with),
            Facts.RESTRICTED));
  }

  /** How far somebody is with what we asked them for; the record knows nothing else of it now. */
  void makeOfTask(String name, Edit.What what, Instant done, String owner) {
    Hospital.EDITS.removeIf(edit -> edit.name().equals(name));
    Hospital.EDITS.add(new Edit(name, taskOf(name), what, true, done, owner));
  }

  static Source taskOf(String name) {
    return new Source("Task", name.substring(56), "2");
  }

  void record(PatientId patient, PatientId replacedBy, Labels labels) {
    tell(
        Feed.PATIENTS,
        new Client(
            new Source("Patient", patient.value(), tag + Hospital.now.toEpochMilli()),
            patient,
            false,
            false,
            replacedBy,
            labels));
  }

  static Booking hour(PatientId patient, TherapistId therapist, int week, BookingStatus status) {
    return new Booking(
        new Source("Appointment", patient.value() + "-" + week, "1"),
        patient,
        "individual",
        at(week),
        at(week).plusSeconds(3000),
        status,
        CancellationReason.NOT_GIVEN,
        null,
        null,
        therapist,
        Modality.IN_PERSON,
        false,
        Labels.NONE);
  }

  /** Weekly, the eighth of them lies a day back. */
  static Instant at(int week) {
    return Hospital.now.minus(Duration.ofDays(1 + 7L * (7 - week)));
  }

  static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }

  void rounds() {
    roundTrip.make();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
    roundTrip.make();
  }

  static void later(Duration passing) {
    Hospital.now = Hospital.now.plus(passing);
  }

  /** Every row of a client, as the table has it now. */
  List<WorkItem> rows(PatientId patient) {
    return database
        .createQuery("select w from WorkItem w where w.patient = :p order by w.key", WorkItem.class)
        .setParameter("p", patient)
        .getResultList();
  }

  WorkItem row(PatientId patient, String detector) {
    return rows(patient).stream()
        .filter(row -> row.detector().equals(detector))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + detector));
  }
}
