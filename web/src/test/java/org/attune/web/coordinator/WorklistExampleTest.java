package org.attune.web.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.catalogue.Catalogue;
import org.attune.chart.GoalView;
import org.attune.detection.goals.PlanBlindSpot;
import org.attune.goals.GoalsView;
import org.attune.settings.GivenSettings;
import org.attune.web.shared.PlainJson;
import org.attune.worklist.ColleaguesView;
import org.attune.worklist.ItemView;
import org.attune.worklist.TeamView;
import org.attune.worklist.WorklistView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The worklist that the page is tried with could be said by the server word for word: read as what
 * the server says and said anew, it is the same.
 */
class WorklistExampleTest {

  private static final Path FIXTURES = Path.of("src", "main", "web", "worklist", "fixtures");

  private final Jsonb json = Objects.requireNonNull(new PlainJson().getContext(WorklistView.class));

  private static JsonObject fixture(String name) throws IOException {
    return read(Files.readString(FIXTURES.resolve(name + ".json")));
  }

  private static JsonObject read(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "list.en, org.attune.worklist.WorklistView",
    "list.de, org.attune.worklist.WorklistView",
    "counts, org.attune.worklist.WorklistView$CountsView",
    "changes.en, org.attune.worklist.WorklistView$ChangesView",
    "detail-goal.en, org.attune.worklist.ItemView",
    "detail-goal.de, org.attune.worklist.ItemView",
    "detail-decided.en, org.attune.worklist.ItemView",
    "detail-closure.en, org.attune.worklist.ItemView",
    "detail-attendance.en, org.attune.worklist.ItemView",
    "detail-relationship.en, org.attune.worklist.ItemView",
    "detail-question.en, org.attune.worklist.ItemView",
    "goals.en, org.attune.goals.GoalsView",
    "goals.de, org.attune.goals.GoalsView",
    "goal.en, org.attune.chart.GoalView",
    "goal.de, org.attune.chart.GoalView",
    "goal-decided.en, org.attune.chart.GoalView",
    "colleagues, org.attune.worklist.ColleaguesView",
    "team.en, org.attune.worklist.TeamView",
    "team.de, org.attune.worklist.TeamView",
  })
  void what_the_page_is_tried_with_can_be_said_by_the_server(String name, Class<?> type)
      throws IOException {
    var fixture = fixture(name);
    var said = json.fromJson(fixture.toString(), type);
    assertThat(read(json.toJson(said))).as(name).isEqualTo(fixture);
  }

  @ParameterizedTest
  @CsvSource({"en", "de"})
  void the_goal_that_it_puts_forward_is_one_that_its_rule_does(String language) throws IOException {
    var catalogue = new Catalogue();
    var locale = Locale.forLanguageTag(language);
    var rule = new PlanBlindSpot(GivenSettings.FALLBACKS);
    var item = fixture("detail-goal." + language);
    var row = item.getJsonObject("row");
    var signal = item.getJsonObject("signal");
    assertThat(signal.getString("detector")).isEqualTo(rule.id());
    assertThat(signal.getInt("version")).isEqualTo(rule.version());
    assertThat(row.getString("level")).isEqualTo("INFO").isEqualTo(signal.getString("level"));
    assertThat(row.getString("sentence")).isEqualTo(catalogue.text(rule.id(), "flag", locale));
    var goal = fixture("goal." + language);
    assertThat(goal.getString("words")).isEqualTo(catalogue.text(rule.id(), "goal", locale));
    assertThat(goal.getString("firstStep"))
        .isEqualTo(catalogue.text(rule.id(), "goal.step", locale));
  }

  @Test
  void what_is_described_of_a_worklist_is_what_is_said() throws IOException {
    var schemas =
        read(Files.readString(Path.of("src/main/resources/org/attune/web/openapi.json")))
            .getJsonObject("components")
            .getJsonObject("schemas");
    assertThat(described(schemas, "Worklist")).isEqualTo(components(WorklistView.class));
    assertThat(described(schemas, "WorklistRow")).isEqualTo(components(WorklistView.RowView.class));
    assertThat(described(schemas, "WorklistItem")).isEqualTo(components(ItemView.class));
    assertThat(described(schemas, "GoalsSideBySide")).isEqualTo(components(GoalsView.class));
    assertThat(described(schemas, "Colleagues")).isEqualTo(components(ColleaguesView.class));
    assertThat(described(schemas, "Goal")).isEqualTo(components(GoalView.class));
    assertThat(described(schemas, "AtWorklist")).isEqualTo(fixture("me").keySet());
    assertThat(components(TeamView.class)).isEqualTo(fixture("team.en").keySet());
  }

  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static Set<String> described(JsonObject schemas, String name) {
    return schemas.getJsonObject(name).getJsonObject("properties").keySet();
  }
}
