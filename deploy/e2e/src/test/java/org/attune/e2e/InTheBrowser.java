package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.attune.e2e.page.FrontDoor;
import org.junit.jupiter.api.Test;

/**
 * What people see of it in a real browser, from the hospital's front door. {@code -Dstories=all}
 * opens every story's chart; else one for each rule.
 */
interface InTheBrowser {

  /** Anybody who treats somebody there, and is nobody's client. */
  String SOMEBODY = "Practitioner/therapist-03";

  /** Its record is for few eyes. */
  String FOR_FEW = "phq-worse-twice";

  String hospitalAddress();

  String attuneAddress();

  JsonNode stories() throws Exception;

  /** A chart that was opened at the beginning. */
  LeftAlone leftAlone();

  /** The hospital's record says nothing until this is closed. */
  Stage.Frozen silence() throws Exception;

  @Test
  default void while_the_record_is_silent_what_is_known_stays_and_nobody_is_named_until_it_answers()
      throws Exception {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.chart(SOMEBODY, "client-000017");
      var attune = FrontDoor.attune(page);
      var name = FrontDoor.client(page);
      try (var silence = silence()) {
        page.frames().stream()
            .filter(frame -> frame.url().contains("/attune/chart/"))
            .forEach(
                frame -> frame.evaluate("document.dispatchEvent(new Event('visibilitychange'))"));
        attune.getByText("cannot show whose chart it is").waitFor();
        assertThat(attune.locator("attune-signal").count()).isPositive();
        assertThat(attune.locator("header").innerText()).doesNotContain(name);
        page.screenshot(
            new Page.ScreenshotOptions().setPath(FrontDoor.kept("live-silent-record.png")));
      }
      // A line that failed several times is left alone for up to half a minute.
      for (int tries = 0; tries < 45 && !FrontDoor.client(page).equals(name); tries++) {
        var again = attune.getByText("Try again");
        if (again.isVisible()) {
          again.click();
        }
        page.waitForTimeout(1_000);
      }
      assertThat(FrontDoor.client(page)).isEqualTo(name);
      desk.isContent();
    }
  }

  @Test
  default void a_chart_that_nobody_looks_at_closes_by_itself_on_the_page_and_in_the_server()
      throws Exception {
    var page = leftAlone().page();
    var attune = FrontDoor.attune(page);
    attune
        .getByText("This chart is closed")
        .waitFor(new Locator.WaitForOptions().setTimeout(90_000));
    assertThat(attune.locator("body").innerText()).doesNotContain(leftAlone().name());
    assertThat(leftAlone().asksAgain(attuneAddress())).isEqualTo(401);
  }

  @Test
  default void every_flag_of_the_hospital_can_be_read_beside_it_with_its_evidence()
      throws Exception {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      for (var client : clientsToOpen()) {
        var page = desk.chart(SOMEBODY, client);
        var attune = FrontDoor.attune(page);
        assertThat(FrontDoor.client(page)).isEqualTo(FrontDoor.hospitalsClient(page));
        for (var words : FrontDoor.flags(page)) {
          var signal =
              attune
                  .locator("attune-signal")
                  .filter(new Locator.FilterOptions().setHasText(words))
                  .first();
          signal.locator("button.more").click();
          assertThat(signal.locator("a[href*='/fhir/']").count()).as(words).isPositive();
          assertThat(signal.locator("[data-try]").count()).as(words).isBetween(2, 3);
        }
        page.close();
      }
      desk.isContent();
    }
  }

  private Set<String> clientsToOpen() throws Exception {
    var all = "all".equals(System.getProperty("stories"));
    var rules = new HashSet<String>();
    var clients = new HashSet<String>();
    for (var story : stories()) {
      for (var fired : story.path("fires")) {
        boolean onChart =
            fired.path("channel").asText().equals("chart")
                && !story.path("name").asText().equals(FOR_FEW);
        if (onChart && (rules.add(fired.path("detector").asText()) || all)) {
          clients.add(story.path("client").asText());
        }
      }
    }
    assertThat(clients).hasSizeGreaterThan(8);
    return clients;
  }

  @Test
  default void the_front_door_can_be_used_by_everybody() {
    try (var front = new FrontDoor(hospitalAddress())) {
      for (var colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (var desk = front.desk(colours)) {
          FrontDoor.looksSound(desk.door(), "front-door-" + colours);
          FrontDoor.looksSound(desk.chart(SOMEBODY, "client-000017"), "chart-" + colours);
          desk.isContent();
        }
      }
    }
  }

  @Test
  default void a_copy_can_be_put_down_out_of_the_frame() throws Exception {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.chart(SOMEBODY, "client-000017");
      for (var form : List.of("PDF", "FHIR")) {
        var button =
            FrontDoor.attune(page)
                .getByRole(
                    AriaRole.BUTTON,
                    new FrameLocator.GetByRoleOptions().setName("Save as " + form));
        var copy = page.waitForDownload(button::click);
        assertThat(copy.suggestedFilename())
            .isEqualTo(form.equals("PDF") ? "attune-chart.pdf" : "attune-chart.json");
        assertThat(Files.readString(copy.path(), StandardCharsets.ISO_8859_1))
            .startsWith(form.equals("PDF") ? "%PDF-" : "{\"resourceType\":\"Bundle\"");
      }
      desk.isContent();
    }
  }

  @Test
  default void two_charts_that_are_open_at_once_never_mix() throws Exception {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var one = desk.chart(SOMEBODY, "client-000017");
      var other = desk.chart(SOMEBODY, "client-000024");
      var ones = FrontDoor.hospitalsClient(one);
      var others = FrontDoor.hospitalsClient(other);
      assertThat(ones).isNotEqualTo(others);
      for (var page : List.of(one, other, one)) {
        var again = FrontDoor.attune(page).locator("footer button");
        page.waitForResponse(answer -> answer.url().contains("/api/chart"), again::click);
        FrontDoor.shown(page);
        assertThat(FrontDoor.client(page)).isEqualTo(FrontDoor.hospitalsClient(page));
      }
      assertThat(FrontDoor.client(one)).isEqualTo(ones);
      assertThat(FrontDoor.client(other)).isEqualTo(others);
      desk.isContent();
    }
  }

  @Test
  default void another_client_is_chosen_and_nothing_of_the_last_one_is_left() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.chart(SOMEBODY, "client-000017");
      var last = FrontDoor.hospitalsClient(page);
      page.evaluate("location.hash = 'user=" + SOMEBODY + "&client=client-000024'");
      page.waitForCondition(() -> !FrontDoor.hospitalsClient(page).equals(last));
      FrontDoor.shown(page);
      assertThat(FrontDoor.client(page)).isEqualTo(FrontDoor.hospitalsClient(page));
      assertThat(FrontDoor.attune(page).locator("body").innerText()).doesNotContain(last);
      desk.isContent();
    }
  }

  @Test
  default void somebody_opens_attune_by_itself_and_the_way_back_leads_to_no_chart() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.standalone(attuneAddress(), SOMEBODY, "client-000017");
      assertThat(page.locator("attune-signal").count()).isPositive();
      assertThat(page.url()).doesNotContain("#").doesNotContain("code=");
      var name = page.locator(".client .name").innerText();
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator(".client .name").innerText()).as("on paper").isEqualTo(name);
      assertThat(page.locator("attune-signal").first().isVisible()).isTrue();
      assertThat(page.locator("button.answer").first().isVisible()).isFalse();
      page.pdf(new Page.PdfOptions().setPath(FrontDoor.kept("live-print.pdf")));
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      page.reload();
      page.locator("main:not([aria-busy]) h1").waitFor();
      assertThat(page.locator("body").innerText()).doesNotContain(name);
      assertThat(page.locator("attune-signal").count()).isZero();
      page.goBack();
      assertThat(page.locator("body").innerText()).doesNotContain(name);
      assertThat(page.locator("attune-signal").count()).isZero();
      desk.isContent();
    }
  }

  @Test
  default void a_therapist_goes_from_their_caseload_to_a_chart_and_back_and_to_supervision() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.caseload(SOMEBODY);
      var names = FrontDoor.listedClients(page);
      FrontDoor.looksSound(page, "caseload");
      var chart = desk.chartFrom(page, 1, SOMEBODY, null);
      assertThat(chart.locator(".client .name").innerText()).isEqualTo(names.get(1));
      FrontDoor.looksSound(chart, "chart-from-caseload");
      chart.close();
      assertThat(FrontDoor.listedClients(page)).isEqualTo(names);
      var attune = FrontDoor.caseload(page);
      attune.getByText("For supervision").click();
      attune.getByText("Questions to myself").waitFor();
      assertThat(attune.locator("main").innerText()).doesNotContain(names).contains("Course A");
      FrontDoor.looksSound(page, "caseload-supervision");
      attune.getByText("Back to my caseload").click();
      FrontDoor.listed(page);
      assertThat(FrontDoor.listedClients(page)).isEqualTo(names);
      desk.isContent();
    }
  }

  @Test
  default void on_a_caseload_are_those_alone_with_whom_the_hospital_knows_hours_of_the_therapist() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      for (var therapist : List.of(SOMEBODY, "Practitioner/therapist-01")) {
        var page = desk.caseload(therapist);
        var listed = FrontDoor.listedPatients(page);
        assertThat(listed).hasSizeGreaterThan(3);
        assertThat(FrontDoor.patientsOfHours(page, therapist)).containsAll(listed);
        page.close();
      }
      desk.isContent();
    }
  }

  @Test
  default void whoever_chooses_another_client_than_was_opened_from_the_caseload_sees_nothing() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.caseload(SOMEBODY);
      var wanted = FrontDoor.listedPatients(page).get(0);
      var other = wanted.equals("client-000017") ? "client-000024" : "client-000017";
      var chart = desk.chartFrom(page, 0, SOMEBODY, other);
      assertThat(chart.locator("h1").innerText()).isEqualTo("Another client was chosen");
      assertThat(chart.locator(".client .name").count()).isZero();
      FrontDoor.looksSound(chart, "another-client-chosen");
      desk.isContent();
    }
  }

  @Test
  default void a_chart_that_was_closed_elsewhere_stops_with_the_next_step() throws Exception {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var keys = new CopyOnWriteArrayList<String>();
      var page = desk.door();
      page.onRequest(
          request -> {
            var key = request.headers().get("authorization");
            if (key != null && request.url().contains("/attune/api/")) {
              keys.add(key);
            }
          });
      page.evaluate("location.hash = 'user=" + SOMEBODY + "&client=client-000017'");
      FrontDoor.shown(page);
      var name = FrontDoor.client(page);
      var closed =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(attuneAddress() + "/api/chart-session"))
                      .header("Authorization", keys.get(0))
                      .DELETE()
                      .build(),
                  HttpResponse.BodyHandlers.discarding());
      assertThat(closed.statusCode()).isEqualTo(204);
      FrontDoor.attune(page).locator("footer button").click();
      page.waitForCondition(
          () -> !FrontDoor.attune(page).locator("body").innerText().contains(name));
      assertThat(FrontDoor.attune(page).locator("attune-signal").count()).isZero();
      FrontDoor.looksSound(page, "closed-elsewhere");
    }
  }

  @Test
  default void what_is_printed_is_the_chart_and_no_button() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.standalone(attuneAddress(), SOMEBODY, "client-000017");
      page.emulateMedia(
          new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
      assertThat(visible(page, "button")).isEmpty();
      assertThat(visible(page, "attune-signal")).isNotEmpty();
      assertThat(visible(page, ".client .name")).hasSize(1);
    }
  }

  private static List<String> visible(Page page, String what) {
    var seen = new ArrayList<String>();
    for (var each : page.locator(what).all()) {
      if (each.isVisible()) {
        seen.add(each.innerText());
      }
    }
    return seen;
  }
}
