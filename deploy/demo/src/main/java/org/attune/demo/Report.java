package org.attune.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what happened, from what the hospital itself holds now. */
final class Report {

  private static final String FINDING = "https://attune.org/fhir/finding";
  private static final String SIGNAL = "https://attune.org/fhir/CodeSystem/signal";

  /** A task says nothing of what it is about; this one rule alone speaks to a named person. */
  private static final String TOLD_TO_A_PERSON = "client-voice";

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
    printStories(flags, tasks);
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

  private void printStories(List<JsonNode> flags, List<JsonNode> tasks) {
    var stories = http.tryGet(options.hospital().replace("/fhir", "/stories.json"));
    if (stories.isEmpty()) {
      return;
    }
    heading("The stories of the generator: expected and found");
    var table = new Table("story", "client", "expected", "found", "");
    int asExpected = 0;
    int all = 0;
    for (JsonNode story : stories.get().path("stories")) {
      var promised = new TreeSet<String>();
      var expected = new ArrayList<String>();
      story.path("silent").forEach(detector -> promised.add(detector.asText()));
      for (JsonNode fired : story.path("fires")) {
        promised.add(fired.path("detector").asText());
        expected.add(fired.path("detector").asText());
      }
      var client = story.path("client").asText();
      var found = new ArrayList<String>();
      flags.stream()
          .filter(flag -> flag.path("status").asText().equals("active"))
          .filter(flag -> patientOf(flag, "subject").equals(client))
          .forEach(flag -> found.add(signalOf(flag)));
      tasks.stream()
          .filter(task -> patientOf(task, "for").equals(client))
          .filter(task -> task.path("status").asText().equals("requested"))
          .forEach(task -> found.add(TOLD_TO_A_PERSON));
      found.removeIf(detector -> !promised.contains(detector));
      expected.sort(null);
      found.sort(null);
      boolean right = expected.equals(found);
      asExpected += right ? 1 : 0;
      all++;
      table.row(
          story.path("name").asText(),
          client,
          expected.isEmpty() ? "silent" : String.join(", ", expected),
          found.isEmpty() ? "silent" : String.join(", ", found),
          right ? "✓" : "✗");
    }
    out.println(table);
    out.println("  " + asExpected + " of " + all + " stories as expected.");
  }

  private void printAddresses() {
    heading("Where to look");
    out.println("  The stand-in hospital    " + options.hospital().replace("/fhir", "/"));
    out.println("  Its flags, plain FHIR    " + options.hospital() + "/Flag?_format=json");
    out.println("  Attune's own health      " + options.server() + "/attune/api/health/ready");
    out.println("  WildFly's management     http://localhost:" + options.managementPort());
    out.println("  Logs                     " + options.work().resolve("log"));
    out.println();
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }

  private static String patientOf(JsonNode resource, String element) {
    return resource.path(element).path("reference").asText().replace("Patient/", "");
  }

  private static String signalOf(JsonNode resource) {
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
