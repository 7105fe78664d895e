package org.attune.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.attune.sandbox.caseload.Caseload;
import org.attune.sandbox.caseload.Stories;
import org.hl7.fhir.r4.model.Goal;
import org.junit.jupiter.api.Test;

class StoryListTest {

  private static final Caseload CASELOAD =
      new Caseload(42, LocalDate.parse("2026-11-22"), ZoneId.of("Europe/Amsterdam"), 150);

  private static final JsonNode LIST = StoryList.of(CASELOAD);

  @Test
  void every_goal_that_is_spoken_of_stands_in_the_record_or_has_its_place_on_the_form() {
    int spokenOf = 0;
    for (var story : LIST.path("stories")) {
      var known = goals(story.path("client").asText());
      for (var named : named(story.path("alignment"))) {
        spokenOf++;
        assertThat(named)
            .as(story.path("name").asText())
            .matches(
                goal -> goal.isEmpty() || goal.matches("#[1-9]") || known.contains(goal),
                "a goal of this record");
      }
    }
    assertThat(spokenOf).isGreaterThan(10);
  }

  @Test
  void of_each_blind_spot_a_story_says_whether_the_plan_has_it() {
    var kinds = new HashSet<String>();
    LIST.path("blindSpots").forEach(kind -> kinds.add(kind.asText()));
    assertThat(kinds).hasSize(6);
    for (var story : LIST.path("stories")) {
      var said = new HashSet<String>();
      var alignment = story.path("alignment");
      alignment.path("blindSpots").forEach(spot -> said.add(spot.path("kind").asText()));
      alignment.path("seen").forEach(kind -> assertThat(said.add(kind.asText())).isTrue());
      alignment.path("open").forEach(kind -> assertThat(said.add(kind.asText())).isTrue());
      assertThat(said).as(story.path("name").asText()).isEqualTo(kinds);
    }
  }

  @Test
  void look_alikes_of_a_plan_are_listed_by_blind_spot() {
    var listed = LIST.path("planLookAlikes");
    assertThat(listed).hasSize(6);
    Stories.PLAN_LOOK_ALIKES.forEach(
        (kind, names) -> assertThat(listed.path(kind)).hasSameSizeAs(names));
  }

  private static Set<String> goals(String client) {
    var known = new HashSet<String>();
    CASELOAD.chart(Integer.parseInt(client.replaceFirst(".*-", ""))).stream()
        .filter(Goal.class::isInstance)
        .forEach(goal -> known.add("Goal/" + goal.getIdPart()));
    return known;
  }

  private static Set<String> named(JsonNode alignment) {
    var named = new HashSet<String>();
    alignment.path("blindSpots").forEach(spot -> named.add(spot.path("goal").asText()));
    for (var match : alignment.path("matches")) {
      named.add(match.path("own").asText());
      named.add(match.path("planned").asText());
    }
    return named;
  }
}
