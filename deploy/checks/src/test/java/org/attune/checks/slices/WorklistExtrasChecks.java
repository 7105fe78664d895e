package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.attune.access.AuditEntries;
import org.attune.access.ClientSearch.Found;
import org.attune.access.Role;
import org.attune.access.Sought;
import org.attune.access.WorklistSessions;
import org.attune.therapy.PatientId;
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
    var code = sessions.open("Practitioner/c-" + tag, role, List.of(unit));
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
