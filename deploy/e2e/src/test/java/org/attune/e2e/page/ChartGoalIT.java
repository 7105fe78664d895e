package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
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

/** The goal that a signal puts forward, on the chart's page. */
class ChartGoalIT {

  private static final String RATINGS = "Ratings below the usual range";
  private static final String GOAL = "chart/findings/k1/goal";
  private static final String PEOPLE = GOAL + "/people";

  @RegisterExtension static final PageStage STAGE = new PageStage();

  @BeforeEach
  void aGoalIsPutForward() {
    STAGE.host().answer("GET " + GOAL, goal());
    var nobody = PageHost.JSON.createObjectNode();
    nobody.putObject("staff");
    STAGE.host().answer("GET " + PEOPLE, nobody);
    STAGE.host().answer("PUT " + GOAL + "/*", PageHost.worklist("goal-decided.en"));
  }

  private static ObjectNode goal() {
    return PageHost.worklist("goal.en");
  }

  private static Locator card(Window window) {
    return window.signal(RATINGS);
  }

  private static Locator button(Window window, String name) {
    return card(window)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Window deciding(Look look) {
    var window = STAGE.launch(look);
    boolean german = look.language().startsWith("de");
    var name = PageHost.fixture(german ? "rich.de" : "rich.en").at("/signals/1/name").asText();
    window.unfold(name).signal(name).locator("[data-goal=open]").click();
    window.signal(name).locator(".goal form").waitFor();
    return window;
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of("goal", Look.USUAL),
        Arguments.of("goal-dark", Look.USUAL.dark()),
        Arguments.of("goal-forced-colours", Look.USUAL.forcedColours()),
        Arguments.of("goal-frame-of-480", Look.USUAL.size(480, 800)),
        Arguments.of("goal-zoom-400", Look.USUAL.size(320, 256)),
        Arguments.of("goal-german-480", Look.USUAL.in("de-DE").size(480, 800)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void however_somebody_looks_it_is_sound(String name, Look look) {
    deciding(look).isSound(name);
  }

  @Test
  void it_is_asked_for_once_somebody_looks_behind_its_signal_and_of_no_other() {
    STAGE.host().answer("GET " + GOAL, goal().putNull("theirs"));
    var window = STAGE.launch();
    assertThat(asked("GET")).isEmpty();
    window.unfold(RATINGS);
    button(window, "Decide on this goal").waitFor();
    assertThat(card(window).locator(".goal").innerText()).contains("Find a place in the plan");
    window.isSound("goal-put-forward");
    window.unfold(RATINGS).unfold(RATINGS);
    assertThat(asked("GET")).hasSize(1);
  }

  @Test
  void it_is_shown_and_begins_in_the_clients_own_words_where_they_have_some() {
    var ours = "Talk about which goal matters most to me now.";
    var theirs = "Go back to the choir";
    STAGE.host().answer("GET " + GOAL, goal().put("words", ours).put("theirs", theirs));
    var window = STAGE.launch();
    window.unfold(RATINGS);
    button(window, "Decide on this goal").waitFor();
    assertThat(card(window).locator(".goal q").innerText()).isEqualTo(theirs);
    button(window, "Decide on this goal").click();
    var goal = card(window).locator(".goal");
    assertThat(goal.locator("textarea[name=words]").inputValue()).isEqualTo(theirs);
    goal.getByText("These are the client's own words.").waitFor();
    assertThat(goal.innerText()).doesNotContain("Put forward was");
    button(window, "Take our words").click();
    assertThat(goal.locator("textarea[name=words]").inputValue()).isEqualTo(ours);
    assertThat(goal.innerText()).contains("Put forward was: “" + theirs + "”");
  }

  @Test
  void a_therapist_agrees_on_it_in_other_words() {
    var window = deciding(Look.USUAL);
    var goal = card(window).locator(".goal");
    assertThat(goal.locator("input:checked").count()).as("nobody is ticked").isZero();
    assertThat(goal.locator(".agreed input").count())
        .as("two without names cannot be told apart")
        .isEqualTo(2);
    goal.locator("textarea[name=words]").fill("Go to the wedding");
    goal.getByLabel("the client", new Locator.GetByLabelOptions().setExact(true)).check();
    goal.locator("input[value=me]").check();
    goal.getByLabel("The plan from 1 Jun 2026").check();
    button(window, "Agreed: write it").click();
    goal.getByText("Written down. It goes into the record now.").waitFor();
    assertThat(asked("PUT"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo(
            "{\"what\":\"accept\",\"words\":\"Go to the wedding\",\"firstStep\":"
                + "\"Choose together one first step that is small enough for the coming week.\","
                + "\"review\":\"2027-01-15\",\"agreed\":[\"client\",\"me\"],"
                + "\"plan\":\"CarePlan/5|3\",\"handTo\":null,\"due\":null}");
    window.isSound("goal-decided");
  }

  @Test
  void several_therapists_are_told_apart_by_the_names_that_the_record_has() {
    var names = PageHost.JSON.createObjectNode();
    names.putObject("staff").put("Practitioner/3", "Dr. Ines Brandt");
    STAGE.host().answer("GET " + PEOPLE, names);
    var window = STAGE.launch();
    window.unfold(RATINGS);
    button(window, "Decide on this goal").waitFor();
    assertThat(askedForNames()).as("before anybody decides").isEmpty();
    button(window, "Decide on this goal").click();
    var goal = card(window).locator(".goal");
    goal.locator(".agreed").getByLabel("Dr. Ines Brandt").check();
    assertThat(goal.locator(".agreed input").count())
        .as("whom the record does not name is not offered")
        .isEqualTo(3);
    assertThat(goal.locator(".written").innerText()).contains("Dr. Ines Brandt");
    goal.getByLabel("The plan from 1 Jun 2026").check();
    goal.getByLabel("Who takes it up?").selectOption("Practitioner/3");
    window.isSound("goal-with-names");
    button(window, "Agreed: write it").click();
    goal.getByText("Written down. It goes into the record now.").waitFor();
    assertThat(asked("PUT"))
        .singleElement()
        .extracting(Asked::body)
        .asString()
        .contains("\"agreed\":[\"therapist:Practitioner/3\"]", "\"handTo\":\"Practitioner/3\"");
    assertThat(askedForNames()).hasSize(1);
  }

  @Test
  void where_the_record_tells_no_names_just_now_the_form_works_without_and_says_so() {
    notNow(Answer.problem(503, "ehr-silent"));
    notNow(Answer.json(200, PageHost.JSON.createObjectNode().putNull("staff")));
  }

  private static void notNow(Answer answer) {
    STAGE.host().answer("PUT " + GOAL + "/*", PageHost.worklist("goal-decided.en"));
    STAGE.host().answer("GET " + PEOPLE, answer);
    var window = deciding(Look.USUAL);
    var goal = card(window).locator(".goal");
    card(window).getByText("could not be read just now").waitFor();
    window.isSound("goal-nameless");
    assertThat(goal.locator(".agreed input").count()).isEqualTo(2);
    goal.locator("input[value=me]").check();
    goal.getByLabel("Into none for now").check();
    button(window, "Agreed: write it").click();
    goal.getByText("Written down. It goes into the record now.").waitFor();
  }

  @Test
  void names_that_could_not_be_read_are_asked_for_again() {
    STAGE.host().answer("GET " + PEOPLE, PageHost.JSON.createObjectNode().putNull("staff"));
    var window = deciding(Look.USUAL);
    card(window).locator("[data-goal=names]").waitFor();
    var names = PageHost.JSON.createObjectNode();
    names.putObject("staff").put("Practitioner/3", "Dr. Ines Brandt");
    STAGE.host().answer("GET " + PEOPLE, names);
    card(window).locator("[data-goal=names]").click();
    card(window).locator(".agreed").getByLabel("Dr. Ines Brandt").waitFor();
    assertThat(card(window).getByText("could not be read just now").count()).isZero();
    assertThat(window.page().evaluate("document.activeElement.value")).isEqualTo("client");
    assertThat(askedForNames()).hasSize(2);
  }

  @Test
  void the_only_therapist_takes_the_task_up_themselves() {
    var alone = goal().putNull("handOver");
    alone.putArray("therapists");
    STAGE.host().answer("GET " + GOAL, alone);
    var goal = card(deciding(Look.USUAL)).locator(".goal");
    goal.locator("input[value=me]").check();
    goal.getByLabel("Into none for now").check();
    goal.getByLabel("Who takes it up?").selectOption("me");
    goal.locator("input[name=due]").fill("2026-12-10");
    goal.locator("input[name=due]").dispatchEvent("change");
    assertThat(goal.locator(".written").innerText()).contains("A task for me, by 10 Dec 2026");
    goal.locator("[type=submit]").click();
    goal.getByText("Written down. It goes into the record now.").waitFor();
    assertThat(asked("PUT"))
        .singleElement()
        .extracting(Asked::body)
        .asString()
        .contains("\"handTo\":\"me\",\"due\":\"2026-12-10\"");
  }

  @Test
  void a_therapist_decides_against_it_for_a_reason_or_later() {
    var window = deciding(Look.USUAL);
    button(window, "Not now").click();
    button(window, "Decide on this goal").click();
    button(window, "Not this goal").click();
    card(window).getByLabel("It is too large for now").check();
    button(window, "Write that down").click();
    card(window).getByText("Noted. The goal will not be pursued.").waitFor();
    assertThat(asked("PUT"))
        .singleElement()
        .extracting(Asked::body)
        .isEqualTo("{\"what\":\"decline\",\"reason\":\"TOO_LARGE\"}");
  }

  @Test
  void whoever_was_slower_reads_what_was_decided_and_loses_nothing_they_wrote() {
    var before = PageHost.JSON.createObjectNode().put("title", "already-decided");
    before.set("goal", PageHost.worklist("goal-decided.en"));
    STAGE.host().answer("PUT " + GOAL + "/*", Answer.json(409, before));
    var window = deciding(Look.USUAL);
    var goal = card(window).locator(".goal");
    goal.locator("textarea[name=words]").fill("Go to the wedding");
    goal.locator("input[value=me]").check();
    goal.getByLabel("Into none for now").check();
    button(window, "Agreed: write it").click();
    goal.getByText("Not written: somebody decided on this goal before you").waitFor();
    assertThat(goal.locator(".kept textarea").first().inputValue()).isEqualTo("Go to the wedding");
  }

  @Test
  void what_somebody_wrote_is_there_again_after_the_record_was_silent() {
    var window = halfWritten();
    STAGE.host().answer("GET chart/banner", Answer.problem(503, "ehr-silent"));
    window.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    window.button("Try again").waitFor();
    assertThat(card(window).locator(".goal").count()).isZero();
    STAGE.host().answer("GET chart/banner", PageHost.fixture("banner"));
    window.button("Try again").click();
    isThereAgain(window);
  }

  @Test
  void what_somebody_wrote_is_there_again_after_the_clients_summary() {
    var window = halfWritten();
    window.button("For the client").click();
    window.page().locator(".summary").waitFor();
    window.button("Back to the chart").click();
    window.unfold(RATINGS);
    isThereAgain(window);
  }

  private static Window halfWritten() {
    var window = deciding(Look.USUAL);
    card(window).locator(".goal textarea[name=words]").fill("Go to the wedding");
    card(window).locator(".goal input[value=me]").check();
    return window;
  }

  private static void isThereAgain(Window window) {
    var goal = card(window).locator(".goal");
    goal.locator("form").waitFor();
    assertThat(goal.locator("textarea[name=words]").inputValue()).isEqualTo("Go to the wedding");
    assertThat(goal.locator("input:checked").count()).as("who agreed is asked anew").isZero();
  }

  @Test
  void where_no_goal_is_put_forward_or_none_is_for_who_looks_nothing_is_shown() {
    STAGE.host().answer("GET " + GOAL, goal().put("state", "none"));
    var window = STAGE.launch().unfold(RATINGS);
    window.page().waitForCondition(() -> asked("GET").size() == 1);
    assertThat(card(window).locator(".goal").count()).isZero();
    STAGE.host().answer("GET " + GOAL, Answer.problem(404, "no-such-signal"));
    var other = STAGE.launch().unfold(RATINGS);
    other.page().waitForCondition(() -> asked("GET").size() == 2);
    assertThat(card(other).locator(".goal").count()).isZero();
    other.isSound("goal-none");
  }

  @Test
  void two_goals_can_be_decided_on_side_by_side() {
    STAGE.host().answer("GET chart/findings/k2/goal", goal());
    var window = deciding(Look.USUAL);
    var other = "Fewer sessions take place";
    window.unfold(other).signal(other).locator("[data-goal=open]").click();
    window.signal(other).locator(".goal form").waitFor();
    assertThat(card(window).locator(".goal form").count()).isEqualTo(1);
    assertThat(
            window
                .page()
                .evaluate(
                    "[...document.querySelectorAll('[id]')].map((one) => one.id)"
                        + ".filter((id, at, all) => all.indexOf(id) !== at)"))
        .as("ids that stand there twice")
        .isEqualTo(List.of());
  }

  @Test
  void a_goal_that_cannot_be_read_now_is_said_and_asked_for_again() {
    STAGE.host().answer("GET " + GOAL, Answer.problem(503, "ehr-silent"));
    var window = STAGE.launch().unfold(RATINGS);
    card(window).getByText("could not be read just now").waitFor();
    window.isSound("goal-unread");
    button(window, "Try again").click();
    window.page().waitForCondition(() -> asked("GET").size() == 2);
    window.unfold(RATINGS);
    STAGE.host().answer("GET " + GOAL, goal());
    window.unfold(RATINGS);
    button(window, "Decide on this goal").waitFor();
    assertThat(card(window).getByText("could not be read just now").count()).isZero();
  }

  private static List<Asked> asked(String method) {
    return STAGE.host().asked().stream()
        .filter(it -> it.method().equals(method) && it.path().contains("/goal"))
        .filter(it -> !it.path().equals(PEOPLE))
        .toList();
  }

  private static List<Asked> askedForNames() {
    return STAGE.host().asked().stream().filter(it -> it.path().equals(PEOPLE)).toList();
  }
}
