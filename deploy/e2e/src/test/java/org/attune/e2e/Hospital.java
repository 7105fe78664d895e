package org.attune.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The hospital's record, over plain HTTP. */
final class Hospital {

  static final String FINDING = "https://attune.org/fhir/finding";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String base;

  Hospital(int port) {
    this.base = "http://localhost:" + port;
  }

  /** Any JSON document. */
  JsonNode get(String url) throws IOException, InterruptedException {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url.startsWith("http") ? url : base + url))
                .timeout(Duration.ofSeconds(60))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(url + " answered " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }

  /** The EHR takes a record back, as a person would who had written it by mistake. */
  void withdraw(String reference) throws IOException, InterruptedException {
    setStatus(reference, "entered-in-error");
  }

  /** And says that it was right after all. */
  void restore(String reference) throws IOException, InterruptedException {
    setStatus(reference, "completed");
  }

  /** Somebody at the hospital sets the status of a record. */
  void set(String reference, String status) throws IOException, InterruptedException {
    setStatus(reference, status);
  }

  /** Tells Attune that something has changed, as it was asked to, though nothing has. */
  void ring() throws IOException, InterruptedException {
    var wish = search("Subscription?type=rest-hook").get(0).path("channel");
    var request = HttpRequest.newBuilder(URI.create(wish.path("endpoint").asText()));
    for (var header : wish.path("header")) {
      var pair = header.asText().split(":", 2);
      request.header(pair[0].strip(), pair[1].strip());
    }
    var answer =
        client.send(
            request.POST(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding());
    if (answer.statusCode() >= 300) {
      throw new IOException("the bell answered " + answer.statusCode());
    }
  }

  /** Somebody at the hospital writes something down. */
  void add(ObjectNode resource) throws IOException, InterruptedException {
    send("POST", resource.path("resourceType").asText(), resource, 201);
  }

  /** Somebody at the hospital changes what is written down. */
  void replace(ObjectNode resource) throws IOException, InterruptedException {
    var reference = resource.path("resourceType").asText() + "/" + resource.path("id").asText();
    send("PUT", reference, resource, 200);
  }

  private void setStatus(String reference, String status) throws IOException, InterruptedException {
    var resource = (ObjectNode) get("/fhir/" + reference);
    resource.put("status", status);
    send("PUT", reference, resource, 200);
  }

  private void send(String method, String path, ObjectNode resource, int expected)
      throws IOException, InterruptedException {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(base + "/fhir/" + path))
                .header("Content-Type", "application/fhir+json")
                .method(method, HttpRequest.BodyPublishers.ofString(resource.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(method + " " + path + " answered " + answer.body());
    }
  }

  /** Every resource of a search, over all pages. */
  List<JsonNode> search(String query) throws IOException, InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    String next = base + "/fhir/" + query;
    while (next != null) {
      JsonNode page = get(next);
      page.path("entry").forEach(entry -> found.add(entry.path("resource")));
      next = null;
      for (JsonNode link : page.path("link")) {
        if (link.path("relation").asText().equals("next")) {
          next = link.path("url").asText();
        }
      }
    }
    return found;
  }

  /** The resources of a type that carry our identifier. */
  List<JsonNode> ours(String type) throws IOException, InterruptedException {
    return search(type + "?_count=200").stream().filter(Hospital::carriesOurs).toList();
  }

  private static boolean carriesOurs(JsonNode resource) {
    for (JsonNode identifier : resource.path("identifier")) {
      if (identifier.path("system").asText().equals(FINDING)) {
        return true;
      }
    }
    return false;
  }

  static String identifier(JsonNode resource) {
    for (JsonNode identifier : resource.path("identifier")) {
      if (identifier.path("system").asText().equals(FINDING)) {
        return identifier.path("value").asText();
      }
    }
    return "";
  }

  /** Everything a reader of the chart can tell apart, without the server's own ids and versions. */
  Set<String> picture() throws IOException, InterruptedException {
    Set<String> lines = new TreeSet<>();
    for (JsonNode flag : ours("Flag")) {
      lines.add(
          String.join(
              " ",
              "Flag",
              identifier(flag),
              flag.path("subject").path("reference").asText(),
              flag.path("status").asText(),
              flag.path("period").toString(),
              flag.path("code").path("text").asText()));
    }
    for (JsonNode goal : ours("Goal")) {
      lines.add(
          String.join(
              " ",
              "Goal",
              identifier(goal),
              goal.path("subject").path("reference").asText(),
              goal.path("lifecycleStatus").asText(),
              goal.path("description").path("text").asText()));
    }
    for (JsonNode task : ours("Task")) {
      lines.add(
          String.join(
              " ",
              "Task",
              identifier(task),
              task.path("for").path("reference").asText(),
              task.path("status").asText(),
              task.path("description").asText()));
    }
    return lines;
  }
}
