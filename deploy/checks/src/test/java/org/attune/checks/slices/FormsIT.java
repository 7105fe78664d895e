package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.management.ObjectName;
import org.attune.access.CaseloadSessions;
import org.attune.access.ChartSessions;
import org.attune.access.FormSessions;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.access.WorklistSessions;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.ehr.FormAnswers;
import org.attune.forms.ClientForm;
import org.attune.forms.FillForm;
import org.attune.forms.FillForm.HandedIn;
import org.attune.forms.InviteClient;
import org.attune.forms.InviteClient.Offer;
import org.attune.launch.UnlockChart;
import org.attune.review.RoundTrip;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.attune.writeback.Proposal.FormProposal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forms that are filled here, in a real server with a real database. */
@ExtendWith(ArquillianExtension.class)
class FormsIT {

  private static final FormAnswers FINE =
      FormAnswers.of(Map.of("mood", List.of("7"), "audience", List.of("care-team")));
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ClientForm CHECK_IN = ClientForm.CLIENT_CHECK_IN;

  @Deployment
  static WebArchive slice() {
    return ReviewIT.slice("forms");
  }

  @Inject RoundTrip roundTrip;
  @Inject InviteClient invitations;
  @Inject FillForm forms;
  @Inject FormSessions sessions;
  @Inject ChartSessions charts;
  @Inject CaseloadSessions caseloads;
  @Inject WorklistSessions worklists;
  @Inject UnlockChart keys;
  @PersistenceContext EntityManager database;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);
  private final PatientId other = new PatientId("o-" + tag);
  private final Viewer viewer = new Viewer("Practitioner/7", Role.CLINICIAN, client);

  @BeforeEach
  void a_new_day() {
    Hospital.reset();
    Hospital.now = Hospital.now.atZone(BERLIN).plusDays(1).withHour(10).toInstant();
    tell(Feed.APPOINTMENTS, booking(client));
    tell(Feed.APPOINTMENTS, booking(other));
    // What an earlier test has left on its way is there now.
    round();
    Hospital.CHART.clear();
    Hospital.WRITTEN.clear();
    HospitalToAudit.TOLD.clear();
  }

  @Test
  void what_was_filled_by_a_link_reaches_the_record_once_and_nothing_of_it_is_kept() {
    var token = forms.open(link()).orElseThrow().token();
    assertThat(forms.handIn(token, FINE, Locale.GERMAN)).isEqualTo(HandedIn.TAKEN);
    assertThat(kept("FilledForm")).isEqualTo(1);
    round();
    round();
    assertThat(written())
        .singleElement()
        .satisfies(
            form -> {
              assertThat(form.patient()).isEqualTo(client);
              assertThat(form.form()).isEqualTo("client-check-in");
              assertThat(form.language()).isEqualTo("de");
              assertThat(form.answers()).isEqualTo(FINE);
              assertThat(form.at()).isBeforeOrEqualTo(Hospital.now);
              assertThat(form.visit()).isNull();
              assertThat(form.labels()).isEqualTo(Labels.NONE);
            });
    assertThat(Hospital.WRITTEN).filteredOn(name -> name.startsWith("FormProposal")).hasSize(1);
    assertThat(kept("FilledForm")).isZero();
    assertThat(kept("FormInvitation")).isZero();
    assertThat(pending()).isZero();
  }

  @Test
  void a_word_opens_a_form_once_and_a_form_is_handed_in_once() {
    var word = link();
    var token = forms.open(word).orElseThrow().token();
    assertThat(forms.open(word)).isEmpty();
    assertThat(forms.open(token)).isEmpty();
    assertThat(forms.page(word, Locale.ENGLISH)).isEmpty();
    assertThat(forms.page(token, Locale.ENGLISH)).isPresent();
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.TAKEN);
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.CLOSED);
    assertThat(forms.page(token, Locale.ENGLISH)).isEmpty();
  }

  @Test
  void a_link_is_worth_nothing_when_its_time_is_over_or_a_newer_one_was_given() {
    var old = link();
    later(Duration.ofDays(3));
    assertThat(forms.open(old)).isEmpty();
    var first = link();
    var second = link();
    assertThat(forms.open(first)).isEmpty();
    var token = forms.open(second).orElseThrow().token();
    later(Duration.ofMinutes(30));
    assertThat(forms.page(token, Locale.ENGLISH)).isEmpty();
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.CLOSED);
  }

  @Test
  void the_key_to_a_form_opens_no_chart_and_the_key_to_a_chart_no_form() {
    var chart = keys.swap(charts.open(viewer, false, null)).orElseThrow().token();
    var form = forms.open(link()).orElseThrow().token();
    assertThat(charts.find(form)).isEmpty();
    assertThat(keys.swap(form)).isEmpty();
    assertThat(forms.page(chart, Locale.ENGLISH)).isEmpty();
    assertThat(forms.handIn(chart, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.CLOSED);
    assertThat(charts.find(chart)).isPresent();
  }

  @Test
  void whose_device_is_handed_over_has_no_chart_and_no_caseload_open_any_longer() {
    var chart = keys.swap(charts.open(viewer, false, null)).orElseThrow().token();
    var another = new Viewer(viewer.user(), Role.CLINICIAN, other);
    var besideIt = keys.swap(charts.open(another, false, null)).orElseThrow().token();
    var colleagues = new Viewer("Practitioner/8", Role.CLINICIAN, client);
    var elsewhere = keys.swap(charts.open(colleagues, false, null)).orElseThrow().token();
    tell(Feed.ENCOUNTERS, visit(Hospital.now.minus(Duration.ofMinutes(20))));
    round();
    var caseload = caseloads.swap(caseloads.open(viewer.user(), viewer.role(), Map.of()));
    var beside = caseload.orElseThrow().token();
    assertThat(caseloads.find(beside)).isPresent();
    var work = worklists.open(viewer.user(), Role.COORDINATOR, List.of("Organization/1"), Set.of());
    var atWork = worklists.swap(work).orElseThrow().token();
    assertThat(worklists.find(atWork)).isPresent();
    var offer = invitations.handOver(viewer, CHECK_IN, Locale.ENGLISH);
    assertThat(charts.find(chart)).isEmpty();
    assertThat(charts.find(besideIt)).as("another client's chart beside it").isEmpty();
    assertThat(charts.find(elsewhere)).as("a colleague's").isPresent();
    assertThat(caseloads.find(beside)).as("the caseload beside the chart").isEmpty();
    assertThat(worklists.find(atWork)).as("the worklist in another window").isEmpty();
    var opened = forms.open(word(offer)).orElseThrow();
    assertThat(opened.invited().onTheSpot()).isTrue();
    forms.handIn(opened.token(), FINE, Locale.ENGLISH);
    round();
    assertThat(written())
        .singleElement()
        .satisfies(form -> assertThat(form.visit()).isEqualTo(visit(Hospital.now).source()));
  }

  @Test
  void a_form_that_is_handed_over_opens_within_a_minute_or_not_at_all() {
    var word = word(invitations.handOver(viewer, CHECK_IN, Locale.ENGLISH));
    later(Duration.ofMinutes(1));
    assertThat(forms.open(word)).isEmpty();
  }

  @Test
  void an_answer_the_form_does_not_offer_is_not_taken_and_may_be_given_again() {
    var token = forms.open(link()).orElseThrow().token();
    var nonsense = FormAnswers.of(Map.of("mood", List.of("11")));
    assertThat(forms.handIn(token, nonsense, Locale.ENGLISH)).isEqualTo(HandedIn.NOT_UNDERSTOOD);
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.TAKEN);
  }

  @Test
  void who_leaves_everything_out_leaves_nothing() {
    var token = forms.open(link()).orElseThrow().token();
    var nothing = FormAnswers.of(Map.of("audience", List.of("care-team")));
    assertThat(forms.handIn(token, nothing, Locale.ENGLISH)).isEqualTo(HandedIn.NOTHING_SAID);
    assertThat(kept("FilledForm")).isZero();
    assertThat(forms.page(token, Locale.ENGLISH)).isEmpty();
  }

  @Test
  void fear_goes_first_and_is_marked_for_few_eyes() {
    var token = forms.open(link()).orElseThrow().token();
    var fear = FormAnswers.of(Map.of("fear", List.of("threatened")));
    assertThat(forms.handIn(token, fear, Locale.ENGLISH)).isEqualTo(HandedIn.TAKEN);
    assertThat(
            database
                .createQuery(
                    "select w.turn from PendingWrite w where w.kind = FEAR_FORM", Integer.class)
                .getResultList())
        .containsExactly(0);
    round();
    assertThat(written())
        .singleElement()
        .satisfies(
            form -> assertThat(form.labels().all()).extracting(each -> each.code()).contains("R"));
  }

  @Test
  void a_worklist_whose_time_is_over_is_let_go_of_with_the_next_round() {
    worklists.swap(worklists.open("Practitioner/c", Role.LEAD, List.of("*"), Set.of()));
    assertThat(openWorklists()).isPositive();
    later(Duration.ofHours(5));
    round();
    assertThat(openWorklists()).isZero();
  }

  private long openWorklists() {
    return database
        .createQuery("select count(w) from WorklistSession w", Long.class)
        .getSingleResult();
  }

  @Test
  void what_the_ehr_turns_down_waits_and_goes_with_the_client_who_is_erased() throws Exception {
    turnedDown();
    erase();
    round();
    round();
    assertThat(kept("FilledForm")).isZero();
    assertThat(pending()).isZero();
  }

  @Test
  void what_the_ehr_turns_down_goes_with_the_client_who_objects() {
    turnedDown();
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", "c-" + tag, "1"), client, null, null, Labels.NONE));
    round();
    assertThat(kept("FilledForm")).isZero();
    assertThat(pending()).isZero();
  }

  private void turnedDown() {
    var token = forms.open(link()).orElseThrow().token();
    Hospital.refuses = FormProposal.class::isInstance;
    forms.handIn(token, FINE, Locale.ENGLISH);
    // When it is offered again is drawn, so how many rounds it takes is not known before.
    for (int tries = 0; tries < 20 && givenUp() == 0; tries++) {
      round();
      later(Duration.ofHours(13));
    }
    assertThat(givenUp()).isEqualTo(1);
    round();
    assertThat(kept("FilledForm")).as("it waits for somebody to send it again").isEqualTo(1);
  }

  @Test
  void who_is_erased_or_objects_cannot_be_asked_and_their_links_are_worth_nothing()
      throws Exception {
    var word = link();
    erase();
    assertThat(forms.open(word)).isEmpty();
    assertThat(kept("FormInvitation")).isZero();
    assertThat(invitations.link(viewer, CHECK_IN, Locale.ENGLISH))
        .isInstanceOf(Offer.NotInScope.class);
    var theirs = new Viewer("Practitioner/7", Role.CLINICIAN, other);
    var token =
        forms.open(word(invitations.link(theirs, CHECK_IN, Locale.ENGLISH))).orElseThrow().token();
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", "c-" + tag, "1"), other, null, null, Labels.NONE));
    round();
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.CLOSED);
  }

  @Test
  void who_has_left_is_not_told_that_somebody_reads_what_they_say() {
    var token = forms.open(link()).orElseThrow().token();
    Hospital.tell(
        Feed.APPOINTMENTS,
        Facts.outside(new Source("Appointment", client.value(), "2"), Hospital.now.toString()));
    round();
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.CLOSED);
    assertThat(kept("FilledForm")).isZero();
  }

  @Test
  void whose_time_is_over_is_not_remembered() {
    link();
    later(Duration.ofDays(4));
    assertThat(kept("FormInvitation")).isEqualTo(1);
    round();
    assertThat(kept("FormInvitation")).isZero();
  }

  @Test
  void where_the_record_takes_no_forms_nobody_is_asked_and_nothing_is_kept() {
    var token = forms.open(link()).orElseThrow().token();
    Hospital.takesForms = false;
    assertThat(forms.handIn(token, FINE, Locale.ENGLISH)).isEqualTo(HandedIn.NOT_TAKEN);
    assertThat(kept("FilledForm")).isZero();
    assertThat(invitations.link(viewer, CHECK_IN, Locale.ENGLISH))
        .isInstanceOf(Offer.NotTaken.class);
  }

  @Test
  void who_invited_and_who_answered_is_accounted_for() {
    var token = forms.open(link()).orElseThrow().token();
    forms.handIn(token, FINE, Locale.ENGLISH);
    later(Duration.ofMinutes(2));
    round();
    assertThat(HospitalToAudit.TOLD)
        .filteredOn(access -> access.record().equals("QuestionnaireResponse"))
        .filteredOn(access -> client.equals(access.patient()))
        .extracting(RecordAccess::viewer)
        .containsExactly("Practitioner/7", "Patient/" + client.value());
  }

  private String link() {
    return word(invitations.link(viewer, CHECK_IN, Locale.GERMAN));
  }

  private static String word(Offer offer) {
    assertThat(offer).isInstanceOf(Offer.Given.class);
    return ((Offer.Given) offer).invitation().word();
  }

  private void erase() throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("org.attune:type=Clients"),
            "eraseClient",
            new Object[] {client.value()},
            new String[] {String.class.getName()});
  }

  private List<FormProposal> written() {
    return Hospital.CHART.values().stream()
        .filter(FormProposal.class::isInstance)
        .map(FormProposal.class::cast)
        .filter(form -> form.patient().equals(client))
        .toList();
  }

  private long kept(String entity) {
    return database
        .createQuery("select count(e) from " + entity + " e where e.patient = :client", Long.class)
        .setParameter("client", client)
        .getSingleResult();
  }

  private long givenUp() {
    return database
        .createQuery(
            "select count(w) from PendingWrite w where w.kind = FORM and w.state = DEAD",
            Long.class)
        .getSingleResult();
  }

  private long pending() {
    return database
        .createQuery(
            "select count(w) from PendingWrite w where w.kind in (FORM, FEAR_FORM)", Long.class)
        .getSingleResult();
  }

  private ChartFact booking(PatientId whose) {
    return Facts.booking(
        whose.value(), "1", whose, BookingStatus.KEPT, Hospital.now.minus(Duration.ofDays(7)));
  }

  private Visit visit(Instant start) {
    return new Visit(
        new Source("Encounter", "e-" + tag, "1"),
        client,
        "psychotherapy",
        null,
        null,
        start,
        null,
        VisitStatus.UNDER_WAY,
        null,
        Modality.IN_PERSON,
        false,
        false,
        Labels.NONE);
  }

  private void round() {
    roundTrip.make();
  }

  private static void later(Duration time) {
    Hospital.now = Hospital.now.plus(time);
  }

  private static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }
}
