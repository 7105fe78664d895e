package org.attune.fhir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChangeNotices.Bell;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.Times;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.CancellationTimes;
import org.attune.fhir.chart.FhirChangeNotices;
import org.attune.fhir.chart.FhirChart;
import org.attune.fhir.chart.FlaggedSignals;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.JsonText;
import org.attune.fhir.client.Page;
import org.attune.fhir.writeback.FhirOwnRecords;
import org.attune.fhir.writeback.WriterDoor;
import org.attune.instruments.Instruments;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;

/** An EHR that answers everything with the same text, whatever it is asked. */
final class Answers {

  private static final int MOST_QUESTIONS = 4_000;
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final FhirR4 FHIR = new FhirR4();
  private static final OneAnswer SERVER = new OneAnswer();
  private static final SiteSettings SETTINGS =
      SiteSettings.hospital()
          .with("ehr.base-url", SERVER.base())
          .with("ehr.timeout-seconds", "2")
          .with("fhir.cancelled-at-history", "true");
  private static final EhrClient EHR = new EhrClient(SETTINGS, FHIR);
  private static final Readers READERS =
      new Readers(SETTINGS, new Instruments(), Sandbox.ZONE, EHR, FHIR);

  private Answers() {}

  /** One question of the EHR's. */
  private interface Question {
    void ask() throws Exception;
  }

  static void everythingIsAnsweredWith(String text) throws Exception {
    SERVER.says(text);
    var capabilities = new Capabilities(EHR, FHIR, SETTINGS, CLOCK);
    var chart =
        new FhirChart(
            EHR,
            READERS,
            new CancellationTimes(SETTINGS, EHR),
            new FlaggedSignals(EHR, FHIR),
            capabilities,
            SETTINGS);
    ask(() -> turn(chart, Feed.APPOINTMENTS, text));
    ask(() -> turn(chart, Feed.TASKS, text));
    ask(() -> turn(chart, Feed.COMMUNICATIONS, text));
    ask(() -> chart.everythingOf(new PatientId("p1")));
    ask(
        () ->
            new FhirOwnRecords(EHR, FHIR, SETTINGS, capabilities)
                .edits(NOW.minusSeconds(60), true));
    ask(
        () ->
            new FhirChangeNotices(EHR, FHIR, READERS)
                .ask(new Bell("http://localhost/hook", "Authorization: Bearer x"), NOW));
    ask(() -> capabilities.look(true));
    assertThat(capabilities.table().toString()).doesNotContain(Morphing.WORDS);
    ask(() -> WriterDoor.write(EHR, FHIR, SETTINGS, capabilities, CLOCK));
    assertThat(SERVER.asked()).isLessThan(MOST_QUESTIONS);
  }

  /** The EHR's own, which need not agree with ours: a page says when it was searched. */
  private static Instant clock(String text) {
    try {
      return Page.of(text)
          .map(page -> Times.exact(page.asOf()))
          .map(said -> said instanceof Reading.Fact<Instant> moment ? moment.value() : NOW)
          .filter(NOW::isBefore)
          .orElse(NOW);
    } catch (JsonText.Unbalanced noPage) {
      return NOW;
    }
  }

  private static void turn(FhirChart chart, Feed feed, String text) throws EhrUnavailable {
    var from = new Bookmark(NOW.minusSeconds(3_600), NOW.minusSeconds(3_600), null);
    ChartPage page = chart.changes(feed, from);
    page.entries().forEach(entry -> WhatMayBeRead.name(entry.source()));
    if (!page.last()) {
      page = chart.changes(feed, page.next());
    }
    // One record that lies about its time must not hide all that comes after.
    assertThat(page.next().since()).isBefore(clock(text).plusSeconds(86_400 * 3L));
  }

  private static void ask(Question question) throws Exception {
    try {
      question.ask();
    } catch (EhrUnavailable refused) {
      OneAnswer.tellsNothing(refused);
    }
  }
}
