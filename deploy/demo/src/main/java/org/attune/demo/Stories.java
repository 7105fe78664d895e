package org.attune.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the stories of the generator expect beside what came of them. What people read stands in the
 * hospital's record; of what the therapist alone is told only Attune knows how much there is.
 */
final class Stories {

  private static final String FINDING = "https://attune.org/fhir/finding";

  /** A task says nothing of what it is about; this one rule alone speaks to a named person. */
  private static final String TOLD_TO_A_PERSON = "client-voice by a task";

  private static final String HANDED_OVER = "handed over by a task";

  private final JsonNode list;
  private final List<JsonNode> flags;
  private final List<JsonNode> tasks;
  private int right;
  private int all;

  Stories(JsonNode list, List<JsonNode> flags, List<JsonNode> tasks) {
    this.list = list;
    this.flags = flags;
    this.tasks = tasks;
  }

  /** Client by client, what should stand in the record and what does. */
  Table clients() {
    var table = new Table("story", "client", "expected", "found", "");
    for (JsonNode story : list.path("stories")) {
      var client = story.path("client").asText();
      var expected = expected(story);
      var found = found(client);
      story.path("open").forEach(detector -> found.remove(detector.asText()));
      table.row(
          story.path("name").asText(),
          client,
          words(expected),
          words(found),
          mark(expected.equals(found)));
    }
    var ordinary = new TreeSet<String>();
    list.path("ordinary").forEach(client -> ordinary.addAll(found(client.asText())));
    table.row("everybody else", "", "silent", words(ordinary), mark(ordinary.isEmpty()));
    return table;
  }

  private static Set<String> expected(JsonNode story) {
    var expected = new TreeSet<String>();
    for (JsonNode fired : story.path("fires")) {
      var channel = fired.path("channel").asText();
      if (channel.equals("chart")) {
        expected.add(fired.path("detector").asText());
      } else if (channel.equals("named-person")) {
        expected.add(TOLD_TO_A_PERSON);
      }
    }
    if (story.path("handedOver").asBoolean()) {
      expected.add(HANDED_OVER);
    }
    return expected;
  }

  private Set<String> found(String client) {
    var found = new TreeSet<String>();
    flags.stream()
        .filter(flag -> flag.path("status").asText().equals("active"))
        .filter(flag -> Report.patientOf(flag, "subject").equals(client))
        .forEach(flag -> found.add(Report.signalOf(flag)));
    tasks.stream()
        .filter(Stories::requested)
        .filter(task -> Report.patientOf(task, "for").equals(client))
        .forEach(
            task ->
                found.add(
                    named(task, name -> name.endsWith(".first")) ? HANDED_OVER : TOLD_TO_A_PERSON));
    return found;
  }

  /**
   * Rule by rule, how often the stories tell of it and how often it stands.
   *
   * @param facts what Attune counts of itself
   */
  Table rules(JsonNode facts) {
    var told = new TreeMap<String, Integer>();
    var ways = new TreeMap<String, TreeSet<String>>();
    list.path("detectors").forEach(detector -> told.put(detector.asText(), 0));
    for (JsonNode story : list.path("stories")) {
      for (JsonNode fired : story.path("fires")) {
        var detector = fired.path("detector").asText();
        told.merge(detector, 1, Integer::sum);
        ways.computeIfAbsent(detector, none -> new TreeSet<>()).add(fired.path("channel").asText());
      }
    }
    var table = new Table("rule", "ways", "expected", "found", "");
    told.forEach(
        (detector, count) -> {
          int found = facts.path("findings." + detector).asInt();
          var by = String.join(", ", ways.getOrDefault(detector, new TreeSet<>()));
          table.row(detector, by, "" + count, "" + found, mark(count == found));
        });
    long rules = ways.values().stream().filter(way -> way.contains("unit")).count();
    long notes = tasks.stream().filter(Stories::requested).filter(Stories::forUnit).count();
    table.row("notes for the unit", "task", "" + rules, "" + notes, mark(rules == notes));
    return table;
  }

  /** How many lines of both are as expected. */
  String verdict() {
    return right + " of " + all + " lines as expected.";
  }

  private String mark(boolean asExpected) {
    all++;
    right += asExpected ? 1 : 0;
    return asExpected ? "✓" : "✗";
  }

  private static boolean requested(JsonNode task) {
    return task.path("status").asText().equals("requested");
  }

  private static boolean forUnit(JsonNode task) {
    return named(task, name -> name.endsWith(".unit"));
  }

  private static boolean named(JsonNode task, Predicate<String> wanted) {
    var names = new ArrayList<String>();
    for (JsonNode identifier : task.path("identifier")) {
      if (identifier.path("system").asText().equals(FINDING)) {
        names.add(identifier.path("value").asText());
      }
    }
    return names.stream().anyMatch(wanted);
  }

  private static String words(Set<String> found) {
    return found.isEmpty() ? "silent" : String.join(", ", found);
  }
}
