package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.chart.ShowChart;
import org.attune.chart.ShowChart.Answer;
import org.attune.chart.SignalView;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.ehr.FormAnswers;
import org.attune.findings.Findings;
import org.attune.forms.WriteNote;
import org.attune.forms.WriteNote.Noted;
import org.attune.ledger.Ledger;
import org.attune.review.RoundTrip;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Labels;
import org.attune.therapy.Marker;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.SessionNote;
import org.attune.therapy.SessionNote.JustBefore;
import org.attune.therapy.SessionNote.MyPart;
import org.attune.therapy.SessionNote.Observed;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.writeback.Proposal.HandoverProposal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What therapists note for themselves: who sees it, and where it never goes. */
@ExtendWith(ArquillianExtension.class)
class NotesIT {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final FormAnswers MOVED_AWAY =
      answers(
          Map.of(
              "marker.b19.amount", "2",
              "marker.b19.before", "new-step",
              "marker.b19.my-part", "too-many-questions",
              "heard", "6",
              "distress", "1",
              "painful-topic", "true"));

  @Deployment
  static WebArchive slice() {
    return ReviewIT.slice("notes");
  }

  @Inject RoundTrip roundTrip;
  @Inject WriteNote notes;
  @Inject Ledger ledger;
  @Inject Findings findings;
  @Inject ShowChart charts;
  @PersistenceContext EntityManager database;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);
  private final PatientId other = new PatientId("o-" + tag);
  private final Viewer therapist = new Viewer("Practitioner/t1", Role.CLINICIAN, client);
  private final Viewer colleague = new Viewer("Practitioner/t2", Role.CLINICIAN, client);
  private final Viewer coordinator = new Viewer("Practitioner/t1", Role.COORDINATOR, client);

  @BeforeEach
  void a_new_day() {
    Hospital.reset();
    Hospital.now = Hospital.now.atZone(BERLIN).plusDays(1).withHour(10).toInstant();
    booked(client, "1", Duration.ofDays(7));
    booked(other, "2", Duration.ofDays(7));
    round();
    Hospital.CHART.clear();
    Hospital.WRITTEN.clear();
    HospitalToAudit.TOLD.clear();
  }

  @Test
  void what_was_noted_is_read_as_it_was_said_by_who_wrote_it_alone() {
    assertThat(write(therapist, MOVED_AWAY)).isEqualTo(Noted.KEPT);
    assertThat(written(therapist))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.observed())
                  .containsExactly(
                      new Observed(
                          Marker.MOVED_AWAY, 2, JustBefore.NEW_STEP, MyPart.TOO_MANY_QUESTIONS));
              assertThat(note.ratings()).containsExactly(Map.entry(CheckIn.Item.HEARD, 6));
              assertThat(note.distress()).isEqualTo(1);
              assertThat(note.painfulTopic()).isTrue();
              assertThat(note.boundary()).isFalse();
              assertThat(note.checkedInAtEnd()).isNull();
              assertThat(note.at()).isEqualTo(Hospital.now);
            });
    assertThat(notes.paper(colleague, Locale.ENGLISH)).isEmpty();
    assertThat(notes.paper(coordinator, Locale.ENGLISH)).isEmpty();
    assertThat(write(colleague, MOVED_AWAY)).isEqualTo(Noted.NOT_THEIRS);
    assertThat(write(coordinator, MOVED_AWAY)).isEqualTo(Noted.NOT_THEIRS);
    assertThat(notes.takeBack(colleague, id(therapist))).isFalse();
    assertThat(written(therapist)).hasSize(1);
    // Whoever holds hours with the same client has notes of their own, and sees those alone.
    tell(withAnother(Facts.booking(tag, "1", client, BookingStatus.KEPT, Hospital.now)));
    round();
    assertThat(written(colleague)).isEmpty();
    assertThat(notes.takeBack(colleague, id(therapist))).isFalse();
    assertThat(write(colleague, MOVED_AWAY)).isEqualTo(Noted.KEPT);
    assertThat(written(colleague)).hasSize(1);
    assertThat(written(therapist)).hasSize(1).isNotEqualTo(written(colleague));
  }

  private static Booking withAnother(Booking booking) {
    return new Booking(
        booking.source(),
        booking.patient(),
        booking.service(),
        booking.start(),
        booking.end(),
        booking.status(),
        booking.reason(),
        booking.cancelledAt(),
        booking.created(),
        new TherapistId("t2"),
        booking.modality(),
        booking.group(),
        booking.labels());
  }

  @Test
  void nothing_of_it_ever_reaches_the_record() {
    write(therapist, MOVED_AWAY);
    later(Duration.ofHours(1));
    write(therapist, MOVED_AWAY);
    later(Duration.ofMinutes(5));
    round();
    round();
    assertThat(Hospital.CHART.values()).isEmpty();
    assertThat(Hospital.WRITTEN).isEmpty();
  }

  private void twoNotesInSixWeeks() {
    for (int week = 0; week < 6; week++) {
      booked(client, "w" + week, Duration.ofHours(1));
      round();
      if (week > 3) {
        write(therapist, MOVED_AWAY);
      }
      round();
      later(Duration.ofDays(7));
    }
    round();
  }

  private List<String> seenBy(Viewer viewer) {
    return charts.show(viewer, Locale.ENGLISH) instanceof Answer.Shown shown
        ? Stream.concat(shown.chart().signals().stream(), shown.chart().quiet().stream())
            .map(SignalView::detector)
            .toList()
        : List.of();
  }

  @Test
  void a_note_that_is_taken_back_prompts_nobody_else_in_its_place() {
    tell(withAnother(Facts.booking(tag, "1", client, BookingStatus.KEPT, Hospital.now)));
    twoNotesInSixWeeks();
    assertThat(seenBy(therapist)).contains("observed-markers");
    assertThat(seenBy(colleague)).doesNotContain("observed-markers");
    written(therapist).forEach(note -> notes.takeBack(therapist, note.source().id()));
    assertThat(seenBy(colleague)).doesNotContain("observed-markers");
    round();
    assertThat(seenBy(colleague)).doesNotContain("observed-markers");
  }

  @Test
  void what_was_noted_twice_prompts_who_noted_it() {
    twoNotesInSixWeeks();
    assertThat(findings.of(client))
        .filteredOn(finding -> finding.detector().equals("observed-markers"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .extracting(Source::type)
                    .containsOnly(SessionNote.HERE));
    assertThat(Hospital.WRITTEN).noneMatch(name -> name.contains("observed-markers"));
  }

  @Test
  void a_threat_that_was_noted_goes_the_way_of_safety_and_says_nothing_of_the_note() {
    write(therapist, answers(Map.of("boundary", "true")));
    round();
    assertThat(Hospital.CHART.values())
        .filteredOn(HandoverProposal.class::isInstance)
        .singleElement()
        .satisfies(
            asked -> {
              var handover = (HandoverProposal) asked;
              assertThat(handover.client()).isEqualTo(client);
              assertThat(handover.text())
                  .isEqualTo("Please speak with the team of this client today.");
            });
  }

  @Test
  void a_note_can_be_taken_back_by_who_wrote_it_and_from_the_chart_it_is_of() {
    write(therapist, MOVED_AWAY);
    var note = id(therapist);
    var elsewhere = new Viewer("Practitioner/t1", Role.CLINICIAN, other);
    assertThat(notes.takeBack(elsewhere, note)).isFalse();
    assertThat(notes.takeBack(therapist, note)).isTrue();
    assertThat(notes.takeBack(therapist, note)).isFalse();
    assertThat(written(therapist)).isEmpty();
    assertThat(kept()).isZero();
  }

  @Test
  void what_the_form_does_not_offer_is_not_kept_and_neither_is_nothing() {
    assertThat(write(therapist, answers(Map.of("heard", "11")))).isEqualTo(Noted.NOT_UNDERSTOOD);
    assertThat(write(therapist, answers(Map.of("mood", "5")))).isEqualTo(Noted.NOT_UNDERSTOOD);
    assertThat(write(therapist, answers(Map.of()))).isEqualTo(Noted.NOTHING_SAID);
    assertThat(kept()).isZero();
  }

  @Test
  void a_note_that_comes_a_second_time_is_kept_once() {
    var name = UUID.randomUUID();
    assertThat(notes.write(therapist, name, MOVED_AWAY, Locale.ENGLISH)).isEqualTo(Noted.KEPT);
    assertThat(notes.write(therapist, name, answers(Map.of("heard", "2")), Locale.ENGLISH))
        .isEqualTo(Noted.KEPT);
    assertThat(written(therapist))
        .singleElement()
        .satisfies(note -> assertThat(note.ratings()).containsValue(6));
    var elsewhere = new Viewer(therapist.user(), Role.CLINICIAN, other);
    assertThat(notes.write(elsewhere, name, MOVED_AWAY, Locale.ENGLISH))
        .as("a name that is taken in another chart")
        .isEqualTo(Noted.NOT_UNDERSTOOD);
    assertThat(kept(other)).isZero();
  }

  @Test
  void who_is_read_anew_keeps_their_notes_and_who_is_erased_or_objects_does_not() throws Exception {
    write(therapist, MOVED_AWAY);
    manage("rebuildClient");
    assertThat(kept()).isEqualTo(1);
    round();
    manage("eraseClient");
    assertThat(kept()).isZero();
    assertThat(write(therapist, MOVED_AWAY)).isEqualTo(Noted.NOT_THEIRS);
    var theirs = new Viewer("Practitioner/t1", Role.CLINICIAN, other);
    assertThat(write(theirs, MOVED_AWAY)).isEqualTo(Noted.KEPT);
    tell(new Objection(new Source("Consent", "c-" + tag, "1"), other, null, null, Labels.NONE));
    round();
    assertThat(kept(other)).isZero();
    assertThat(notes.paper(theirs, Locale.ENGLISH)).isEmpty();
  }

  @Test
  void that_something_was_noted_is_accounted_for_and_what_is_not() {
    write(therapist, MOVED_AWAY);
    later(Duration.ofMinutes(2));
    round();
    assertThat(HospitalToAudit.TOLD)
        .filteredOn(access -> access.kind() == RecordAccess.Kind.ACT)
        .filteredOn(access -> client.equals(access.patient()))
        .extracting(RecordAccess::viewer, RecordAccess::record)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Practitioner/t1", "QuestionnaireResponse"));
  }

  private Noted write(Viewer who, FormAnswers answers) {
    return notes.write(who, UUID.randomUUID(), answers, Locale.ENGLISH);
  }

  private List<SessionNote> written(Viewer viewer) {
    return notes.paper(viewer, Locale.ENGLISH).orElseThrow().written();
  }

  private String id(Viewer viewer) {
    return written(viewer).get(0).source().id();
  }

  private long kept() {
    return kept(client);
  }

  private long kept(PatientId whose) {
    return database
        .createQuery("select count(n) from OwnNote n where n.patient = :whose", Long.class)
        .setParameter("whose", whose)
        .getSingleResult();
  }

  private void manage(String what) throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("org.attune:type=Clients"),
            what,
            new Object[] {client.value()},
            new String[] {String.class.getName()});
  }

  private static FormAnswers answers(Map<String, String> given) {
    var answers = new HashMap<String, List<String>>();
    given.forEach((item, answer) -> answers.put(item, List.of(answer)));
    return FormAnswers.of(answers);
  }

  private void booked(PatientId whose, String number, Duration ago) {
    Instant start = Objects.requireNonNull(Hospital.now).minus(ago);
    tell(Facts.booking(whose.value() + "-" + number, "1", whose, BookingStatus.KEPT, start));
  }

  private void round() {
    roundTrip.make();
  }

  private static void later(Duration time) {
    Hospital.now = Hospital.now.plus(time);
  }

  private static void tell(ChartFact fact) {
    var feed =
        fact instanceof Objection
            ? Feed.CONSENTS
            : fact.source().type().equals("Encounter") ? Feed.ENCOUNTERS : Feed.APPOINTMENTS;
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }
}
