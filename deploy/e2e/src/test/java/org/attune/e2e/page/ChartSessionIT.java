package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** How the chart's page opens, what people do in it, and how it ends. */
class ChartSessionIT {

  private static final String RATINGS = "Ratings below the usual range";
  private static final String ACKNOWLEDGE = "POST chart/findings/k1/acknowledge";

  @RegisterExtension static final PageStage STAGE = new PageStage();

  static Stream<Arguments> acts() {
    return Stream.of(
        act("snooze", "Let it rest until", Map.of("until", "2026-12-24")),
        act("dismiss", "Set it aside", Map.of("comment", "Exam weeks", "reason", "ALREADY_KNOWN")),
        act("client-choice", "The client chose this", Map.of("comment", "Exam weeks")),
        act("consultation", "Ask for consultation", Map.of()),
        act("contest", "The client sees it differently", Map.of("text", "I was ill")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acts")
  void an_act_is_sent_as_it_was_meant_and_what_came_of_it_is_said(
      String act, String name, Map<String, String> written) {
    STAGE.host().answer("POST chart/findings/k1/" + act, PageStage.signal("k1", "SNOOZED"));
    var window = STAGE.launch();
    var card = window.signal(RATINGS);
    card.locator("button.answer").click();
    var asked = card.locator("[data-act=" + act + "]");
    assertThat(asked.innerText()).isEqualTo(name);
    asked.click();
    written.forEach(
        (field, value) -> {
          if (field.equals("reason")) {
            card.locator("[value=" + value + "]").check();
          } else {
            card.locator("[name=" + field + "]").fill(value);
          }
        });
    card.locator("form button.primary").click();
    card.locator("form").waitFor(gone());
    assertThat(sent("chart/findings/k1/" + act).body())
        .isEqualTo(PageHost.JSON.valueToTree(sorted(written)).toString());
    assertThat(sent("chart/findings/k1/" + act).bearer()).isEqualTo("Bearer token-of-this-chart");
    assertThat(card.locator(".said").getAttribute("role")).isEqualTo("status");
    assertThat(card.locator(".said").innerText()).isNotBlank().doesNotContain("Not saved");
    assertThat(card.locator(".chips").innerText()).contains("Resting");
  }

  @Test
  void what_the_client_keeps_to_themselves_is_written_down_and_is_gone_from_the_page() {
    STAGE.host().answer("POST chart/wishes/relationship", Answer.nothing());
    var window = STAGE.launch();
    var hidden = PageHost.chart("calm").put("relationshipHidden", "2026-11-22T09:30:00Z");
    hidden.set("patient", PageHost.fixture("rich.en").path("patient"));
    STAGE.host().answer("GET chart", hidden);
    window.page().locator(".wishes summary").focus();
    window.page().keyboard().press("Enter");
    window.button("The client keeps this to themselves").waitFor();
    // What happens to lie half below the banner that stays is no small target.
    window.page().evaluate("scrollTo(0, 0)");
    window.isSound("wish");
    window.page().keyboard().press("Tab");
    window.page().keyboard().press("Enter");
    window.page().getByText("is shown to nobody").waitFor();
    assertThat(sent("chart/wishes/relationship").body()).isEqualTo("{\"hidden\":true}");
    assertThat(window.text())
        .contains("to themselves, since 22 Nov 2026")
        .doesNotContain("Ratings below the usual range");
    window.isSound("wish-hidden");
    STAGE.host().answer("GET chart", PageHost.fixture("rich.en"));
    window.button("The client wishes it to be shown again").click();
    window.page().getByText("With the next look").waitFor();
    assertThat(STAGE.host().asked())
        .extracting(Asked::line)
        .contains("POST chart/wishes/relationship {\"hidden\":false}");
  }

  @Test
  void whoever_comes_from_a_card_finds_its_signal_open_and_in_sight() {
    STAGE.host().sessionAbout("k2");
    var window = STAGE.launch();
    var card = window.signal("Fewer sessions take place");
    card.getByText("What would end it").waitFor();
    assertThat(card.locator("button.more").getAttribute("aria-expanded")).isEqualTo("true");
    assertThat(card.boundingBox().y).isBetween(-1.0, 450.0);
    assertThat(window.page().locator("attune-signal .drawer:not(.shut)").count()).isEqualTo(1);
    assertThat(window.text()).doesNotContain("no longer stands");
    window.isSound("from-a-card");
  }

  @Test
  void a_card_whose_signal_was_closed_meanwhile_leads_to_a_gentle_word() {
    STAGE.host().sessionAbout("q2");
    var window = STAGE.launch();
    window.page().getByText("was closed meanwhile").waitFor();
    window.page().locator("details.quiet .drawer:not(.shut)").waitFor();
    window.isSound("from-a-card-closed");
    STAGE.host().sessionAbout("k9");
    window = STAGE.launch();
    window.page().getByText("no longer stands").waitFor();
    assertThat(window.page().locator("attune-signal .drawer:not(.shut)").count()).isZero();
  }

  @Test
  void what_was_tried_is_logged_with_what_came_of_it() {
    STAGE.host().answer("POST chart/findings/k1/responses", PageStage.signal("k1", "OPEN"));
    var window = STAGE.launch().unfold(RATINGS);
    var card = window.signal(RATINGS);
    card.locator("[data-try=ST-10]").click();
    card.locator("[value=HELPED]").check();
    card.locator("form button.primary").click();
    card.getByText("Noted what you tried.").waitFor();
    card.locator("[data-try=ST-06]").click();
    card.locator("form button.primary").click();
    card.locator("form").waitFor(gone());
    assertThat(STAGE.host().asked())
        .extracting(Asked::body)
        .contains(
            "{\"response\":\"ST-10\",\"outcome\":\"HELPED\"}",
            "{\"response\":\"ST-06\",\"outcome\":null}");
  }

  @Test
  void whoever_was_slower_is_told_so_and_sees_how_it_stands_now() {
    var window = STAGE.launch();
    var now = PageHost.chart("rich.en");
    ((ObjectNode) now.path("signals").path(1))
        .put("stage", "DISMISSED")
        .put("dismissal", "CLIENT_CHOICE");
    STAGE.host().answer("GET chart", now);
    STAGE.host().answer(ACKNOWLEDGE, Answer.problem(409, "someone-was-faster"));
    acknowledge(window);
    var card = window.signal(RATINGS);
    card.getByText("The client chose this", new Locator.GetByTextOptions().setExact(false))
        .first()
        .waitFor();
    assertThat(card.locator(".said").innerText())
        .isEqualTo("Not saved: somebody else answered a moment ago. This is how it stands now.");
    window.isSound("someone-was-faster");
  }

  @Test
  void what_was_not_saved_is_not_shown_as_saved() {
    STAGE.host().answer(ACKNOWLEDGE, Answer.problem(503, "ehr-silent"));
    var window = STAGE.launch();
    acknowledge(window);
    var card = window.signal(RATINGS);
    card.getByText("Not saved").waitFor();
    assertThat(card.locator(".chips").innerText()).doesNotContain("Seen", "Saving");
    window.isSound("not-saved");
  }

  @Test
  void a_session_that_ended_leaves_a_calm_page_and_nothing_of_the_client() {
    STAGE.host().answer(ACKNOWLEDGE, Answer.problem(401, "chart-closed"));
    var window = STAGE.launch();
    acknowledge(window);
    window.heading("This chart is closed").waitFor();
    assertThat(window.text()).contains("open Attune again from the client's record");
    window.holdsNothing();
    window.isSound("expired");
    var before = STAGE.host().asked().size();
    window.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    window.button("Deutsch").click();
    window.heading("Diese Übersicht ist geschlossen").waitFor();
    assertThat(STAGE.host().asked()).hasSize(before);
  }

  @Test
  void it_closes_by_itself_when_the_session_ends_and_says_so_before() {
    STAGE.host().session(Duration.ofSeconds(4), false);
    var window = STAGE.launch();
    window.page().getByText("unless you go on").waitFor();
    window.heading("This chart is closed").waitFor();
    window.holdsNothing();
  }

  @Test
  void it_stays_open_while_somebody_works_with_it() {
    STAGE.host().session(Duration.ofSeconds(6), false);
    var window = STAGE.launch();
    window.page().getByText("unless you go on").waitFor();
    window.isSound("closing");
    STAGE.host().openFor(Duration.ofMinutes(10));
    window.button("Keep it open").click();
    window.page().getByText("unless you go on").waitFor(gone());
    assertThat(window.button("Keep it open").count()).isZero();
    // What the first answer said would be over by now.
    window.page().waitForTimeout(6_000);
    assertThat(window.text()).contains("Mara Lindqvist-Okonkwo");
  }

  @Test
  void who_has_had_it_open_for_as_long_as_may_be_is_told_that_it_ends() {
    STAGE.host().session(Duration.ofSeconds(8), false);
    var window = STAGE.launch();
    STAGE.host().openFor(Duration.ofSeconds(4));
    window.button("Keep it open").click();
    window.page().getByText("This chart closes at").waitFor();
    assertThat(window.button("Keep it open").count()).isZero();
    window.heading("This chart is closed").waitFor();
  }

  @Test
  void a_record_that_speaks_of_another_client_stops_the_page() {
    STAGE.host().answer("GET chart/banner", another());
    var window = STAGE.launch();
    window.heading("Stop: this is another client").waitFor();
    assertThat(window.page().locator("[role=alert]").count()).isOne();
    window.holdsNothing();
    assertThat(window.text()).doesNotContain("Somebody Else");
    window.isSound("another-client");
    assertThat(STAGE.host().asked()).extracting(Asked::line).contains("DELETE chart-session");
  }

  @Test
  void it_also_stops_when_the_client_changes_later() {
    var window = STAGE.launch();
    STAGE.host().answer("GET chart/banner", another());
    window.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    window.heading("Stop: this is another client").waitFor();
    window.holdsNothing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET chart", "GET chart/banner"})
  void whatever_arrives_last_the_page_stays_stopped(String last) {
    var window = STAGE.launch();
    STAGE.host().answer("GET chart/banner", another());
    STAGE.host().slow(last, Duration.ofMillis(600));
    window.button("Look again").click();
    window.heading("Stop: this is another client").waitFor();
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(window.heading("Stop: this is another client").isVisible()).isTrue();
    window.holdsNothing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-this-patient", "not-yours", "closed-to-attune"})
  void a_refusal_in_the_middle_of_the_work_ends_it(String problem) {
    STAGE.host().answer(ACKNOWLEDGE, Answer.problem(403, problem));
    var window = STAGE.launch();
    acknowledge(window);
    window.page().locator("main.door").waitFor();
    window.holdsNothing();
    window.isSound("refused-" + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"launch-refused", "launch-expired", "launch-used", "no-such-problem"})
  void a_launch_that_failed_says_why_and_how_to_come_back(String problem) {
    var window = STAGE.window(Look.USUAL).at(STAGE.host().page() + "#problem=" + problem);
    assertThat(STAGE.host().asked()).isEmpty();
    assertThat(window.page().url()).isEqualTo(STAGE.host().page());
    window.isSound(problem);
  }

  @Test
  void the_code_is_gone_from_the_address_and_the_way_back_opens_nothing() {
    var window = STAGE.launch();
    assertThat(window.page().url()).isEqualTo(STAGE.host().page());
    window.page().navigate("about:blank");
    window.page().goBack();
    window.heading("Open Attune from the record").waitFor();
    window.holdsNothing();
    assertThat(STAGE.host().asked())
        .extracting(Asked::line)
        .contains("DELETE chart-session")
        .filteredOn(line -> line.startsWith("POST chart-session"))
        .hasSize(1);
  }

  @Test
  void nothing_is_kept_in_the_browser() {
    var window = STAGE.launch();
    assertThat(window.context().cookies()).isEmpty();
    assertThat(window.page().evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    assertThat(
            window
                .page()
                .evaluate("Object.values(globalThis).some(one => one === 'token-of-this-chart')"))
        .isEqualTo(false);
  }

  @Test
  void two_charts_at_once_do_not_know_of_each_other() {
    var first = STAGE.launch();
    var other = PageHost.chart("calm").put("patient", "Patient/2");
    STAGE.host().answer("GET chart", other);
    STAGE.host().answer("GET chart/banner", another());
    var second = STAGE.launch();
    assertThat(first.text()).contains("Mara Lindqvist-Okonkwo").doesNotContain("Somebody Else");
    assertThat(second.text()).contains("Somebody Else").doesNotContain("Lindqvist");
  }

  @Test
  void who_looks_without_treating_says_why_first() {
    STAGE.host().session(Duration.ofHours(1), true);
    var window = STAGE.launch();
    assertThat(STAGE.host().asked())
        .extracting(Asked::line)
        .noneMatch(line -> line.startsWith("GET chart"));
    window.button("Open the chart").click();
    assertThat(STAGE.host().asked()).hasSize(1);
    window.page().locator("[value=supervision]").check();
    window.page().locator("textarea").fill("Case discussion");
    window.button("Open the chart").click();
    window.heading("3 things to look at").waitFor();
    assertThat(sent("chart-session/reason").body())
        .isEqualTo("{\"reason\":\"supervision\",\"text\":\"Case discussion\"}");
  }

  @Test
  void while_the_record_is_silent_one_reads_and_does_not_act() {
    STAGE.host().answer("GET chart/banner", Answer.problem(503, "ehr-silent"));
    var window = STAGE.launch();
    assertThat(window.text()).contains("The record does not answer: name unknown", RATINGS);
    assertThat(window.page().locator(".acts button:not(.more)").count()).isZero();
    STAGE.host().answer("GET chart/banner", PageHost.fixture("banner"));
    window.button("Try again").click();
    window.page().getByText("Mara Lindqvist-Okonkwo").waitFor();
    assertThat(window.page().locator(".acts button:not(.more)").count()).isPositive();
  }

  @Test
  void closing_it_ends_the_session() {
    var window = STAGE.launch();
    window.button("Close").click();
    window.heading("This chart is closed").waitFor();
    window.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(sent("chart-session").method()).isEqualTo("DELETE");
    window.holdsNothing();
  }

  @Test
  void evidence_opens_beside_the_chart_without_telling_where_from() {
    var link = STAGE.launch().unfold(RATINGS).signal(RATINGS).locator("a").first();
    assertThat(link.getAttribute("href"))
        .isEqualTo("https://ehr.example/fhir/QuestionnaireResponse/223");
    assertThat(link.getAttribute("rel")).isEqualTo("noopener noreferrer");
    assertThat(link.getAttribute("target")).isEqualTo("_blank");
  }

  @Test
  void a_link_that_is_none_is_not_offered() {
    var chart = PageHost.chart("rich.en");
    ((ObjectNode) chart.path("signals").path(1).path("evidence").path(0))
        .put("link", "javascript:alert(1)");
    STAGE.host().answer("GET chart", chart);
    var links = STAGE.launch().unfold(RATINGS).signal(RATINGS).locator("a");
    assertThat(links.evaluateAll("links => links.map(link => link.href)").toString())
        .doesNotContain("javascript");
  }

  private static void acknowledge(Window window) {
    window.signal(RATINGS).locator("button", having("I have seen it")).click();
  }

  private static Locator.LocatorOptions having(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  /** The last of what was asked at a path. */
  private static Asked sent(String path) {
    List<Asked> all =
        STAGE.host().asked().stream().filter(asked -> asked.path().equals(path)).toList();
    assertThat(all).as(path).isNotEmpty();
    return all.get(all.size() - 1);
  }

  private static ObjectNode another() {
    return ((ObjectNode) PageHost.fixture("banner"))
        .put("name", "Somebody Else")
        .put("patient", "Patient/2");
  }

  /** In the order in which the form has them. */
  private static Map<String, String> sorted(Map<String, String> written) {
    var sorted = new LinkedHashMap<String, String>();
    List.of("until", "reason", "comment", "text")
        .forEach(
            field ->
                written.entrySet().stream()
                    .filter(one -> one.getKey().equals(field))
                    .forEach(one -> sorted.put(field, one.getValue())));
    return sorted;
  }

  private static Arguments act(String act, String name, Map<String, String> written) {
    return Arguments.of(act, name, written);
  }
}
