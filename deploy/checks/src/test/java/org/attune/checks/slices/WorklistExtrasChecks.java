package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.access.AuditEntries;
import org.attune.access.ClientSearch.Found;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.Role;
import org.attune.access.Sought;
import org.attune.access.Viewer;
import org.attune.access.WorklistSessions;
import org.attune.agenda.WorkItem;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapistId;
import org.attune.worklist.CopyWorklist;
import org.attune.worklist.CopyWorklist.Answer;
import org.attune.worklist.Desk;
import org.attune.worklist.KeepFilters;
import org.attune.worklist.WorklistCopy;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worklist offers beside its rows, over HTTP. */
abstract class WorklistExtrasChecks extends WorklistStage {

  private static final Sought NAME = new Sought.Named(List.of("Smit"));

  @Inject WorklistSessions sessions;
  @Inject AuditEntries accounts;
  @Inject CopyWorklist copies;
  @ArquillianResource URL address;

  private final PatientId other = new PatientId("q-" + tag);
  private String token = "";

  static WebArchive extras(String database) {
    var units =
        Stream.of("figures", "cleared", "small", "marked", "looks", "copied")
            .flatMap(
                unit ->
                    IntStream.range(0, 3)
                        .mapToObj(n -> "Practitioner/" + unit + n + "=Organization/" + unit))
            .collect(Collectors.joining(",", UNITS + ",", ""));
    return Slice.withWeb(
            Slice.set(slice(database), "attune.worklist.units", units), "shared", "coordinator")
        // Paper needs libraries that no slice has.
        .deleteClass("org.attune.web.coordinator.CopiesResource")
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
    var code = sessions.open(user, role, List.of(unit), Set.of());
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
    write("w.place = null", client, Map.of());
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
                "[{'id':'%s','name':'Élan & co','wanted':{'unit':'Organization/north'}},{'id':'%s','name':'Urgent','wanted':{'level':'priority,review','owner':'me'}}]"
                    .formatted(other, id)));
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

  @Test
  void a_team_is_shown_in_figures_that_are_made_of_five_clients_at_least() throws Exception {
    team("figures", 5, 3);
    var shown = team();
    assertThat(shown.getBoolean("known")).isTrue();
    assertThat(shown.getInt("smallest")).isEqualTo(5);
    assertThat(matters(shown))
        .containsExactly(
            "ATTENDANCE",
            "ACCESS",
            "RELATIONSHIP",
            "GOALS",
            "STEPS",
            "OUTCOME",
            "SERVICE",
            "VOICE",
            "GAIN");
    assertThat(figures(shown)).isEqualTo("5 5 null null");
    assertThat(figures(shown, "ATTENDANCE")).isEqualTo("null null null null");
    assertThat(shown.toString())
        .contains("Working together")
        .doesNotContain("figures", "Practitioner", "Patient");
    write("w.seen = w.entered", one(0), Map.of());
    assertThat(figures(team())).isEqualTo("5 null null null");
    later(Duration.ofDays(15));
    token = openedFor("Practitioner/lead-" + tag, Role.LEAD, "Organization/figures");
    assertThat(figures(team())).isEqualTo("5 null 5 null");
  }

  @Test
  void what_was_cleared_lately_is_counted_and_what_was_put_off_is_not() throws Exception {
    team("cleared", 10, 3);
    for (int n = 0; n < 6; n++) {
      rests(one(n), n == 5 ? "PUT_OFF" : "CONTACT", 14);
    }
    assertThat(figures(team())).isEqualTo("null null null 5");
    rests(one(5), "TASK", 14);
    assertThat(figures(team())).endsWith(" 6");
    rests(one(0), "CONTACT", 6);
    assertThat(figures(team())).as("that was more than a week ago").endsWith(" 5");
    var gone = Map.<String, Object>of("now", Hospital.now.minus(Duration.ofDays(6)));
    write("w.place = null, w.gone = :now", one(9), gone);
    assertThat(figures(team())).endsWith(" 6");
  }

  @Test
  void of_fewer_than_three_therapists_there_are_no_figures() throws Exception {
    team("small", 6, 2);
    var shown = team();
    assertThat(shown.getBoolean("known")).isFalse();
    assertThat(shown.getJsonArray("rows")).isEmpty();
  }

  @Test
  void whose_record_is_for_few_eyes_is_in_no_figure() throws Exception {
    team("marked", 5, 3);
    assertThat(figures(team())).startsWith("5 ");
    record(one(0), null, Facts.RESTRICTED);
    rounds();
    token = opened(Role.COORDINATOR, "Organization/marked");
    assertThat(figures(team())).isEqualTo("null null null null");
    for (int n = 0; n < 5; n++) {
      rests(one(n), "CONTACT", 14);
    }
    assertThat(figures(team())).as("four of whom it may be told").endsWith(" null");
  }

  @Test
  void a_look_at_the_team_is_one_account_of_the_person_and_of_no_client() throws Exception {
    team("looks", 5, 3);
    long told = accounts.about(one(0));
    team();
    assertThat(accounts.about(one(0))).isEqualTo(told);
    HospitalToAudit.TOLD.clear();
    rounds();
    assertThat(HospitalToAudit.TOLD)
        .filteredOn(it -> "team".equals(it.query()))
        .singleElement()
        .isEqualTo(RecordAccess.team("Practitioner/c-" + tag));
    token = opened(Role.OUTREACH, "Organization/looks");
    assertThat(problem(send("GET", "team", ""), 403)).isEqualTo("not-a-coordinator");
  }

  /** A unit with so many clients whose ratings fall, and so many therapists. */
  private void team(String unit, int clients, int therapists) {
    for (int n = 0; n < clients; n++) {
      fall(one(n), new TherapistId(unit + n % therapists));
    }
    rounds();
    token = opened(Role.COORDINATOR, "Organization/" + unit);
  }

  private PatientId one(int n) {
    return new PatientId("t" + n + "-" + tag);
  }

  private void rests(PatientId patient, String because, int days) throws Exception {
    write(
        "w.place = null, w.restsBecause = " + because + ", w.restsUntil = :until",
        patient,
        Map.of("until", Hospital.now.plus(Duration.ofDays(days))));
  }

  private void write(String what, PatientId patient, Map<String, Object> given) throws Exception {
    transaction.begin();
    var query = database.createQuery("update WorkItem w set " + what + " where w.patient = :p");
    given.forEach(query::setParameter);
    query.setParameter("p", patient).executeUpdate();
    transaction.commit();
  }

  private JsonObject team() throws Exception {
    var answer = send("GET", "team?lang=en", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static List<String> matters(JsonObject team) {
    return team.getJsonArray("rows").getValuesAs(JsonObject.class).stream()
        .map(row -> row.getString("matter"))
        .toList();
  }

  private static String figures(JsonObject team) {
    return figures(team, "RELATIONSHIP");
  }

  private static String figures(JsonObject team, String matter) {
    var row =
        team.getJsonArray("rows").getValuesAs(JsonObject.class).stream()
            .filter(each -> each.getString("matter").equals(matter))
            .findFirst()
            .orElseThrow();
    return Stream.of("clients", "unseen", "older", "cleared")
        .map(each -> String.valueOf(row.get(each)))
        .collect(Collectors.joining(" "));
  }

  @Test
  void a_copy_holds_less_than_the_list_and_says_who_took_it() throws Exception {
    fall(client, NORTHERN);
    stayAway(other, NORTHERN);
    confide(one(0), NORTHERN);
    var tried = one(1);
    stayAway(tried, NORTHERN);
    rounds();
    hold(tried);
    var asked = new Desk("Practitioner/t1", Role.COORDINATOR, List.of(NORTH), Set.of(), "s");
    HospitalToAudit.TOLD.clear();
    var copy = taken(asked, Map.of());
    rounds();
    var exports = HospitalToAudit.TOLD.stream().filter(it -> it.kind() == Kind.EXPORT).toList();
    assertThat(exports)
        .filteredOn(this::ofThisTest)
        .containsExactly(
            RecordAccess.export(new Viewer(asked.user(), asked.role(), other), "worklist.csv"));
    assertThat(exports).doesNotHaveDuplicates();
    assertThat(HospitalToName.asked).contains(other).doesNotContain(client, one(0), tried);
    assertThat(copy.lines()).isNotEmpty();
    assertThat(copy.lines()).noneMatch(line -> line.matter().equals("Working together"));
    assertThat(copy.leftOut()).isNotNull();
    assertThat(copy.account())
        .startsWith("Taken by: Dr t1 (Practitioner/t1) · Taken at: ")
        .contains("Europe/Berlin", "Which rows: all")
        .endsWith("How many: " + copy.lines().size());
    assertThat(copy.heads()).hasSize(WorklistCopy.Column.values().length);
  }

  private boolean ofThisTest(RecordAccess account) {
    var patient = account.patient();
    return patient != null && patient.value().endsWith(tag);
  }

  private WorklistCopy taken(Desk desk, Map<String, String> wanted) throws EhrUnavailable {
    var answer = copies.take(desk, "worklist.csv", wanted, EN);
    assertThat(answer).isInstanceOf(Answer.Taken.class);
    return ((Answer.Taken) answer).copy();
  }

  /** As long as somebody only tries Attune out. */
  private void hold(PatientId patient) throws Exception {
    var keys = rows(patient).stream().map(WorkItem::key).toList();
    transaction.begin();
    database
        .createQuery("update Finding f set f.hold = SHADOW where f.key in :keys")
        .setParameter("keys", keys)
        .executeUpdate();
    transaction.commit();
  }

  @Test
  void a_copy_is_of_the_rows_that_are_asked_for_in_words_that_people_read() throws Exception {
    stayAway(client, NORTHERN);
    stayAway(other, NORTHERN);
    rounds();
    var desk = coordinator(NORTH);
    write("w.owner = '" + desk.user() + "'", other, Map.of());
    var copy = taken(desk, Map.of("owner", "me", "matter", "attendance,access", "seen", "no"));
    assertThat(copy.lines()).isNotEmpty();
    assertThat(copy.lines()).allMatch(line -> ("Dr c-" + tag).equals(line.owner()));
    assertThat(HospitalToName.asked).containsExactly(other);
    assertThat(copy.account())
        .contains(
            "Which rows: What it is about: Sessions, Ways to come; Taken up by: me; Seen: no");
    assertThat(copies.take(desk, "worklist.csv", Map.of("seen", "maybe"), EN))
        .isInstanceOf(Answer.NotUnderstood.class);
  }

  @Test
  void more_than_two_hundred_rows_are_in_no_copy_and_nobody_is_accounted_for() throws Exception {
    team("copied", 1, 1);
    var key = rows(one(0)).get(0).key();
    copyRow(key, 1, 201 - rows(one(0)).size());
    var desk = coordinator("Organization/copied");
    HospitalToName.asked = List.of();
    assertThat(copies.take(desk, "worklist.pdf", Map.of(), EN)).isInstanceOf(Answer.TooMany.class);
    assertThat(HospitalToName.asked).isEmpty();
    transaction.begin();
    database
        .createQuery("delete from WorkItem w where w.key = :key")
        .setParameter("key", key)
        .executeUpdate();
    transaction.commit();
    assertThat(copies.take(desk, "worklist.pdf", Map.of(), EN)).isInstanceOf(Answer.Taken.class);
  }

  private void copyRow(String key, int from, int to) throws Exception {
    var rest =
        "kind, patient, shelf, detector, matter, attention, relationship, goal_open, few_eyes,"
            + " rank_key, place, entered, raised, next_step, changed_at, version";
    transaction.begin();
    for (int n = from; n <= to; n++) {
      database
          .createNativeQuery(
              "insert into work_item (item_key, "
                  + rest
                  + ") select '"
                  + "%064x".formatted(n)
                  + "', "
                  + rest
                  + " from work_item where item_key = '"
                  + key
                  + "'")
          .executeUpdate();
    }
    transaction.commit();
  }

  @Test
  void without_names_there_is_no_copy() throws Exception {
    stayAway(client, NORTHERN);
    rounds();
    HospitalToName.silent = true;
    HospitalToAudit.TOLD.clear();
    try {
      assertThatThrownBy(() -> taken(coordinator(NORTH), Map.of()))
          .isInstanceOf(EhrUnavailable.class);
    } finally {
      HospitalToName.silent = false;
    }
    rounds();
    assertThat(HospitalToAudit.TOLD).noneMatch(it -> it.kind() == Kind.EXPORT);
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
