package org.attune.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in hospital as a process, spoken to over HTTP. */
class SandboxEhrIT {

  private static final String[] CASELOAD = {"--load", "--clients", "4", "--today", "2026-11-22"};
  private static final String FLAG =
      """
      {"resourceType":"Flag","status":"active","code":{"text":"%s"},
       "identifier":[{"system":"https://example.org/test","value":"%s"}],
       "subject":{"reference":"Patient/client-000001"}}
      """;

  private static final String TASK =
      """
      {"resourceType":"Task","id":"task-%d","status":"requested","intent":"order"}
      """;

  private static final String GOAL =
      """
      {"resourceType":"Goal","id":"%s","lifecycleStatus":"active",
       "description":{"text":"Sleep"},"subject":{"reference":"Patient/client-000001"}}
      """;

  private static final String PLAN =
      """
      {"resourceType":"CarePlan","id":"%s","status":"active","intent":"plan","title":"Together",
       "activity":[{"detail":{"status":"scheduled","description":"A walk"}}],
       "subject":{"reference":"Patient/client-000001"}}
      """;

  private static final String REFERENCE = "{\"reference\":\"Goal/%s\"}";

  @TempDir static Path folder;

  private static int port;
  private static Running hospital;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    port = freePort();
    hospital = Running.start(port, folder.resolve("data"), with("--with-parent")).waitUntilOpen();
  }

  @AfterAll
  static void closeIt() {
    hospital.close();
  }

  @Test
  void it_says_what_it_can_do() throws Exception {
    assertThat(hospital.read("/fhir/metadata").path("fhirVersion").asText()).isEqualTo("4.0.1");
  }

  @Test
  void a_person_finds_a_page_and_a_program_the_stories() throws Exception {
    assertThat(hospital.get("/").body()).contains("Stand-in hospital");
    for (String file : List.of("launcher.css", "launcher.js", "record.js", "choose.js")) {
      assertThat(hospital.get("/" + file).statusCode()).as(file).isEqualTo(200);
    }
    assertThat(hospital.get("/stories").body()).contains("Stand-in hospital", "voice-not-helped");
    assertThat(hospital.read("/stories.json").path("stories")).hasSize(4);
  }

  @Test
  void appointments_are_found_by_patient_and_time_of_change() throws Exception {
    var query = "/fhir/Appointment?patient=Patient/client-000001&_count=5&_total=accurate";
    assertThat(hospital.read(query).path("total").asInt()).isGreaterThan(20);
    assertThat(hospital.read(query + "&_lastUpdated=gt2020-01-01").path("entry")).hasSize(5);
    assertThat(hospital.read(query + "&_lastUpdated=gt2090-01-01").path("total").asInt()).isZero();
  }

  @Test
  void a_patient_is_found_by_name_birth_date_and_number_asked_in_the_body() throws Exception {
    var patient = hospital.read("/fhir/Patient/client-000001");
    var name = patient.path("name").path(0);
    var number = patient.path("identifier").path(0).path("value").asText();
    for (String asked :
        List.of(
            "name=" + name.path("given").path(0).asText() + "&name=" + name.path("family").asText(),
            "birthdate=" + patient.path("birthDate").asText(),
            "identifier=" + number)) {
      var answer =
          hospital.send(
              "POST",
              "/fhir/Patient/_search",
              asked + "&_count=51&_elements=id",
              "Content-Type",
              "application/x-www-form-urlencoded");
      assertThat(answer.statusCode()).as(asked).isEqualTo(200);
      assertThat(answer.body()).as(asked).contains("client-000001");
    }
    var nobody =
        hospital.send(
            "POST",
            "/fhir/Patient/_search",
            "name=Nobodywhoisthere",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(nobody.body()).doesNotContain("client-");
  }

  @Test
  void changes_come_oldest_first_and_page_by_page() throws Exception {
    var page =
        hospital.read(
            "/fhir/QuestionnaireResponse?_lastUpdated=ge2020-01-01&_sort=_lastUpdated&_count=7");
    assertThat(page.path("entry")).hasSize(7);
    assertThat(page.path("link").findValuesAsText("relation")).contains("next");
  }

  @Test
  void a_flag_is_made_once_for_one_identifier() throws Exception {
    var header = "identifier=https://example.org/test|once";
    var first =
        hospital.send("POST", "/fhir/Flag", FLAG.formatted("a", "once"), "If-None-Exist", header);
    var second =
        hospital.send("POST", "/fhir/Flag", FLAG.formatted("b", "once"), "If-None-Exist", header);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    var found = hospital.read("/fhir/Flag?identifier=https://example.org/test%7Conce");
    assertThat(found.path("entry")).hasSize(1);
  }

  @Test
  void a_flag_is_updated_by_its_identifier() throws Exception {
    var path = "/fhir/Flag?identifier=https://example.org/test%7Cby-key";
    assertThat(hospital.send("PUT", path, FLAG.formatted("a", "by-key")).statusCode())
        .isEqualTo(201);
    assertThat(hospital.send("PUT", path, FLAG.formatted("b", "by-key")).statusCode())
        .isEqualTo(200);
    assertThat(hospital.read(path).at("/entry/0/resource/code/text").asText()).isEqualTo("b");
  }

  @Test
  void whoever_comes_second_is_told_so() throws Exception {
    var made = hospital.send("PUT", "/fhir/Flag/flag-race", flag("flag-race", "a"));
    assertThat(made.statusCode()).isEqualTo(201);
    var faster =
        hospital.send("PUT", "/fhir/Flag/flag-race", flag("flag-race", "b"), "If-Match", "W/\"1\"");
    var slower =
        hospital.send("PUT", "/fhir/Flag/flag-race", flag("flag-race", "c"), "If-Match", "W/\"1\"");
    assertThat(faster.statusCode()).isEqualTo(200);
    assertThat(slower.statusCode()).isIn(409, 412);
  }

  @Test
  void earlier_versions_are_kept() throws Exception {
    hospital.send("PUT", "/fhir/Flag/flag-history", flag("flag-history", "a"));
    hospital.send("PUT", "/fhir/Flag/flag-history", flag("flag-history", "b"));
    assertThat(hospital.read("/fhir/Flag/flag-history/_history").path("entry")).hasSize(2);
    assertThat(hospital.read("/fhir/Flag/flag-history/_history/1").at("/code/text").asText())
        .isEqualTo("a");
    assertThat(hospital.read("/fhir/Appointment/_history?_count=3").path("entry")).hasSize(3);
  }

  @Test
  void a_flag_can_be_patched() throws Exception {
    hospital.send("PUT", "/fhir/Flag/flag-patch", flag("flag-patch", "a"));
    var patch = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"inactive\"}]";
    var response =
        hospital.send(
            "PATCH", "/fhir/Flag/flag-patch", patch, "Content-Type", "application/json-patch+json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(hospital.read("/fhir/Flag/flag-patch").path("status").asText())
        .isEqualTo("inactive");
  }

  @Test
  void a_plan_takes_one_goal_more_and_keeps_all_else_of_it() throws Exception {
    goals("goal-a", "goal-b");
    var path = "/fhir/CarePlan/plan-goals";
    hospital.send("PUT", path, PLAN.formatted("plan-goals"));
    assertThat(patched(path, "/goal/-", REFERENCE.formatted("goal-a"), "1"))
        .as("to a list that is not there nothing is added")
        .isBetween(400, 499);
    assertThat(patched(path, "/goal", "[" + REFERENCE.formatted("goal-a") + "]", "1"))
        .isEqualTo(200);
    assertThat(patched(path, "/goal", "[" + REFERENCE.formatted("goal-b") + "]", "1"))
        .as("a first goal on a version by which there is another")
        .isIn(409, 412);
    assertThat(patched(path, "/goal/-", REFERENCE.formatted("goal-b"), "2")).isEqualTo(200);
    var plan = hospital.read(path);
    assertThat(plan.path("goal").findValuesAsText("reference"))
        .containsExactly("Goal/goal-a", "Goal/goal-b");
    assertThat(plan.path("title").asText()).isEqualTo("Together");
    assertThat(plan.at("/activity/0/detail/description").asText()).isEqualTo("A walk");
    assertThat(hospital.read(path + "/_history").findValuesAsText("versionId"))
        .startsWith("3", "2", "1");
  }

  private static int patched(String path, String to, String value, String version)
      throws IOException, InterruptedException {
    return hospital
        .send(
            "PATCH",
            path,
            "[{\"op\":\"add\",\"path\":\"%s\",\"value\":%s}]".formatted(to, value),
            "Content-Type",
            "application/json-patch+json; charset=UTF-8",
            "If-Match",
            "W/\"" + version + "\"")
        .statusCode();
  }

  private static void goals(String... ids) throws IOException, InterruptedException {
    for (String id : ids) {
      hospital.send("PUT", "/fhir/Goal/" + id, GOAL.formatted(id));
    }
  }

  @Test
  void a_transaction_that_fails_half_way_leaves_nothing_behind() throws Exception {
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
          {"resource":%s,"request":{"method":"PUT","url":"Flag/flag-half"}},
          {"resource":{"resourceType":"Flag","status":"active","code":{"text":"x"},
             "subject":{"reference":"Patient/nobody-at-all"}},
           "request":{"method":"POST","url":"Flag"}}]}
        """
            .formatted(flag("flag-half", "a"));
    assertThat(hospital.send("POST", "/fhir", bundle).statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(hospital.get("/fhir/Flag/flag-half").statusCode()).isEqualTo(404);
  }

  @Test
  void whoever_subscribes_is_told() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    var listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    listener.start();
    try {
      subscribe("http://127.0.0.1:%d/told".formatted(listener.getAddress().getPort()));
      String said = null;
      for (int i = 0; i < 20 && said == null; i++) {
        hospital.send("PUT", "/fhir/Task/task-" + i, TASK.formatted(i));
        said = heard.poll(2, TimeUnit.SECONDS);
      }
      assertThat(said).startsWith("PUT /told/Task/task-");
    } finally {
      listener.stop(0);
    }
  }

  private static void subscribe(String endpoint) throws IOException, InterruptedException {
    hospital.send(
        "POST",
        "/fhir/Subscription",
        """
        {"resourceType":"Subscription","status":"requested","reason":"test","criteria":"Task?",
         "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json"}}
        """
            .formatted(endpoint));
  }

  @Test
  void a_second_one_on_the_same_port_says_one_sentence_and_ends() throws Exception {
    try (var second = Running.start(port, folder.resolve("other"))) {
      assertThat(second.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(second.process.exitValue()).isEqualTo(1);
      assertThat(Files.readString(second.log).strip())
          .startsWith("Port " + port + " is already in use.")
          .hasLineCount(1);
    }
  }

  @Test
  void it_is_filled_once_forgets_when_asked_and_ends_with_its_parent() throws Exception {
    var data = folder.resolve("again");
    int other = freePort();
    try (var first = Running.start(other, data, CASELOAD).waitUntilOpen()) {
      first.send("PUT", "/fhir/Flag/flag-kept", flag("flag-kept", "a"));
      first.process.destroy();
      assertThat(first.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    try (var second = Running.start(other, data, with("--with-parent")).waitUntilOpen()) {
      assertThat(Files.readString(second.log)).doesNotContain("Admitting");
      assertThat(second.get("/fhir/Flag/flag-kept").statusCode()).isEqualTo(200);
      second.process.getOutputStream().close();
      assertThat(second.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    try (var third = Running.start(other, data, with("--fresh")).waitUntilOpen()) {
      assertThat(Files.readString(third.log)).doesNotContain("Admitting");
      assertThat(third.get("/fhir/Flag/flag-kept").statusCode()).isEqualTo(404);
      assertThat(third.get("/fhir/Patient/client-000004").statusCode()).isEqualTo(200);
    }
  }

  private static String[] with(String more) {
    var all = Arrays.copyOf(CASELOAD, CASELOAD.length + 1);
    all[CASELOAD.length] = more;
    return all;
  }

  private static String flag(String id, String text) {
    return FLAG.formatted(text, id).replace("\"status\"", "\"id\":\"%s\",\"status\"".formatted(id));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
