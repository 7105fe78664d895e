package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/**
 * What the program has to say when somebody opens a chart, by CDS Hooks: {@code patient-view}. A
 * program that offers none, or does not answer, keeps nobody from the chart.
 */
final class Cards {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final App app;
  private final Seal seal;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  Cards(App app, Seal seal) {
    this.app = app;
    this.seal = seal;
  }

  /** The cards, with a word on how asking went: cards, none or silent. */
  ObjectNode of(String user, String patient) throws InterruptedException {
    var answer = JSON.createObjectNode();
    var cards = answer.putArray("cards");
    try {
      var offered = send(HttpRequest.newBuilder(URI.create(app.cards())).GET());
      for (var each : offered.path("services")) {
        if (each.path("hook").asText().equals("patient-view")) {
          var to = URI.create(app.cards() + "/" + each.path("id").asText());
          send(HttpRequest.newBuilder(to)
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + seal.letter(to))
                  .POST(BodyPublishers.ofString(hook(user, patient))))
              .path("cards")
              .forEach(cards::add);
        }
      }
      answer.put("state", cards.isEmpty() ? "none" : "cards");
    } catch (IOException | IllegalArgumentException silent) {
      answer.put("state", "silent");
    }
    return answer;
  }

  private String hook(String user, String patient) {
    var hook = JSON.createObjectNode();
    hook.put("hook", "patient-view");
    hook.put("hookInstance", UUID.randomUUID().toString());
    hook.put("fhirServer", seal.issuer() + "/fhir");
    hook.putObject("context").put("userId", user).put("patientId", patient);
    return hook.toString();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer =
        http.send(
            request.timeout(PATIENCE).header("Accept", "application/json").build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() == 404) {
      return JSON.createObjectNode();
    }
    if (answer.statusCode() != 200) {
      throw new IOException("the program answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }
}
