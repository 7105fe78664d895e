package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.e2e.page.PageHost.Answer;
import org.attune.e2e.page.Window.Look;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The worklist's page as it is shipped, in a real browser and under its strict policy. */
class WorklistPageIT {

  @RegisterExtension static final PageStage STAGE = new PageStage();

  private static Window launch(Look look) {
    var window = STAGE.window(look).launchedForWorklist(STAGE.host());
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    return window;
  }

  private static Locator row(Window window, String item) {
    return window.page().locator("tr[data-item='" + item + "']");
  }

  private static Locator detail(Window window) {
    return window.page().locator(".detail");
  }

  private static void open(Window window, String item) {
    row(window, item).locator("button.name").click();
    window.page().locator(".detail attune-row-signal").waitFor();
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
  }

  private static Locator named(Window window, String name) {
    return window
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Stream<Arguments> states() {
    return Stream.of(
        state("worklist", host -> {}, window -> {}),
        state(
            "worklist-nothing-waits",
            host -> host.answer("GET worklist", Worklist.empty()),
            window -> {}),
        state(
            "worklist-shadow",
            host -> host.answer("GET worklist", PageHost.worklist("list.en").put("mode", "shadow")),
            window -> {}),
        state(
            "worklist-pages",
            host ->
                host.answer(
                    "GET worklist",
                    PageHost.worklist("list.en").put("next", "n").put("previous", "p")),
            window -> {}),
        state(
            "worklist-silent",
            host -> host.answer("POST worklist/names", Answer.problem(503, "ehr-silent")),
            window -> {}),
        state("worklist-goal", host -> {}, window -> open(window, "w1")),
        state("worklist-closure", host -> {}, window -> open(window, "w2")),
        state("worklist-owner", host -> {}, WorklistPageIT::changeOwner),
        state("worklist-filters", host -> {}, WorklistPageIT::moreFilters),
        state("worklist-selected", host -> {}, window -> pick(window, "w2", "w4")),
        state("worklist-team", host -> {}, window -> team(window)),
        state(
            "worklist-small-team",
            host ->
                host.answer("GET worklist/team", PageHost.worklist("team.en").put("known", false)),
            window -> team(window)),
        state(
            "worklist-not-a-coordinator",
            host -> host.answer("GET worklist", Answer.problem(403, "not-a-coordinator")),
            window -> {}),
        state(
            "worklist-closed",
            host -> host.answer("POST worklist-session", Answer.problem(401, "launch-used")),
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
        Arguments.of("worklist-dark", Look.USUAL.dark()),
        Arguments.of("worklist-forced-colours", Look.USUAL.forcedColours()),
        Arguments.of("worklist-wide", Look.USUAL.size(1680, 1050)),
        Arguments.of("worklist-frame-of-480", Look.USUAL.size(480, 800)),
        Arguments.of("worklist-zoom-200", Look.USUAL.size(640, 450)),
        Arguments.of("worklist-zoom-400", Look.USUAL.size(320, 256)),
        Arguments.of("worklist-german", Look.USUAL.in("de-DE")),
        Arguments.of("worklist-german-480", Look.USUAL.in("de-DE").size(480, 800)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void however_somebody_looks_all_of_it_is_sound(String name, Look look) {
    var window = launch(look);
    assertThat(row(window, "w1").locator("button.name").innerText()).contains("Lindqvist");
    window.isSound(name);
    open(window, "w1");
    window.isSound(name + "-goal");
  }

  private static void changeOwner(Window window) {
    open(window, "w4");
    named(window, "Change").click();
  }

  private static void moreFilters(Window window) {
    window.page().locator(".more-filters summary").click();
    window.page().getByLabel("Ways to come").check();
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
  }

  private static void pick(Window window, String... items) {
    for (var item : items) {
      row(window, item).locator("input").check();
    }
  }

  private static void team(Window window) {
    named(window, "Team").click();
    window.heading("How the work lies").waitFor();
  }

  private static Arguments state(String name, Consumer<PageHost> setting, Consumer<Window> doing) {
    return Arguments.of(name, setting, doing);
  }
}
