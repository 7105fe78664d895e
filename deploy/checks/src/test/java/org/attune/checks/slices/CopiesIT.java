package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.ChartCopy;
import org.attune.chart.ChartView;
import org.attune.chart.CopyChart;
import org.attune.chart.HonourWish;
import org.attune.chart.ShowChart;
import org.attune.chart.ShowChart.Answer;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.findings.FindingKey;
import org.attune.review.RoundTrip;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Labels;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Copies that people take away, in a real server with a real database. */
@ExtendWith(ArquillianExtension.class)
class CopiesIT {

  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 38, 37, 37.5, 31};
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Deployment
  static WebArchive slice() {
    return ReviewIT.slice("copies");
  }

  @Inject RoundTrip roundTrip;
  @Inject ShowChart charts;
  @Inject CopyChart copies;
  @Inject ActOnFinding acting;
  @Inject HonourWish wishes;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);
  private final Viewer therapist = new Viewer("Practitioner/t1", Role.CLINICIAN, client);

  @BeforeEach
  void a_drop_is_found() {
    Hospital.reset();
    Hospital.now = Hospital.now.atZone(BERLIN).plusDays(1).withHour(10).toInstant();
    for (int week = 0; week < RATINGS.length; week++) {
      tell(
          Feed.APPOINTMENTS,
          Facts.booking(tag + "-" + week, "1", client, BookingStatus.KEPT, at(week)));
      tell(Feed.ANSWERS, Facts.rating(tag + "-r" + week, client, at(week), RATINGS[week]));
    }
    rounds();
    HospitalToAudit.TOLD.clear();
  }

  @Test
  void a_copy_says_what_the_chart_says_with_the_labels_of_its_evidence() {
    var signal = chart().signals().get(0);
    assertThat(copy().said())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.name()).isEqualTo(signal.key());
              assertThat(said.sentence()).isEqualTo(signal.sentence());
              assertThat(said.labels()).isEqualTo(Facts.RESTRICTED);
              assertThat(said.evidence())
                  .extracting(Source::reference)
                  .contains("QuestionnaireResponse/" + tag + "-r9");
            });
  }

  @Test
  void whoever_takes_a_copy_is_accounted_for_by_its_form_and_whoever_is_shown_none_is_not() {
    charts.export(therapist, Locale.ENGLISH, "chart.pdf");
    charts.export(therapist, Locale.ENGLISH, "bundle.json");
    var unknown = new Viewer("Practitioner/t1", Role.CLINICIAN, new PatientId("n-" + tag));
    assertThat(charts.export(unknown, Locale.ENGLISH, "chart.pdf"))
        .isInstanceOf(Answer.NotInScope.class);
    rounds();
    assertThat(HospitalToAudit.TOLD)
        .filteredOn(access -> access.kind() == Kind.EXPORT)
        .extracting(RecordAccess::viewer, RecordAccess::patient, RecordAccess::record)
        .containsExactly(
            tuple("Practitioner/t1", client, "chart.pdf"),
            tuple("Practitioner/t1", client, "bundle.json"));
  }

  @Test
  void what_the_client_keeps_to_themselves_is_in_no_copy_from_then_on() {
    assertThat(copy().said()).isNotEmpty();
    assertThat(wishes.relationship(therapist, true)).isTrue();
    assertThat(copy().said()).isEmpty();
    assertThat(taken().signals()).isEmpty();
    assertThat(taken().relationshipHidden()).isEqualTo(Hospital.now);
  }

  @Test
  void what_the_client_contests_is_in_no_copy_for_others() {
    var key = new FindingKey(chart().signals().get(0).key());
    acting.act(therapist, key, new Act.Contest("It was the bus."), Locale.ENGLISH);
    assertThat(copy().said()).isEmpty();
  }

  @Test
  void of_a_client_who_objects_there_is_no_copy_and_no_account_of_one() {
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", "c-" + tag, "1"), client, null, null, Labels.NONE));
    rounds();
    HospitalToAudit.TOLD.clear();
    assertThat(charts.export(therapist, Locale.ENGLISH, "chart.pdf"))
        .isInstanceOf(Answer.Closed.class);
    assertThat(charts.export(therapist, Locale.ENGLISH, "bundle.json"))
        .isInstanceOf(Answer.Closed.class);
    rounds();
    assertThat(HospitalToAudit.TOLD).noneMatch(access -> access.kind() == Kind.EXPORT);
  }

  private ChartView chart() {
    return ((Answer.Shown) charts.show(therapist, Locale.ENGLISH)).chart();
  }

  /** What goes on paper. */
  private ChartView taken() {
    return ((Answer.Shown) charts.export(therapist, Locale.ENGLISH, "chart.pdf")).chart();
  }

  private ChartCopy copy() {
    var shown = (Answer.Shown) charts.export(therapist, Locale.ENGLISH, "bundle.json");
    assertThat(copies.bundle(client, shown.chart())).isEqualTo("{}");
    return HospitalToCopyFor.copied;
  }

  private void rounds() {
    for (int round = 0; round < 2; round++) {
      Hospital.now = Hospital.now.plus(Duration.ofMinutes(2));
      roundTrip.make();
    }
  }

  private static Instant at(int week) {
    return Hospital.now.minus(Duration.ofDays(7L * (RATINGS.length - week)));
  }

  private static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }
}
