package org.attune.e2e.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page out of the WAR that was built, under the policy that it must bear, and says about
 * the client what it was given to say.
 */
final class PageHost implements AutoCloseable {

  /**
   * What was asked of the server.
   *
   * @param byItself whether the page says that nobody asked it to
   */
  record Asked(
      String method,
      String path,
      String query,
      @Nullable String bearer,
      String body,
      boolean byItself) {

    String line() {
      return method + " " + path + (body.isEmpty() ? "" : " " + body);
    }
  }

  /** What it answers. */
  record Answer(int status, String type, String body) {

    static Answer json(int status, JsonNode body) {
      return new Answer(status, "application/json", body.toString());
    }

    static Answer problem(int status, String name) {
      return json(status, JSON.createObjectNode().put("title", name).put("status", status));
    }

    static Answer nothing() {
      return new Answer(204, "", "");
    }
  }

  static final ObjectMapper JSON = new ObjectMapper();

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors ";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8");

  /** The note that was written before. */
  static final String NOTE = "3f0d5c1e-6f0a-4a8e-9d7c-1b1f6c6e0001";

  /** The name under which the next one is kept. */
  static final String NEXT_NOTE = "7d0a8c7e-52a8-4b0e-9a3f-2f1f2f5b1c11";

  /** A name that the page gave; what is answered to any of them stands under {@code *}. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Path ROOT = Path.of(System.getProperty("project.root", "../.."));

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Duration> late = new ConcurrentHashMap<>();
  private volatile @Nullable Duration openFor;
  private volatile String ancestors = "'self'";
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  PageHost() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/attune/chart/", this::file);
    server.createContext("/attune/form/", this::file);
    server.createContext("/attune/caseload/", this::file);
    server.createContext("/attune/worklist/", this::file);
    server.createContext("/attune/api/", this::api);
    server.setExecutor(threads);
    usual();
    server.start();
  }

  /** A chart with much to see, for an hour. */
  private void usual() {
    session(Duration.ofHours(1), false);
    answer("GET chart", chart("rich.en"));
    answer("GET chart?de", chart("rich.de"));
    answer("GET chart/banner", fixture("banner"));
    answer("GET chart/goals", fixture("goals.en"));
    answer("GET chart/goals?de", fixture("goals.de"));
    answer("PUT chart/goals/matches", JSON.createObjectNode());
    answer("GET chart/summary", fixture("summary.en"));
    answer("GET chart/summary?de", fixture("summary.de"));
    answers.put("DELETE chart-session", Answer.nothing());
    answers.put("POST chart-session/reason", Answer.nothing());
    form();
    note();
    openCaseload();
    Worklist.opens(this);
  }

  /** A therapist who holds sessions with this client. */
  private void note() {
    answer("GET chart/note", fixture("note.en"));
    answer("GET chart/note?de", fixture("note.de"));
    answers.put("PUT chart/note/" + NEXT_NOTE, new Answer(201, "", ""));
    answers.put("DELETE chart/note/" + NOTE, Answer.nothing());
  }

  /** A form that was handed over, and a record that takes what is filled. */
  private void form() {
    answer("GET chart/forms", JSON.createObjectNode().put("taken", true));
    formSession(true);
    answer("GET form", form("check-in.en"));
    answer("GET form?de", form("check-in.de"));
    answers.put("POST form/answer", new Answer(202, "", ""));
    var invitation =
        JSON.createObjectNode()
            .put("link", "https://attune.hospital.example/attune/form/index.html#word=one-time")
            .put("ends", "2026-11-25T09:00:00Z");
    answer("POST chart/forms/client-check-in/link", invitation);
    answer("POST chart/forms/client-check-in/hand-over", invitation);
    answer("POST chart/forms/what-is-behind-it/link", invitation);
  }

  void formSession(boolean onTheSpot) {
    formSession(onTheSpot, Duration.ofMinutes(30));
  }

  void formSession(boolean onTheSpot, Duration lasts) {
    answer(
        "POST form-session",
        JSON.createObjectNode()
            .put("token", "token-of-this-form")
            .put("ends", Instant.now().plus(lasts).toString())
            .put("language", "en")
            .put("onTheSpot", onTheSpot));
  }

  /** A caseload of five with their names, for an hour. */
  private void openCaseload() {
    caseloadSession(Duration.ofHours(1));
    answer("GET caseload", fixture("caseload.en"));
    answer("GET caseload?de", fixture("caseload.de"));
    answer("GET caseload/supervision", fixture("supervision.en"));
    answer("GET caseload/supervision?de", fixture("supervision.de"));
    answer("POST caseload/names", names());
    answer("POST caseload/open", JSON.createObjectNode().put("to", page()));
    answers.put("DELETE caseload-session", Answer.nothing());
  }

  void caseloadSession(Duration lasts) {
    answer(
        "POST caseload-session",
        JSON.createObjectNode()
            .put("token", "token-of-this-caseload")
            .put("ends", Instant.now().plus(lasts).toString()));
  }

  /** Who is on that caseload. */
  static JsonNode names() {
    var names = JSON.createObjectNode();
    var all = names.putObject("names");
    for (var one :
        List.of(
            "p1|Mara Lindqvist-Okonkwo|1988-03-12|0047-1193",
            "p2|Ali Reza Hosseini|1991-11-02|0047-2201",
            "p3|Jo Winter|1970-05-01|0047-0007",
            "p4|Anna-Lena von der Heydebreck|1965-01-30|0047-9120")) {
      var parts = one.split("\\|", -1);
      all.putObject("Patient/" + parts[0])
          .put("name", parts[1])
          .put("birthDate", parts[2])
          .put("recordNumber", parts[3]);
    }
    // The record knows one of them without a name.
    all.putObject("Patient/p5")
        .putNull("name")
        .put("birthDate", "1999-09-09")
        .putNull("recordNumber");
    return names;
  }

  void session(Duration lasts, boolean reasonNeeded) {
    answer("POST chart-session", opened(lasts, reasonNeeded));
  }

  /** The record whose frames may hold the page. */
  void framedBy(String origin) {
    ancestors = origin;
  }

  /** From now on each answer says that what is open stays so for that long. */
  void openFor(Duration time) {
    openFor = time;
  }

  /** The record opens the chart because of one signal. */
  void sessionAbout(String signal) {
    answer("POST chart-session", opened(Duration.ofHours(1), false).put("signal", signal));
  }

  private static ObjectNode opened(Duration lasts, boolean reasonNeeded) {
    return JSON.createObjectNode()
        .put("token", "token-of-this-chart")
        .put("ends", Instant.now().plus(lasts).toString())
        .put("reasonNeeded", reasonNeeded);
  }

  /** What is said to a method and a path below api, such as {@code GET chart}. */
  void answer(String to, JsonNode body) {
    answers.put(to, Answer.json(200, body));
  }

  void answer(String to, Answer answer) {
    answers.put(to, answer);
  }

  /** From now on this is answered late. */
  void slow(String to, Duration by) {
    late.put(to, by);
  }

  String page() {
    return "http://localhost:" + server.getAddress().getPort() + "/attune/chart/index.html";
  }

  /** Where a form opens. */
  String formPage() {
    return page().replace("/chart/", "/form/");
  }

  String caseload() {
    return page().replace("/chart/", "/caseload/");
  }

  /** Where staff come who signed in. */
  String worklist() {
    return page().replace("/chart/", "/worklist/");
  }

  List<Asked> asked() {
    return asked;
  }

  static ObjectNode chart(String name) {
    return (ObjectNode) fixture(name);
  }

  static JsonNode fixture(String name) {
    return read("chart/fixtures/" + name);
  }

  /** A form as the server gives it. */
  static JsonNode form(String name) {
    return read("form/fixtures/" + name);
  }

  /** Something of a worklist, as the server gives it. */
  static ObjectNode worklist(String name) {
    return (ObjectNode) read("worklist/fixtures/" + name);
  }

  private static JsonNode read(String name) {
    try {
      return JSON.readTree(ROOT.resolve("web/src/main/web/" + name + ".json").toFile());
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void file(HttpExchange exchange) throws IOException {
    var name = exchange.getRequestURI().getPath().substring("/attune/".length());
    try (var war = new ZipFile(war().toFile())) {
      var entry = war.getEntry(name);
      if (entry == null) {
        send(exchange, new Answer(404, "text/plain", ""));
        return;
      }
      var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
      send(
          exchange,
          new Answer(200, type, new String(war.getInputStream(entry).readAllBytes(), UTF_8)));
    }
  }

  private static Path war() throws IOException {
    try (var files = Files.list(ROOT.resolve("web/target"))) {
      return files.filter(file -> file.toString().endsWith(".war")).findFirst().orElseThrow();
    }
  }

  private void api(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var path = uri.getPath().substring("/attune/api/".length());
    var query = uri.getQuery() == null ? "" : uri.getQuery();
    var bearer = exchange.getRequestHeaders().getFirst("Authorization");
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean byItself = exchange.getRequestHeaders().containsKey("Attune-Looks-By-Itself");
    asked.add(new Asked(exchange.getRequestMethod(), path, query, bearer, body, byItself));
    var exact = exchange.getRequestMethod() + " " + path;
    var key = answers.containsKey(exact) ? exact : NAME.matcher(exact).replaceAll("*");
    await(late.getOrDefault(key, Duration.ZERO));
    var german = query.contains("lang=de") ? answers.get(key + "?de") : null;
    var answer = german == null ? answers.get(key) : german;
    send(exchange, answer == null ? Answer.problem(404, "no-such-signal") : answer);
  }

  private static void await(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", POLICY + ancestors);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (openFor != null) {
      headers.set("Attune-Open-Until", Instant.now().plus(openFor).toString());
    }
    if (!answer.type.isEmpty()) {
      headers.set("Content-Type", answer.type);
    }
    var body = answer.body.getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
