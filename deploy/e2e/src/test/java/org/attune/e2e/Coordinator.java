package org.attune.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a browser who signs in at the hospital and works at their worklist. */
final class Coordinator {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SEE_OTHER = 300;

  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String attune;
  private final String token;

  private Coordinator(String hospital, String attune, String user)
      throws IOException, InterruptedException {
    this.attune = attune;
    var page = signsIn(hospital, user);
    if (!page.startsWith(attune + "/worklist/index.html#code=")) {
      throw new IOException("the sign-in led elsewhere");
    }
    var code = "{\"code\":\"%s\"}".formatted(page.replaceFirst(".*#code=", ""));
    var key = send("POST", attune + "/api/worklist-session", code, "");
    token = JSON.readTree(key.body()).path("token").asText();
  }

  /** Signs in at the hospital and comes back with the key to their worklist. */
  static Coordinator of(String hospital, String attune, String user)
      throws IOException, InterruptedException {
    return new Coordinator(hospital, attune, user);
  }

  private String signsIn(String hospital, String user) throws IOException, InterruptedException {
    var asks = follow(attune + "/staff/sign-in");
    var choice =
        "{\"request\":\"%s\",\"user\":\"%s\"}".formatted(asks.replaceFirst(".*request=", ""), user);
    var chosen = send("POST", hospital + "/sso/choice", choice, "");
    return follow(JSON.readTree(chosen.body()).path("to").asText());
  }

  /** Goes where an address leads, until the page of the worklist or the hospital's choice. */
  private String follow(String address) throws IOException, InterruptedException {
    var next = address;
    for (int step = 0; step < 5 && !next.contains("#"); step++) {
      var answer = send("GET", next, "", "");
      if (answer.statusCode() < SEE_OTHER) {
        break;
      }
      var at = URI.create(next);
      next = at.resolve(answer.headers().firstValue("location").orElseThrow()).toString();
    }
    return next;
  }

  /** Asks something of Attune; the status must be as expected. */
  JsonNode asks(int expected, String method, String path, String body)
      throws IOException, InterruptedException {
    var answer = send(method, attune + "/api/worklist" + path, body, token);
    if (answer.statusCode() != expected) {
      throw new AssertionError(
          "%s %s answered %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  /** Reads something. */
  JsonNode reads(String path) throws IOException, InterruptedException {
    return asks(200, "GET", path, "");
  }

  /** Every row that they may know of, page by page. */
  List<JsonNode> rows() throws IOException, InterruptedException {
    var rows = new ArrayList<JsonNode>();
    var page = reads("?lang=en");
    page.path("rows").forEach(rows::add);
    while (!page.path("next").isNull()) {
      page = reads("?lang=en&after=" + page.path("next").asText());
      page.path("rows").forEach(rows::add);
    }
    return rows;
  }

  private HttpResponse<String> send(String method, String address, String body, String bearer)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }
}
