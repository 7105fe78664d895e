package org.attune.fhir;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * A small FHIR server on the loopback: versions, search, paging, history, transactions; and every
 * awkwardness of real ones on request.
 */
public final class StubEhr implements AutoCloseable {

  /** One version of one resource; its text is null where it was deleted. */
  public record Version(String type, String id, int number, Instant at, String text) {

    boolean deleted() {
      return text.isEmpty();
    }
  }

  /** What came to change one record. */
  public record Change(String line, String type, String match, String text) {}

  /** What the server says instead of the truth. */
  public record Fault(
      Predicate<String> when, int status, String body, Map<String, String> headers) {}

  static {
    // Else every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final HttpServer server;
  private final Map<String, List<Version>> resources = new TreeMap<>();
  private final Map<String, List<String>> pages = new LinkedHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  public final List<String> asked = new ArrayList<>();

  /** What was searched for in the body of a request. */
  public final List<String> bodies = new ArrayList<>();

  /** The conditions of every request that had any. */
  public final List<String> conditions = new ArrayList<>();

  /** What was sent to change one record, as it came, and on which version. */
  public final List<Change> changes = new ArrayList<>();

  public Instant now = Instant.parse("2026-03-01T08:00:00Z");
  public int conflict = 412;
  public String linkBase;
  public boolean ignoresDates;

  /** Whether it gives out all that it has, by whatever name it is asked for. */
  public boolean ignoresIdentifiers;

  /** Whether its pages say when it searched. */
  public boolean tellsTheTime;

  public boolean remembersAnswers;

  /** Answers a request, or an entry of a transaction, that begins so with this status. */
  public final Map<String, Integer> refused = new HashMap<>();

  /** Its CapabilityStatement; empty where it has none. */
  public String statement = "";

  /** Stores the first entry of a transaction and then fails. */
  public boolean keepsHalves;

  /** Finds nothing for patient=Patient/7, only for patient=7. */
  public boolean wantsBareIds;

  /** What a link with {@code _circle} leads to. */
  public String circle = "";

  public boolean ignoresVersions;

  /** Whether what is changed must be named by its id. */
  public boolean wantsIds;

  public boolean ignoresVersionsOfPatches;
  public boolean saysNoLocation;
  private final Map<String, List<String>> remembered = new HashMap<>();

  /** Around the next change of one record. */
  public Runnable beforeChange = () -> {};

  public Runnable afterChange = () -> {};
  public Runnable beforeCommit = () -> {};
  public Runnable afterCommit = () -> {};
  private int ids = 100;

  public StubEhr() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
    server.createContext("/fhir", this::handle);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    linkBase = base();
  }

  public String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
  }

  @Override
  public void close() {
    server.stop(0);
    ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
  }

  /** The next request that matches is answered so; later ones are not. */
  public void once(Predicate<String> when, int status) {
    faults.add(new Fault(when, status, "{}", Map.of()));
  }

  public void once(Fault fault) {
    faults.add(fault);
  }

  /** Writes a resource as somebody at the hospital would. */
  public Version put(String json) {
    var resource = FhirR4.parse(Sandbox.CONTEXT, json).orElseThrow();
    return put(resource);
  }

  public Version put(Resource resource) {
    var type = resource.fhirType();
    var id = resource.getIdElement().getIdPart();
    var versions = resources.computeIfAbsent(type + "/" + id, none -> new ArrayList<>());
    now = now.plusSeconds(1);
    resource.setId(id);
    resource.getMeta().setVersionId("" + (versions.size() + 1)).setLastUpdated(Date.from(now));
    var version =
        new Version(
            type,
            id,
            versions.size() + 1,
            now,
            Sandbox.CONTEXT.newJsonParser().encodeResourceToString(resource));
    versions.add(version);
    return version;
  }

  /** Writes a text as it is; it says itself that it is the first version. */
  public void putText(String type, String id, String text) {
    putBroken(type, id, text);
  }

  /** Forgets a record with all its versions, as one that was not there yet when it was saved. */
  public void forget(String reference) {
    resources.remove(reference);
  }

  /** The text of a record as it stands. */
  public String text(String reference) {
    var versions = resources.getOrDefault(reference, List.of());
    return versions.isEmpty() ? "" : versions.get(versions.size() - 1).text();
  }

  /** Writes a text that no parser takes. */
  public void putBroken(String type, String id, String text) {
    now = now.plusSeconds(1);
    resources
        .computeIfAbsent(type + "/" + id, none -> new ArrayList<>())
        .add(new Version(type, id, 1, now, text));
  }

  public void delete(String type, String id) {
    now = now.plusSeconds(1);
    var versions = resources.computeIfAbsent(type + "/" + id, none -> new ArrayList<>());
    versions.add(new Version(type, id, versions.size() + 1, now, ""));
  }

  /** The current resources of a type. */
  public <T extends Resource> List<T> all(Class<T> type) {
    return current(type.getSimpleName())
        .map(version -> type.cast(FhirR4.parse(Sandbox.CONTEXT, version.text()).orElseThrow()))
        .toList();
  }

  private Stream<Version> current(String type) {
    return resources.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(type + "/"))
        .map(entry -> entry.getValue().get(entry.getValue().size() - 1))
        .filter(version -> !version.deleted());
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    var path =
        exchange.getRequestURI().getPath().substring("/fhir".length()).replaceFirst("^/", "");
    var query = exchange.getRequestURI().getRawQuery();
    var line =
        exchange.getRequestMethod()
            + " "
            + path
            + (query == null ? "" : "?" + URLDecoder.decode(query, StandardCharsets.UTF_8));
    asked.add(line);
    notifyAll();
    exchange
        .getRequestHeaders()
        .getOrDefault("If-None-Exist", List.of())
        .forEach(condition -> conditions.add(line + " " + condition));
    try {
      var fault = faults.stream().filter(one -> one.when().test(line)).findFirst();
      if (fault.isPresent()) {
        faults.remove(fault.get());
        fault.get().headers().forEach(exchange.getResponseHeaders()::add);
        reply(exchange, fault.get().status(), fault.get().body());
        return;
      }
      if (refusal(line).isPresent()) {
        reply(exchange, refusal(line).get(), "{}");
        return;
      }
      answer(exchange, path, parameters(query));
    } catch (RuntimeException broken) {
      reply(exchange, 500, "{}");
    }
  }

  /** Answers no sooner than when it is asked for something else, and so too late. */
  public synchronized void waitsUntilAskedAgain() {
    int before = asked.size();
    try {
      while (asked.size() == before) {
        wait();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Integer> refusal(String line) {
    return refused.entrySet().stream()
        .filter(entry -> line.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String change(HttpExchange exchange, String path) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    changes.add(
        new Change(
            exchange.getRequestMethod() + " " + path,
            headers.getFirst("Content-Type"),
            String.valueOf(headers.getFirst("If-Match")),
            text));
    var before = beforeChange;
    beforeChange = () -> {};
    before.run();
    return text;
  }

  private void changed(HttpExchange exchange, String text) throws IOException {
    var after = afterChange;
    afterChange = () -> {};
    after.run();
    reply(exchange, 200, saysNoLocation ? "" : text);
  }

  /** As much of JSON Patch as is sent here; what the patch does not name stays as it is. */
  private void patch(HttpExchange exchange, String path) throws IOException {
    var text = change(exchange, path);
    var match = exchange.getRequestHeaders().getFirst("If-Match");
    if (text(path).isEmpty()) {
      reply(exchange, 404, "{\"resourceType\":\"OperationOutcome\"}");
    } else if (!ignoresVersions
        && !ignoresVersionsOfPatches
        && match != null
        && !match.equals("W/\"" + version(path) + "\"")) {
      reply(exchange, conflict, "{}");
    } else {
      var record = (ObjectNode) JSON.readTree(text(path));
      for (JsonNode operation : JSON.readTree(text)) {
        apply(record, operation);
      }
      now = now.plusSeconds(1);
      int number = version(path) + 1;
      ((ObjectNode) record.get("meta")).put("versionId", "" + number);
      var parts = path.split("/", -1);
      resources
          .computeIfAbsent(path, none -> new ArrayList<>())
          .add(new Version(parts[0], parts[1], number, now, record.toString()));
      changed(exchange, record.toString());
    }
  }

  private static void apply(ObjectNode record, JsonNode operation) {
    if (operation.path("op").asText().equals("test")) {
      return;
    }
    switch (operation.path("path").asText()) {
      case "/goal" -> record.set("goal", operation.get("value"));
      case "/goal/-" -> ((ArrayNode) record.get("goal")).add(operation.get("value"));
      default -> throw new IllegalArgumentException(operation.toString());
    }
  }

  /** A conditional update. */
  private void putWhere(HttpExchange exchange, String type, Map<String, String> parameters)
      throws IOException {
    var found = current(type).filter(version -> matches(version, parameters)).toList();
    if (wantsIds || found.size() != 1) {
      reply(exchange, 400, "{}");
    } else {
      put(exchange, type + "/" + found.get(0).id());
    }
  }

  private void put(HttpExchange exchange, String path) throws IOException {
    var text = change(exchange, path);
    var resource = FhirR4.parse(Sandbox.CONTEXT, text);
    var match = exchange.getRequestHeaders().getFirst("If-Match");
    if (resource.isEmpty()) {
      reply(exchange, 400, "{}");
    } else if (!ignoresVersions && match != null && !match.equals("W/\"" + version(path) + "\"")) {
      reply(exchange, conflict, "{}");
    } else {
      resource.get().setId(path.replaceFirst(".*/", ""));
      changed(exchange, put(resource.get()).text());
    }
  }

  private void answer(HttpExchange exchange, String path, Map<String, String> parameters)
      throws IOException {
    if (exchange.getRequestMethod().equals("PUT") && !path.contains("/")) {
      putWhere(exchange, path, parameters);
    } else if (exchange.getRequestMethod().equals("PUT")) {
      put(exchange, path);
    } else if (exchange.getRequestMethod().equals("PATCH")) {
      patch(exchange, path);
    } else if (parameters.containsKey("_circle")) {
      reply(exchange, 200, circle);
    } else if (path.equals("metadata")) {
      reply(exchange, statement.isEmpty() ? 404 : 200, statement);
    } else if (path.endsWith("/_search")) {
      searchByBody(exchange, path.replace("/_search", ""));
    } else if (exchange.getRequestMethod().equals("POST")) {
      post(exchange, path);
    } else if (parameters.containsKey("_getpages")) {
      next(exchange, parameters.get("_getpages"), Integer.parseInt(parameters.get("_offset")));
    } else if (path.endsWith("/_history")) {
      history(exchange, path.replace("/_history", ""), parameters);
    } else if (path.contains("/")) {
      var versions = resources.get(path);
      var last = versions == null ? null : versions.get(versions.size() - 1);
      reply(
          exchange,
          last == null ? 404 : last.deleted() ? 410 : 200,
          last == null ? "{}" : last.text());
    } else {
      search(exchange, path, parameters);
    }
  }

  private void search(HttpExchange exchange, String type, Map<String, String> parameters)
      throws IOException {
    var found =
        current(type)
            .filter(version -> matches(version, parameters))
            .sorted(Comparator.comparing(Version::at))
            .map(
                version ->
                    "{\"fullUrl\":\""
                        + linkBase
                        + "/"
                        + type
                        + "/"
                        + version.id()
                        + "\",\"resource\":"
                        + version.text()
                        + ",\"search\":{\"mode\":\"match\"}}")
            .toList();
    var control = String.valueOf(exchange.getRequestHeaders().getFirst("Cache-Control"));
    var question = exchange.getRequestURI().toString();
    if (remembersAnswers && !control.contains("no-cache")) {
      found = remembered.getOrDefault(question, found);
    }
    remembered.put(question, found);
    page(exchange, "searchset", found, Integer.parseInt(parameters.getOrDefault("_count", "50")));
  }

  private void searchByBody(HttpExchange exchange, String type) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    bodies.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
    search(exchange, type, parameters(text));
  }

  private boolean matches(Version version, Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .allMatch(
            parameter ->
                switch (parameter.getKey()) {
                  case "_lastUpdated" ->
                      ignoresDates
                          || !version
                              .at()
                              .isBefore(Instant.parse(parameter.getValue().substring(2)));
                  case "_id" -> List.of(parameter.getValue().split(",")).contains(version.id());
                  case "patient", "subject", "actor" ->
                      Stream.of(parameter.getValue().split(","))
                          .anyMatch(
                              one ->
                                  wantsBareIds
                                      ? version.text().contains("\"Patient/" + one + "\"")
                                      : version.text().contains("\"" + one + "\""));
                  case "target" ->
                      version.text().contains("\"" + parameter.getValue() + "\"")
                          || version.text().contains("\"" + parameter.getValue() + "/_history");
                  case "identifier" ->
                      ignoresIdentifiers || identified(version, parameter.getValue());
                  default -> true;
                });
  }

  private static boolean identified(Version version, String wanted) {
    Property property =
        FhirR4.parse(Sandbox.CONTEXT, version.text()).orElseThrow().getNamedProperty("identifier");
    return property.getValues().stream()
        .map(Identifier.class::cast)
        .anyMatch(
            one ->
                wanted.equals(one.getSystem() + "|")
                    || List.of(wanted.split(",")).contains(one.getSystem() + "|" + one.getValue()));
  }

  private void history(HttpExchange exchange, String of, Map<String, String> parameters)
      throws IOException {
    var since =
        parameters.containsKey("_since") ? Instant.parse(parameters.get("_since")) : Instant.EPOCH;
    var found =
        resources.entrySet().stream()
            .filter(
                entry ->
                    of.contains("/")
                        ? entry.getKey().equals(of)
                        : entry.getKey().startsWith(of + "/"))
            .flatMap(entry -> entry.getValue().stream())
            .filter(version -> !version.at().isBefore(since))
            .sorted(Comparator.comparing(Version::at).reversed())
            .map(StubEhr::historyEntry)
            .toList();
    page(exchange, "history", found, Integer.parseInt(parameters.getOrDefault("_count", "50")));
  }

  private static String historyEntry(Version version) {
    var url = version.type() + "/" + version.id();
    return version.deleted()
        ? "{\"request\":{\"method\":\"DELETE\",\"url\":\"%s/_history/%d\"},\"response\":{\"status\":\"204\",\"lastModified\":\"%s\"}}"
            .formatted(url, version.number(), version.at())
        : "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"%s\"},\"response\":{\"status\":\"200\",\"lastModified\":\"%s\"}}"
            .formatted(version.text(), url, version.at());
  }

  private void page(HttpExchange exchange, String type, List<String> found, int count)
      throws IOException {
    var key = type + pages.size();
    var sliced = new ArrayList<String>();
    for (int from = 0; from == 0 || from < found.size(); from += count) {
      sliced.add(String.join(",", found.subList(from, Math.min(from + count, found.size()))));
    }
    pages.put(key, sliced);
    next(exchange, key, 0);
  }

  private void next(HttpExchange exchange, String key, int offset) throws IOException {
    var sliced = pages.get(key);
    if (sliced == null) {
      reply(exchange, 410, "{}");
      return;
    }
    var link =
        offset + 1 < sliced.size()
            ? "{\"relation\":\"next\",\"url\":\""
                + linkBase.replace("/", "\\/")
                + "?_getpages="
                + key
                + "&_offset="
                + (offset + 1)
                + "\"}"
            : "";
    reply(
        exchange,
        200,
        "{\"resourceType\":\"Bundle\","
            + (tellsTheTime ? "\"meta\":{\"lastUpdated\":\"" + now + "\"}," : "")
            + "\"type\":\""
            + key.replaceAll("\\d", "")
            + "\",\"link\":["
            + link
            + "],\"entry\":["
            + sliced.get(offset)
            + "]}");
  }

  /** Forgets every search, as servers do after a while. */
  public void forgetSearches() {
    pages.clear();
  }

  private void post(HttpExchange exchange, String path) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var read = FhirR4.parse(Sandbox.CONTEXT, text);
    if (read.isEmpty()) {
      reply(exchange, 400, "{}");
      return;
    }
    var resource = read.get();
    if (!path.isEmpty()) {
      resource.setId("" + ++ids);
      var version = put(resource);
      exchange
          .getResponseHeaders()
          .add(
              saysNoLocation ? "X-Nothing" : "Location",
              base() + "/" + version.type() + "/" + version.id() + "/_history/1");
      reply(exchange, 201, saysNoLocation ? "" : version.text());
      return;
    }
    beforeCommit.run();
    beforeCommit = () -> {};
    transaction(exchange, (Bundle) resource);
  }

  private void transaction(HttpExchange exchange, Bundle bundle) throws IOException {
    for (BundleEntryComponent entry : bundle.getEntry()) {
      var inside = refusal(entry.getRequest().getMethod() + " " + entry.getRequest().getUrl());
      if (inside.isPresent()) {
        reply(exchange, inside.get(), "{}");
        return;
      }
      var match = entry.getRequest().getIfMatch();
      if (match != null && !match.equals("W/\"" + version(entry.getRequest().getUrl()) + "\"")) {
        reply(exchange, conflict, "{\"resourceType\":\"OperationOutcome\"}");
        return;
      }
    }
    var given = new HashMap<String, String>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      var method = entry.getRequest().getMethod();
      if (method == Bundle.HTTPVerb.POST) {
        given.put(entry.getFullUrl(), entry.getResource().fhirType() + "/" + ++ids);
      } else {
        given.put(entry.getFullUrl(), entry.getRequest().getUrl());
      }
    }
    var answer = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
    for (BundleEntryComponent entry : bundle.getEntry()) {
      if (entry.getResource() == null) {
        answer.addEntry().getResponse().setStatus("200");
        continue;
      }
      var text = Sandbox.CONTEXT.newJsonParser().encodeResourceToString(entry.getResource());
      for (Map.Entry<String, String> one : given.entrySet()) {
        if (one.getKey() != null) {
          text = text.replace("\"" + one.getKey() + "\"", "\"" + one.getValue() + "\"");
        }
      }
      var resource = FhirR4.parse(Sandbox.CONTEXT, text).orElseThrow();
      resource.setId(String.valueOf(given.get(entry.getFullUrl())).replaceFirst(".*/", ""));
      var version = put(resource);
      answer
          .addEntry()
          .getResponse()
          .setStatus("201")
          .setLocation(version.type() + "/" + version.id() + "/_history/" + version.number());
      if (keepsHalves) {
        reply(exchange, 500, "{}");
        return;
      }
    }
    var after = afterCommit;
    afterCommit = () -> {};
    after.run();
    reply(exchange, 200, Sandbox.CONTEXT.newJsonParser().encodeResourceToString(answer));
  }

  private int version(String reference) {
    return resources.getOrDefault(reference, List.of()).size();
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    if (query != null) {
      for (String part : query.split("&", -1)) {
        var pair = part.split("=", 2);
        parameters.put(
            pair[0], URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var accepts = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    exchange.getResponseHeaders().add("Content-Type", "application/fhir+json;charset=UTF-8");
    if (accepts != null && accepts.contains("gzip")) {
      var packed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      bytes = packed.toByteArray();
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
