package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The chart's page as it is shipped, in a real browser and under its strict policy. */
class ChartPageIT {

  private static final String RATINGS = "Ratings below the usual range";

  /** What has the focus, with a ! before what is wrong with it. */
  private static final String STOP =
      """
      (() => {
        const at = document.activeElement;
        if (at === document.body) return '';
        const name = at.getAttribute('aria-label') ?? at.closest('label')?.innerText ?? at.innerText.trim();
        const box = at.getBoundingClientRect();
        const style = getComputedStyle(at);
        if (style.outlineStyle === 'none') return '! not marked: ' + name;
        if (box.bottom <= 0 || box.top >= innerHeight) return '! out of sight: ' + name;
        const inText = at.tagName === 'A' || at.tagName === 'INPUT';
        if (!inText && (box.width < 24 || box.height < 24)) return '! too small: ' + name;
        const x = box.left + Math.min(box.width / 2, 40);
        const top = document.elementFromPoint(x, Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
        const seen = top === null || at.contains(top) || top.contains(at);
        return (seen ? '' : '! hidden behind something: ') + name;
      })()
      """;

  @RegisterExtension static final PageStage STAGE = new PageStage();

  static Stream<Arguments> states() {
    return Stream.of(
        state("rich", host -> {}, window -> {}),
        state("evidence", host -> {}, window -> window.unfold(RATINGS)),
        state("answers", host -> {}, ChartPageIT::beginToDismiss),
        state("tried", host -> {}, ChartPageIT::beginToLogATry),
        state("quiet", host -> {}, window -> window.page().locator(".quiet summary").click()),
        state("table", host -> {}, window -> window.button("As a table").click()),
        state("walked", host -> {}, ChartPageIT::walkTheTrend),
        state("client-summary", host -> {}, ChartPageIT::forTheClient),
        state("calm", host -> host.answer("GET chart", PageHost.fixture("calm")), window -> {}),
        state(
            "not-enough",
            host -> host.answer("GET chart", PageHost.fixture("not-enough")),
            window -> {}),
        state(
            "first-load",
            host -> host.answer("GET chart", PageHost.fixture("first-load")),
            window -> {}),
        state(
            "nothing-known",
            host -> host.answer("GET chart", PageHost.fixture("nothing-known")),
            window -> {}),
        state(
            "record-silent",
            host -> host.answer("GET chart/banner", Answer.problem(503, "ehr-silent")),
            window -> {}),
        state("reason", host -> host.session(Duration.ofHours(1), true), window -> {}),
        state(
            "client-objects",
            host -> host.answer("GET chart", Answer.problem(403, "closed-to-attune")),
            window -> {}),
        state(
            "closed",
            host -> host.answer("POST chart-session", Answer.problem(401, "launch-used")),
            window -> {}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void every_state_is_sound(String name, Consumer<PageHost> setting, Consumer<Window> doing) {
    setting.accept(STAGE.host());
    var window = STAGE.launch(Look.USUAL);
    doing.accept(window);
    window.isSound(name);
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        look("dark", Look.USUAL.dark()),
        look("forced-colours", Look.USUAL.forcedColours()),
        look("frame-of-480", Look.USUAL.size(480, 800)),
        look("zoom-200", Look.USUAL.size(640, 450)),
        look("zoom-400", Look.USUAL.size(320, 256)),
        look("wide", Look.USUAL.size(1920, 1080)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void however_somebody_looks_all_of_it_is_sound(String name, Look look) {
    var window = STAGE.launch(look).unfold(RATINGS);
    beginToDismiss(window);
    window.button("As a table").click();
    window.isSound(name);
  }

  @Test
  void who_this_is_stays_in_sight_however_far_one_scrolls() {
    for (var look : List.of(Look.USUAL, Look.USUAL.size(320, 256))) {
      var window = STAGE.launch(look).unfold(RATINGS);
      window.page().locator("footer").scrollIntoViewIfNeeded();
      for (var part : List.of("Mara Lindqvist-Okonkwo", "12 March 1988", "0047-1193")) {
        var box = window.page().getByText(part).first().boundingBox();
        assertThat(box.y).as(part).isBetween(0.0, look.height() - box.height);
      }
      window.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 480})
  void it_is_sound_in_German(int width) {
    var window = STAGE.launch(Look.USUAL.in("de-DE").size(width, 800));
    window.unfold("Bewertungen unter dem üblichen Bereich");
    assertThat(window.page().locator("html").getAttribute("lang")).isEqualTo("de");
    assertThat(window.text())
        .contains(
            "3 Hinweise", "Geboren", "Nächste Sitzung 26. Nov. 2026, 14:00", "seit 17. Nov. 2026")
        .doesNotContain("Could also be");
    window.isSound("german-" + width);
  }

  @Test
  void the_language_can_be_changed_at_any_time() {
    var window = STAGE.launch(Look.USUAL);
    window.button("Deutsch").click();
    window.heading("3 Hinweise").waitFor();
    assertThat(STAGE.host().asked()).extracting(Asked::query).contains("lang=en", "lang=de");
    window.button("English").click();
    window.heading("3 things to look at").waitFor();
  }

  @Test
  void it_also_runs_from_right_to_left() {
    var window = STAGE.launch(Look.USUAL);
    window.page().evaluate("document.documentElement.dir = 'rtl'");
    window.unfold(RATINGS);
    var chip = window.signal(RATINGS).locator(".chip.level").boundingBox();
    var since = window.signal(RATINGS).locator(".since").boundingBox();
    assertThat(chip.x).isGreaterThan(since.x);
    window.isSound("right-to-left");
  }

  @Test
  void moments_are_those_of_the_hospital_wherever_the_browser_is() {
    var late = PageHost.chart("rich.en").put("zone", "Pacific/Auckland");
    STAGE.host().answer("GET chart", late);
    assertThat(STAGE.launch(Look.USUAL).text())
        .contains("Next session 27 Nov 2026, 2:00", "time of the hospital (Pacific/Auckland)");
  }

  @Test
  void by_keyboard_alone_everything_is_reached_seen_and_done() {
    STAGE
        .host()
        .answer("POST chart/findings/k1/acknowledge", PageStage.signal("k1", "ACKNOWLEDGED"));
    var window = STAGE.launch(Look.USUAL.size(1024, 600));
    var stops = walk(window);
    assertThat(stops)
        .anyMatch(stop -> stop.startsWith("Skip"))
        .anyMatch(stop -> stop.startsWith("Why, and what helps"))
        .anyMatch(stop -> stop.startsWith("I have seen it"))
        .anyMatch(stop -> stop.startsWith("Trend."))
        .anyMatch(stop -> stop.startsWith("Look again"));
    window.signal(RATINGS).locator("button.more").focus();
    window.page().keyboard().press("Enter");
    assertThat(window.signal(RATINGS).getByText("What would end it").isVisible()).isTrue();
    window.page().keyboard().press("Tab");
    window.page().keyboard().press("Space");
    window.page().getByText("Noted: seen.").waitFor();
    assertThat(focused(window)).startsWith("Why, and what helps");
  }

  @Test
  void escape_puts_a_form_away_and_goes_back_to_where_it_was_asked_for() {
    var window = STAGE.launch(Look.USUAL);
    beginToDismiss(window);
    window.page().keyboard().press("Escape");
    assertThat(focused(window)).isEqualTo("Set it aside");
    window.page().keyboard().press("Escape");
    assertThat(focused(window)).startsWith("Answer");
  }

  @Test
  void nothing_moves_for_whoever_wants_no_motion() {
    var window = STAGE.launch(Look.USUAL);
    assertThat(
            window
                .page()
                .evaluate(
                    "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s'"
                        + " || getComputedStyle(one).animationName !== 'none').length"))
        .isEqualTo(0);
  }

  @Test
  void on_paper_the_table_and_all_evidence_are_there_and_the_buttons_are_not() {
    var window = STAGE.launch(Look.USUAL.dark());
    window.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(window.page().locator("table.twin").isVisible()).isTrue();
    assertThat(window.signal(RATINGS).getByText("What would end it").isVisible()).isTrue();
    assertThat(window.page().getByText("Mara Lindqvist-Okonkwo").isVisible()).isTrue();
    assertThat(window.button("Print").isVisible()).isFalse();
    assertThat(window.page().locator(".acts").first().isVisible()).isFalse();
    assertThat(window.page().evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    window.shot("print");
    window.pdf("print");
  }

  @Test
  void a_copy_is_taken_away_by_keyboard_in_the_language_of_the_page_and_its_name_tells_nothing()
      throws IOException {
    STAGE.host().answer("GET chart/export/chart.pdf", new Answer(200, "application/pdf", "%PDF-c"));
    STAGE
        .host()
        .answer("GET chart/export/summary.pdf", new Answer(200, "application/pdf", "%PDF-s"));
    STAGE
        .host()
        .answer("GET chart/export/bundle.json", new Answer(200, "application/fhir+json", "{}"));
    var window = STAGE.launch(Look.USUAL);
    assertThat(copied(window, "Save as PDF")).isEqualTo("attune-chart.pdf: %PDF-c");
    assertThat(copied(window, "Save as FHIR")).isEqualTo("attune-chart.json: {}");
    forTheClient(window);
    assertThat(window.button("Save as FHIR").count()).isZero();
    assertThat(copied(window, "Save as PDF")).isEqualTo("attune-summary.pdf: %PDF-s");
    window.button("Deutsch").click();
    window.button("Als PDF speichern").waitFor();
    assertThat(copied(window, "Als PDF speichern")).startsWith("attune-");
    assertThat(STAGE.host().asked())
        .filteredOn(asked -> asked.path().startsWith("chart/export/"))
        .allSatisfy(asked -> assertThat(asked.bearer()).isEqualTo("Bearer token-of-this-chart"))
        .extracting(Asked::query)
        .containsExactly("lang=en", "lang=en", "lang=en", "lang=de");
    window.isSound("copied");
  }

  @Test
  void in_a_frame_of_another_site_it_is_read_and_gives_a_copy_without_any_cookie()
      throws IOException {
    STAGE
        .host()
        .answer("GET chart/export/bundle.json", new Answer(200, "application/fhir+json", "{}"));
    try (var record = new OtherSite(STAGE.host().page() + "#code=one-time-code")) {
      STAGE.host().framedBy(record.origin());
      var window = STAGE.window(Look.USUAL);
      window.page().navigate(record.origin() + "/");
      var frame = window.page().frameLocator("iframe");
      frame.locator("main:not([aria-busy]) h1").waitFor();
      assertThat(frame.locator(".client .name").innerText()).isEqualTo("Mara Lindqvist-Okonkwo");
      var save =
          frame.getByRole(
              AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Save as FHIR"));
      assertThat(window.page().waitForDownload(save::click).suggestedFilename())
          .isEqualTo("attune-chart.json");
      assertThat(window.context().cookies()).isEmpty();
      window.shot("frame-of-another-site");
    }
  }

  @Test
  void a_copy_that_is_not_given_is_said_and_nothing_is_put_down() {
    STAGE.host().answer("GET chart/export/chart.pdf", Answer.problem(503, "ehr-silent"));
    var window = STAGE.launch(Look.USUAL);
    List<String> putDown = new ArrayList<>();
    window.page().onDownload(download -> putDown.add(download.suggestedFilename()));
    window.button("Save as PDF").click();
    window.page().getByText("Try again in a few minutes").first().waitFor();
    assertThat(putDown).isEmpty();
    window.isSound("copy-not-given");
  }

  private static String copied(Window window, String button) throws IOException {
    window.button(button).focus();
    var download = window.page().waitForDownload(() -> window.page().keyboard().press("Enter"));
    return download.suggestedFilename() + ": " + Files.readString(download.path());
  }

  @Test
  void the_trend_is_read_and_stretched_by_keyboard() {
    var window = STAGE.launch(Look.USUAL);
    var dots = window.page().locator(".picture .dot").count();
    walkTheTrend(window);
    assertThat(window.page().locator(".readout").innerText())
        .isEqualTo(
            "17 Nov 2026: Session took place. Check-in 4.5 of 10, below the usual range (6.4 to 9)."
                + " PHQ-9 17 of 27. Session rating (therapist) 7.5 of 10. Ratings fell below the usual"
                + " range.");
    assertThat(window.page().locator(".picture .dot").count()).isBetween(1, dots - 1);
    window.page().keyboard().press("0");
    assertThat(window.page().locator(".picture .dot").count()).isEqualTo(dots);
  }

  @Test
  void the_table_says_all_that_is_drawn() {
    var window = STAGE.launch(Look.USUAL);
    window.button("As a table").click();
    var trend = PageHost.fixture("rich.en").path("trend");
    var facts = trend.path("sessions").size() + trend.path("marks").size();
    for (var series : trend.path("series")) {
      facts += series.path("points").size();
    }
    assertThat(window.page().locator("table.twin tbody tr").count()).isEqualTo(facts);
    assertThat(window.page().locator("table.twin").innerText())
        .contains(
            "Check-in 4.5 of 10", "below the usual range (6.4 to 9)", "Called off by the service");
  }

  @Test
  void too_little_data_is_said_and_no_range_is_drawn() {
    STAGE.host().answer("GET chart", PageHost.fixture("not-enough"));
    var window = STAGE.launch(Look.USUAL);
    assertThat(window.text())
        .contains("not enough for a usual range yet. 1 of 3; 2 more are needed.");
    assertThat(window.page().locator(".picture .usual").count()).isZero();
  }

  private static void beginToDismiss(Window window) {
    window.signal(RATINGS).locator("button.answer").click();
    window.signal(RATINGS).locator("[data-act=dismiss]").click();
  }

  private static void beginToLogATry(Window window) {
    window.unfold(RATINGS).signal(RATINGS).locator("[data-try=ST-10]").click();
  }

  private static void walkTheTrend(Window window) {
    window.page().locator(".plot").focus();
    for (var key : List.of("End", "ArrowLeft", "+", "+")) {
      window.page().keyboard().press(key);
    }
  }

  private static void forTheClient(Window window) {
    window.button("For the client").click();
    window.page().getByText("What you can do").waitFor();
  }

  /** Goes through the whole page by Tab; each stop must be marked, in sight and large enough. */
  private static List<String> walk(Window window) {
    // Whoever drives a browser counts as somebody who acts in it, so where reading began is not
    // sure.
    window.page().locator(".skip").focus();
    List<String> stops = new ArrayList<>(List.of((String) window.page().evaluate(STOP)));
    while (stops.size() < 200) {
      window.page().keyboard().press("Tab");
      var at = (String) window.page().evaluate(STOP);
      if (at.isEmpty()) {
        return stops;
      }
      assertThat(at).doesNotStartWith("!");
      stops.add(at);
    }
    throw new AssertionError("never came out of the page: " + stops);
  }

  private static String focused(Window window) {
    return (String) window.page().evaluate("document.activeElement.innerText.trim()");
  }

  private static Arguments state(String name, Consumer<PageHost> setting, Consumer<Window> doing) {
    return Arguments.of(name, setting, doing);
  }

  private static Arguments look(String name, Look look) {
    return Arguments.of(name, look);
  }
}
