package org.attune.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Plain HTTP and JSON, as any other program would speak to the hospital. */
final class Http {

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();

  private final Supplier<Optional<Reader>> reader;

  /**
   * Over HTTP.
   *
   * @param reader who reads the hospital's record, where it lets nobody in without a token
   */
  Http(Supplier<Optional<Reader>> reader) {
    this.reader = reader;
  }

  /** The answer to a GET, or empty while nobody answers with success. */
  Optional<JsonNode> tryGet(String url) {
    try {
      var answer = send(url);
      return answer.statusCode() == 200
          ? Optional.of(json.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** The answer to a GET whatever its status, or empty while nobody answers with JSON. */
  Optional<JsonNode> tryGetAnyStatus(String url) {
    try {
      return Optional.of(json.readTree(send(url).body()));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** Every resource of a FHIR search, over all its pages. */
  List<JsonNode> search(String url) {
    List<JsonNode> resources = new ArrayList<>();
    Optional<String> next = Optional.of(url);
    while (next.isPresent()) {
      var page = get(next.get());
      page.path("entry").forEach(entry -> resources.add(entry.path("resource")));
      next = Optional.empty();
      for (JsonNode link : page.path("link")) {
        if (link.path("relation").asText().equals("next")) {
          next = Optional.of(link.path("url").asText());
        }
      }
    }
    return resources;
  }

  private JsonNode get(String url) {
    try {
      var answer = send(url);
      if (answer.statusCode() != 200) {
        throw new Trouble("GET " + url + " answered " + answer.statusCode() + ".");
      }
      return json.readTree(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private HttpResponse<byte[]> send(String url) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header(
                "Accept", url.contains("/fhir/") ? "application/fhir+json" : "application/json");
    if (url.contains("/fhir")) {
      reader.get().ifPresent(each -> request.header("Authorization", "Bearer " + each.token()));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }
}
