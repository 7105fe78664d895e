package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.agenda.Matter;
import org.attune.agenda.NextStep;
import org.attune.agenda.Rest;
import org.attune.agenda.WorkAct;
import org.attune.catalogue.Catalogue;
import org.attune.findings.FindingAct;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.WhyNot;
import org.attune.therapy.CareGoal;
import org.attune.therapy.GoalReview;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.alignment.BlindSpot;
import org.attune.writeback.Edit;
import org.junit.jupiter.api.Test;

/**
 * What must hold for the sources of the worklist's page. It is made of the chart's modules and of
 * its own, and carries texts of its own, so that no other page is larger for it.
 */
class WorklistTextsTest {

  private static final Path BUNDLE = Path.of("target/bundles/worklist");
  private static final Pattern POLICY =
      Pattern.compile("Content-Security-Policy\" content=\"(.*)\"");

  /** What the pages have in common; what the chart's page says alone is not bundled here. */
  private final PageSources chart =
      new PageSources(Path.of("src/main/web/chart"), "texts", "goal-texts");

  private final PageSources page =
      new PageSources(Path.of("src/main/web/worklist"), "worklist-texts");

  @Test
  void every_language_has_every_text_with_the_same_places_in_it() {
    page.everyLanguageHasEveryTextWithTheSamePlacesInIt();
  }

  @Test
  void every_text_that_is_asked_for_is_written_and_every_text_that_is_written_is_asked_for()
      throws IOException {
    var written = new TreeSet<>(page.keys());
    written.addAll(chart.keys());
    PageSources.whatIsAskedForIsWritten(page.asked(), written);
    var asked = page.asked();
    asked.addAll(chart.asked());
    PageSources.whatIsWrittenIsAskedFor(page.keys(), asked);
  }

  @Test
  void no_text_of_the_chart_is_written_twice() {
    assertThat(page.keys()).doesNotContainAnyElementsOf(chart.keys());
  }

  @Test
  void the_texts_speak_of_the_work_and_never_against_the_person() {
    page.theTextsSpeakOfTheWorkAndNeverAgainstThePerson();
  }

  @Test
  void every_problem_that_can_close_the_page_has_a_title_and_a_text() {
    for (var name : List.of("worklist-closed", "worklist-left", "not-a-coordinator")) {
      assertThat(page.keys()).contains("problem." + name + ".title", "problem." + name + ".text");
    }
  }

  @Test
  void every_problem_with_which_an_act_can_end_says_that_nothing_was_done() {
    var written = new TreeSet<>(page.keys());
    written.addAll(chart.keys());
    for (var name :
        List.of(
            "not-on-worklist",
            "taken-by-somebody",
            "someone-was-faster",
            "one-with-another",
            "already-decided",
            "decided-in-the-record",
            "reworded-in-the-record",
            "nothing-proposed",
            "not-live",
            "not-understood",
            "ehr-silent",
            "out-of-reach")) {
      assertThat(written).contains("problem." + name + ".act");
    }
  }

  @Test
  void every_word_of_the_server_has_a_text() {
    speaksOf("worklist.matter.", Matter.values(), true);
    speaksOf("history.", FindingAct.What.values(), false);
    speaksOf("history.", WorkAct.What.values(), false);
    speaksOf("goal.why-not.", WhyNot.values(), false);
    speaksOf("goal.became.", Became.values(), false);
    speaksOf("goal.overtaken.", made(false), false);
    speaksOf("history.TASK_", made(true), false);
    speaksOf("history.GOAL_", GoalDecision.What.values(), false);
    speaksOf("worklist.rests.", Rest.Because.values(), Catalogue::key);
    speaksOf("goals.spot.", BlindSpot.values(), false);
    speaksOf("goals.client.", CareGoal.Acceptance.values(), false);
    speaksOf("goals.behalf.", CareGoal.Acceptance.values(), false);
    speaksOf("goals.therapist.", CareGoal.Acceptance.values(), false);
    speaksOf("goals.lifecycle.", CareGoal.Lifecycle.values(), false);
    speaksOf("goals.achievement.", CareGoal.Achievement.values(), false);
    speaksOf("goals.size.", GoalReview.Smart.values(), false);
    speaksOf("goals.agreed.", GoalReview.Agreement.Kind.values(), false);
    speaksOf("goals.stage.", ReadinessStage.values(), false);
    speaksOf("goals.by.", Respondent.values(), false);
    // What a request asks for is done as it says; nobody chooses it.
    var steps = Stream.of(NextStep.values()).filter(step -> step != NextStep.AS_ASKED);
    speaksOf("owner.step.", steps.toArray(NextStep[]::new), false);
  }

  private static Edit.What[] made(boolean ofTasks) {
    return Arrays.stream(Edit.What.values())
        .filter(what -> what.ofTask() == ofTasks)
        .toArray(Edit.What[]::new);
  }

  private void speaksOf(String family, Enum<?>[] words, boolean small) {
    speaksOf(family, words, word -> small ? word.name().toLowerCase(Locale.ROOT) : word.name());
  }

  private void speaksOf(String family, Enum<?>[] words, Function<Enum<?>, String> called) {
    var written = new TreeSet<>(page.keys());
    written.addAll(chart.keys());
    assertThat(written)
        .containsAll(Arrays.stream(words).map(called).map(word -> family + word).toList());
  }

  @Test
  void nothing_is_kept_in_the_browser_and_nothing_is_written_past_the_policy() throws IOException {
    page.nothingIsKeptInTheBrowserAndNothingIsWrittenPastThePolicy();
    assertThat(policy(page)).isNotEmpty().isEqualTo(policy(chart));
  }

  private static String policy(PageSources of) throws IOException {
    return POLICY.matcher(of.text("index.html")).results().findFirst().orElseThrow().group(1);
  }

  @Test
  void the_page_also_runs_from_right_to_left() throws IOException {
    page.alsoRunsFromRightToLeft("worklist.css");
  }

  @Test
  void no_module_takes_the_place_of_one_of_the_charts() throws IOException {
    // Both are bundled out of one folder.
    assertThat(page.names()).doesNotContainAnyElementsOf(chart.names());
  }

  @Test
  void the_page_is_small() throws IOException {
    assertThat(PageSources.zipped(BUNDLE.resolve("worklist.js"))).isBetween(5_000, 60_000);
    assertThat(PageSources.zipped(BUNDLE.resolve("worklist.css"))).isBetween(1_000, 10_000);
  }
}
