package org.attune.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the hospital's record says because of Attune, without what may rightly differ: ids, versions
 * and the hour of a day. Of each resource it says how often it is told of as it stands.
 *
 * @param lines by type and identifier, in order; a line for each resource
 */
public record Picture(List<String> lines) {

  private static final List<String> TYPES = List.of("Flag", "Goal", "Task", "CarePlan", "Device");

  /** What it says now. */
  public static Picture of(LightHospital hospital) {
    var lines = new ArrayList<String>();
    for (var type : TYPES) {
      hospital.all(type).stream()
          .filter(Picture::ours)
          .map(resource -> line(resource) + told(hospital, resource))
          .sorted()
          .forEach(lines::add);
    }
    return new Picture(lines);
  }

  /** What stands here and not there. */
  public List<String> without(Picture other) {
    var left = new ArrayList<>(lines);
    other.lines.forEach(left::remove);
    return left;
  }

  /** Names of which there is more than one. */
  public List<String> doubled() {
    var names = new TreeMap<String, Integer>();
    lines.forEach(line -> names.merge(line.substring(0, line.indexOf(" | ")), 1, Integer::sum));
    return names.entrySet().stream()
        .filter(one -> one.getValue() > 1)
        .map(one -> one.getKey())
        .toList();
  }

  private static boolean ours(ObjectNode resource) {
    return identifier(resource).startsWith("https://attune.org/");
  }

  private static String identifier(JsonNode resource) {
    var first = resource.path("identifier").path(0);
    return first.path("system").asText() + "|" + first.path("value").asText();
  }

  private static String line(ObjectNode resource) {
    var period = resource.path("period");
    var evidence = new TreeSet<String>();
    resource
        .path("extension")
        .forEach(
            each -> {
              if (each.has("valueReference")) {
                evidence.add(each.path("valueReference").path("reference").asText());
              }
            });
    return String.join(
        " | ",
        resource.path("resourceType").asText() + " " + identifier(resource),
        resource.path("status").asText() + resource.path("lifecycleStatus").asText(),
        resource.path("code").path("text").asText()
            + resource.path("description").path("text").asText()
            + (resource.path("description").isTextual()
                ? resource.path("description").asText()
                : ""),
        period.path("start").asText() + ".." + day(period.path("end").asText()),
        resource.path("owner").path("reference").asText(),
        resource.path("goal").size() + " goals",
        evidence.toString());
  }

  private static String told(LightHospital hospital, ObjectNode resource) {
    boolean device = resource.path("resourceType").asText().equals("Device");
    return device ? "" : " | told " + hospital.told(resource);
  }

  private static String day(String moment) {
    return moment.substring(0, Math.min(10, moment.length()));
  }
}
