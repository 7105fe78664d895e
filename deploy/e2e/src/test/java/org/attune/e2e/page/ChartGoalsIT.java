package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.attune.e2e.page.PageHost.Answer;
import org.attune.e2e.page.PageHost.Asked;
import org.attune.e2e.page.Window.Look;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The goals of a client side by side, on the chart's page. */
class ChartGoalsIT {

  private static final String GOALS = "chart/goals";
  private static final String RATINGS = "Ratings below the usual range";
  private static final String WEDDING =
      "To go to my sister's wedding without dreading it for weeks";
  private static final String NOT_NOW = "The goals could not be read just now.";

  @RegisterExtension static final PageStage STAGE = new PageStage();

  @BeforeEach
  void a_signal_about_a_goal_that_the_plan_overlooks() {
    for (var language : List.of("en", "de")) {
      var chart = PageHost.chart("rich." + language);
      chart.withArray("/signals").add(overlooked(language));
      STAGE.host().answer("GET chart" + (language.equals("de") ? "?de" : ""), chart);
    }
    STAGE.host().answer("GET chart/findings/" + key() + "/goal", PageHost.worklist("goal.en"));
  }

  private static ObjectNode overlooked(String language) {
    return ((ObjectNode) PageHost.worklist("detail-goal." + language).path("signal"))
        .put("course", "c1");
  }

  private static String key() {
    return overlooked("en").path("key").asText();
  }

  private static String name() {
    return overlooked("en").path("name").asText();
  }

  private static ObjectNode goals() {
    return PageHost.chart("goals.en");
  }

  private static Window opened(Look look) {
    var window = STAGE.launch(look);
    window.page().locator("[data-tool=goals]").click();
    window.page().locator("attune-goals .sides").first().waitFor();
    return window;
  }

  private static Locator goal(Window window, String words) {
    return window
        .page()
        .locator("attune-goals article article")
        .filter(new Locator.FilterOptions().setHasText(words));
  }

  private static String side(Window window, String words, String who) {
    return goal(window, words).locator(".of-" + who).innerText();
  }

  private static Object focused(Window window) {
    return window.page().evaluate("document.activeElement.innerText.trim()");
  }

  private static List<Asked> asked(String method, String path) {
    return STAGE.host().asked().stream()
        .filter(it -> it.method().equals(method) && it.path().equals(path))
        .toList();
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of("goals", Look.USUAL),
        Arguments.of("goals-dark", Look.USUAL.dark()),
        Arguments.of("goals-forced-colours", Look.USUAL.forcedColours()),
        Arguments.of("goals-frame-of-480", Look.USUAL.size(480, 800)),
        Arguments.of("goals-zoom-200", Look.USUAL.size(640, 450)),
        Arguments.of("goals-zoom-400", Look.USUAL.size(320, 256)),
        Arguments.of("goals-german", Look.USUAL.in("de-DE")),
        Arguments.of("goals-german-320", Look.USUAL.in("de-DE").size(320, 640)),
        Arguments.of("goals-wide", Look.USUAL.size(1920, 1080)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void however_somebody_looks_all_of_it_is_sound(String name, Look look) {
    opened(look).isSound(name);
  }

  @Test
  void it_also_runs_from_right_to_left() {
    var window = opened(Look.USUAL);
    window.page().evaluate("document.documentElement.dir = 'rtl'");
    var client = goal(window, WEDDING).locator(".of-client").boundingBox();
    var team = goal(window, WEDDING).locator(".of-team").boundingBox();
    assertThat(client.x).isGreaterThan(team.x);
    window.isSound("goals-right-to-left");
  }

  @Test
  void they_are_asked_for_when_somebody_opens_them_and_not_before() {
    var window = STAGE.launch();
    assertThat(asked("GET", GOALS)).isEmpty();
    window.page().locator("[data-tool=goals]").click();
    window.page().locator("attune-goals .sides").waitFor();
    assertThat(asked("GET", GOALS)).hasSize(1);
    assertThat(focused(window)).isEqualTo("The goals, side by side");
    assertThat(window.button("Save as PDF").count()).as("of words there is no copy").isZero();
  }

  @Test
  void each_side_says_what_it_says_and_where_nothing_is_known_that_is_said() {
    var window = opened(Look.USUAL);
    assertThat(side(window, WEDDING, "client"))
        .contains("It is the client's own goal.", "How much it matters: 9 of 10.", "ready 6 of 10");
    assertThat(side(window, WEDDING, "therapist")).contains("The therapist agrees.");
    assertThat(side(window, WEDDING, "team"))
        .contains(
            "The team's plan does not name it.", "1 entry of the record says what it is about.");
    assertThat(side(window, "Sleep through", "team")).contains("2 entries say what came of it.");
    assertThat(goal(window, WEDDING).locator(".spot").innerText())
        .contains("no plan of the team's names it yet", "since 6 Oct 2026");
    assertThat(side(window, "Sing in the choir again", "therapist"))
        .contains("Not known what the therapist says.");
    assertThat(window.text())
        .contains(
            "There are more goals than the sessions that are left can hold.",
            "Why the client came: I want to stop avoiding people I love (by the client)",
            "A pause, written down on 2 Jul 2026, from 1 Aug 2026, until 15 Aug 2026, kept",
            "7 sessions left.");
  }

  @Test
  void how_ready_somebody_said_they_are_is_the_last_word_and_those_before_on_request() {
    var window = opened(Look.USUAL);
    var before = goal(window, WEDDING).locator(".of-client details");
    assertThat(before.locator("li").first().isVisible()).isFalse();
    before.locator("summary").click();
    assertThat(before.innerText())
        .contains(
            "Said once before that", "Said on 8 Sept 2026", "ready 3 of 10", "Weighing it up.")
        .doesNotContain("ready 6 of 10");
    assertThat(goal(window, "Sing in the choir again").locator("details").count()).isZero();
    window.isSound("goals-ready-before");
  }

  @Test
  void words_are_quoted_where_they_are_the_clients_own() {
    var told = PageHost.chart("goals.en");
    ((ObjectNode) told.at("/courses/0/goals/goals/1")).put("theirs", "Sleep like a bear");
    STAGE.host().answer("GET " + GOALS, told);
    var window = opened(Look.USUAL);
    assertThat(goal(window, WEDDING).locator(".goal-head q").innerText()).isEqualTo(WEDDING);
    assertThat(goal(window, WEDDING).innerText()).contains("In the client's own words");
    assertThat(goal(window, "Sleep through").locator(".goal-head q").count()).isZero();
    assertThat(goal(window, "Sleep through").innerText())
        .contains("In the client's own words: Sleep like a bear");
    assertThat(goal(window, "Sing in the choir again").innerText())
        .doesNotContain("In the client's own words");
  }

  @Test
  void its_headings_follow_one_another() {
    var window = opened(Look.USUAL);
    assertThat(levels(window)).startsWith(1, 2, 3, 3, 3, 3, 2).doesNotContain(4);
    severalCourses();
    var several = opened(Look.USUAL);
    assertThat(levels(several)).startsWith(1, 2, 3, 4, 4, 4, 4, 3).doesNotContain(5);
    assertThat(
            several
                .page()
                .evaluate(
                    "[...document.querySelectorAll('[id]')].map((one) => one.id)"
                        + ".filter((id, at, all) => all.indexOf(id) !== at)"))
        .as("ids that stand there twice")
        .isEqualTo(List.of());
    several.page().locator("attune-goals details.quiet > summary").click();
    several.isSound("goals-of-two-courses");
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> levels(Window window) {
    return (List<Integer>)
        window
            .page()
            .evaluate(
                "[...document.querySelectorAll('attune-goals :is(h1,h2,h3,h4,h5)')]"
                    + ".map((one) => Number(one.localName[1]))");
  }

  /** One that is over, and the one that is under way. */
  private static void severalCourses() {
    var goals = goals();
    var courses = (ArrayNode) goals.path("courses");
    var before = ((ObjectNode) courses.get(0)).deepCopy();
    before
        .put("id", "c0")
        .put("began", "2024-01-09T13:00:00Z")
        .put("ended", "2024-11-05T13:00:00Z");
    courses.insert(0, before);
    STAGE.host().answer("GET " + GOALS, goals);
  }

  @Test
  void of_several_courses_the_one_under_way_stands_first_and_what_is_over_rests() {
    severalCourses();
    var window = opened(Look.USUAL);
    assertThat(window.page().locator("attune-goals h2").allInnerTexts())
        .containsExactly("In treatment since 12 May 2026");
    assertThat(window.page().locator("attune-goals details.quiet > summary").innerText())
        .isEqualTo("Treatment from 9 Jan 2024 to 5 Nov 2024");
    assertThat(goal(window, WEDDING).first().isVisible()).isTrue();
    assertThat(goal(window, WEDDING).last().isVisible()).isFalse();
  }

  @Test
  void from_a_goal_one_comes_to_what_the_chart_says_of_it_and_back() {
    var goals = goals();
    ((ObjectNode) goals.at("/courses/0/signals/0")).put("open", false);
    STAGE.host().answer("GET " + GOALS, goals);
    var window = opened(Look.USUAL);
    goal(window, WEDDING).getByRole(AriaRole.BUTTON, button(name())).click();
    window.signal(name()).getByText("What would end it").waitFor();
    assertThat(focused(window)).asString().startsWith("Why, and what helps");
    assertThat(window.page().locator("attune-goals").count()).isZero();
    window.page().locator("[data-tool=goals]").click();
    window.page().locator("attune-goals .sides").waitFor();
    window.button("Back to the chart").click();
    assertThat(focused(window)).isEqualTo("Goals");
  }

  private static Locator.GetByRoleOptions button(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  @Test
  void where_a_goal_is_put_forward_one_comes_to_its_form() {
    var window = opened(Look.USUAL);
    goal(window, WEDDING).locator("[data-signal='" + key() + "']").click();
    var form = window.signal(name()).locator("attune-goal form");
    form.waitFor();
    assertThat(window.page().evaluate("document.activeElement.name")).isEqualTo("words");
    form.locator("textarea[name=words]").fill("Go to the wedding");
    window.page().locator("[data-tool=goals]").click();
    window.page().locator("attune-goals .sides").waitFor();
    goal(window, WEDDING).locator("[data-signal='" + key() + "']").click();
    form.waitFor();
    assertThat(form.locator("textarea[name=words]").inputValue()).isEqualTo("Go to the wedding");
    assertThat(window.page().evaluate("document.activeElement.name")).isEqualTo("words");
  }

  @Test
  void what_is_put_forward_because_of_no_goal_alone_is_said_of_none() {
    var window = opened(Look.USUAL);
    var line = window.page().locator("attune-goals .line", having("A goal is put forward"));
    assertThat(line.innerText()).contains(RATINGS);
    assertThat(window.page().locator("attune-goals [data-signal=k1]").count()).isEqualTo(1);
    var none = goals();
    ((ObjectNode) none.at("/courses/0")).putArray("signals");
    STAGE.host().answer("GET " + GOALS, none);
    var other = opened(Look.USUAL);
    assertThat(other.page().locator("attune-goals [data-signal]").count()).isZero();
    assertThat(other.page().getByText("On the chart:").count()).isZero();
  }

  private static com.microsoft.playwright.Page.LocatorOptions having(String text) {
    return new com.microsoft.playwright.Page.LocatorOptions().setHasText(text);
  }

  @Test
  void a_signal_that_the_chart_does_not_show_leads_nowhere() {
    STAGE.host().answer("GET chart", PageHost.chart("rich.en"));
    var window = opened(Look.USUAL);
    assertThat(window.page().locator("[data-signal='" + key() + "']").count()).isZero();
  }

  @Test
  void a_moment_in_which_they_cannot_be_read_is_a_sentence_and_they_are_asked_for_again() {
    for (var answer : List.of(Answer.problem(503, "ehr-silent"), Answer.problem(500, "unknown"))) {
      STAGE.host().answer("GET " + GOALS, answer);
      var window = STAGE.launch();
      window.page().locator("[data-tool=goals]").click();
      window.page().getByText(NOT_NOW).waitFor();
      assertThat(window.page().locator("attune-goals .sides").count()).isZero();
      assertThat(window.text()).doesNotContain("No goal is known");
      window.isSound("goals-unread");
      STAGE.host().answer("GET " + GOALS, goals());
      window.button("Try again").click();
      window.page().locator("attune-goals .sides").waitFor();
      assertThat(window.page().getByText(NOT_NOW).count()).isZero();
      assertThat(focused(window)).isEqualTo("The goals, side by side");
    }
  }

  @Test
  void while_the_record_keeps_the_words_what_is_known_stands_and_they_are_asked_for_again() {
    var silent = goals();
    var told = (ObjectNode) silent.at("/courses/0/goals");
    told.put("words", "silent").putArray("suggestions");
    told.putArray("said");
    told.path("goals").forEach(each -> ((ObjectNode) each).putNull("text").putNull("theirs"));
    STAGE.host().answer("GET " + GOALS, silent);
    var window = opened(Look.USUAL);
    assertThat(window.text())
        .contains("so the words of the goals are missing", "Goal 1, whose words are not known here")
        .contains("How much it matters: 9 of 10.");
    window.isSound("goals-silent");
    STAGE.host().answer("GET " + GOALS, goals());
    window.button("Try again").click();
    goal(window, WEDDING).waitFor();
    assertThat(window.text()).doesNotContain("so the words of the goals are missing");
  }

  @Test
  void who_is_shown_no_goals_is_told_so_and_not_that_there_are_none() {
    STAGE.host().answer("GET " + GOALS, Answer.problem(404, "no-goals-here"));
    var window = STAGE.launch();
    window.page().locator("[data-tool=goals]").click();
    window.page().getByText("Goals are shown here to those who treat the client").waitFor();
    assertThat(window.button("Try again").count()).isZero();
    assertThat(window.text()).doesNotContain("No goal is known");
    window.isSound("goals-not-here");
  }

  @Test
  void where_no_goal_is_known_that_says_nothing_about_the_client() {
    var none = goals();
    var told = (ObjectNode) none.at("/courses/0/goals");
    for (var each : List.of("goals", "overlooked", "agreements", "said", "attained", "matches")) {
      told.putArray(each);
    }
    told.putArray("suggestions");
    STAGE.host().answer("GET " + GOALS, none);
    var window = STAGE.launch();
    window.page().locator("[data-tool=goals]").click();
    window.page().getByText("No goal is known. That says nothing about the client").waitFor();
    window.isSound("goals-none-known");
  }

  @Test
  void whoever_treats_the_client_says_whether_two_goals_are_one() {
    var window = opened(Look.USUAL);
    var after = goals();
    ((ObjectNode) after.at("/courses/0/goals")).putArray("suggestions");
    STAGE.host().answer("GET " + GOALS, after);
    window.button("Yes, the same").click();
    window.page().getByText("Noted: it is the same goal.").waitFor();
    assertThat(asked("PUT", GOALS + "/matches"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo(
            "{\"goal\":\"QuestionnaireResponse/220#1\",\"planGoal\":\"Goal/2\","
                + "\"revision\":0,\"verdict\":\"CONFIRMED\"}");
    assertThat(focused(window)).as("what was said can be taken back").isEqualTo("No, two goals");
    STAGE.host().answer("PUT " + GOALS + "/matches", Answer.problem(409, "someone-was-faster"));
    window.button("No, two goals").click();
    window.page().getByText("Not saved: somebody else answered a moment ago").waitFor();
    window.isSound("goals-matched");
  }

  @Test
  void while_nobody_knows_whose_chart_it_is_nothing_is_said_of_two_goals() {
    STAGE.host().answer("GET chart/banner", Answer.problem(503, "ehr-silent"));
    var window = opened(Look.USUAL);
    assertThat(window.page().getByText("Could these two be the same goal?").first().isVisible())
        .isTrue();
    assertThat(window.button("Yes, the same").count()).isZero();
    assertThat(window.button("No, two goals").count()).isZero();
  }

  @Test
  void when_the_chart_is_closed_no_word_of_a_goal_is_left() {
    var window = opened(Look.USUAL);
    STAGE.host().answer("GET chart?de", Answer.problem(401, "chart-closed"));
    window.button("Deutsch").click();
    window.page().locator("main.door").waitFor();
    assertThat((String) window.page().evaluate("document.documentElement.outerHTML"))
        .doesNotContain("wedding", "choir");
    window.holdsNothing();
  }

  @Test
  void an_answer_that_comes_after_the_chart_was_closed_is_not_shown() {
    STAGE.host().slow("GET " + GOALS, Duration.ofMillis(600));
    var window = STAGE.launch();
    window.page().locator("[data-tool=goals]").click();
    window.button("Close").click();
    window.page().locator("main.door").waitFor();
    window.page().waitForTimeout(900);
    window.holdsNothing();
  }

  @Test
  void a_chart_that_tells_of_no_course_has_no_goals_to_open() {
    STAGE.host().answer("GET chart", PageHost.fixture("nothing-known"));
    assertThat(STAGE.launch().page().locator("[data-tool=goals]").count()).isZero();
  }

  @Test
  void by_keyboard_alone_they_are_opened_walked_through_and_left() {
    var window = STAGE.launch(Look.USUAL.size(1024, 600));
    window.page().locator("[data-tool=goals]").focus();
    window.page().keyboard().press("Enter");
    window.page().locator("attune-goals .sides").waitFor();
    window.page().keyboard().press("Tab");
    assertThat(focused(window)).asString().startsWith("Decide on the goal that is put forward");
    window.page().keyboard().press("Tab");
    assertThat(focused(window)).isEqualTo("Yes, the same");
    window.page().locator("[data-signal='" + key() + "']").focus();
    window.page().keyboard().press("Enter");
    window.signal(name()).locator("attune-goal form").waitFor();
    assertThat(window.page().evaluate("document.activeElement.name")).isEqualTo("words");
  }
}
