package org.attune.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's record in memory, over HTTP: search with its pages, read, history, create,
 * transactions that hold as a whole, and Subscriptions that tell of changes. It is always right;
 * the line to it is not.
 */
public final class LightHospital implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/fhir+json;charset=UTF-8";

  static {
    // Else every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final List<String> CLAIMED =
      List.of(
          "Patient",
          "EpisodeOfCare",
          "Appointment",
          "Encounter",
          "Consent",
          "QuestionnaireResponse",
          "Observation",
          "Goal",
          "CarePlan",
          "Task",
          "Flag",
          "Communication",
          "Provenance",
          "Device",
          "AuditEvent");

  /** Search parameters that name a resource, or whom one is about. */
  private static final List<String> NAMING =
      List.of("patient", "subject", "actor", "_id", "target");

  private static final List<String> CODED = List.of("identifier", "code");

  private static final String SUBSCRIPTION = "Subscription";

  private static final String HERE = "http://hospital.example/fhir";
  private static final String ELSEWHERE = "http://inner.hospital.example:8443/fhir";

  private static final int THREADS = 8;

  private static final int MOST_KEPT = 100_000;

  /** So many searches are remembered with their pages. */
  private static final int MOST_SEARCHES = 2_000;

  /** What becomes of a request before anybody has looked at it. */
  @FunctionalInterface
  public interface Line {

    /** It goes through. */
    int OPEN = 0;

    /** It breaks. */
    int CUT = -1;

    /** It goes through or breaks, at once or after a while, or this status is the answer. */
    int meets(String method) throws InterruptedException;
  }

  /** Hears of each request. */
  public interface Listener {

    /** It has come in. */
    void comes(String method, String address);

    /** This came with it. */
    default void brings(String body) {}

    /** What it asks for is done; the answer goes out next. */
    void done(String method, String address);
  }

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void comes(String method, String address) {}

        @Override
        public void done(String method, String address) {}
      };

  /** One version of one resource; the resource is empty where it was deleted. */
  record Version(
      String type,
      String id,
      int number,
      Instant at,
      long turn,
      ObjectNode resource,
      Set<String> words) {

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(turn);
    }
  }

  record Answer(int status, JsonNode body, Map<String, String> headers) {

    static Answer of(int status) {
      return new Answer(
          status, JSON.createObjectNode().put("resourceType", "OperationOutcome"), Map.of());
    }
  }

  private final Clock clock;
  private final Traits traits;
  private final Random dice;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private final Map<String, Shelf> byType = new HashMap<>();
  private final Map<String, List<List<Version>>> searches = new LinkedHashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private String hidden = "";
  private String refused = "";
  private volatile Listener listener = NOBODY;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Bells bells = new Bells();
  private volatile Line line = method -> Line.OPEN;
  private int port;
  private LightExport export = LightExport.NONE;
  private int answersLeft = Integer.MAX_VALUE;
  private String counted = "";
  private int ids;
  private int ticks;
  private long turns;
  private int searched;
  private Duration jumped = Duration.ZERO;

  /** Whether this request wants its pages in another order. */
  private boolean mixed;

  /** A hospital that is empty at first. */
  public LightHospital(Clock clock, Traits traits, long seed) {
    this.clock = clock;
    this.traits = traits;
    this.dice = new Random(seed);
  }

  /** Somebody listens from now on. */
  public void tell(Listener to) {
    listener = to;
  }

  /** Where it listens; before somebody asks for that it does not. */
  public synchronized int port() throws IOException {
    var listening = server;
    if (listening == null) {
      var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      listening = HttpServer.create(here, 50);
      listening.createContext("/fhir", this::handle);
      threads = Executors.newFixedThreadPool(THREADS);
      listening.setExecutor(threads);
      listening.start();
      server = listening;
      port = listening.getAddress().getPort();
    }
    return port;
  }

  /** From now on nobody listens; {@link #port} opens it again, at the same port. */
  public synchronized void shut() {
    close();
    server = null;
  }

  /** From now on this becomes of requests. */
  public void line(Line now) {
    line = now;
  }

  /** How often it has told of a change. */
  public int rung() {
    return bells.rung();
  }

  @Override
  public synchronized void close() {
    var listening = server;
    var working = threads;
    if (listening != null && working != null) {
      listening.stop(0);
      working.shutdownNow();
    }
  }

  /** It offers an export from now on. */
  synchronized void offer(LightExport offered) {
    export = offered;
  }

  /** After so many answers to questions that contain a word it says nothing but that it cannot. */
  synchronized void fallSilentAfter(int answers, String word) {
    answersLeft = answers;
    counted = word;
  }

  /** It answers again. */
  synchronized void answerAgain() {
    answersLeft = Integer.MAX_VALUE;
  }

  /** What was asked for since this was last called, in order. */
  List<String> asked() {
    synchronized (asked) {
      var all = List.copyOf(asked);
      asked.clear();
      return all;
    }
  }

  /** Somebody at the hospital writes a resource; it is not changed. */
  public synchronized void put(ObjectNode resource) {
    keep(resource.deepCopy());
  }

  /** Resources are written so that nobody can read some of them without the others. */
  public synchronized void putAtOnce(List<ObjectNode> resources) {
    resources.forEach(this::put);
  }

  /** Every resource of a type as it stands now. */
  public synchronized List<ObjectNode> all(String type) {
    return current(type).map(Version::resource).toList();
  }

  /** Every resource of a type that names another one. */
  public synchronized List<ObjectNode> naming(String type, String reference) {
    return shelf(type).with(List.of(reference), List.of()).map(Version::resource).toList();
  }

  /** How many resources of a type there are. */
  public synchronized int count(String type) {
    return shelf(type).all().size();
  }

  /** What a backup of it would hold now. */
  synchronized Map<String, Map<String, Version>> backup() {
    var copy = new HashMap<String, Map<String, Version>>();
    byType.forEach(
        (type, known) -> {
          var all = new LinkedHashMap<String, Version>();
          known.all().forEach(each -> all.put(each.id(), each));
          copy.put(type, all);
        });
    return copy;
  }

  /** It is as it was when a backup was made. */
  synchronized void restore(Map<String, Map<String, Version>> backup) {
    byType.clear();
    backup.forEach((type, known) -> known.values().forEach(shelf(type)::put));
  }

  /** It loses all resources of a type without a word, as if they had never been. */
  synchronized void lose(String type) {
    byType.remove(type);
  }

  /** It takes no resources of a type from now on; everything again when empty. */
  synchronized void refuse(String type) {
    refused = type;
  }

  /** How often the version of a resource that stands now is told of by a Provenance. */
  synchronized long told(ObjectNode resource) {
    var type = resource.path("resourceType").asText();
    var version = Objects.requireNonNull(shelf(type).get(resource.path("id").asText()));
    var reference = type + "/" + version.id();
    var versioned = reference + "/_history/" + versionId(version.id(), version.number());
    return shelf("Provenance")
        .with(List.of(reference), List.of())
        .filter(each -> each.turn() > version.turn())
        .flatMap(each -> each.resource().findValuesAsText("reference").stream().distinct())
        .filter(target -> target.equals(reference) || target.equals(versioned))
        .count();
  }

  /** What is about a client is left out of every search from now on; about nobody when empty. */
  synchronized void hide(String patient) {
    hidden = patient;
  }

  /** Somebody deletes a resource. */
  synchronized void delete(String type, String id) {
    shelf(type).remove(id);
    deleted.add(type + "/" + id);
  }

  /** The version of a resource that stands now. */
  synchronized String version(String type, String id) {
    return Objects.requireNonNull(shelf(type).get(id))
        .resource()
        .path("meta")
        .path("versionId")
        .asText();
  }

  private Shelf shelf(String type) {
    return byType.computeIfAbsent(type, none -> new Shelf());
  }

  private Stream<Version> current(String type) {
    return shelf(type).all().stream();
  }

  // No two writes of a record that lies on a disk have the same moment.
  private Instant now() {
    return read().plusMillis(++ticks % 60_000);
  }

  private Instant read() {
    return clock.instant().plus(traits.ahead()).plus(jumped);
  }

  /** Somebody sets the clock. */
  synchronized void setForward(Duration by) {
    jumped = jumped.plus(by);
  }

  private Version keep(ObjectNode resource) {
    var type = resource.path("resourceType").asText();
    var id = resource.path("id").asText();
    if (type.equals(SUBSCRIPTION) && resource.path("status").asText().equals("requested")) {
      resource.put("status", "active");
    }
    var before = shelf(type).get(id);
    int number = before == null ? 1 : before.number() + 1;
    var at = now();
    resource
        .withObject("/meta")
        .put("versionId", versionId(id, number))
        .put("lastUpdated", at.toString());
    var words = new HashSet<String>();
    collect(resource, words);
    var version = new Version(type, id, number, at, ++turns, resource, Set.copyOf(words));
    shelf(type).put(version);
    bells.ring(shelf(SUBSCRIPTION).all(), type);
    return version;
  }

  private String versionId(String id, int number) {
    return traits.uuids()
        ? UUID.nameUUIDFromBytes((id + number).getBytes(StandardCharsets.UTF_8)).toString()
        : Integer.toString(number);
  }

  private String newId() {
    ids++;
    return traits.uuids()
        ? new UUID(dice.nextLong(), ids).toString()
        : Integer.toString(1000 + ids);
  }

  /** What a search by reference, identifier or code can find a resource by. */
  private static void collect(JsonNode node, Set<String> words) {
    if (node.isObject()) {
      if (node.has("reference")) {
        words.add(node.path("reference").asText().replaceFirst("/_history/.*", ""));
      }
      var system = node.path("system").asText();
      if (node.has("system") && node.has("value")) {
        words.add("identifier " + system + "|" + node.path("value").asText());
      }
      if (node.has("system") && node.has("code")) {
        words.add("code " + system + "|" + node.path("code").asText());
      }
    }
    node.forEach(inner -> collect(inner, words));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int met = line.meets(exchange.getRequestMethod());
      if (met != Line.OPEN) {
        refuse(exchange, met);
        return;
      }
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var method = exchange.getRequestMethod();
      var address = exchange.getRequestURI().toString();
      var headers = new HashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      listener.comes(method, address);
      listener.brings(body);
      var reply = answer(new Request(method, address, headers, body));
      listener.done(method, address);
      reply.headers().forEach(exchange.getResponseHeaders()::add);
      var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException shut) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    if (status == Line.CUT) {
      return;
    }
    if (status == 429 || status == 503) {
      exchange.getResponseHeaders().add("Retry-After", "1");
    }
    exchange.sendResponseHeaders(status, -1);
  }

  /**
   * What it is asked, over a line that carries one request.
   *
   * @param target path and query
   * @param headers by their names in small letters
   */
  record Request(String method, String target, Map<String, String> headers, String body) {

    @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  /** What it answers. */
  record Reply(int status, Map<String, String> headers, String body) {}

  synchronized Reply answer(Request request) throws IOException {
    Answer answer;
    try {
      answer = outcome(request);
    } catch (RuntimeException broken) {
      answer = Answer.of(500);
    }
    var headers = new HashMap<>(answer.headers());
    boolean text = answer.body().isTextual();
    headers.put("Content-Type", text ? "application/fhir+ndjson" : JSON_TYPE);
    return new Reply(
        answer.status(),
        headers,
        text ? answer.body().asText() : JSON.writeValueAsString(answer.body()));
  }

  private Answer outcome(Request request) {
    if (answersLeft <= 0) {
      return Answer.of(500);
    }
    if (request.target().contains(counted)) {
      answersLeft--;
    }
    if (asked.size() > MOST_KEPT) {
      asked.clear();
    }
    asked.add(request.method() + " " + request.target());
    var uri = URI.create(request.target());
    var path = uri.getPath().replaceFirst("^/fhir/?", "");
    var exported = export.answer(request.method(), path, parameters(uri.getRawQuery()), this);
    if (exported != null) {
      return exported;
    }
    switch (request.method()) {
      case "POST", "PUT" -> {
        if (path.equals(refused) && !path.isEmpty()) {
          return Answer.of(403);
        }
        if (!(tree(request.body()) instanceof ObjectNode sent)) {
          return Answer.of(400);
        }
        if (request.method().equals("PUT")) {
          return put(path, sent, request.header("if-match"));
        }
        if (path.isEmpty()) {
          return sent.path("type").asText().equals("batch") ? batch(sent) : transaction(sent);
        }
        return create(sent, request.header("if-none-exist"));
      }
      case "GET" -> {
        mixed = "mixed".equals(request.header("x-pages"));
        return get(path, parameters(uri.getRawQuery()));
      }
      default -> {
        return Answer.of(405);
      }
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException broken) {
      return JSON.missingNode();
    }
  }

  private ObjectNode statement() {
    var statement =
        JSON.createObjectNode()
            .put("resourceType", "CapabilityStatement")
            .put("fhirVersion", "4.0.1");
    if (traits.claims()) {
      var rest = statement.putArray("rest").addObject().put("mode", "server");
      rest.putArray("interaction").addObject().put("code", "transaction");
      var types = rest.putArray("resource");
      for (var each : CLAIMED) {
        var may = types.addObject().put("type", each).putArray("interaction");
        for (var code : List.of("read", "search-type", "history-type", "create", "update")) {
          may.addObject().put("code", code);
        }
      }
    }
    export.tell(statement);
    return statement;
  }

  private Answer get(String path, Map<String, String> query) {
    if (path.equals("metadata")) {
      return new Answer(200, statement(), Map.of());
    }
    if (query.containsKey("_page")) {
      return page(query.get("_page"));
    }
    if (path.endsWith("_history")) {
      // Nothing is ever deleted here, and old versions are asked for by nobody.
      return page(search("history", List.of(), 1));
    }
    return path.contains("/") ? read(path) : search(path, query);
  }

  private Answer read(String path) {
    var parts = path.split("/", 3);
    var found = shelf(parts[0]).get(parts[1]);
    if (found == null && deleted.contains(path)) {
      return Answer.of(410);
    }
    return found == null ? Answer.of(404) : new Answer(200, found.resource(), Map.of());
  }

  private Answer search(String type, Map<String, String> query) {
    var found =
        new ArrayList<>(candidates(type, query).filter(each -> matches(each, query)).toList());
    found.sort(Shelf.OLDEST_FIRST);
    if (traits.unsorted()) {
      Collections.shuffle(found, dice);
    }
    if (query.getOrDefault("_summary", "").equals("count")) {
      return counted(found.size());
    }
    int count = Integer.parseInt(query.getOrDefault("_count", "20"));
    return page(search("searchset", found, count));
  }

  /** All that may match, and little else. */
  private Stream<Version> candidates(String type, Map<String, String> query) {
    for (var name : NAMING) {
      var value = query.get(name);
      if (value != null) {
        var each = List.of(value.split(",", -1));
        var ids = each.stream().map(one -> one.replace(type + "/", "")).toList();
        return shelf(type).with(each, ids);
      }
    }
    for (var name : CODED) {
      var value = query.get(name);
      if (value != null) {
        var words = Stream.of(value.split(",", -1)).map(one -> name + " " + one).toList();
        return shelf(type).with(words, List.of());
      }
    }
    var dates = query.get("_lastUpdated");
    return dates == null || traits.ignoresDates() ? current(type) : changed(type, dates);
  }

  private Stream<Version> changed(String type, String dates) {
    var from = Instant.MIN;
    var until = Instant.MAX;
    for (var one : dates.split(",", -1)) {
      var moment = Instant.parse(one.substring(2));
      if (one.startsWith("lt")) {
        until = moment.isBefore(until) ? moment : until;
      } else {
        from = moment.isAfter(from) ? moment : from;
      }
    }
    return until.equals(Instant.MAX) ? shelf(type).since(from) : shelf(type).between(from, until);
  }

  private Answer counted(int total) {
    var bundle = JSON.createObjectNode().put("resourceType", "Bundle").put("type", "searchset");
    if (traits.tells()) {
      bundle.putObject("meta").put("lastUpdated", asOf().toString());
    }
    return new Answer(200, bundle.put("total", total), Map.of());
  }

  /** What time it is here. */
  Instant asOf() {
    return clock.instant().plus(traits.ahead());
  }

  private String search(String kind, List<Version> found, int count) {
    var pages = new ArrayList<List<Version>>();
    for (int from = 0; from == 0 || from < found.size(); from += count) {
      pages.add(List.copyOf(found.subList(from, Math.min(from + count, found.size()))));
    }
    if (mixed) {
      Collections.shuffle(pages, dice);
    }
    var key = kind + "-" + searched++;
    searches.put(key, pages);
    if (searches.size() > MOST_SEARCHES) {
      searches.remove(searches.keySet().iterator().next());
    }
    return key + "-0";
  }

  private JsonNode entry(Version version) {
    var entry = JSON.createObjectNode();
    entry.put("fullUrl", base() + "/" + version.type() + "/" + version.id());
    entry.set("resource", version.resource());
    entry.putObject("search").put("mode", "match");
    return entry;
  }

  private Answer page(String name) {
    var parts = name.split("-", 3);
    var pages = searches.get(parts[0] + "-" + parts[1]);
    int number = Integer.parseInt(parts[2]);
    if (pages == null) {
      return Answer.of(410);
    }
    var bundle = JSON.createObjectNode().put("resourceType", "Bundle").put("type", parts[0]);
    if (traits.tells()) {
      bundle.putObject("meta").put("lastUpdated", read().toString());
    }
    if (number + 1 < pages.size()) {
      bundle
          .putArray("link")
          .addObject()
          .put("relation", "next")
          .put("url", base() + "?_page=" + parts[0] + "-" + parts[1] + "-" + (number + 1));
    }
    bundle.putArray("entry").addAll(pages.get(number).stream().map(this::entry).toList());
    return new Answer(200, bundle, Map.of());
  }

  private boolean matches(Version version, Map<String, String> query) {
    return !isHidden(version) && query.entrySet().stream().allMatch(each -> matches(version, each));
  }

  private boolean isHidden(Version version) {
    return version.words().contains(hidden) || hidden.equals("Patient/" + version.id());
  }

  private boolean matches(Version version, Map.Entry<String, String> asked) {
    var value = asked.getValue();
    return switch (asked.getKey()) {
      case "_lastUpdated" ->
          traits.ignoresDates()
              || Stream.of(value.split(","))
                  .allMatch(
                      one ->
                          version.at().isBefore(Instant.parse(one.substring(2)))
                              == one.startsWith("lt"));
      case "_id" ->
          Stream.of(value.split(",", -1))
              .anyMatch(one -> one.equals(version.id()) || isAbout(version, one));
      case "patient", "subject", "actor", "target" ->
          Stream.of(value.split(",", -1)).anyMatch(one -> isAbout(version, one));
      case "identifier", "code" ->
          Stream.of(value.split(","))
              .anyMatch(one -> version.words().contains(asked.getKey() + " " + one));
      default -> true;
    };
  }

  private static boolean isAbout(Version version, String value) {
    return version.words().contains(value) || value.equals(version.type() + "/" + version.id());
  }

  private Answer put(String path, ObjectNode sent, @Nullable String match) {
    var request = JSON.createObjectNode().put("url", path).put("ifMatch", match);
    if (isStale(request)) {
      return Answer.of(traits.conflict());
    }
    var version = keep(sent.put("id", path.substring(path.indexOf('/') + 1)));
    return new Answer(200, version.resource(), Map.of("Location", location(version)));
  }

  private Answer create(ObjectNode sent, @Nullable String ifNoneExist) {
    var type = sent.path("resourceType").asText();
    if (ifNoneExist != null) {
      var wanted = parameters(ifNoneExist.replaceFirst("^.*\\?", ""));
      var there = current(type).filter(each -> matches(each, wanted)).findFirst();
      if (there.isPresent()) {
        return new Answer(200, there.get().resource(), Map.of());
      }
    }
    sent.put("id", newId());
    var version = keep(sent);
    return new Answer(201, version.resource(), Map.of("Location", location(version)));
  }

  private Answer transaction(ObjectNode bundle) {
    var given = new HashMap<String, String>();
    for (var entry : bundle.path("entry")) {
      var request = entry.path("request");
      if (request.path("method").asText().equals("GET")) {
        continue;
      }
      if (entry.path("resource").path("resourceType").asText().equals(refused)) {
        return Answer.of(403);
      }
      if (request.path("method").asText().equals("PUT")) {
        if (isStale(request)) {
          return Answer.of(traits.conflict());
        }
        given.put(entry.path("fullUrl").asText(), request.path("url").asText());
      } else {
        var type = entry.path("resource").path("resourceType").asText();
        given.put(entry.path("fullUrl").asText(), type + "/" + newId());
      }
    }
    var answer =
        JSON.createObjectNode().put("resourceType", "Bundle").put("type", "transaction-response");
    var entries = answer.putArray("entry");
    for (var entry : bundle.path("entry")) {
      if (entry.path("request").path("method").asText().equals("GET")) {
        continue;
      }
      var version = keep(resolved(entry, given));
      entries
          .addObject()
          .putObject("response")
          .put("status", version.number() == 1 ? "201 Created" : "200 OK")
          .put("location", location(version));
    }
    return new Answer(200, answer, Map.of());
  }

  private Answer batch(ObjectNode bundle) {
    var answer =
        JSON.createObjectNode().put("resourceType", "Bundle").put("type", "batch-response");
    var entries = answer.putArray("entry");
    for (var entry : bundle.path("entry")) {
      create((ObjectNode) entry.path("resource"), null);
      entries.addObject().putObject("response").put("status", "201 Created");
    }
    return new Answer(200, answer, Map.of());
  }

  private boolean isStale(JsonNode request) {
    var parts = request.path("url").asText().split("/", 2);
    var known = shelf(parts[0]).get(parts[1]);
    var match = request.path("ifMatch").asText("").replace("null", "");
    return known != null
        && !match.isEmpty()
        && !match.equals("W/\"" + versionId(known.id(), known.number()) + "\"");
  }

  private static ObjectNode resolved(JsonNode entry, Map<String, String> given) {
    var text = entry.path("resource").toString();
    for (var one : given.entrySet()) {
      text = text.replace("\"" + one.getKey() + "\"", "\"" + one.getValue() + "\"");
    }
    try {
      var resource = (ObjectNode) JSON.readTree(text);
      var address = String.valueOf(given.get(entry.path("fullUrl").asText()));
      return resource.put("id", address.substring(address.indexOf('/') + 1));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String location(Version version) {
    return base()
        + "/%s/%s/_history/%s"
            .formatted(version.type(), version.id(), versionId(version.id(), version.number()));
  }

  /** Under which address it knows itself. */
  String base() {
    return traits.otherHost() ? ELSEWHERE : HERE;
  }

  private static Map<String, String> parameters(@Nullable String query) {
    var parameters = new HashMap<String, String>();
    if (query != null) {
      for (var part : query.split("&", -1)) {
        var pair = part.split("=", 2);
        parameters.merge(
            pair[0],
            URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8),
            (one, other) -> one + "," + other);
      }
    }
    return parameters;
  }
}
