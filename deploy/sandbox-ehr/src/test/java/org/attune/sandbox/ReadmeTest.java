package org.attune.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.attune.sandbox.caseload.Caseload;
import org.attune.sandbox.caseload.Stories;
import org.attune.sandbox.caseload.Story;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void the_table_of_stories_is_the_one_that_is_told() throws IOException {
    var told = new StringBuilder();
    int number = 1;
    for (var story : Stories.ALL) {
      told.append(row(story, Caseload.clientId(number++)));
    }
    assertThat(Files.readString(Path.of("README.md"))).contains(told);
  }

  @Test
  void every_option_is_explained() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    assertThat(Options.USAGE.lines().filter(line -> line.startsWith("  --")))
        .allSatisfy(line -> assertThat(readme).contains(line.strip().replaceAll(" .*", "")));
  }

  private static String row(Story story, String client) {
    var expected =
        story.fires().stream()
            .map(e -> "%s, %s%s".formatted(e.detector(), e.level(), way(e)))
            .collect(Collectors.joining("; "))
            .concat(story.handedOver() ? "; handed over" : "")
            .concat(blindSpots(story))
            .concat(matches(story))
            .replaceFirst("^; ", "");
    var last = expected.isEmpty() ? "silent" : expected;
    return "| `%s` | `%s` | %s | %s |".formatted(story.name(), client, story.tells(), last) + "\n";
  }

  private static String blindSpots(Story story) {
    return story.alignment().blindSpots().stream()
        .map(Story.BlindSpot::kind)
        .distinct()
        .map(kind -> "; plan: " + kind)
        .collect(Collectors.joining());
  }

  private static String matches(Story story) {
    return story.alignment().matches().stream()
        .map(same -> "; %s is %s by its %s".formatted(same.own(), same.planned(), same.by()))
        .collect(Collectors.joining());
  }

  private static String way(Story.Expected expected) {
    return switch (expected.channel()) {
      case "named-person" -> ", to a named person";
      case "unit" -> ", counted for the unit";
      case "waits" -> ", waits";
      default -> "";
    };
  }
}
