package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import org.attune.e2e.page.PageHost.Answer;
import org.attune.e2e.page.PageHost.Asked;
import org.attune.e2e.page.Window.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form that a client fills, by a link or on a device that is handed over. */
class FormPageIT {

  private static final Look TABLET = Look.USUAL.size(820, 1180);
  private static final String CLOSED = "This form is closed";

  @RegisterExtension static final PageStage STAGE = new PageStage();

  private static Window open(Look look) {
    return STAGE.window(look).at(STAGE.host().formPage() + "#word=one-time");
  }

  private static Locator item(Window window, String name) {
    return window.page().locator("[data-item=" + name + "]");
  }

  private static void rate(Window window, String name, int number) {
    item(window, name).locator("label").nth(number).click();
  }

  private static Asked handedIn() {
    return STAGE.host().asked().stream()
        .filter(asked -> asked.path().equals("form/answer"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void five_taps_are_enough_and_what_was_tapped_is_handed_in() {
    var window = open(TABLET);
    window.isSound("form-open");
    rate(window, "mood", 3);
    rate(window, "heard", 10);
    rate(window, "topics", 0);
    rate(window, "approach", 7);
    window.isSound("form-filled");
    window.button("Hand in").click();
    window.heading("Thank you").waitFor();
    assertThat(handedIn().body())
        .isEqualTo(
            "{\"answers\":{\"audience\":[\"care-team\"],\"mood\":[\"3\"],\"heard\":[\"10\"],"
                + "\"topics\":[\"0\"],\"approach\":[\"7\"]}}");
    assertThat(handedIn().bearer()).isEqualTo("Bearer token-of-this-form");
    assertThat(handedIn().query()).isEqualTo("lang=en");
    assertThat(window.text()).contains("Please hand the device back now.");
    window.isSound("form-sent");
    holdsNothing(window);
  }

  @Test
  void who_may_read_this_is_asked_and_what_happens_with_fear_is_said() {
    var window = open(TABLET);
    assertThat(item(window, "audience").innerText())
        .contains("Who may read this?", "My care team", "Only my therapist");
    assertThat(item(window, "fear").innerText())
        .contains("The person in charge of safety at the clinic will read what you tick here");
    item(window, "fear").locator("label").nth(1).click();
    item(window, "audience").locator("label").nth(2).click();
    window.button("Hand in").click();
    window.heading("Thank you").waitFor();
    assertThat(handedIn().body())
        .contains("\"fear\":[\"afraid-at-home\"]", "\"audience\":[\"not-my-therapist\"]");
    assertThat(window.text())
        .contains(
            "You told us of fear or danger", "If you need help now, call the emergency number.");
    window.isSound("form-sent-fear");
  }

  @Test
  void every_answer_can_be_left_out_again() {
    var window = open(TABLET);
    rate(window, "mood", 3);
    item(window, "mood").getByText("Leave this out").click();
    assertThat(item(window, "mood").locator("input:checked").count()).isZero();
    rate(window, "heard", 5);
    window.button("Hand in").click();
    window.heading("Thank you").waitFor();
    assertThat(handedIn().body()).doesNotContain("mood").contains("\"heard\":[\"5\"]");
  }

  @Test
  void more_can_be_said_by_whoever_wants_to() {
    var window = open(TABLET);
    assertThat(window.page().locator("fieldset").count()).isEqualTo(6);
    window.button("Say more").click();
    assertThat(window.page().locator("fieldset").count()).isEqualTo(21);
    item(window, "fit").locator("label").nth(0).click();
    item(window, "fit").locator("label").nth(3).click();
    window.isSound("form-more");
    window.button("Hand in").click();
    window.heading("Thank you").waitFor();
    assertThat(handedIn().body()).contains("\"fit\":[\"too-fast\",\"not-my-goal\"]");
  }

  @Test
  void it_changes_its_language_and_keeps_what_was_answered() {
    var window = open(TABLET);
    rate(window, "mood", 3);
    window.button("Deutsch").click();
    window.heading("Kurz nachgefragt").waitFor();
    assertThat(window.page().locator("html").getAttribute("lang")).isEqualTo("de");
    assertThat(item(window, "mood").locator("input:checked").count()).isEqualTo(1);
    window.isSound("form-german");
    window.button("Abgeben").click();
    window.heading("Danke").waitFor();
    assertThat(handedIn().query()).isEqualTo("lang=de");
  }

  @Test
  void a_link_that_was_used_or_is_too_old_opens_nothing_and_says_how_to_go_on() {
    STAGE.host().answer("POST form-session", Answer.problem(401, "form-closed"));
    var window = open(TABLET);
    window.heading(CLOSED).waitFor();
    assertThat(window.text()).contains("ask at the clinic for a new one");
    window.isSound("form-closed");
    STAGE.window(TABLET).at(STAGE.host().formPage()).heading(CLOSED).waitFor();
  }

  @Test
  void what_could_not_be_taken_is_never_said_to_be_read() {
    STAGE.host().answer("POST form/answer", Answer.problem(503, "form-not-taken"));
    var window = open(TABLET);
    item(window, "fear").locator("label").nth(2).click();
    window.button("Hand in").click();
    window.heading("Your answers could not be taken").waitFor();
    assertThat(window.text()).contains("nobody has read it").doesNotContain("Thank you");
    window.isSound("form-not-taken");
    holdsNothing(window);
  }

  @Test
  void a_fault_on_the_way_keeps_what_was_answered_and_says_that_it_was_not_handed_in() {
    STAGE.host().answer("POST form/answer", Answer.problem(500, "unknown"));
    var window = open(TABLET);
    rate(window, "mood", 3);
    window.button("Hand in").click();
    window.page().getByRole(AriaRole.ALERT).waitFor();
    assertThat(window.text()).contains("Nothing was handed in");
    window.isSound("form-fault");
    STAGE.host().answer("POST form/answer", new Answer(204, "", ""));
    window.button("Hand in").click();
    window.heading("Nothing was handed in").waitFor();
  }

  @Test
  void it_is_filled_by_keyboard_alone() {
    var window = open(TABLET);
    window.page().locator("[data-item=mood] input").first().focus();
    window.page().keyboard().press("ArrowRight");
    window.page().keyboard().press("ArrowRight");
    window.page().keyboard().press("Tab");
    assertThat(focused(window)).isEqualTo("Leave this out");
    for (int tabs = 0; tabs < 30 && !focused(window).equals("Hand in"); tabs++) {
      window.page().keyboard().press("Tab");
    }
    assertThat(focused(window)).isEqualTo("Hand in");
    window.page().keyboard().press("Enter");
    window.heading("Thank you").waitFor();
    assertThat(handedIn().body()).contains("\"mood\":[\"2\"]");
    assertThat(window.page().evaluate("document.activeElement.tagName")).isEqualTo("H1");
  }

  private static String focused(Window window) {
    return (String) window.page().evaluate("document.activeElement.textContent.trim()");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 1280})
  void it_fits_every_screen_and_can_be_hit_with_a_finger(int width) {
    var window = open(Look.USUAL.size(width, 800));
    window.isSound("form-" + width);
    for (var target : window.page().locator("label.number, label.choice, form button").all()) {
      var box = target.boundingBox();
      assertThat(box.height).isGreaterThanOrEqualTo(44);
      assertThat(box.width).isGreaterThanOrEqualTo(44);
    }
  }

  @Test
  void it_can_be_read_in_the_dark_and_in_forced_colours() {
    var dark = open(TABLET.dark());
    rate(dark, "mood", 3);
    dark.isSound("form-dark");
    var forced = open(TABLET.forcedColours());
    rate(forced, "mood", 3);
    forced.isSound("form-forced");
  }

  @Test
  void handing_over_closes_the_chart_before_the_form_appears_and_nothing_leads_back() {
    var window = STAGE.launch(TABLET);
    window.button("Forms").click();
    window.heading("A short check-in for the client").waitFor();
    window.isSound("form-offer");
    window.button("Hand over this device").click();
    window.page().locator("attune-form fieldset").first().waitFor();
    var asked = STAGE.host().asked().stream().map(Asked::line).toList();
    assertThat(asked.indexOf("DELETE chart-session"))
        .isGreaterThan(0)
        .isLessThan(asked.indexOf("POST form-session {\"word\":\"one-time\"}"));
    holdsNothing(window);
    window.page().goBack(new Page.GoBackOptions().setTimeout(5_000));
    assertThat((String) window.page().evaluate("document.documentElement.outerHTML"))
        .doesNotContain("Lindqvist");
    assertThat(STAGE.host().asked())
        .filteredOn(one -> one.path().equals("chart-session") && one.method().equals("POST"))
        .hasSize(1);
  }

  @Test
  void a_form_that_was_left_does_not_come_back_with_the_back_button() {
    var window = open(TABLET);
    rate(window, "mood", 3);
    window.page().navigate("about:blank");
    window.page().goBack();
    window.heading(CLOSED).waitFor();
    assertThat(window.page().locator("fieldset").count()).isZero();
  }

  @Test
  void whoever_has_walked_away_leaves_nothing_on_the_screen() {
    STAGE.host().formSession(true, Duration.ofMinutes(1));
    var soon = open(TABLET);
    soon.page().getByText("This form closes within two minutes").waitFor();
    soon.isSound("form-closing");
    STAGE.host().formSession(true, Duration.ofSeconds(4));
    var window = open(TABLET);
    rate(window, "mood", 3);
    window.heading(CLOSED).waitFor();
    assertThat(window.page().locator("fieldset").count()).isZero();
    holdsNothing(window);
    assertThat(STAGE.host().asked()).noneMatch(asked -> asked.path().equals("form/answer"));
  }

  @Test
  void a_link_is_made_shown_and_ends_the_one_before() {
    var window = STAGE.launch();
    window.button("Forms").click();
    window.page().getByLabel("Deutsch").last().check();
    window.button("Make a link").click();
    var link = window.page().locator(".forms input[readonly]");
    link.waitFor();
    assertThat(link.inputValue()).endsWith("#word=one-time");
    assertThat(window.text()).contains("It opens the form once, until", "A new link ends this one");
    assertThat(STAGE.host().asked())
        .filteredOn(asked -> asked.path().endsWith("/link"))
        .extracting(Asked::query)
        .containsExactly("lang=de");
    window.isSound("form-link");
  }

  @Test
  void where_the_record_takes_no_forms_the_page_says_so_and_offers_none() {
    STAGE.host().answer("GET chart/forms", PageHost.JSON.createObjectNode().put("taken", false));
    var window = STAGE.launch();
    window.button("Forms").click();
    window.page().getByText("takes no filled forms from Attune").waitFor();
    assertThat(window.page().locator("[data-form]").count()).isZero();
  }

  @Test
  void in_shadow_mode_it_says_that_the_clients_own_answers_go_into_the_record_all_the_same() {
    STAGE.host().answer("GET chart", PageHost.chart("rich.en").put("mode", "shadow"));
    var window = STAGE.launch();
    window.button("Forms").click();
    window.page().getByText("goes into their record all the same").waitFor();
  }

  @Test
  void a_slow_answer_is_handed_in_once() {
    STAGE.host().slow("POST form/answer", Duration.ofSeconds(4));
    var window = open(TABLET);
    rate(window, "mood", 3);
    window.button("Hand in").click();
    window.button("Handing in").waitFor();
    window.page().locator("form").evaluate("form => form.requestSubmit()");
    window.heading("Thank you").waitFor();
    assertThat(STAGE.host().asked())
        .filteredOn(asked -> asked.path().equals("form/answer"))
        .hasSize(1);
  }

  private static void holdsNothing(Window window) {
    var page = (String) window.page().evaluate("document.documentElement.outerHTML");
    assertThat(page).doesNotContain("Lindqvist", "0047-1193", "Patient/", "token");
    assertThat(window.page().url()).doesNotContain("#");
    assertThat(List.of(window.context().cookies().toArray())).isEmpty();
  }
}
