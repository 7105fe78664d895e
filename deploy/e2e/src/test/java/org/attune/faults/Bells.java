package org.attune.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rings where Subscriptions of R4 lead to, without a payload; what is not heard is lost. */
final class Bells {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private @Nullable HttpClient client;
  private int rung;

  /** Rings for each Subscription that wants to be told of a type. */
  synchronized void ring(Iterable<LightHospital.Version> subscriptions, String type) {
    for (var each : subscriptions) {
      var wanted = each.resource();
      if (wanted.path("status").asText().equals("active")
          && (wanted.path("criteria").asText() + "?").startsWith(type + "?")) {
        ring(wanted.path("channel"));
      }
    }
  }

  private void ring(JsonNode channel) {
    var request =
        HttpRequest.newBuilder(URI.create(channel.path("endpoint").asText()))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.noBody());
    for (var header : channel.path("header")) {
      var pair = header.asText().split(":", 2);
      request.header(pair[0].strip(), pair[1].strip());
    }
    var to = client;
    if (to == null) {
      to = HttpClient.newHttpClient();
      client = to;
    }
    rung++;
    var unused = to.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  /** How often it has rung. */
  synchronized int rung() {
    return rung;
  }
}
