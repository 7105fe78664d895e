package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.attune.faults.Course;
import org.attune.faults.LightHospital;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Everything that can be asked over HTTP, by everybody who might: the table {@code
 * who-may-what.csv} says what each is answered, and whatever the API describes must be in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WhoMayWhatIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLIENTS = 120;
  private static final int OFFSET = Integer.getInteger("matrix.port-offset", 970);
  private static final String API = "http://127.0.0.1:" + (8080 + OFFSET) + "/attune/api";

  private static final String OPEN_FINDINGS =
      "select finding_key, patient, therapists, channel = 'PROMPT' or attention = 'PROMPT'"
          + ", exists (select 1 from work_item where item_key = finding_key)"
          + " from finding where ended is null and stage = 'OPEN'"
          + " and channel in ('PROMPT', 'CHART') and therapists ~ '^[a-z0-9-]+$'"
          + " order by finding_key";

  private final Path base = Path.of(System.getProperty("work")).toAbsolutePath().resolve("matrix");
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Row> table = table();
  private final Deque<Finding> onChart = new ArrayDeque<>();
  private final Deque<Finding> prompts = new ArrayDeque<>();

  /** Prompts that ask something of a plan, which has a row on the worklist. */
  private final Deque<Finding> questions = new ArrayDeque<>();

  private final Map<String, String> tokens = new HashMap<>();
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable LightHospital hospital;
  private @Nullable Node node;
  private String ledger = "";

  /** Who asks. */
  private enum Who {
    NOBODY("Practitioner/nobody"),
    WRONG_WORD("Practitioner/nobody"),
    CHART_IS_OVER("Practitioner/too-late"),
    REASON_IS_WANTED("Practitioner/curious"),
    THERAPIST(""),
    COLLEAGUE("Practitioner/colleague"),
    COORDINATOR("Practitioner/coordinator"),
    OTHER_CLIENTS_CHART("Practitioner/elsewhere"),
    CASELOAD_IS_OPEN("Practitioner/caseload"),
    WORKLIST_IS_OPEN("Practitioner/worklist");

    private final String user;

    Who(String user) {
      this.user = user;
    }
  }

  /** What can be asked, about what kind of signal, and what each is answered. */
  private record Row(String operation, String about, Map<Who, Integer> answers) {

    int answer(Who who) {
      return Objects.requireNonNull(answers.get(who));
    }
  }

  /** Something that was found of a client and is open. */
  private record Finding(String key, String patient, String therapist) {}

  private static List<Row> table() {
    try (InputStream file = WhoMayWhatIT.class.getResourceAsStream("who-may-what.csv")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(WhoMayWhatIT::row).toList();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Row row(String line) {
    var cells = line.split(",", -1);
    var answers = new EnumMap<Who, Integer>(Who.class);
    int column = 2;
    for (var who : Who.values()) {
      answers.put(who, Integer.valueOf(cells[column]));
      column++;
    }
    return new Row(cells[0], cells[1], answers);
  }

  @BeforeAll
  void have_something_found() throws Exception {
    var site = Site.of(CLIENTS);
    var server = EmbeddedPostgres.start();
    postgres = server;
    ledger = server.getJdbcUrl("postgres", "matrix");
    Ordeal.withEar(Kit.withPostgres(base));
    var there = site.hospital();
    hospital = there;
    var settings = new HashMap<>(site.settings(there.port()));
    settings.put("consultation.recipient", "Practitioner/lead");
    node =
        new Node.Start(
                base,
                "standalone-full.xml",
                "one",
                OFFSET,
                Kit.database(server, "matrix"),
                List.of())
            .with(settings)
            .begin();
    node.awaitQuiet();
    for (var found : findings()) {
      found.getValue().add(found.getKey());
    }
  }

  @AfterAll
  void close() throws IOException {
    if (node != null) {
      node.close();
    }
    if (hospital != null) {
      hospital.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  @Order(1)
  void whatever_the_api_describes_is_in_the_table_and_nothing_else() throws Exception {
    var described = new TreeSet<String>();
    for (var path :
        JSON.readTree(send("GET", "/openapi", null, null).body()).path("paths").properties()) {
      path.getValue().properties().stream()
          .map(Map.Entry::getKey)
          .filter(List.of("get", "post", "put", "delete")::contains)
          .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    assertThat(new TreeSet<>(table.stream().map(Row::operation).toList())).isEqualTo(described);
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> each_is_answered_as_the_table_says() {
    return table.stream()
        .flatMap(
            row ->
                Arrays.stream(Who.values())
                    .map(
                        who ->
                            dynamicTest(
                                row.operation() + " " + row.about() + " by " + who,
                                () -> assertThat(ask(row, who)).isEqualTo(row.answer(who)))));
  }

  @Test
  @Order(3)
  void who_was_turned_away_has_left_nothing() throws Exception {
    for (var who : Who.values()) {
      long allowed =
          table.stream()
              .filter(
                  row ->
                      row.operation().startsWith("POST")
                          && (row.operation().contains("{key}")
                              || row.operation().contains("{item}"))
                          && !row.operation().endsWith("responses")
                          && !row.operation().endsWith("wake"))
              .filter(row -> row.answer(who) == 200 && !row.about().equals("question"))
              .count();
      if (who != Who.THERAPIST) {
        assertThat(number("select count(*) from finding_act where done_by = '" + who.user + "'"))
            .as("%s", who)
            .isEqualTo(allowed);
      }
    }
  }

  @Test
  @Order(4)
  void one_clients_chart_tells_of_that_client_alone() throws Exception {
    var one = Objects.requireNonNull(onChart.peek());
    var chart = send("GET", "/chart", token(Who.OTHER_CLIENTS_CHART, one), null).body();
    assertThat(chart)
        .contains("\"signals\"")
        .doesNotContain(one.key())
        .doesNotContain(one.patient());
  }

  @Test
  @Order(5)
  void what_is_taken_away_is_what_it_says_it_is_and_its_name_tells_nothing() throws Exception {
    var token = token(Who.THERAPIST, Objects.requireNonNull(onChart.peek()));
    var beginnings =
        Map.of("chart.pdf", "%PDF-", "summary.pdf", "%PDF-", "bundle.json", "{\"resourceType\":");
    for (var file : beginnings.keySet()) {
      var copy = send("GET", "/chart/export/" + file, token, null);
      boolean pdf = file.endsWith("pdf");
      assertThat(copy.body()).startsWith(beginnings.get(file));
      assertThat(copy.headers().firstValue("content-type"))
          .contains(pdf ? "application/pdf" : "application/fhir+json");
      assertThat(copy.headers().firstValue("content-disposition"))
          .contains("attachment; filename=\"attune-" + file.replace("bundle", "chart") + "\"");
      assertThat(copy.headers().firstValue("cache-control").orElse("")).contains("no-store");
    }
    assertThat(Files.readString(base.resolve("log").resolve("server.log")))
        .doesNotContain("org.apache.pdfbox", "openhtmltopdf");
  }

  @Test
  @Order(6)
  void what_prompts_one_therapist_alone_is_in_no_copy_of_theirs() throws Exception {
    var prompt = Objects.requireNonNull(prompts.peek());
    var flag = Objects.requireNonNull(onChart.peek());
    assertThat(copyFor(prompt)).contains("\"Device\"").doesNotContain(sentence(prompt));
    assertThat(copyFor(flag)).contains(sentence(flag));
  }

  private String copyFor(Finding finding) throws Exception {
    var token = token(Who.THERAPIST, finding);
    return JSON.readTree(send("GET", "/chart/export/bundle.json?lang=en", token, null).body())
        .toString();
  }

  private String sentence(Finding finding) throws Exception {
    var token = token(Who.THERAPIST, finding);
    var chart = JSON.readTree(send("GET", "/chart?lang=en", token, null).body());
    return StreamSupport.stream(chart.path("signals").spliterator(), false)
        .filter(signal -> signal.path("key").asText().equals(finding.key()))
        .findFirst()
        .orElseThrow()
        .path("sentence")
        .asText();
  }

  @Test
  @Order(7)
  void the_logs_name_no_client() throws IOException {
    for (var log : List.of("server.log", "attune.log")) {
      var file = base.resolve("log").resolve(log);
      if (Files.exists(file)) {
        assertThat(Files.readString(file).lines().filter(line -> line.contains("client-0")))
            .as(log)
            .isEmpty();
      }
    }
  }

  private int ask(Row row, Who who) throws Exception {
    // Nothing that is done about a question changes what it came from.
    boolean question = row.about().equals("question");
    var pool =
        switch (row.about()) {
          case "prompt" -> prompts;
          case "question" -> questions;
          default -> onChart;
        };
    boolean changes =
        row.about().length() > 0
            && !question
            && row.answer(who) == 200
            && !row.operation().startsWith("GET");
    var finding = Objects.requireNonNull(changes ? pool.poll() : pool.peek(), "too few findings");
    var parts = row.operation().split(" ", 2);
    // What is closed here must not be missed elsewhere.
    boolean closes = parts[1].contains("-session") || parts[1].endsWith("/hand-over");
    var token = closes ? anew(who, finding) : token(who, finding);
    var path =
        parts[1]
            .replace("{key}", finding.key())
            .replace("{item}", finding.key())
            .replace("{service}", "attune-patient-view")
            .replace("{form}", "client-check-in")
            .replace("{note}", UUID.randomUUID().toString())
            .replace("{decision}", UUID.randomUUID().toString())
            .replace("{filter}", UUID.randomUUID().toString())
            .replace(
                "/{type}/{id}",
                parts[1].startsWith("/fhir") ? "/Questionnaire/client-check-in" : "/Task/1")
            .replace("{secret}", "guessed");
    int answer = send(parts[0], path, token, body(parts[1])).statusCode();
    if (closes) {
      // Handing over closes whatever the same person has open.
      tokens.clear();
    }
    return answer;
  }

  private static @Nullable String body(String path) {
    if (path.endsWith("snooze")) {
      return "{\"until\":\"" + LocalDate.now(Course.ZONE).plusDays(3) + "\"}";
    }
    if (path.endsWith("dismiss")) {
      return "{\"reason\":\"NOT_APPLICABLE\"}";
    }
    if (path.endsWith("responses")) {
      return "{\"response\":\"ST-02\"}";
    }
    if (path.endsWith("relationship")) {
      // Nobody's chart changes by it, so that the others find what they ask about.
      return "{\"hidden\":false}";
    }
    if (path.endsWith("contest")) {
      return "{\"text\":\"It was not so\"}";
    }
    if (path.endsWith("form-session")) {
      return "{\"word\":\"guessed\"}";
    }
    if (path.endsWith("form/answer")) {
      return "{\"answers\":{\"mood\":[\"6\"]}}";
    }
    if (path.endsWith("note/{note}")) {
      return "{\"answers\":{\"heard\":[\"6\"]}}";
    }
    if (path.endsWith("copies")) {
      // Whoever has taken nothing takes a copy of nothing away.
      return "{\"form\":\"pdf\",\"wanted\":{\"owner\":\"me\"}}";
    }
    if (path.endsWith("{filter}")) {
      return "{\"name\":\"Nobody's\",\"wanted\":{\"owner\":\"nobody\"}}";
    }
    if (path.endsWith("reason")) {
      return "{\"reason\":\"EMERGENCY\"}";
    }
    if (path.equals("/worklist/acknowledge")) {
      return "{\"items\":[]}";
    }
    if (path.startsWith("/caseload/") || path.equals("/worklist/names")) {
      // Who is on nobody's list here is neither named nor opened.
      return "{\"patient\":\"Patient/somebody\",\"patients\":[\"Patient/somebody\"]}";
    }
    return path.endsWith("-session") ? "{\"code\":\"guessed\"}" : "{}";
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String token, @Nullable String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(API + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    boolean with = body != null && !method.equals("GET") && !method.equals("DELETE");
    if (with) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        with ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What opens a chart, as a launch would have given it. */
  private @Nullable String token(Who who, Finding finding) throws SQLException {
    if (who == Who.NOBODY) {
      return null;
    }
    if (who == Who.WRONG_WORD) {
      return "guessed";
    }
    var name = who + " " + finding.patient() + " " + finding.therapist();
    var known = tokens.get(name);
    if (known != null) {
      return known;
    }
    var token = anew(who, finding);
    tokens.put(name, token);
    return token;
  }

  private @Nullable String anew(Who who, Finding finding) throws SQLException {
    if (who == Who.NOBODY || who == Who.WRONG_WORD) {
      return token(who, finding);
    }
    var token = UUID.randomUUID().toString();
    if (who == Who.CASELOAD_IS_OPEN) {
      openCaseload(token);
      return token;
    }
    if (who == Who.WORKLIST_IS_OPEN) {
      openWorklist(token);
      return token;
    }
    try (var connection = DriverManager.getConnection(ledger);
        var insert =
            connection.prepareStatement(
                "insert into chart_session (id, token_digest, viewer, viewer_role, patient,"
                    + " reason_needed, began, ends) values (?, ?, ?, ?, ?, ?, now(),"
                    + " now() + ?::interval)")) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, Copies.digest(token));
      insert.setString(3, who == Who.THERAPIST ? "Practitioner/" + finding.therapist() : who.user);
      insert.setString(4, who == Who.COORDINATOR ? "COORDINATOR" : "CLINICIAN");
      insert.setString(5, who == Who.OTHER_CLIENTS_CHART ? other(finding) : finding.patient());
      insert.setBoolean(6, who == Who.REASON_IS_WANTED);
      insert.setString(7, who == Who.CHART_IS_OVER ? "-1 minute" : "1 hour");
      insert.executeUpdate();
    }
    return token;
  }

  /** A caseload, which is no chart. */
  private void openCaseload(String token) throws SQLException {
    try (var connection = DriverManager.getConnection(ledger);
        var insert =
            connection.prepareStatement(
                "insert into caseload_session (id, token_digest, viewer, viewer_role, began, ends)"
                    + " values (?, ?, ?, 'CLINICIAN', now(), now() + interval '1 hour')")) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, Copies.digest(token));
      insert.setString(3, Who.CASELOAD_IS_OPEN.user);
      insert.executeUpdate();
    }
  }

  /** A worklist, which is neither. */
  private void openWorklist(String token) throws SQLException {
    try (var connection = DriverManager.getConnection(ledger);
        var insert =
            connection.prepareStatement(
                "insert into worklist_session (id, token_digest, viewer, viewer_role, units, began,"
                    + " ends) values (?, ?, ?, 'COORDINATOR', '*', now(),"
                    + " now() + interval '1 hour')")) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, Copies.digest(token));
      insert.setString(3, Who.WORKLIST_IS_OPEN.user);
      insert.executeUpdate();
    }
  }

  /** Another client, of whom something is known as well. */
  private String other(Finding finding) {
    return Stream.concat(onChart.stream(), prompts.stream())
        .map(Finding::patient)
        .filter(patient -> !patient.equals(finding.patient()))
        .findFirst()
        .orElseThrow();
  }

  private List<Map.Entry<Finding, Deque<Finding>>> findings() throws SQLException {
    try (var connection = DriverManager.getConnection(ledger);
        var rows = connection.createStatement().executeQuery(OPEN_FINDINGS)) {
      var found = new ArrayList<Map.Entry<Finding, Deque<Finding>>>();
      while (rows.next()) {
        var one = new Finding(rows.getString(1), rows.getString(2), rows.getString(3));
        var promptly = rows.getBoolean(5) ? questions : prompts;
        found.add(Map.entry(one, rows.getBoolean(4) ? promptly : onChart));
      }
      return found;
    }
  }

  private long number(String query) throws SQLException {
    try (var connection = DriverManager.getConnection(ledger);
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
