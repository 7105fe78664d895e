package org.attune.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Somebody with a browser: goes where it is sent, step by step, and keeps no cookie. */
final class Clinician {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient browser = HttpClient.newHttpClient();
  private final String hospital;
  private final String attune;

  /** Where the last redirect to Attune led, which must be of no use a second time. */
  String back = "";

  Clinician(String hospital, String attune) {
    this.hospital = hospital;
    this.attune = attune;
  }

  /** Opens Attune beside a chart; what stands behind the # of the page. */
  String opens(String user, String patient) throws IOException, InterruptedException {
    return opens(user, patient, "");
  }

  /** The same, from a card that gives something for the program. */
  String opens(String user, String patient, String appContext)
      throws IOException, InterruptedException {
    var word =
        JSON.readTree(
                send(
                        "POST",
                        hospital + "/ehr/launch",
                        "{\"user\":\"%s\",\"patient\":\"%s\",\"appContext\":\"%s\"}"
                            .formatted(user, patient, appContext),
                        "Content-Type",
                        "application/json")
                    .body())
            .path("to")
            .asText();
    var iss = URLEncoder.encode(hospital + "/fhir", StandardCharsets.UTF_8);
    var toTheHospital = follow("%s/api/launch?iss=%s&launch=%s".formatted(attune, iss, word));
    back = follow(toTheHospital);
    return fragment(follow(back));
  }

  String fragment(String page) {
    return page.startsWith(attune + "/chart/index.html#") ? page.replaceFirst(".*#", "") : page;
  }

  /** Where an address leads. */
  String follow(String address) throws IOException, InterruptedException {
    var answer = send("GET", address, "");
    if (answer.statusCode() != 302 || answer.headers().firstValue("set-cookie").isPresent()) {
      throw new IOException("%s answered %d".formatted(address, answer.statusCode()));
    }
    return answer.headers().firstValue("location").orElseThrow();
  }

  /** What a code is swapped for. */
  HttpResponse<String> swaps(String code) throws IOException, InterruptedException {
    return send(
        "POST",
        attune + "/api/chart-session",
        "{\"code\":\"%s\"}".formatted(code.replaceFirst("^code=", "")),
        "Content-Type",
        "application/json");
  }

  /** Asks something of Attune with the key to a chart. */
  HttpResponse<String> asks(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return send(
        method,
        attune + "/api/" + path,
        body,
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + token);
  }

  /** What the hospital shows by itself when somebody opens a chart there. */
  JsonNode cards(String user, String patient) throws IOException, InterruptedException {
    return json(
        send("GET", hospital + "/ehr/cards?user=%s&patient=%s".formatted(user, patient), ""));
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String address, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }
}
