package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.attune.e2e.page.PageHost.Answer;
import org.attune.e2e.page.PageHost.Asked;
import org.attune.e2e.page.Window.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A therapist's note after a session, on the chart's page. */
class NotePageIT {

  private static final String KEEP = "chart/note/" + PageHost.NEXT_NOTE;
  private static final String BEFORE = "chart/note/" + PageHost.NOTE;

  @RegisterExtension static final PageStage STAGE = new PageStage();

  private static Window open(Look look) {
    var window = STAGE.window(look).launched(STAGE.host());
    window.page().locator("[data-tool=note]").click();
    window.page().locator("attune-note form, attune-note .problem").first().waitFor();
    return window;
  }

  private static Locator tick(Window window, String marker) {
    return window.page().locator("[name='noticed." + marker + "']");
  }

  private static Locator choice(Window window, String item) {
    return window.page().locator("select[name='" + item + "']");
  }

  private static List<Asked> sent(String path) {
    return STAGE.host().asked().stream()
        .filter(asked -> asked.path().startsWith(path) && !asked.method().equals("GET"))
        .toList();
  }

  @Test
  void four_taps_keep_a_note_and_what_was_said_is_what_is_kept() {
    var window = open(Look.USUAL);
    window.isSound("note-open");
    tick(window, "b19").check();
    choice(window, "marker.b19.before").selectOption("painful-topic");
    choice(window, "marker.b19.my-part").selectOption("too-many-questions");
    choice(window, "heard").selectOption("7");
    window.isSound("note-filled");
    window.button("Keep for myself").click();
    window.heading("Kept, for you alone").waitFor();
    window.isSound("note-kept");
    assertThat(sent(KEEP))
        .singleElement()
        .satisfies(
            asked ->
                assertThat(asked.body())
                    .isEqualTo(
                        "{\"answers\":{\"marker.b19.amount\":[\"1\"],"
                            + "\"marker.b19.before\":[\"painful-topic\"],"
                            + "\"marker.b19.my-part\":[\"too-many-questions\"],"
                            + "\"heard\":[\"7\"]}}"));
    assertThat(window.page().locator("attune-note").innerText())
        .contains("Which of your questions could be a reflection instead?")
        .contains("seen from the client's side");
  }

  @Test
  void what_is_taken_off_again_is_not_sent() {
    var window = open(Look.USUAL);
    tick(window, "b10").check();
    choice(window, "marker.b10.before").selectOption("question");
    tick(window, "b10").uncheck();
    choice(window, "distress").selectOption("2");
    choice(window, "distress").selectOption("");
    choice(window, "topics").selectOption("0");
    window.button("Keep for myself").click();
    window.heading("Kept, for you alone").waitFor();
    assertThat(sent(KEEP).get(0).body()).isEqualTo("{\"answers\":{\"topics\":[\"0\"]}}");
  }

  @Test
  void notes_before_can_be_read_and_taken_back() {
    var window = open(Look.USUAL);
    window.page().locator("attune-note .before summary").click();
    window.isSound("note-before");
    assertThat(window.page().locator(".notes").innerText())
        .contains("Moved away from a topic")
        .contains("several times; just before: A painful topic; my part: Too many questions");
    window.page().locator(".notes button").click();
    window.page().waitForCondition(() -> !sent(BEFORE).isEmpty());
    assertThat(sent(BEFORE).get(0).path()).isEqualTo(BEFORE);
  }

  @Test
  void what_was_ticked_is_still_there_when_it_could_not_be_kept() {
    var window = open(Look.USUAL);
    STAGE.host().answer("PUT " + KEEP, new Answer(503, "application/problem+json", "{}"));
    tick(window, "e03").check();
    window.button("Keep for myself").click();
    window.page().locator("attune-note .problem").waitFor();
    assertThat(tick(window, "e03").isChecked()).isTrue();
    window.isSound("note-not-kept");
    STAGE.host().answer("PUT " + KEEP, new Answer(201, "", ""));
    window.button("Keep for myself").click();
    window.heading("Kept, for you alone").waitFor();
    assertThat(sent("chart/note"))
        .as("the same under the same name, in case the first had arrived")
        .hasSize(2)
        .extracting(Asked::path, Asked::body)
        .containsOnly(tuple(KEEP, "{\"answers\":{\"marker.e03.amount\":[\"1\"]}}"));
  }

  @Test
  void who_holds_no_sessions_is_told_why_there_is_no_form() {
    STAGE
        .host()
        .answer(
            "GET chart/note",
            new Answer(404, "application/problem+json", "{\"title\":\"no-notes-here\"}"));
    var window = open(Look.USUAL);
    assertThat(window.page().locator("attune-note").innerText())
        .contains("Notes are for therapists who hold sessions with this client");
    assertThat(window.button("Keep for myself").count()).isZero();
    window.isSound("note-not-theirs");
  }

  @Test
  void a_chart_that_is_over_takes_the_note_with_it() {
    var window = open(Look.USUAL);
    STAGE
        .host()
        .answer(
            "PUT " + KEEP,
            new Answer(401, "application/problem+json", "{\"title\":\"chart-closed\"}"));
    tick(window, "e03").check();
    window.button("Keep for myself").click();
    window
        .page()
        .locator("attune-note")
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
  }

  @Test
  void it_can_be_filled_with_the_keyboard_alone() {
    var window = open(Look.USUAL);
    var keys = window.page().keyboard();
    tick(window, "b06").focus();
    keys.press("Space");
    assertThat(choice(window, "marker.b06.amount").inputValue()).isEqualTo("1");
    choice(window, "marker.b06.amount").focus();
    keys.press("ArrowDown");
    assertThat(choice(window, "marker.b06.amount").inputValue()).isEqualTo("2");
    window.button("Keep for myself").focus();
    keys.press("Enter");
    window.heading("Kept, for you alone").waitFor();
    assertThat(window.page().evaluate("() => document.activeElement.textContent.trim()").toString())
        .isEqualTo("Kept, for you alone");
  }

  @Test
  void it_speaks_the_language_of_the_page() {
    var window = open(Look.USUAL.in("de-DE"));
    window.isSound("note-de");
    assertThat(window.page().locator("attune-note").innerText())
        .contains("Nach der Sitzung: eine Notiz für mich", "Zog sich zurück");
    window
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English"))
        .click();
    window.heading("After the session: a note for myself").waitFor();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 640, 320})
  void it_fits_every_width(int width) {
    var window = open(Look.USUAL.size(width, 900));
    tick(window, "b19").check();
    window.isSound("note-" + width);
  }

  @Test
  void it_can_be_seen_in_the_dark_and_in_forced_colours() {
    open(Look.USUAL.dark()).isSound("note-dark");
    open(Look.USUAL.forcedColours()).isSound("note-forced");
  }

  @Test
  void a_signal_offers_to_ask_both_what_is_behind_it() {
    var window = STAGE.window(Look.USUAL).launched(STAGE.host());
    var signal = window.page().locator("attune-signal").first();
    signal.locator(".answer").click();
    window.isSound("behind-it");
    signal.locator("[data-behind=client]").click();
    window.heading("What is behind it: a short form for the client").waitFor();
    window.page().locator("[data-form=link]").click();
    window.page().locator(".forms input[readonly]").waitFor();
    assertThat(sent("chart/forms/"))
        .extracting(Asked::path)
        .containsExactly("chart/forms/what-is-behind-it/link");
    window.isSound("behind-it-link");
    signal.locator("[data-behind=therapist]").click();
    window.heading("After the session: a note for myself").waitFor();
  }
}
