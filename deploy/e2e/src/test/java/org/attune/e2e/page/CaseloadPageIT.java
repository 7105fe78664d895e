package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.e2e.page.PageHost.Answer;
import org.attune.e2e.page.PageHost.Asked;
import org.attune.e2e.page.Window.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The caseload's page as it is shipped, in a real browser and under its strict policy. */
class CaseloadPageIT {

  @RegisterExtension static final PageStage STAGE = new PageStage();

  private static Window launch(Look look) {
    var window = STAGE.window(look).launchedForCaseload(STAGE.host());
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    return window;
  }

  private static ObjectNode list(String... left) {
    var list = (ObjectNode) PageHost.fixture("caseload.en");
    if (left.length == 1) {
      list.putArray("rows");
      list.put("filter", left[0]);
      list.putObject("counts").put("all", 0).put("unseen", 0).put("needsAWord", 0);
    }
    return list;
  }

  static Stream<Arguments> states() {
    return Stream.of(
        state("caseload", host -> {}, window -> {}),
        state("caseload-nobody", host -> host.answer("GET caseload", list("all")), window -> {}),
        state(
            "caseload-all-seen", host -> host.answer("GET caseload", list("unseen")), window -> {}),
        state(
            "caseload-pages",
            host -> host.answer("GET caseload", list().put("page", 2).put("pages", 4)),
            window -> {}),
        state(
            "caseload-shadow",
            host -> host.answer("GET caseload", list().put("mode", "shadow")),
            window -> {}),
        state(
            "caseload-silent",
            host -> host.answer("POST caseload/names", Answer.problem(503, "ehr-silent")),
            window -> {}),
        state("caseload-supervision", host -> {}, CaseloadPageIT::forSupervision),
        state(
            "caseload-not-a-therapist",
            host -> host.answer("GET caseload", Answer.problem(403, "not-a-therapist")),
            window -> {}),
        state(
            "caseload-closed",
            host -> host.answer("POST caseload-session", Answer.problem(401, "launch-used")),
            window -> {}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void every_state_is_sound(String name, Consumer<PageHost> setting, Consumer<Window> doing) {
    setting.accept(STAGE.host());
    var window = launch(Look.USUAL);
    doing.accept(window);
    window.isSound(name);
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of("caseload-dark", Look.USUAL.dark()),
        Arguments.of("caseload-forced-colours", Look.USUAL.forcedColours()),
        Arguments.of("caseload-frame-of-480", Look.USUAL.size(480, 800)),
        Arguments.of("caseload-zoom-200", Look.USUAL.size(640, 450)),
        Arguments.of("caseload-zoom-400", Look.USUAL.size(320, 256)),
        Arguments.of("caseload-german", Look.USUAL.in("de-DE")),
        Arguments.of("caseload-german-480", Look.USUAL.in("de-DE").size(480, 800)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void however_somebody_looks_all_of_it_is_sound(String name, Look look) {
    var window = launch(look);
    assertThat(window.page().getByText("Mara Lindqvist-Okonkwo").isVisible()).isTrue();
    window.isSound(name);
    forSupervision(window);
    window.isSound(name + "-supervision");
  }

  @Test
  void it_is_a_table_in_the_order_that_the_server_gave() {
    var window = launch(Look.USUAL);
    var rows = window.page().locator("tbody tr");
    var told = PageHost.fixture("caseload.en").path("rows");
    assertThat(rows.count()).isEqualTo(told.size());
    for (int n = 0; n < told.size(); n++) {
      assertThat(rows.nth(n).getAttribute("data-patient"))
          .isEqualTo(told.get(n).path("patient").asText());
    }
    assertThat(window.page().locator("thead th").allInnerTexts())
        .containsExactly(
            "Client", "What stands out", "Sessions", "How sessions are rated", "How the client is");
    assertThat(window.text()).contains("Most pressing first", "Not enough data yet (2 of");
  }

  @Test
  void names_are_asked_for_once_a_page_and_for_those_who_are_on_it() {
    launch(Look.USUAL);
    var asked =
        STAGE.host().asked().stream().filter(it -> it.path().equals("caseload/names")).toList();
    assertThat(asked).singleElement().extracting(Asked::body).asString().contains("Patient/p3");
    assertThat(STAGE.host().asked())
        .filteredOn(it -> it.path().startsWith("caseload/"))
        .extracting(Asked::bearer)
        .containsOnly("Bearer token-of-this-caseload");
  }

  @Test
  void no_name_is_guessed_when_the_record_is_silent() {
    STAGE.host().answer("POST caseload/names", Answer.problem(503, "ehr-silent"));
    var window = launch(Look.USUAL);
    assertThat(window.text())
        .contains("The record does not answer, so names are missing", "Client with a session on")
        .doesNotContain("Lindqvist");
    assertThat(window.page().locator("tbody .name").allInnerTexts()).doesNotHaveDuplicates();
    STAGE.host().answer("POST caseload/names", PageHost.names());
    window.button("Ask again").click();
    window.page().getByText("Mara Lindqvist-Okonkwo").waitFor();
    assertThat(window.text()).doesNotContain("The record does not answer");
  }

  @Test
  void a_filter_asks_the_server_and_says_which_it_is() {
    var window = launch(Look.USUAL);
    STAGE.host().answer("GET caseload", list("unseen"));
    window.button("Not seen yet").click();
    window.heading("Everything was seen").waitFor();
    assertThat(STAGE.host().asked())
        .extracting(Asked::query)
        .contains("filter=unseen&page=1&lang=en");
    assertThat(window.button("Not seen yet").getAttribute("aria-pressed")).isEqualTo("true");
  }

  @Test
  void a_chart_opens_in_a_window_of_its_own_and_the_caseload_stays() {
    var window = launch(Look.USUAL);
    var beside =
        window
            .context()
            .waitForPage(
                () ->
                    window
                        .button("Open the chart of Mara Lindqvist-Okonkwo in a new window")
                        .click());
    beside.waitForURL("**/attune/chart/index.html");
    assertThat(beside.evaluate("window.opener === null")).isEqualTo(true);
    assertThat(STAGE.host().asked())
        .filteredOn(it -> it.path().equals("caseload/open"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo("{\"patient\":\"Patient/p1\"}");
    var notice = window.page().getByText("The record asks in a new window");
    assertThat(notice.isVisible()).isTrue();
    forSupervision(window);
    assertThat(notice.count()).as("it speaks of another view").isZero();
  }

  @Test
  void by_keyboard_alone_every_row_is_reached() {
    var window = launch(Look.USUAL.size(1024, 600));
    window.page().locator(".skip").focus();
    List<String> stops = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      window.page().keyboard().press("Tab");
      stops.add(
          (String)
              window
                  .page()
                  .evaluate(
                      "(() => { const at = document.activeElement; if (at === document.body) return '';"
                          + " return (getComputedStyle(at).outlineStyle === 'none' ? '! ' : '') +"
                          + " (at.getAttribute('aria-label') ?? at.innerText.trim()); })()"));
    }
    assertThat(stops)
        .noneMatch(stop -> stop.startsWith("!"))
        .anyMatch(stop -> stop.startsWith("Needs a word"))
        .contains("For supervision")
        .contains("Open the chart of Jo Winter in a new window");
    assertThat(stops.stream().filter(stop -> stop.startsWith("Open the chart of")).distinct())
        .hasSize(5);
  }

  @Test
  void what_is_taken_to_supervision_names_nobody() {
    var window = launch(Look.USUAL);
    forSupervision(window);
    assertThat((String) window.page().evaluate("document.querySelector('main').outerHTML"))
        .doesNotContain("Lindqvist", "Hosseini", "Patient/", "0047", "1988");
    assertThat(window.text()).contains("Course A", "Questions to myself", "What is my part in it?");
    window.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(window.button("Print").isVisible()).isFalse();
    window.pdf("caseload-supervision");
    window.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    window.button("Back to my caseload").click();
    window.page().getByText("Mara Lindqvist-Okonkwo").waitFor();
  }

  @Test
  void another_language_for_supervision_reads_no_clients_again_and_leaves_the_reader_there() {
    var window = launch(Look.USUAL);
    forSupervision(window);
    window.button("Deutsch").click();
    window.heading("Fragen an mich").waitFor();
    assertThat((String) window.page().evaluate("document.activeElement.textContent"))
        .contains("Deutsch");
    assertThat(lists()).containsExactly("filter=all&page=1&lang=en");
    window.button("Zurück zur Liste").click();
    window.page().getByText("Mara Lindqvist-Okonkwo").waitFor();
    window.page().waitForCondition(() -> lists().size() > 1);
    assertThat(lists()).last().asString().endsWith("lang=de");
  }

  @Test
  void whoever_turns_to_the_last_page_goes_on_at_its_top() {
    STAGE.host().answer("GET caseload", list().put("page", 1).put("pages", 2));
    var window = launch(Look.USUAL);
    STAGE.host().answer("GET caseload", list().put("page", 2).put("pages", 2));
    window.button("Next page").click();
    window.page().waitForCondition(() -> lists().size() > 1);
    window.page().waitForFunction("() => document.activeElement.tagName === 'H1'");
  }

  private static List<String> lists() {
    return STAGE.host().asked().stream()
        .filter(asked -> asked.path().equals("caseload"))
        .map(Asked::query)
        .toList();
  }

  @Test
  void on_paper_the_rows_are_there_and_the_buttons_are_not() {
    var window = launch(Look.USUAL.dark());
    window.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(window.page().getByText("Mara Lindqvist-Okonkwo").isVisible()).isTrue();
    assertThat(window.page().locator(".filters").isVisible()).isFalse();
    assertThat(window.page().locator("button.open").first().isVisible()).isFalse();
    window.shot("caseload-print");
    window.pdf("caseload-print");
  }

  @Test
  void moments_are_those_of_the_hospital_and_lines_may_run_from_right_to_left() {
    STAGE.host().answer("GET caseload", list().put("zone", "Pacific/Auckland"));
    var window = launch(Look.USUAL);
    assertThat(window.text()).contains("time of the hospital (Pacific/Auckland)");
    window.page().evaluate("document.documentElement.dir = 'rtl'");
    var name = window.page().locator("tbody th").first().boundingBox();
    var outcome = window.page().locator("tbody tr").first().locator("td").last().boundingBox();
    assertThat(name.x).isGreaterThan(outcome.x);
    window.isSound("caseload-right-to-left");
  }

  @Test
  void a_caseload_that_is_over_leaves_nothing_on_the_screen() {
    STAGE.host().caseloadSession(Duration.ofSeconds(3));
    var window = launch(Look.USUAL);
    window.heading("Your caseload is closed").waitFor();
    window.holdsNothing();
  }

  @Test
  void a_caseload_that_is_closed_leaves_nothing_on_the_screen_or_in_the_server() {
    var window = launch(Look.USUAL);
    window.button("Close").click();
    window.heading("Your caseload is closed").waitFor();
    window.holdsNothing();
    assertThat(STAGE.host().asked()).extracting(Asked::line).contains("DELETE caseload-session");
  }

  private static void forSupervision(Window window) {
    var german = "de".equals(window.page().locator("html").getAttribute("lang"));
    window.button(german ? "Für die Supervision" : "For supervision").click();
    window.heading(german ? "Fragen an mich" : "Questions to myself").waitFor();
  }

  private static Arguments state(String name, Consumer<PageHost> setting, Consumer<Window> doing) {
    return Arguments.of(name, setting, doing);
  }
}
