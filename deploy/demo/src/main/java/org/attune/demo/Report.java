package org.attune.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what happened, from what the hospital itself holds now. */
final class Report {

  private static final String FINDING = "https://attune.org/fhir/finding";
  private static final String SIGNAL = "https://attune.org/fhir/CodeSystem/signal";

  private final Options options;
  private final Http http;
  private final PrintStream out;

  Report(Options options, Http http, PrintStream out) {
    this.options = options;
    this.http = http;
    this.out = out;
  }

  void print(JsonNode facts) {
    var flags = ours(http.search(options.hospital() + "/Flag?_count=200"));
    var goals = ours(http.search(options.hospital() + "/Goal?_count=200"));
    var tasks = ours(http.search(options.hospital() + "/Task?_count=200"));
    printCounts(facts);
    printFlags(flags);
    printOthers(goals, tasks);
    printStories(flags, tasks, facts);
    printAddresses();
  }

  private static List<JsonNode> ours(List<JsonNode> resources) {
    return resources.stream()
        .filter(
            resource -> {
              for (JsonNode identifier : resource.path("identifier")) {
                if (identifier.path("system").asText().equals(FINDING)) {
                  return true;
                }
              }
              return false;
            })
        .toList();
  }

  private void printCounts(JsonNode facts) {
    Map<String, String> read = new TreeMap<>();
    Map<String, String> gaps = new TreeMap<>();
    facts
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith("read.")) {
                read.put(field.getKey().substring(5), field.getValue().asText());
              } else if (field.getKey().startsWith("gaps.")) {
                gaps.put(field.getKey().substring(5), field.getValue().asText());
              }
            });
    heading("What was read from the hospital");
    var table = new Table("feed", "resources");
    read.forEach((feed, count) -> table.row(feed, count));
    out.println(table);
    heading("What could not be understood (kept as gaps, nothing guessed)");
    var gapTable = new Table("reason", "resources");
    gaps.forEach((reason, count) -> gapTable.row(reason, count));
    out.println(gapTable.size() == 0 ? "  nothing" : gapTable);
    heading("How Attune hears of changes, between its rounds");
    out.println("  hooks: " + facts.path("hooks.state").asText("unknown"));
  }

  private void printFlags(List<JsonNode> flags) {
    heading("Flags, as read back from the hospital by plain FHIR");
    var table = new Table("client", "since", "status", "signal", "what the chart says");
    flags.stream()
        .sorted(
            Comparator.comparing((JsonNode flag) -> flag.path("status").asText())
                .thenComparing(flag -> patientOf(flag, "subject")))
        .forEach(
            flag ->
                table.row(
                    patientOf(flag, "subject"),
                    day(flag.path("period").path("start").asText()),
                    flag.path("status").asText(),
                    signalOf(flag),
                    flag.path("code").path("text").asText()));
    out.println(table);
  }

  private void printOthers(List<JsonNode> goals, List<JsonNode> tasks) {
    heading("Goals proposed, and tasks for a named person");
    var table = new Table("client", "resource", "status", "text");
    goals.forEach(
        goal ->
            table.row(
                patientOf(goal, "subject"),
                "Goal",
                goal.path("lifecycleStatus").asText(),
                goal.path("description").path("text").asText()));
    tasks.forEach(
        task ->
            table.row(
                patientOf(task, "for"),
                "Task",
                task.path("status").asText(),
                task.path("description").asText()));
    out.println(table);
  }

  private void printStories(List<JsonNode> flags, List<JsonNode> tasks, JsonNode facts) {
    var told = http.tryGet(options.hospital().replace("/fhir", "/stories.json"));
    if (told.isEmpty()) {
      return;
    }
    var stories = new Stories(told.get(), flags, tasks);
    heading("The stories of the generator: expected of the hospital's record, and found there");
    out.println(stories.clients());
    heading("The rules: how many findings the stories tell of, and how many Attune holds");
    out.println(stories.rules(facts));
    out.println("  " + stories.verdict());
  }

  private void printAddresses() {
    heading("Where to look");
    out.println("  The front door           " + options.frontDoor() + "/");
    out.println(
        "                           (pick a clinician and a client; Attune opens beside the chart)");
    out.println(
        "  Its flags, plain FHIR    "
            + options.hospital()
            + "/Flag?_format=json"
            + (options.strict() ? " (in a browser that has seen its front page)" : ""));
    out.println("  Attune's own health      " + options.server() + "/attune/api/health/ready");
    out.println("  WildFly's management     http://localhost:" + options.managementPort());
    out.println("  Logs                     " + options.work().resolve("log"));
    out.println();
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }

  static String patientOf(JsonNode resource, String element) {
    return resource.path(element).path("reference").asText().replace("Patient/", "");
  }

  static String signalOf(JsonNode resource) {
    for (JsonNode coding : resource.path("code").path("coding")) {
      if (coding.path("system").asText().equals(SIGNAL)) {
        return coding.path("code").asText();
      }
    }
    return resource.path("code").path("text").asText();
  }

  private static String day(String instant) {
    return instant.length() >= 10 ? instant.substring(0, 10) : instant;
  }
}
