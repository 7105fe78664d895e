package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** The worklist's page as it is shipped, in a real browser and under its strict policy. */
class WorklistPageIT {

  /** What the client calls the goal of the first row. */
  private static final String THEIRS = "To go to my sister's wedding without dreading it for weeks";

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

  /** The row with a goal to decide on, with all that is read for it. */
  private static void openGoal(Window window) {
    open(window, "w1");
    for (var late : List.of(".goal form", ".sides", ".history time", ".agreed")) {
      detail(window).locator(late).first().waitFor();
    }
    detail(window).getByText("Leo Marchetti").first().waitFor();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
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
        state("worklist-goal", host -> {}, WorklistPageIT::openGoal),
        state("worklist-closure", host -> {}, window -> open(window, "w2")),
        state("worklist-question", WorklistPageIT::askOfThePlan, WorklistPageIT::openTheQuestion),
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
    openGoal(window);
    window.isSound(name + "-goal");
  }

  @Test
  void rows_are_in_the_order_that_the_server_gave() {
    var window = launch(Look.USUAL);
    var told = PageHost.worklist("list.en").path("rows").findValuesAsText("item");
    assertThat(items(window)).isEqualTo(told);
    STAGE.host().answer("POST worklist/changes", PageHost.worklist("changes.en"));
    window.page().clock().install();
    named(window, "Look again").click();
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(items(window)).isEqualTo(told);
  }

  private static List<String> items(Window window) {
    return window.page().locator("tr[data-item]").all().stream()
        .map(row -> row.getAttribute("data-item"))
        .toList();
  }

  @Test
  void names_are_asked_for_after_the_rows_are_there_and_for_those_alone_who_are_on_them() {
    STAGE.host().slow("POST worklist/names", Duration.ofSeconds(1));
    var window = STAGE.window(Look.USUAL).launchedForWorklist(STAGE.host());
    assertThat(window.text()).contains("Asking the record for the name", "A closing rule may act");
    window.page().getByText("Ali Reza Hosseini").first().waitFor();
    assertThat(asked("POST", "worklist/names"))
        .singleElement()
        .extracting(Asked::body)
        .asString()
        .contains("Patient/p6", "Practitioner/12")
        .doesNotContain("null");
    assertThat(row(window, "w7").locator("button.name").innerText())
        .isEqualTo("No name from the record");
    assertThat(STAGE.host().asked())
        .filteredOn(it -> it.path().startsWith("worklist"))
        .filteredOn(it -> !it.path().equals("worklist-session"))
        .extracting(Asked::bearer)
        .containsOnly("Bearer token-of-this-worklist");
  }

  @Test
  void no_name_is_guessed_when_the_record_is_silent() {
    STAGE.host().answer("POST worklist/names", Answer.problem(503, "ehr-silent"));
    var window = launch(Look.USUAL);
    assertThat(window.text())
        .contains("The record does not answer, so names are missing", "No name from the record")
        .doesNotContain("Lindqvist", "Okafor", "Patient/", "Practitioner/");
    STAGE.host().answer("POST worklist/names", PageHost.worklist("names"));
    named(window, "Ask again").click();
    row(window, "w1").getByText("Mara Lindqvist-Okonkwo").first().waitFor();
    assertThat(window.text()).doesNotContain("The record does not answer");
  }

  @Test
  void a_question_about_the_plan_shows_the_goals_and_not_what_raised_it() {
    askOfThePlan(STAGE.host());
    var window = launch(Look.USUAL);
    openTheQuestion(window);
    assertThat(detail(window).innerText())
        .contains("The goals have not been looked at together for a while", "for the therapist");
    assertThat(detail(window).locator("attune-row-signal").count()).isZero();
    assertThat(detail(window).locator(".sides").count()).isPositive();
    named(window, "I take it").waitFor();
    assertThat(detail(window).locator(".goal form").count()).isZero();
  }

  @Test
  void whoever_saw_a_question_reads_on_in_its_detail_and_in_what_was_done() {
    askOfThePlan(STAGE.host());
    var window = launch(Look.USUAL);
    openTheQuestion(window);
    var seen = Worklist.row("w1").put("seen", true);
    STAGE.host().answer("POST worklist/items/w1/acknowledge", Worklist.told(seen));
    var view = questionOf(seen);
    view.putArray("history")
        .addObject()
        .put("at", "2026-11-22T09:00:00Z")
        .put("what", "SNOOZED")
        .put("by", "Practitioner/12")
        .putNull("to")
        .put("until", "2026-11-26T08:00:00Z")
        .putNull("reason");
    STAGE.host().answer("GET worklist/items/w1", view);
    named(window, "I have seen it").click();
    detail(window).getByText("put it off until 26 Nov 2026").waitFor();
    window.page().waitForFunction("() => document.activeElement.id === 'detail-title'");
  }

  @Test
  void a_question_is_put_off_until_a_day_and_then_comes_back_by_hand() {
    askOfThePlan(STAGE.host());
    var window = launch(Look.USUAL);
    openTheQuestion(window);
    named(window, "Let it rest until").click();
    detail(window).getByText("It comes back on that day. The therapist's prompt").waitFor();
    window.isSound("worklist-question-until-when");
    window.page().keyboard().press("Escape");
    assertThat(detail(window).locator(".question form").count()).as("put away").isZero();
    assertThat(named(window, "Let it rest until").getAttribute("aria-expanded")).isEqualTo("false");
    STAGE.host().answer("POST worklist/items/w1/snooze", Worklist.told(putOff()));
    STAGE.host().answer("GET worklist/items/w1", questionOf(putOff()));
    putTheQuestionOff(window, "2026-11-26");
    named(window, "Put it back on the list").waitFor();
    assertThat(bodies("snooze")).containsExactly("{\"until\":\"2026-11-26\"}");
    assertThat(row(window, "w1").innerText()).contains("Put off until 26 Nov 2026");
    assertThat(detail(window).locator(".question form").count()).isZero();
    assertThat(detail(window).getByText("I have seen it").count())
        .as("that is said by putting it back")
        .isZero();
    window.page().waitForFunction("() => document.activeElement.id === 'detail-title'");
    window.isSound("worklist-question-put-off");
  }

  @Test
  void of_two_who_put_a_question_off_the_second_reads_who_did_until_when_and_may_choose_again() {
    askOfThePlan(STAGE.host());
    var window = launch(Look.USUAL);
    openTheQuestion(window);
    STAGE
        .host()
        .answer("POST worklist/items/w1/snooze", Worklist.putOff(putOff(), "Practitioner/12"));
    STAGE.host().answer("GET worklist/items/w1", questionOf(putOff()));
    putTheQuestionOff(window, "2026-12-09");
    detail(window)
        .getByText("somebody was faster. Samuel Okafor put it off until 26 Nov 2026.")
        .waitFor();
    assertThat(row(window, "w1").innerText()).contains("Put off until 26 Nov 2026");
    window.isSound("worklist-question-faster");
    STAGE.host().answer("POST worklist/items/w1/snooze", Worklist.told(putOff()));
    assertThat(detail(window).locator(".question input").inputValue())
        .as("what they chose is still there")
        .isEqualTo("2026-12-09");
    detail(window).locator(".question [type=submit]").click();
    window.page().waitForCondition(() -> bodies("snooze").size() == 2);
    assertThat(bodies("snooze"))
        .containsExactly(
            "{\"until\":\"2026-12-09\"}",
            "{\"until\":\"2026-12-09\",\"from\":\"2026-11-26T08:00:00Z\"}");
  }

  @Test
  void whoever_sets_aside_a_signal_that_was_put_off_is_told_and_loses_nothing_they_wrote() {
    var window = launch(Look.USUAL);
    openGoal(window);
    STAGE
        .host()
        .answer("POST worklist/items/w1/dismiss", Worklist.putOff(putOff(), "Practitioner/12"));
    STAGE.host().answer("GET worklist/items/w1", detailOf(putOff()));
    detail(window).locator("button.answer").click();
    detail(window).locator("[data-act=dismiss]").click();
    detail(window).locator("input[name=reason]").first().check();
    detail(window).locator("textarea[name=comment]").fill("Talked about");
    detail(window).locator(".act [type=submit]").click();
    detail(window).getByText("Samuel Okafor put it off until 26 Nov 2026.").waitFor();
    named(window, "Put it back on the list").waitFor();
    assertThat(detail(window).locator("textarea[name=comment]").inputValue())
        .isEqualTo("Talked about");
    detail(window).locator(".act [type=submit]").click();
    window.page().waitForCondition(() -> bodies("dismiss").size() == 2);
    assertThat(bodies("dismiss").get(0)).doesNotContain("from");
    assertThat(bodies("dismiss").get(1)).contains("\"from\":\"2026-11-26T08:00:00Z\"");
  }

  private static void putTheQuestionOff(Window window, String day) {
    named(window, "Let it rest until").click();
    detail(window).locator(".question input[name=until]").fill(day);
    detail(window).locator(".question [type=submit]").click();
  }

  private static ObjectNode questionOf(ObjectNode row) {
    var view = PageHost.worklist("detail-question.en");
    view.set("row", row);
    return view;
  }

  /** What was sent when somebody did something about the first row. */
  private static List<String> bodies(String act) {
    return asked("POST", "worklist/items/w1/" + act).stream().map(Asked::body).toList();
  }

  @Test
  void of_what_is_over_when_it_is_put_back_nobody_is_told_that_it_is_back() {
    var window = launch(Look.USUAL);
    STAGE.host().answer("GET worklist/items/w1", detailOf(putOff()));
    open(window, "w1");
    STAGE
        .host()
        .answer("POST worklist/items/w1/wake", PageHost.JSON.createObjectNode().putNull("row"));
    STAGE.host().answer("GET worklist/items/w1", Answer.problem(404, "not-on-worklist"));
    named(window, "Put it back on the list").click();
    detail(window).getByText("This row is no longer on the list: it was dealt with.").waitFor();
    assertThat(window.text()).doesNotContain("It is back on the list");
  }

  private static void askOfThePlan(PageHost host) {
    host.answer("GET worklist/items/w1", PageHost.worklist("detail-question.en"));
    host.answer("GET worklist/items/w1/goal", Answer.problem(404, "not-on-worklist"));
  }

  private static void openTheQuestion(Window window) {
    row(window, "w1").locator("button.name").click();
    detail(window).locator(".question").waitFor();
    detail(window).locator(".sides").first().waitFor();
  }

  @Test
  void nobody_is_ticked_beforehand() {
    var window = launch(Look.USUAL);
    openGoal(window);
    assertThat(detail(window).locator(".agreed input").count()).isEqualTo(4);
    assertThat(detail(window).locator("input:checked").count()).isZero();
    assertThat(detail(window).locator(".written").innerText())
        .contains("Agreed by: please tick who", "No plan is changed", "No task for anybody");
    detail(window).getByLabel("Into none for now").check();
    named(window, "Agreed: write it").click();
    assertThat(detail(window).innerText()).contains("Please say who agreed");
    assertThat(asked("PUT", "worklist/items/w1/goal")).isEmpty();
  }

  @Test
  void a_goal_is_accepted_with_fewer_words_and_who_agreed_is_asked_every_time() {
    var window = launch(Look.USUAL);
    openGoal(window);
    agree(window);
    named(window, "Back to the row").click();
    openGoal(window);
    assertThat(detail(window).locator(".agreed input:checked").count()).isZero();
    assertThat(detail(window).locator("textarea[name=words]").inputValue())
        .isEqualTo("Go to the wedding");
    agree(window);
    assertThat(detail(window).locator(".written").innerText())
        .contains(
            "An active goal: “Go to the wedding”",
            "First step: “Ring my sister up”",
            "Agreed by: the client and Leo Marchetti",
            "The plan from 1 Jun 2026 to 31 May 2027 names the goal",
            "A task for Dr. Ines Brandt, by 10 Dec 2026")
        .doesNotContain("still awaited");
    named(window, "Agreed: write it").click();
    detail(window).getByText("Written down. It goes into the record now.").waitFor();
    assertThat(detail(window).locator(".goal").innerText())
        .contains("Go to the wedding for one hour", "On its way into the record");
    assertThat(asked("PUT", "worklist/items/w1/goal"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo(
            "{\"what\":\"accept\",\"words\":\"Go to the wedding\",\"firstStep\":\"Ring my sister"
                + " up\","
                + "\"review\":\"2027-01-15\",\"agreed\":[\"client\",\"therapist:Practitioner/9\"],"
                + "\"plan\":\"CarePlan/5|3\",\"handTo\":\"Practitioner/3\",\"due\":\"2026-12-10\"}");
  }

  /** Shorter words, a first step, who agreed, into which plan, and who takes it up. */
  private static void agree(Window window) {
    var goal = window.page().locator(".goal");
    goal.locator("textarea[name=words]").fill("Go to the wedding");
    goal.locator("textarea[name=step]").fill("Ring my sister up");
    goal.getByLabel("the client", new Locator.GetByLabelOptions().setExact(true)).check();
    goal.locator("[value='therapist:Practitioner/9']").check();
    goal.getByLabel("The plan from 1 Jun 2026").check();
    goal.locator("select[name=hand]").selectOption("Practitioner/3");
    goal.locator("input[name=due]").fill("2026-12-10");
    goal.locator("input[name=due]").dispatchEvent("change");
  }

  @Test
  void a_goal_begins_in_the_clients_own_words_and_ours_are_one_press_away() {
    var ours = "Take part in what matters to me";
    STAGE
        .host()
        .answer("GET worklist/items/w1/goal", PageHost.worklist("goal.en").put("words", ours));
    var window = launch(Look.USUAL);
    openGoal(window);
    var words = detail(window).locator("textarea[name=words]");
    detail(window).getByText("These are the client's own words.").waitFor();
    assertThat(words.inputValue()).isEqualTo(THEIRS);
    window.isSound("worklist-their-words");
    named(window, "Take our words").click();
    assertThat(words.inputValue()).isEqualTo(ours);
    assertThat(detail(window).getByText("These are the client's own words.").count()).isZero();
    named(window, "Take the client's words").click();
    assertThat(words.inputValue()).isEqualTo(THEIRS);
    words.fill("Go to the wedding");
    assertThat(detail(window).getByText("These are the client's own words.").count()).isZero();
    named(window, "Take the client's words").click();
    assertThat(words.inputValue()).isEqualTo(THEIRS);
    named(window, "Take our words").click();
    named(window, "Take what you wrote").click();
    assertThat(words.inputValue())
        .as("nothing that they wrote is lost")
        .isEqualTo("Go to the wedding");
  }

  @Test
  void whoever_wrote_nothing_is_not_shown_as_theirs_what_others_decided_otherwise() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Back to the row").click();
    STAGE.host().answer("GET worklist/items/w1/goal", PageHost.worklist("goal-decided.en"));
    openDecided(window);
    assertThat(detail(window).innerText()).doesNotContain("What you wrote is still here");
    named(window, "Back to the row").click();
    STAGE.host().answer("GET worklist/items/w1/goal", PageHost.worklist("goal.en"));
    openGoal(window);
    detail(window).locator("textarea[name=step]").fill("Write to my sister");
    named(window, "Back to the row").click();
    STAGE.host().answer("GET worklist/items/w1/goal", PageHost.worklist("goal-decided.en"));
    openDecided(window);
    detail(window).getByText("What you wrote is still here").waitFor();
    assertThat(kept(window))
        .as("without the words they began with")
        .containsExactly("Write to my sister");
  }

  @Test
  void what_somebody_wrote_stays_without_the_step_they_were_offered_even_where_they_took_it_back() {
    var window = launch(Look.USUAL);
    openGoal(window);
    detail(window).locator("textarea[name=words]").fill("Go to the wedding");
    named(window, "Take the client's words").click();
    named(window, "Back to the row").click();
    STAGE.host().answer("GET worklist/items/w1/goal", PageHost.worklist("goal-decided.en"));
    openDecided(window);
    detail(window).getByText("What you wrote is still here").waitFor();
    assertThat(kept(window)).containsExactly("Go to the wedding");
  }

  /** What the page says that somebody wrote. */
  private static List<String> kept(Window window) {
    return detail(window).locator(".kept textarea").all().stream()
        .map(Locator::inputValue)
        .toList();
  }

  private static void openDecided(Window window) {
    open(window, "w1");
    detail(window).locator(".goal .decided").waitFor();
  }

  @Test
  void of_what_was_matched_the_page_says_on_what_ground_it_is_a_goal_of_the_plan() {
    var goals = PageHost.worklist("goals.en");
    goals.putArray("suggestions");
    goals
        .putArray("matches")
        .addObject()
        .put("goal", "Goal/7")
        .put("planGoal", "Goal/2")
        .put("ground", "PERSON")
        .put("revision", 1);
    goals.put("inQuestion", "Goal/2");
    ((ObjectNode) goals.at("/goals/0")).put("goal", "Goal/2").put("text", "Takes part");
    STAGE.host().answer("GET worklist/items/w1/goals", goals);
    var window = launch(Look.USUAL);
    openGoal(window);
    assertThat(detail(window).locator(".sides > li").nth(0).locator(".of-team").innerText())
        .as("on what ground it is a goal of the plan")
        .contains("A person confirmed which goal of the plan it is.");
    assertThat(detail(window).locator(".sides > li").nth(1).locator(".of-team").innerText())
        .doesNotContain("A person confirmed");
  }

  @Test
  void where_the_client_has_no_words_for_it_the_form_begins_in_those_of_the_record() {
    var inRecord = "Take part in what matters to me";
    STAGE
        .host()
        .answer(
            "GET worklist/items/w1/goal",
            PageHost.worklist("goal.en").put("words", inRecord).putNull("theirs"));
    var window = launch(Look.USUAL);
    openGoal(window);
    detail(window).locator(".sides > li").nth(0).waitFor();
    var words = detail(window).locator("textarea[name=words]");
    assertThat(words.inputValue()).isEqualTo(inRecord);
    assertThat(named(window, "Take the client's words").count()).isZero();
    assertThat(detail(window).getByText("These are the client's own words.").count()).isZero();
  }

  @Test
  void whoever_was_slower_reads_what_was_decided_and_loses_nothing_they_wrote() {
    var window = launch(Look.USUAL);
    var before = PageHost.JSON.createObjectNode().put("title", "already-decided");
    before.set("goal", PageHost.worklist("goal-decided.en"));
    STAGE.host().answer("PUT worklist/items/w1/goal/*", Answer.json(409, before));
    openGoal(window);
    agree(window);
    named(window, "Agreed: write it").click();
    detail(window).getByText("Not written: somebody decided on this goal before you").waitFor();
    assertThat(detail(window).locator(".decided").innerText())
        .contains("as somebody else wrote down", "Go to the wedding for one hour");
    assertThat(kept(window)).containsExactly("Go to the wedding");
    assertThat(window.page().locator("[type=submit]:visible", text("Agreed")).count()).isZero();
    window.isSound("worklist-already-decided");
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void what_was_decided_in_the_record_holds() {
    var window = launch(Look.USUAL);
    openGoal(window);
    agree(window);
    STAGE
        .host()
        .answer("PUT worklist/items/w1/goal/*", Answer.problem(409, "reworded-in-the-record"));
    STAGE
        .host()
        .answer(
            "GET worklist/items/w1/goal",
            PageHost.worklist("goal-decided.en")
                .put("state", "overtaken")
                .putNull("decidedAt")
                .putNull("became")
                .put("overtakenBy", "REWORDED"));
    named(window, "Agreed: write it").click();
    detail(window).getByText("It was put into other words in the record. Those hold.").waitFor();
    assertThat(kept(window)).startsWith("Go to the wedding");
    window.isSound("worklist-reworded");
  }

  @Test
  void a_repeated_request_is_the_same_decision_and_a_changed_one_is_another() {
    var window = launch(Look.USUAL);
    openGoal(window);
    agree(window);
    window.page().route("**/goal/**", Route::abort);
    List<String> names = new ArrayList<>();
    window.page().onRequest(sent -> Stream.of(sent).map(Request::url).forEach(names::add));
    var again = named(window, "Agreed: write it");
    again.click();
    detail(window).getByText("Not saved: the server could not be reached").waitFor();
    assertThat(detail(window).locator("textarea[name=words]").inputValue())
        .isEqualTo("Go to the wedding");
    again.click();
    window.page().waitForCondition(() -> decisions(names).size() == 2);
    detail(window).locator("textarea[name=words]").fill("Go to the party");
    window.page().unroute("**/goal/**");
    again.click();
    window.page().waitForCondition(() -> decisions(names).size() == 3);
    assertThat(decisions(names).get(1)).isEqualTo(decisions(names).get(0));
    assertThat(decisions(names).get(2)).isNotEqualTo(decisions(names).get(0));
  }

  private static List<String> decisions(List<String> urls) {
    return urls.stream().filter(url -> url.contains("/goal/")).toList();
  }

  @Test
  void people_decide_against_a_goal_for_a_reason() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Not this goal").click();
    assertThat(detail(window).locator(".goal input:checked").count()).isZero();
    detail(window).getByLabel("It is too large for now").check();
    window.isSound("worklist-decline");
    named(window, "Write that down").click();
    detail(window).getByText("Noted. The goal will not be pursued.").waitFor();
    assertThat(asked("PUT", "worklist/items/w1/goal"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo("{\"what\":\"decline\",\"reason\":\"TOO_LARGE\"}");
  }

  @Test
  void blind_spots_and_agreements_are_sentences_and_what_is_not_known_is_said() {
    var window = launch(Look.USUAL);
    openGoal(window);
    assertThat(detail(window).locator(".goals").innerText())
        .contains(
            "The client named this goal, and no plan of the team's names it yet.",
            "A pause, written down on 2 Jul 2026, from 1 Aug 2026, until 15 Aug 2026, kept",
            "Not known what the therapist says.",
            "I want to stop avoiding people I love (by the client)",
            "whose words are not known here")
        .doesNotContain("null", "undefined", "NaN", "Goal/");
  }

  @Test
  void how_far_goals_were_reached_is_drawn_and_stands_in_a_table() {
    var window = launch(Look.USUAL);
    openGoal(window);
    var lines = detail(window).locator(".over-time");
    assertThat(lines.count()).as("one goal was rated twice, and all together").isEqualTo(2);
    assertThat(lines.last().getByRole(AriaRole.IMG).getAttribute("aria-label"))
        .isEqualTo(
            "Goals reached together (T score; 50 is as expected), from 20 Aug 2026 to 3 Nov 2026."
                + " The table holds the same.");
    assertThat(lines.last().locator(".dot").count()).isEqualTo(3);
    assertThat(lines.last().locator("polyline").getAttribute("points").split(" ")).hasSize(3);
    lines.last().locator("summary").click();
    assertThat(lines.last().locator("tbody tr").allInnerTexts())
        .containsExactly("20 Aug 2026\t38\t1", "1 Oct 2026\t40\t2", "3 Nov 2026\t46\t2");
    lines.first().locator("summary").click();
    assertThat(lines.first().locator("tbody tr").allInnerTexts())
        .containsExactly(
            "1 Oct 2026\tless than expected\tby the client",
            "3 Nov 2026\tas expected\tby the client");
    assertThat(lines.first().locator(".session").count()).as("no session is told of").isZero();
    window.isSound("worklist-over-time");
  }

  @Test
  void a_single_rating_is_no_line() {
    var goals = PageHost.worklist("goals.en");
    goals
        .withArray("attained")
        .removeAll()
        .addObject()
        .put("at", "2026-11-03T13:00:00Z")
        .put("score", 50)
        .put("goals", 1);
    goals.withArray("/goals/0/together/ratings").remove(0);
    STAGE.host().answer("GET worklist/items/w1/goals", goals);
    var window = launch(Look.USUAL);
    openGoal(window);
    assertThat(detail(window).locator(".over-time").count()).isZero();
    assertThat(detail(window).innerText()).contains("as expected (by the client)");
  }

  @Test
  void whether_two_goals_are_the_same_is_for_people_to_say() {
    var window = launch(Look.USUAL);
    openGoal(window);
    assertThat(detail(window).locator(".match").innerText()).contains("You decide");
    named(window, "No, two goals").click();
    detail(window).getByText("Noted: these are two goals.").waitFor();
    assertThat(asked("PUT", "worklist/items/w1/matches"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo(
            "{\"goal\":\"Goal/7\",\"planGoal\":\"Goal/2\",\"revision\":2,\"verdict\":\"TURNED_DOWN\"}");
  }

  @Test
  void whoever_looks_before_a_rule_acts_sees_first_what_it_does_not_count() {
    var window = launch(Look.USUAL);
    open(window, "w2");
    assertThat(detail(window).locator(".drawer h3").allInnerTexts())
        .startsWith("What was not counted, and why", "What was counted");
    open(window, "w3");
    detail(window).getByText("Ratings below the usual range").first().waitFor();
    assertThat(detail(window).locator(".drawer").isVisible()).isFalse();
  }

  @Test
  void words_of_goals_are_read_at_once_only_where_the_row_is_about_goals() {
    var window = launch(Look.USUAL);
    open(window, "w3");
    assertThat(asked("GET", "worklist/items/w3/goal")).isEmpty();
    STAGE.host().answer("GET worklist/items/w3/goals", Answer.problem(503, "ehr-silent"));
    named(window, "Read the goals from the record").click();
    detail(window).getByText("The goals could not be read just now.").waitFor();
  }

  @Test
  void whoever_takes_a_row_that_was_taken_meanwhile_is_told_with_whom_it_is() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    choose(window, "Brandt", "Dr. Ines Brandt");
    var chosen = detail(window).locator(".owning form select");
    chosen.selectOption("REVIEW_PLAN");
    var theirs = Worklist.row("w1").put("owner", "Practitioner/12");
    STAGE
        .host()
        .answer("PUT worklist/items/w1/owner", Worklist.problem("taken-by-somebody", theirs));
    named(window, "Save").click();
    detail(window).getByText("With whom it is now: Samuel Okafor").waitFor();
    assertThat(row(window, "w1").innerText()).contains("Samuel Okafor");
    assertThat(with(window).inputValue()).isEqualTo("Dr. Ines Brandt");
    assertThat(chosen.inputValue()).isEqualTo("REVIEW_PLAN");
    assertThat(asked("PUT", "worklist/items/w1/owner"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo(
            "{\"owner\":\"Practitioner/3\",\"step\":\"REVIEW_PLAN\",\"due\":null,\"from\":null}");
    window.isSound("worklist-taken");
  }

  /** The field for whom somebody gives a row to. */
  private static Locator with(Window window) {
    return detail(window).getByRole(AriaRole.COMBOBOX, named("With whom"));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Locator options(Window window) {
    return detail(window).locator("#who-list").getByRole(AriaRole.OPTION);
  }

  private static void choose(Window window, String text, String name) {
    detail(window).getByText("as the record says now").waitFor();
    with(window).fill(text);
    options(window).getByText(name).click();
  }

  @Test
  void a_row_is_given_to_anybody_who_works_at_the_unit() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    detail(window).getByText("as the record says now").waitFor();
    with(window).click();
    assertThat(options(window).allInnerTexts())
        .startsWith("Me", "Nobody yet", "Dr. Ines Brandt", "Élodie Fournier", "Goal team")
        .as("I am there once")
        .doesNotContain("Ada Lovelace");
    window.isSound("worklist-colleagues");
    var untold = "They are told nothing by this";
    assertThat(detail(window).innerText()).as("of oneself").doesNotContain(untold);
    choose(window, "elo", "Élodie Fournier");
    detail(window).getByText(untold).waitFor();
    named(window, "Save").click();
    window.page().waitForCondition(() -> !asked("PUT", "worklist/items/w1/owner").isEmpty());
    assertThat(asked("PUT", "worklist/items/w1/owner"))
        .singleElement()
        .extracting(Asked::body)
        .asString()
        .startsWith("{\"owner\":\"Practitioner/31\"");
    assertThat(asked("GET", "worklist/items/w1/colleagues")).hasSize(1);
  }

  @Test
  void somebody_is_found_by_keyboard_and_what_was_chosen_stays_until_something_else_is() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    detail(window).getByText("as the record says now").waitFor();
    var keys = window.page().keyboard();
    assertThat(with(window).inputValue()).isEqualTo("Me");
    assertThat(with(window).getAttribute("aria-expanded")).isEqualTo("false");
    keys.press("ArrowDown");
    assertThat(active(window)).isEqualTo("Me");
    keys.press("ArrowUp");
    assertThat(active(window)).as("round and round").isEqualTo("Samuel Okafor");
    with(window).fill("jon");
    assertThat(options(window).allInnerTexts()).containsExactly("Jonas Lindner", "Jonathan Okoro");
    assertThat(detail(window).getByText("2 fit").isVisible()).isTrue();
    keys.press("ArrowDown");
    keys.press("Escape");
    assertThat(with(window).inputValue()).as("nothing else was chosen").isEqualTo("Me");
    keys.press("Escape");
    assertThat(detail(window).isVisible()).as("Escape shut the list alone").isTrue();
    with(window).fill("jon");
    assertThat(with(window).getAttribute("aria-activedescendant"))
        .as("of two nobody is marked")
        .isNull();
    keys.press("ArrowDown");
    keys.press("ArrowDown");
    keys.press("Enter");
    assertThat(with(window).inputValue()).isEqualTo("Jonathan Okoro");
    assertThat(asked("PUT", "worklist/items/w1/owner"))
        .as("Enter chose and sent nothing")
        .isEmpty();
    with(window).fill("nobody like this");
    assertThat(with(window).getAttribute("aria-expanded")).isEqualTo("false");
    keys.press("Tab");
    assertThat(with(window).inputValue()).isEqualTo("Jonathan Okoro");
    with(window).fill("elo");
    assertThat(active(window)).isEqualTo("Élodie Fournier");
    keys.press("Tab");
    assertThat(with(window).inputValue())
        .as("what is marked is taken")
        .isEqualTo("Élodie Fournier");
  }

  @Test
  void whoever_scrolls_the_list_of_colleagues_does_not_leave_it() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    detail(window).getByText("as the record says now").waitFor();
    with(window).click();
    assertThat(
            detail(window)
                .locator("#who-list")
                .evaluate(
                    "list => list.dispatchEvent("
                        + "new MouseEvent('mousedown', {bubbles: true, cancelable: true}))"))
        .as("whether the field loses the focus by it")
        .isEqualTo(false);
  }

  @Test
  void who_is_marked_stays_so_when_others_come_into_the_list() {
    STAGE.host().slow("GET worklist/items/w1/colleagues", Duration.ofSeconds(4));
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    with(window).click();
    var keys = window.page().keyboard();
    keys.press("ArrowUp");
    keys.press("ArrowUp");
    assertThat(active(window)).isEqualTo("Leo Marchetti");
    assertThat(options(window).count()).isLessThan(8);
    window
        .page()
        .evaluate(
            "() => { window.scrolled = 0;"
                + " Element.prototype.scrollIntoView = () => window.scrolled++; }");
    detail(window).getByText("as the record says now").waitFor();
    options(window).getByText("Jonas Lindner").waitFor();
    assertThat(active(window)).isEqualTo("Leo Marchetti");
    assertThat(window.page().evaluate("window.scrolled")).as("how often it scrolled").isEqualTo(0);
    keys.press("Enter");
    assertThat(with(window).inputValue()).isEqualTo("Leo Marchetti");
  }

  private static Object active(Window window) {
    return window
        .page()
        .evaluate(
            "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).innerText");
  }

  @Test
  void where_the_record_does_not_say_who_works_there_those_are_offered_who_are_known() {
    var window = launch(Look.USUAL);
    STAGE.host().answer("GET worklist/items/w1/colleagues", Answer.problem(503, "ehr-silent"));
    openGoal(window);
    named(window, "Change").click();
    detail(window).getByText("The record does not say just now who works at the unit").waitFor();
    with(window).click();
    assertThat(options(window).allInnerTexts())
        .contains("Dr. Ines Brandt", "Leo Marchetti")
        .doesNotContain("Jonas Lindner");
  }

  @Test
  void where_the_record_gives_out_no_list_of_staff_that_is_said_and_nothing_is_called_silent() {
    var window = launch(Look.USUAL);
    var none = PageHost.worklist("colleagues");
    none.putArray("colleagues");
    STAGE.host().answer("GET worklist/items/w1/colleagues", none.put("withheld", true));
    openGoal(window);
    named(window, "Change").click();
    detail(window).getByText("The record gives out no list of who works at the unit").waitFor();
    with(window).click();
    assertThat(options(window).allInnerTexts()).contains("Dr. Ines Brandt", "Leo Marchetti");
    options(window).getByText("Leo Marchetti").click();
    assertThat(with(window).inputValue()).isEqualTo("Leo Marchetti");
  }

  @Test
  void where_a_row_lies_with_no_unit_nobody_is_said_to_work_nowhere() {
    var window = launch(Look.USUAL);
    var none = PageHost.worklist("colleagues");
    none.putArray("colleagues");
    STAGE.host().answer("GET worklist/items/w1/colleagues", none.put("asked", false));
    openGoal(window);
    named(window, "Change").click();
    detail(window).getByText("This row belongs to no unit, so nobody was asked").waitFor();
    with(window).click();
    assertThat(options(window).allInnerTexts()).contains("Dr. Ines Brandt", "Leo Marchetti");
  }

  @Test
  void names_of_staff_that_the_record_does_not_say_just_now_are_asked_for_again() {
    STAGE.host().answer("POST worklist/names", notNow());
    var window = launch(Look.USUAL);
    window.page().getByText("The record does not answer, so names are missing").waitFor();
    assertThat(row(window, "w2").innerText()).contains("Ali Reza Hosseini");
    STAGE.host().answer("POST worklist/names", PageHost.worklist("names"));
    named(window, "Ask again").click();
    row(window, "w4").getByText("Samuel Okafor").waitFor();
    assertThat(asked("POST", "worklist/names"))
        .last()
        .extracting(Asked::body)
        .asString()
        .startsWith("{\"patients\":[],\"staff\":[\"Practitioner/");
  }

  private static ObjectNode notNow() {
    return PageHost.worklist("names").putNull("staff").putNull("units");
  }

  @Test
  void names_of_units_that_the_record_does_not_say_just_now_are_asked_for_again() {
    var window = launch(Look.USUAL);
    STAGE.host().answer("POST worklist/names", notNow());
    var filters = window.page().locator(".more-filters summary");
    filters.click();
    window.page().waitForCondition(() -> asked("POST", "worklist/names").size() == 2);
    STAGE.host().answer("POST worklist/names", PageHost.worklist("names"));
    filters.click();
    filters.click();
    window.page().getByLabel("Unit").getByText("Day clinic North").waitFor(attached());
  }

  @Test
  void who_works_at_the_unit_of_one_row_is_not_offered_for_another() {
    STAGE.host().answer("GET worklist/items/w4/colleagues", Answer.problem(503, "ehr-silent"));
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    choose(window, "elo", "Élodie Fournier");
    named(window, "Back to the row").click();
    open(window, "w4");
    named(window, "Change").click();
    detail(window).getByText("The record does not say just now who works at the unit").waitFor();
    with(window).click();
    assertThat(options(window).allInnerTexts())
        .contains("Dr. Ines Brandt")
        .doesNotContain("Jonas Lindner", "Élodie Fournier");
  }

  @Test
  void who_was_given_a_row_is_named_at_once() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Change").click();
    choose(window, "elo", "Élodie Fournier");
    var given = Worklist.row("w1").put("owner", "Practitioner/31");
    STAGE.host().answer("PUT worklist/items/w1/owner", Worklist.told(given));
    STAGE.host().answer("GET worklist/items/w1", detailOf(given));
    named(window, "Save").click();
    row(window, "w1").getByText("Élodie Fournier").waitFor();
  }

  @Test
  void units_have_the_names_of_the_record_and_else_their_references() {
    var window = launch(Look.USUAL);
    assertThat(asked("POST", "worklist/names")).hasSize(1);
    window.page().locator(".more-filters summary").click();
    var units = window.page().getByLabel("Unit");
    units.getByText("Day clinic North").waitFor(attached());
    assertThat(units.innerText()).contains("Organization/14").doesNotContain("Organization/12");
    units.selectOption("Organization/12");
    window.page().waitForCondition(() -> lists().size() == 2);
    assertThat(lists()).last().isEqualTo("unit=Organization/12&lang=en");
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }

  @Test
  void a_row_is_taken_and_left_with_one_press_each() {
    var window = launch(Look.USUAL);
    openGoal(window);
    var mine = Worklist.row("w1").put("owner", "Practitioner/7").put("mine", true);
    STAGE.host().answer("PUT worklist/items/w1/owner", Worklist.told(mine));
    STAGE.host().answer("GET worklist/items/w1", detailOf(mine));
    named(window, "I take it").click();
    detail(window).getByText("It is with you now.").waitFor();
    assertThat(row(window, "w1").innerText()).contains("You");
    var left = mine.deepCopy().putNull("owner").put("mine", false).put("version", 9);
    STAGE.host().answer("PUT worklist/items/w1/owner", Worklist.told(left));
    STAGE.host().answer("GET worklist/items/w1", detailOf(left));
    named(window, "Leave it to others").click();
    detail(window).getByText("It is nobody's now.").waitFor();
    assertThat(asked("PUT", "worklist/items/w1/owner"))
        .extracting(Asked::body)
        .containsExactly(
            "{\"owner\":\"me\",\"from\":null}", "{\"owner\":null,\"from\":\"Practitioner/7\"}");
  }

  private static ObjectNode detailOf(ObjectNode row) {
    var detail = PageHost.worklist("detail-goal.en");
    detail.set("row", row);
    return detail;
  }

  @Test
  void what_is_dealt_with_stays_in_sight_until_the_list_is_read_anew() {
    var window = launch(Look.USUAL);
    open(window, "w3");
    STAGE
        .host()
        .answer("POST worklist/items/w3/dismiss", PageHost.JSON.createObjectNode().putNull("row"));
    STAGE.host().answer("GET worklist/items/w3", Answer.problem(404, "not-on-worklist"));
    window.page().locator("button.answer").click();
    window.page().locator("[data-act=dismiss]").click();
    assertThat(window.page().locator("[data-act]").count())
        .as("the rest is the chart's")
        .isEqualTo(2);
    detail(window).getByLabel("It is known and being looked after").check();
    detail(window).locator("form [type=submit]").first().click();
    detail(window).getByText("This row is no longer on the list: it was dealt with.").waitFor();
    assertThat(row(window, "w3").getAttribute("class")).contains("gone");
    assertThat(items(window)).hasSize(7);
  }

  @Test
  void a_row_that_is_gone_when_it_is_opened_says_so() {
    STAGE.host().answer("GET worklist/items/w5", Answer.problem(404, "not-on-worklist"));
    var window = launch(Look.USUAL);
    row(window, "w5").click();
    detail(window).getByText("This row is no longer on the list: it no longer stands.").waitFor();
    window.isSound("worklist-row-gone");
  }

  @Test
  void several_rows_are_acknowledged_and_those_to_be_looked_at_stay() {
    var window = launch(Look.USUAL);
    pick(window, "w2", "w5", "w6");
    var result = PageHost.JSON.createObjectNode();
    result.putArray("done").add("w6");
    result.putArray("gone").add("w5");
    result.putArray("look").add("w2");
    result.putArray("resting");
    STAGE.host().answer("POST worklist/acknowledge", result);
    named(window, "I have seen them").click();
    window.page().getByText("1 asks for a look of its own and stays selected.").first().waitFor();
    assertThat(row(window, "w6").innerText()).contains("Seen").doesNotContain("Not seen yet");
    assertThat(row(window, "w5").getAttribute("class")).contains("gone");
    assertThat(window.page().locator("tr[aria-selected=true]").all())
        .singleElement()
        .satisfies(row -> assertThat(row.getAttribute("data-item")).isEqualTo("w2"));
    assertThat(asked("POST", "worklist/acknowledge"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo("{\"items\":[\"w2\",\"w5\",\"w6\"]}");
    window.isSound("worklist-bulk");
  }

  @Test
  void what_somebody_put_off_a_moment_ago_stays_so_and_is_said_to() {
    var window = launch(Look.USUAL);
    pick(window, "w5", "w6");
    var result = PageHost.JSON.createObjectNode();
    result.putArray("done").add("w6");
    result.putArray("gone");
    result.putArray("look");
    result.putArray("resting").add("w5");
    STAGE.host().answer("POST worklist/acknowledge", result);
    named(window, "I have seen them").click();
    window.page().getByText("1 is put off and stays so.").first().waitFor();
    assertThat(row(window, "w5").innerText()).contains("it was put off");
    STAGE
        .host()
        .answer(
            "POST worklist/items/w1/acknowledge", Worklist.problem("someone-was-faster", putOff()));
    open(window, "w1");
    STAGE.host().answer("GET worklist/items/w1", detailOf(putOff()));
    detail(window).getByText("I have seen it").first().click();
    named(window, "Put it back on the list").waitFor();
    assertThat(detail(window).innerText())
        .contains("Not saved: somebody else answered a moment ago", "Put off until 26 Nov 2026");
  }

  @Test
  void of_what_the_client_wrote_it_is_asked_whether_somebody_answered() {
    var window = launchWithClock();
    var changes = Worklist.quiet();
    var row = Worklist.row("w5");
    row.putObject("rests")
        .put("until", "2026-11-26T08:00:00Z")
        .put("because", "word")
        .put("reference", "Communication/17");
    changes.withArray("rows").add(row);
    STAGE.host().answer("POST worklist/changes", changes);
    pass(window, 15);
    row(window, "w5").getByText("the client wrote, and may wait for an answer").first().waitFor();
    assertThat(row(window, "w5").innerText())
        .contains("The client wrote. Did somebody answer?")
        .doesNotContain("Somebody spoke");
  }

  @Test
  void of_a_goal_that_was_decided_about_it_is_said_until_when_its_row_rests_and_what_was_done() {
    STAGE.host().answer("GET worklist/items/w1", PageHost.worklist("detail-decided.en"));
    var window = launch(Look.USUAL);
    open(window, "w1");
    detail(window)
        .getByText("Decided on the goal; rests until 10 Jan 2027. In the record")
        .waitFor();
    assertThat(detail(window).innerText())
        .contains(
            "In the record: a goal (Goal/77).",
            "recorded that people agreed on the goal.",
            "The goal was accepted in the record.",
            "A task about it was done, as the record says.")
        .doesNotContain("has no word for");
    window.isSound("worklist-decided");
  }

  @Test
  void an_answer_that_was_on_its_way_before_a_row_left_does_not_bring_it_back() {
    var window = launchWithClock();
    STAGE.host().slow("GET worklist/items/w5", Duration.ofMillis(1500));
    STAGE.host().answer("GET worklist/items/w5", detailOf(Worklist.row("w5").put("version", 3)));
    row(window, "w5").locator("button.name").click();
    STAGE.host().answer("POST worklist/changes", PageHost.worklist("changes.en"));
    window.page().clock().runFor(15_000);
    row(window, "w5").getByText("somebody spoke with the client").first().waitFor();
    detail(window).locator(".history").waitFor();
    assertThat(row(window, "w5").getAttribute("class")).contains("gone");
    assertThat(row(window, "w5").innerText()).contains("rests until 6 Dec 2026");
  }

  @Test
  void what_changes_elsewhere_is_seen_without_reload_and_the_focus_stays() {
    var window = launchWithClock();
    pick(window, "w6");
    row(window, "w4").focus();
    STAGE.host().answer("POST worklist/changes", PageHost.worklist("changes.en"));
    pass(window, 15);
    row(window, "w5").getByText("somebody spoke with the client").first().waitFor();
    assertThat(row(window, "w4").innerText()).contains("You");
    assertThat(window.page().evaluate("document.activeElement.dataset.item")).isEqualTo("w4");
    assertThat(row(window, "w6").getAttribute("aria-selected")).isEqualTo("true");
    assertThat(window.page().locator("p.heard[role=status]").innerText())
        .isEqualTo(
            "2 rows less: somebody spoke with the client and it no longer stands. 1 row"
                + " changed.");
    assertThat(lists()).hasSize(1);
    window.isSound("worklist-changed");
  }

  @Test
  void new_rows_wait_behind_a_button() {
    var window = launchWithClock();
    STAGE.host().answer("POST worklist/changes", PageHost.worklist("changes.en"));
    pass(window, 15);
    var button = window.button("2 new or more pressing rows: read the list again");
    button.waitFor();
    assertThat(items(window)).hasSize(7);
    var more = PageHost.worklist("list.en");
    more.withArray("rows").insert(0, Worklist.row("w7").put("item", "w0"));
    STAGE.host().answer("GET worklist", more);
    button.click();
    row(window, "w0").waitFor();
    assertThat(items(window)).startsWith("w0");
    window.page().waitForFunction("() => document.activeElement.dataset.item === 'w0'");
    assertThat(button.count()).isZero();
  }

  @Test
  void a_page_says_which_rows_it_has_in_which_version_and_what_it_was_told_it_has() {
    var window = launchWithClock();
    window.page().getByText("Mine 4").click();
    window.page().waitForCondition(() -> lists().size() == 2);
    STAGE.host().answer("POST worklist/changes", PageHost.worklist("changes.en"));
    pass(window, 15);
    row(window, "w7").getByText("it no longer stands").first().waitFor();
    pass(window, 15);
    window.page().waitForCondition(() -> asked("POST", "worklist/changes").size() >= 2);
    assertThat(asked("POST", "worklist/changes").stream().limit(2))
        .extracting(Asked::body)
        .containsExactly(
            "{\"since\":\"2026-11-22T09:29:30Z\",\"has\":{\"w1\":3,\"w2\":3,\"w3\":3,\"w4\":3,"
                + "\"w5\":3,\"w6\":3,\"w7\":3},\"wanted\":{\"owner\":\"me\"}}",
            "{\"since\":\"2026-11-22T09:29:30Z\",\"has\":{\"w1\":3,\"w2\":3,\"w3\":3,\"w4\":4,"
                + "\"w5\":4,\"w6\":3},\"wanted\":{\"owner\":\"me\"}}");
  }

  @Test
  void what_rested_and_is_back_is_no_longer_greyed() {
    var window = launchWithClock();
    STAGE.host().answer("POST worklist/changes", PageHost.worklist("changes.en"));
    pass(window, 15);
    row(window, "w5").getByText("somebody spoke with the client").first().waitFor();
    var back = Worklist.quiet();
    back.withArray("rows").add(Worklist.row("w5").put("version", 9));
    STAGE.host().answer("POST worklist/changes", back);
    pass(window, 15);
    row(window, "w5").getByText("somebody spoke with the client").waitFor(gone());
    assertThat(row(window, "w5").getAttribute("class")).doesNotContain("gone");
  }

  @Test
  void polling_does_not_keep_the_session_open() {
    Worklist.session(STAGE.host(), Duration.ofMinutes(4));
    var window = launchWithClock();
    STAGE.host().openFor(Duration.ofHours(1));
    pass(window, 165);
    assertThat(asked("POST", "worklist/changes")).hasSizeGreaterThan(5).allMatch(Asked::byItself);
    assertThat(STAGE.host().asked())
        .filteredOn(it -> !it.path().equals("worklist/changes"))
        .noneMatch(Asked::byItself);
    assertThat(window.text()).contains("This closes at", "unless you go on");
    pass(window, 80);
    window.heading("Your worklist is closed").waitFor();
    window.holdsNothing();
  }

  @Test
  void a_hidden_page_asks_nothing_and_looks_at_once_when_it_is_seen_again() {
    var window = launchWithClock();
    seen(window, "hidden");
    pass(window, 120);
    assertThat(asked("POST", "worklist/changes")).isEmpty();
    seen(window, "visible");
    window.page().waitForCondition(() -> asked("POST", "worklist/changes").size() == 1);
  }

  private static void seen(Window window, String how) {
    window
        .page()
        .evaluate(
            "how => { Object.defineProperty(document, 'visibilityState', {value: how, configurable:"
                + " true}); document.dispatchEvent(new Event('visibilitychange')); }",
            how);
  }

  @Test
  void while_nobody_answers_it_is_said_since_when_and_asked_less_and_less_often() {
    var window = launchWithClock();
    STAGE.host().answer("POST worklist/changes", Answer.problem(503, "unknown"));
    pass(window, 15);
    window.page().getByText("Not up to date since").waitFor();
    pass(window, 300);
    assertThat(asked("POST", "worklist/changes").size()).isBetween(3, 6);
    assertThat(window.text()).contains("Mara Lindqvist-Okonkwo");
    STAGE.host().answer("POST worklist/changes", Worklist.quiet());
    pass(window, 300);
    window.page().getByText("Not up to date since").waitFor(gone());
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  @Test
  void by_keyboard_alone_a_morning_is_worked_off() {
    var window = launch(Look.USUAL);
    var keys = window.page().keyboard();
    row(window, "w1").focus();
    keys.press("ArrowDown");
    keys.press("Space");
    keys.press("End");
    keys.press("Space");
    keys.press("Home");
    keys.press("ArrowDown");
    assertThat(at(window)).isEqualTo("w2");
    assertThat(window.page().locator("tr[aria-selected=true]").count()).isEqualTo(2);
    assertThat(window.page().locator("tr[tabindex='0']").count()).isEqualTo(1);
    keys.press("Enter");
    detail(window).locator("attune-row-signal").waitFor();
    assertThat(window.page().evaluate("document.activeElement.id")).isEqualTo("detail-title");
    keys.press("Tab");
    keys.press("Escape");
    window.page().waitForFunction("() => document.activeElement.dataset.item === 'w2'");
    keys.press("Tab");
    assertThat(window.page().evaluate("document.activeElement.textContent"))
        .isEqualTo("I have seen them");
    keys.press("Shift+Tab");
    assertThat(at(window)).isEqualTo("w2");
    keys.press("a");
    keys.press("j");
    assertThat(asked("POST", "worklist")).as("no single letter does anything").hasSize(2);
  }

  private static Object at(Window window) {
    return window.page().evaluate("document.activeElement.dataset.item ?? ''");
  }

  @Test
  void wherever_the_keyboard_goes_it_can_be_seen() {
    var window = launch(Look.USUAL.size(1024, 600));
    window.page().locator(".skip").focus();
    for (int n = 0; n < 30; n++) {
      window.page().keyboard().press("Tab");
      assertThat(
              window
                  .page()
                  .evaluate(
                      "document.activeElement === document.body ||"
                          + " getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
          .isEqualTo(true);
    }
  }

  @Test
  void a_filter_asks_the_server_and_is_kept_under_a_name() {
    var window = launch(Look.USUAL);
    window.page().getByText("Not seen yet 37").click();
    window.page().waitForCondition(() -> lists().size() == 2);
    window.page().locator(".more-filters summary").click();
    window.page().getByLabel("Sessions").check();
    window.page().waitForCondition(() -> lists().size() == 3);
    window.page().getByLabel("Ways to come").check();
    window.page().waitForCondition(() -> lists().size() == 4);
    assertThat(lists())
        .containsExactly(
            "lang=en",
            "seen=no&lang=en",
            "matter=attendance&seen=no&lang=en",
            "matter=access,attendance&seen=no&lang=en");
    // It asks for the very same.
    window.page().locator(".saved [aria-pressed=true]").getByText("Calls for").waitFor();
    window.page().getByLabel("Keep these filters under a name").fill("Mornings");
    named(window, "Keep").click();
    named(window, "Mornings").waitFor();
    assertThat(asked("PUT", "worklist/filters/"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo(
            "{\"name\":\"Mornings\",\"wanted\":{\"matter\":\"access,attendance\",\"seen\":\"no\"}}");
    named(window, "Remove Mornings").click();
    named(window, "Mornings").waitFor(gone());
    assertThat(STAGE.host().asked()).extracting(Asked::method).contains("DELETE");
  }

  @Test
  void what_rests_is_listed_with_until_when_and_why_and_comes_back_by_hand() {
    var window = launch(Look.USUAL);
    var resting = PageHost.worklist("list.en");
    resting.putArray("rows").add(putOff()).add(PageHost.worklist("changes.en").at("/rows/1"));
    STAGE.host().answer("GET worklist", resting);
    window.page().getByText("Resting 14").click();
    window.page().waitForCondition(() -> lists().size() == 2);
    assertThat(lists()).last().isEqualTo("rests=yes&lang=en");
    row(window, "w1").getByText("Put off until 26 Nov 2026").waitFor();
    row(window, "w5").getByText("Somebody spoke with the client; rests until 6 Dec 2026").waitFor();
    assertThat(window.text())
        .contains("What is back soonest comes first")
        .doesNotContain("rest for now");
    window.isSound("worklist-resting");
    STAGE.host().answer("GET worklist/items/w1", detailOf(putOff()));
    open(window, "w1");
    var back = putOff().putNull("rests").put("seen", true).put("version", 9);
    STAGE.host().answer("POST worklist/items/w1/wake", Worklist.told(back));
    STAGE.host().answer("GET worklist/items/w1", detailOf(back));
    window.isSound("worklist-resting-open");
    assertThat(detail(window).getByText("I have seen it").count()).isZero();
    named(window, "Put it back on the list").click();
    window.page().getByText("It is back on the list, and noted as seen.").first().waitFor();
    assertThat(row(window, "w1").innerText()).contains("Seen").doesNotContain("Put off");
    assertThat(named(window, "Put it back on the list").count()).isZero();
    window.page().waitForFunction("() => document.activeElement.id === 'detail-title'");
  }

  @Test
  void what_rests_for_another_reason_comes_back_by_itself_alone() {
    var called = (ObjectNode) PageHost.worklist("changes.en").at("/rows/1");
    STAGE.host().answer("GET worklist/items/w4", detailOf(called.put("item", "w4")));
    var window = launch(Look.USUAL);
    open(window, "w4");
    detail(window).getByText("Somebody spoke with the client; rests until").first().waitFor();
    detail(window).getByText("In the record: a contact (Encounter/").waitFor();
    assertThat(named(window, "Put it back on the list").count()).isZero();
  }

  @Test
  void what_somebody_else_put_off_comes_back_by_hand_and_all_can_be_done_about_it_again() {
    var window = launchWithClock();
    openGoal(window);
    var changed = Worklist.quiet();
    changed.withArray("rows").add(putOff());
    STAGE.host().answer("POST worklist/changes", changed);
    pass(window, 15);
    named(window, "Put it back on the list").waitFor();
    assertThat(named(window, "I take it").count()).isZero();
    var back = putOff().putNull("rests").put("seen", true).put("version", 9);
    STAGE.host().answer("POST worklist/items/w1/wake", Worklist.told(back));
    STAGE.host().answer("GET worklist/items/w1", detailOf(back));
    STAGE.host().answer("POST worklist/changes", Worklist.quiet());
    named(window, "Put it back on the list").click();
    named(window, "I take it").waitFor();
    assertThat(detail(window).innerText()).doesNotContain("no longer on the list");
  }

  private static ObjectNode putOff() {
    var row = Worklist.row("w1");
    row.putObject("rests")
        .put("until", "2026-11-26T08:00:00Z")
        .put("because", "put-off")
        .putNull("reference");
    return row;
  }

  @Test
  void a_filter_to_which_nothing_fits_says_so_and_leads_back() {
    var window = launch(Look.USUAL);
    STAGE.host().answer("GET worklist", Worklist.empty());
    window.page().getByText("Mine 4").click();
    window.heading("Nothing fits these filters").waitFor();
    window.isSound("worklist-filter-empty");
    named(window, "Show all").click();
    window.heading("Nothing waits").waitFor();
  }

  @Test
  void whoever_turns_the_page_goes_on_at_its_top() {
    STAGE.host().answer("GET worklist", PageHost.worklist("list.en").put("next", "word-of-next"));
    var window = launch(Look.USUAL);
    assertThat(named(window, "Previous page").isDisabled()).isTrue();
    named(window, "Next page").click();
    window.page().waitForCondition(() -> lists().size() == 2);
    assertThat(lists()).last().isEqualTo("after=word-of-next&lang=en");
    window.page().waitForFunction("() => document.activeElement.tagName === 'H1'");
  }

  @Test
  void what_is_looked_for_is_found_on_the_list_or_it_is_said_why_not() {
    var window = launch(Look.USUAL);
    var find = window.page().getByLabel("Find a client");
    var said =
        Map.of(
            "too-short", "Please enter at least three",
            "too-many", "That is more than can be shown",
            "ehr-silent", "The record does not answer just now");
    for (var problem : said.entrySet()) {
      STAGE.host().answer("POST worklist/find", Answer.problem(409, problem.getKey()));
      find.fill("ab");
      find.press("Enter");
      window.page().getByText(problem.getValue()).waitFor();
      assertThat(find.inputValue()).isEqualTo("ab");
    }
    var found = PageHost.JSON.createObjectNode();
    found.putArray("rows").add(Worklist.row("w3"));
    STAGE.host().answer("POST worklist/find", found);
    find.fill("Winter");
    find.press("Enter");
    window.heading("1 row found").waitFor();
    assertThat(items(window)).containsExactly("w3");
    assertThat(find.inputValue()).isEqualTo("Winter");
    window.isSound("worklist-found");
    named(window, "Back to the list").first().click();
    row(window, "w1").waitFor();
    assertThat(asked("POST", "worklist/find")).extracting(Asked::query).allMatch("lang=en"::equals);
  }

  @Test
  void small_cells_are_not_shown() {
    var window = launch(Look.USUAL);
    team(window);
    var gains = window.page().locator(".figures tbody tr").last();
    assertThat(gains.innerText()).doesNotContainPattern("\\b[0-4]\\b").contains("fewer than 5");
    assertThat((String) window.page().evaluate("document.querySelector('main').outerHTML"))
        .doesNotContain("Lindqvist", "Patient/", "Practitioner/");
  }

  @Test
  void outreach_sees_nothing_of_the_relationship() {
    STAGE.host().answer("GET worklist/me", PageHost.worklist("me").put("role", "OUTREACH"));
    var window = launch(Look.USUAL);
    assertThat(window.text()).contains("the working relationship, and goals, are not shown to you");
    window.page().locator(".more-filters summary").click();
    assertThat(window.page().getByLabel("Working together").count()).isZero();
    assertThat(window.page().getByLabel("Goals", exactly()).count()).isZero();
    assertThat(window.page().getByText("Goals to decide").count()).isZero();
    assertThat(window.page().getByLabel("Ways to come").count()).isOne();
    open(window, "w1");
    assertThat(asked("GET", "worklist/items/w1/goals")).isEmpty();
    assertThat(detail(window).locator(".goal, .goals").count()).isZero();
    window.isSound("worklist-outreach");
  }

  @Test
  void a_copy_is_of_what_is_seen_and_it_is_said_that_it_is_on_record() {
    var window = launch(Look.USUAL);
    window.page().getByText("Nobody's 96").click();
    window.page().waitForCondition(() -> lists().size() == 2);
    var file = window.page().waitForDownload(() -> named(window, "Save as CSV").click());
    assertThat(file.suggestedFilename()).isEqualTo("attune-worklist.csv");
    window.page().getByText("It says that you took it, and that you did is on record").waitFor();
    assertThat(asked("POST", "worklist/copies"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo("{\"form\":\"csv\",\"wanted\":{\"owner\":\"nobody\"},\"lang\":\"en\"}");
  }

  @Test
  void the_chart_opens_in_a_window_of_its_own_and_the_list_stays() {
    var window = launch(Look.USUAL);
    openGoal(window);
    var beside = window.context().waitForPage(() -> named(window, "Open the chart").click());
    beside.waitForURL("**/attune/chart/index.html");
    assertThat(beside.evaluate("window.opener === null")).isEqualTo(true);
    assertThat(row(window, "w1").isVisible()).isTrue();
  }

  @Test
  void on_paper_there_is_the_way_to_the_copy_that_is_accounted_for_and_nobody() {
    var window = launch(Look.USUAL.dark());
    openGoal(window);
    assertThat(window.text()).doesNotContain("please save it as PDF");
    window.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    window.page().getByText("please save it as PDF").waitFor();
    assertThat(window.page().locator("body").innerText()).doesNotContain("Lindqvist", "Hosseini");
    for (var gone : List.of(".queue", ".detail", ".tools")) {
      assertThat(window.page().locator(gone).first().isVisible()).as(gone).isFalse();
    }
    window.shot("worklist-print");
    window.pdf("worklist-print");
  }

  @Test
  void moments_are_those_of_the_hospital_and_lines_may_run_from_right_to_left() {
    STAGE
        .host()
        .answer("GET worklist", PageHost.worklist("list.en").put("zone", "Pacific/Auckland"));
    var window = launch(Look.USUAL);
    assertThat(window.text()).contains("time of the hospital (Pacific/Auckland)");
    window.page().evaluate("document.documentElement.dir = 'rtl'");
    var name = row(window, "w1").locator("th").boundingBox();
    var owner = row(window, "w1").locator("td").last().boundingBox();
    assertThat(name.x).isGreaterThan(owner.x);
    window.isSound("worklist-right-to-left");
    openGoal(window);
    assertThat(detail(window).innerText()).contains("To be looked at together on 15 Jan 2027");
    window.isSound("worklist-right-to-left-goal");
  }

  @Test
  void another_language_is_read_anew_and_what_is_open_stays_open() {
    var window = launch(Look.USUAL);
    openGoal(window);
    window.button("Deutsch").click();
    detail(window).getByText("Die Ziele nebeneinander").waitFor();
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(window.text())
        .contains("Ein selbst genanntes Ziel steht noch nicht im Plan")
        .doesNotContain("What stands out", "Nobody yet", "The client agrees");
  }

  @Test
  void a_session_that_is_over_leaves_nothing() {
    var window = launch(Look.USUAL);
    openGoal(window);
    named(window, "Close").click();
    window.heading("Your worklist is closed").waitFor();
    window.holdsNothing();
    assertThat(window.page().evaluate("document.title")).isEqualTo("Attune");
    assertThat(window.page().evaluate("document.querySelector('main a').pathname"))
        .as("the way back")
        .isEqualTo("/attune/staff/sign-in");
    assertThat(STAGE.host().asked()).extracting(Asked::line).contains("DELETE worklist-session");
  }

  @Test
  void nothing_is_kept_in_the_browser() {
    var window = launch(Look.USUAL);
    openGoal(window);
    agree(window);
    assertThat(window.page().evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    assertThat(window.context().cookies()).isEmpty();
    assertThat(window.page().url()).endsWith("/attune/worklist/index.html");
    assertThat(window.page().evaluate("history.length")).isEqualTo(2);
  }

  private static List<Asked> asked(String method, String path) {
    return STAGE.host().asked().stream()
        .filter(it -> it.method().equals(method) && it.path().startsWith(path))
        .toList();
  }

  private static List<String> lists() {
    return STAGE.host().asked().stream()
        .filter(it -> it.path().equals("worklist"))
        .map(Asked::query)
        .toList();
  }

  /** So much time goes by, with moments in which answers come. */
  private static void pass(Window window, int seconds) {
    for (int n = 0; n < seconds; n += 5) {
      window.page().clock().runFor(5_000);
      window.page().waitForTimeout(25);
    }
  }

  /** Time goes on as the test says. */
  private static Window launchWithClock() {
    var window = STAGE.window(Look.USUAL);
    window.page().clock().install();
    window.launchedForWorklist(STAGE.host());
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    return window;
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
