package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.attune.access.AuditEntries;
import org.attune.access.ClientSearch.Found;
import org.attune.access.Role;
import org.attune.access.Sought;
import org.attune.access.WorklistSessions;
import org.attune.therapy.PatientId;
import org.attune.worklist.KeepFilters;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worklist offers beside its rows, over HTTP. */
abstract class WorklistExtrasChecks extends WorklistStage {

  private static final Sought NAME = new Sought.Named(List.of("Smit"));

  @Inject WorklistSessions sessions;
  @Inject AuditEntries accounts;
  @ArquillianResource URL address;

  private final PatientId other = new PatientId("q-" + tag);
  private String token = "";

  static WebArchive extras(String database) {
    return Slice.withWeb(slice(database), "shared", "coordinator")
        .addClasses(WorklistExtrasChecks.class);
  }

  @BeforeEach
  void somebody_works_for_the_north() {
    HospitalToFind.KNOWN.clear();
    HospitalToFind.ASKED.clear();
    token = opened(Role.COORDINATOR, NORTH);
  }

  private String opened(Role role, String unit) {
    return openedFor("Practitioner/c-" + tag, role, unit);
  }

  private String openedFor(String user, Role role, String unit) {
    var code = sessions.open(user, role, List.of(unit));
    return sessions.swap(code).orElseThrow().token();
  }

  @Test
  void whoever_is_looked_for_is_found_by_name_day_and_number_and_accounted_for() throws Exception {
    fall(client, NORTHERN);
    rounds();
    HospitalToFind.knows(NAME, client);
    HospitalToFind.knows(new Sought.Born(LocalDate.of(1988, 3, 7)), client);
    HospitalToFind.knows(new Sought.Numbered("0047"), client);
    long told = accounts.about(client);
    for (String text : List.of("Smit", "7.3.1988", "0047")) {
      assertThat(found(text)).as(text).containsExactly(ref(client));
    }
    assertThat(accounts.about(client)).isEqualTo(told + 3);
    assertThat(HospitalToFind.ASKED).containsOnly("Practitioner/c-" + tag).hasSize(3);
  }

  @Test
  void nobody_learns_who_else_is_a_patient() throws Exception {
    var elsewhere = new PatientId("e-" + tag);
    var marked = new PatientId("m-" + tag);
    var nobodys = new PatientId("n-" + tag);
    fall(client, NORTHERN);
    fall(other, SOUTHERN);
    fall(marked, NORTHERN);
    fall(nobodys, OF_NOWHERE);
    record(marked, null, Facts.RESTRICTED);
    rounds();
    HospitalToFind.knows(NAME, client, other, elsewhere, marked, nobodys);
    assertThat(found("Smit")).containsExactly(ref(client));
    HospitalToFind.knows(NAME, elsewhere);
    var stranger = post("find", text("Smit"));
    HospitalToFind.knows(NAME, other);
    var outOfReach = post("find", text("Smit"));
    HospitalToFind.KNOWN.clear();
    var nobody = post("find", text("Smit"));
    assertThat(List.of(stranger.body(), outOfReach.body())).containsOnly(nobody.body());
    assertThat(accounts.about(elsewhere)).isZero();
  }

  @Test
  void who_rests_is_found_too_and_who_only_gets_in_touch_finds_nothing_of_the_relationship()
      throws Exception {
    fall(client, NORTHERN);
    rounds();
    HospitalToFind.knows(NAME, client);
    transaction.begin();
    database
        .createQuery("update WorkItem w set w.place = null where w.patient = :p")
        .setParameter("p", client)
        .executeUpdate();
    transaction.commit();
    assertThat(found("Smit")).containsExactly(ref(client));
    token = opened(Role.OUTREACH, NORTH);
    assertThat(found("Smit")).isEmpty();
  }

  @Test
  void too_little_too_many_and_silence_are_told_apart() throws Exception {
    assertThat(problem(post("find", text("Li")), 400)).isEqualTo("too-short");
    assertThat(HospitalToFind.ASKED).isEmpty();
    for (String body : List.of("{}", "{\"text\":3}")) {
      assertThat(post("find", body).statusCode()).as(body).isEqualTo(400);
    }
    HospitalToFind.KNOWN.put(NAME, new Found(Set.of(client), true));
    assertThat(problem(post("find", text("Smit")), 409)).isEqualTo("too-many");
    Hospital.silent = true;
    assertThat(problem(post("find", text("Smit")), 503)).isEqualTo("ehr-silent");
    Hospital.silent = false;
    token = "guessed";
    assertThat(problem(post("find", text("Smit")), 401)).isEqualTo("worklist-closed");
  }

  @Test
  void what_somebody_asks_often_is_kept_for_them_alone() throws Exception {
    var id = UUID.randomUUID().toString();
    var other = UUID.randomUUID().toString();
    assertThat(keep(id, " Urgent ", "{\"level\":\"priority,review\",\"owner\":\"me\"}"))
        .isEqualTo(204);
    assertThat(keep(other, "Élan & co", "{\"unit\":\"%s\",\"seen\":null}".formatted(NORTH)))
        .isEqualTo(204);
    assertThat(json(send("GET", "filters", "")).getJsonArray("filters"))
        .isEqualTo(
            read(
                "[{'id':'%s','name':'Urgent','wanted':{'level':'priority,review','owner':'me'}},{'id':'%s','name':'Élan & co','wanted':{'unit':'Organization/north'}}]"
                    .formatted(id, other)));
    assertThat(keep(id, "Pressing", "{}")).isEqualTo(204);
    assertThat(names()).containsExactlyInAnyOrder("Pressing", "Élan & co");
    var mine = token;
    token = openedFor("Practitioner/d-" + tag, Role.LEAD, NORTH);
    assertThat(names()).isEmpty();
    assertThat(keep(id, "Theirs", "{\"goal\":\"open\"}")).isEqualTo(204);
    assertThat(send("DELETE", "filters/" + other, "").statusCode()).isEqualTo(204);
    token = mine;
    assertThat(names()).containsExactlyInAnyOrder("Pressing", "Élan & co");
    assertThat(send("DELETE", "filters/" + id, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "filters/" + id, "").statusCode()).isEqualTo(204);
    assertThat(names()).containsExactly("Élan & co");
  }

  private static JsonValue read(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readValue();
    }
  }

  @Test
  void a_filter_holds_only_words_that_the_list_understands() throws Exception {
    var id = UUID.randomUUID().toString();
    for (String wanted :
        List.of(
            "{\"matter\":\"gossip\"}",
            "{\"seen\":\"maybe\"}",
            "{\"unit\":\"where Ada lives\"}",
            "{\"order\":\"name\"}",
            "{\"seen\":true}",
            "[]",
            "null",
            "{\"owner\":\"Ada\"}")) {
      assertThat(keep(id, "x", wanted)).as(wanted).isEqualTo(400);
    }
    for (String name : List.of("", "   ", "x".repeat(41), "a\\u0000b", "a\\nb")) {
      assertThat(keep(id, name, "{}")).as(name).isEqualTo(400);
    }
    assertThat(keep(id, "x".repeat(40), "{}")).isEqualTo(204);
    assertThat(keep("1", "x", "{}")).isEqualTo(400);
    assertThat(send("PUT", "filters/" + id, "{\"wanted\":{}}").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "filters/1", "").statusCode()).isEqualTo(400);
    assertThat(names()).hasSize(1);
  }

  @Test
  void twenty_are_enough_and_what_nobody_reads_for_a_year_is_let_go_of() throws Exception {
    var first = UUID.randomUUID().toString();
    assertThat(keep(first, "n0", "{}")).isEqualTo(204);
    for (int n = 1; n < KeepFilters.MOST; n++) {
      assertThat(keep(UUID.randomUUID().toString(), "n" + n, "{}")).isEqualTo(204);
    }
    var late = send("PUT", "filters/" + UUID.randomUUID(), filter("late", "{}"));
    assertThat(problem(late, 409)).isEqualTo("too-many");
    assertThat(keep(first, "renamed", "{}")).isEqualTo(204);
    assertThat(names()).hasSize(KeepFilters.MOST).contains("renamed");
    later(Duration.ofDays(400));
    token = opened(Role.COORDINATOR, NORTH);
    assertThat(names()).as("whoever is back in time has them").hasSize(KeepFilters.MOST);
    later(Duration.ofDays(367));
    token = openedFor("Practitioner/d-" + tag, Role.LEAD, NORTH);
    names();
    token = opened(Role.COORDINATOR, NORTH);
    assertThat(names()).isEmpty();
  }

  @Test
  void a_page_that_sends_a_filter_twice_at_once_has_kept_one() throws Exception {
    var id = UUID.randomUUID().toString();
    var both =
        IntStream.range(0, 6)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> keepAtOnce(id)))
            .toList();
    for (var each : both) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(204);
    }
    assertThat(names()).containsExactly("twice");
  }

  private int keepAtOnce(String id) {
    try {
      return keep(id, "twice", "{}");
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private int keep(String id, String name, String wanted) throws Exception {
    return send("PUT", "filters/" + id, filter(name, wanted)).statusCode();
  }

  private static String filter(String name, String wanted) {
    return "{\"name\":\"" + name + "\",\"wanted\":" + wanted + "}";
  }

  private List<String> names() throws Exception {
    return json(send("GET", "filters", ""))
        .getJsonArray("filters")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(each -> each.getString("name"))
        .toList();
  }

  private List<String> found(String text) throws Exception {
    var answer = post("find", text(text));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).getJsonArray("rows").getValuesAs(JsonObject.class).stream()
        .map(row -> row.getString("patient"))
        .distinct()
        .toList();
  }

  private static String text(String text) {
    return Json.createObjectBuilder().add("text", text).build().toString();
  }

  private static String problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    return json(answer).getString("title");
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + "api/worklist/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static String ref(PatientId patient) {
    return "Patient/" + patient.value();
  }
}
