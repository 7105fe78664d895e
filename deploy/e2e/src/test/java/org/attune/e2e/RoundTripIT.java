package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.attune.e2e.page.FrontDoor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One hospital, one Attune, undisturbed; everything is read back from the hospital alone. No round
 * comes by itself before long: what happens here happens because the hospital told of it, or
 * because the first load had ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoundTripIT implements InTheBrowser, AtTheWorklist, WhoseChart {

  private static final int ROUND_SECONDS = 1_800;

  private static final Pattern UNKIND =
      Pattern.compile(
          "resist|complian|refus|\\bpoor|difficult (client|patient)|unmotivated|uncooperative"
              + "|manipulat|attention.seeking|failed to",
          Pattern.CASE_INSENSITIVE);

  private static final String HOSPITAL = "http://localhost:" + (8090 + Stage.OFFSET);
  private static final String ATTUNE = "http://localhost:" + (8080 + Stage.OFFSET) + "/attune";

  private final Hospital hospital = new Hospital(8090 + Stage.OFFSET);
  private Stage building;
  private Stage server;
  private LeftAlone leftAlone;

  @BeforeAll
  void open_the_hospital_and_deploy_attune() throws Exception {
    building = Stage.start("hospital", "--parts=hospital", "--fresh=true");
    server =
        Stage.start(
            "server",
            Map.of(
                "ATTUNE_CHART_IDLE_MINUTES",
                "1",
                "ATTUNE_SCOPE_COURT_ORDERED",
                WhoseChart.COURT_ORDERED),
            "--parts=server",
            "--fresh=true",
            "--round=" + ROUND_SECONDS);
    Undisturbed.saw(hospital.picture());
    leftAlone = new LeftAlone(new FrontDoor(HOSPITAL));
  }

  @AfterAll
  void close() throws Exception {
    if (leftAlone != null) {
      leftAlone.close();
    }
    if (server != null) {
      server.close();
    }
    if (building != null) {
      building.close();
    }
  }

  @Override
  public String hospitalAddress() {
    return HOSPITAL;
  }

  @Override
  public Hospital hospital() {
    return hospital;
  }

  @Override
  public LeftAlone leftAlone() {
    return leftAlone;
  }

  @Override
  public Stage.Frozen silence() throws Exception {
    return building.freeze();
  }

  @Override
  public String attuneAddress() {
    return ATTUNE;
  }

  @Test
  void every_story_that_should_fire_is_in_the_record_and_every_look_alike_is_silent()
      throws Exception {
    var flags = hospital.ours("Flag");
    var tasks = hospital.ours("Task");
    List<String> told = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (JsonNode story : stories()) {
      var client = story.path("client").asText();
      Set<String> fires = new TreeSet<>();
      Set<String> found = new TreeSet<>();
      for (JsonNode fired : story.path("fires")) {
        var line = fired.path("detector").asText() + " " + fired.path("level").asText();
        switch (fired.path("channel").asText()) {
          case "chart" -> fires.add("Flag " + line);
          case "named-person" -> fires.add("Task " + line);
          default -> {
            // Nothing of it may be in the client's record.
          }
        }
      }
      if (story.path("handedOver").asBoolean()) {
        fires.add("Task of safety priority");
      }
      flags.stream()
          .filter(flag -> flag.path("status").asText().equals("active"))
          .filter(flag -> flag.path("subject").path("reference").asText().endsWith("/" + client))
          .filter(flag -> !story.path("open").toString().contains('"' + signal(flag) + '"'))
          .forEach(flag -> found.add("Flag " + signal(flag) + " " + level(flag)));
      tasks.stream()
          .filter(task -> task.path("for").path("reference").asText().endsWith("/" + client))
          .forEach(
              task ->
                  found.add(
                      (Hospital.identifier(task).endsWith(".first")
                              ? "Task of safety "
                              : "Task client-voice ")
                          + level(task)));
      expected.add(story.path("name").asText() + " " + fires);
      told.add(story.path("name").asText() + " " + found);
    }
    assertThat(told).hasSizeGreaterThanOrEqualTo(80).containsExactlyElementsOf(expected);
  }

  @Test
  void of_each_rule_as_many_findings_stand_as_the_stories_tell_of() throws Exception {
    var all = hospital.get("/stories.json");
    Map<String, Integer> expected = new TreeMap<>();
    all.path("detectors").forEach(detector -> expected.put(detector.asText(), 0));
    for (JsonNode story : all.path("stories")) {
      story
          .path("fires")
          .forEach(fired -> expected.merge(fired.path("detector").asText(), 1, Integer::sum));
    }
    var state = Stage.awaitHealth(data -> data.path("rounds").asInt() > 0);
    Map<String, Integer> found = new TreeMap<>();
    expected
        .keySet()
        .forEach(detector -> found.put(detector, state.path("findings." + detector).asInt()));
    assertThat(expected).hasSize(25);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void what_concerns_the_unit_is_one_task_for_its_lead_and_names_no_client() throws Exception {
    Set<String> rules = new HashSet<>();
    for (JsonNode story : stories()) {
      for (JsonNode fired : story.path("fires")) {
        if (fired.path("channel").asText().equals("unit")) {
          rules.add(fired.path("detector").asText());
        }
      }
    }
    var notes =
        hospital.ours("Task").stream()
            .filter(task -> Hospital.identifier(task).endsWith(".unit"))
            .toList();
    assertThat(notes)
        .hasSameSizeAs(rules)
        .allSatisfy(
            note -> {
              assertThat(note.has("for")).isFalse();
              assertThat(note.path("owner").path("reference").asText()).startsWith("Practitioner/");
              assertThat(note.toString()).doesNotContain("Patient/");
            });
  }

  @Test
  void a_flag_stands_only_where_a_story_tells_of_it_and_never_with_an_ordinary_client()
      throws Exception {
    Set<String> allowed = new HashSet<>();
    for (JsonNode story : stories()) {
      var client = "Patient/" + story.path("client").asText();
      for (JsonNode fired : story.path("fires")) {
        if (Set.of("chart", "waits").contains(fired.path("channel").asText())) {
          allowed.add(client + fired.path("detector").asText());
        }
      }
      story.path("open").forEach(detector -> allowed.add(client + detector.asText()));
    }
    assertThat(hospital.ours("Flag"))
        .isNotEmpty()
        .allSatisfy(
            flag ->
                assertThat(allowed)
                    .contains(flag.path("subject").path("reference").asText() + signal(flag)));
  }

  @Test
  void a_clinician_comes_in_from_the_hospital_and_the_hospital_can_tell_who_looked()
      throws Exception {
    var client = clientOf("srs-low-for-three");
    var somebody = new Clinician(HOSPITAL, ATTUNE);
    var code = somebody.opens("Practitioner/therapist-03", client);
    assertThat(code).startsWith("code=");
    assertThat(somebody.fragment(somebody.follow(somebody.back)))
        .isEqualTo("problem=launch-expired");
    var key = somebody.swaps(code);
    assertThat(key.statusCode()).as(key.body()).isEqualTo(200);
    assertThat(key.headers().firstValue("cache-control")).contains("no-store");
    assertThat(key.headers().firstValue("content-security-policy").orElse(""))
        .endsWith("frame-ancestors " + HOSPITAL);
    assertThat(Clinician.json(key).path("reasonNeeded").asBoolean()).isFalse();
    assertThat(Clinician.json(somebody.swaps(code)).path("title").asText())
        .isEqualTo("launch-used");
    var token = Clinician.json(key).path("token").asText();
    var banner = Clinician.json(somebody.asks("GET", "chart/banner", "", token));
    var record = hospital.get("/fhir/Patient/" + client);
    assertThat(banner.path("name").asText())
        .endsWith(record.path("name").path(0).path("family").asText());
    assertThat(banner.path("birthDate").asText()).isEqualTo(record.path("birthDate").asText());
    assertThat(banner.path("patient").asText()).isEqualTo("Patient/" + client);
    assertThat(somebody.asks("DELETE", "chart-session", "", token).statusCode()).isEqualTo(204);
    assertThat(somebody.asks("GET", "chart/banner", "", token).statusCode()).isEqualTo(401);
    awaitAccountOf("110110", "Practitioner/therapist-03", client);
  }

  @Test
  void a_copy_is_taken_away_and_the_hospital_can_tell_who_took_it_of_whom_and_in_what_form()
      throws Exception {
    var client = clientOf("srs-low-for-three");
    var somebody = new Clinician(HOSPITAL, ATTUNE);
    var opened = somebody.swaps(somebody.opens("Practitioner/therapist-03", client));
    var token = Clinician.json(opened).path("token").asText();
    var copy = somebody.asks("GET", "chart/export/bundle.json?lang=en", "", token);
    assertThat(copy.statusCode()).as(copy.body()).isEqualTo(200);
    assertThat(copy.headers().firstValue("content-type")).contains("application/fhir+json");
    var entries = new ArrayList<JsonNode>();
    Clinician.json(copy).path("entry").forEach(entry -> entries.add(entry.path("resource")));
    var names = new ArrayList<String>();
    hospital.ours("Flag").stream()
        .filter(flag -> flag.path("subject").path("reference").asText().endsWith("/" + client))
        .forEach(flag -> names.add(flag.path("identifier").path(0).path("value").asText()));
    assertThat(entries)
        .filteredOn(each -> each.path("resourceType").asText().equals("Flag"))
        .isNotEmpty()
        .allMatch(
            flag ->
                flag.path("subject")
                    .path("reference")
                    .asText()
                    .equals(HOSPITAL + "/fhir/Patient/" + client))
        .extracting(flag -> flag.path("identifier").path(0).path("value").asText())
        .containsAnyElementsOf(names);
    awaitAccountOf("110106", "Practitioner/therapist-03", client);
    assertThat(somebody.asks("DELETE", "chart-session", "", token).statusCode()).isEqualTo(204);
    assertThat(somebody.asks("GET", "chart/export/bundle.json", "", token).statusCode())
        .isEqualTo(401);
  }

  private void awaitAccountOf(String type, String user, String client) throws Exception {
    // After a first load many accounts go before it.
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (hospital.search("AuditEvent?patient=Patient/" + client + "&_count=200").stream()
        .noneMatch(event -> isBy(user, type, event))) {
      assertThat(System.nanoTime()).as("nobody is told who did %s", type).isLessThan(until);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static boolean isBy(String user, String type, JsonNode event) {
    return event.path("type").path("code").asText().equals(type)
        && event.path("agent").path(0).path("who").path("reference").asText().equals(user)
        && event.path("agent").path(0).path("requestor").asBoolean();
  }

  @Test
  void a_chart_is_told_in_words_and_the_hospital_shows_the_same_as_a_card() throws Exception {
    var client = clientOf("srs-low-for-three");
    var somebody = new Clinician(HOSPITAL, ATTUNE);
    var opened = somebody.swaps(somebody.opens("Practitioner/therapist-03", client));
    var token = Clinician.json(opened).path("token").asText();
    var told = somebody.asks("GET", "chart?lang=en", "", token);
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    var signal = Clinician.json(told).path("signals").path(0);
    assertThat(signal.path("detector").asText()).isEqualTo("alliance-drop");
    assertThat(signal.path("evidence")).isNotEmpty();
    assertThat(signal.path("suggestions")).hasSizeBetween(2, 3);
    var cards = somebody.cards("Practitioner/therapist-03", client);
    assertThat(cards.path("state").asText()).isEqualTo("cards");
    assertThat(cards.path("cards").path(0).path("summary").asText())
        .isEqualTo(signal.path("sentence").asText());
    assertThat(somebody.cards("Patient/" + client, client).path("cards")).isEmpty();
    var mentioned = cards.path("cards").path(0).path("links").path(0).path("appContext").asText();
    var fromCard = somebody.swaps(somebody.opens("Practitioner/therapist-03", client, mentioned));
    assertThat(Clinician.json(fromCard).path("signal").asText())
        .isEqualTo(signal.path("key").asText());
    somebody.asks("DELETE", "chart-session", "", token);
  }

  @Test
  void what_a_client_fills_by_a_link_stands_in_their_record_once_and_the_link_opens_nothing_else()
      throws Exception {
    var client = clientOf("srs-low-for-three");
    var somebody = new Clinician(HOSPITAL, ATTUNE);
    var opened = somebody.swaps(somebody.opens("Practitioner/therapist-03", client));
    var chart = Clinician.json(opened).path("token").asText();
    var given = somebody.asks("POST", "chart/forms/client-check-in/link?lang=de", "{}", chart);
    assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
    var link = Clinician.json(given).path("link").asText();
    assertThat(link).startsWith(ATTUNE + "/form/index.html#word=");
    var word = "{\"word\":\"%s\"}".formatted(link.replaceFirst(".*#word=", ""));
    var form =
        Clinician.json(somebody.asks("POST", "form-session", word, "")).path("token").asText();
    assertThat(somebody.asks("POST", "form-session", word, "").statusCode()).isEqualTo(401);
    for (String closed :
        List.of("chart", "chart/banner", "chart/summary", "chart/forms", "chart?lang=de")) {
      assertThat(somebody.asks("GET", closed, "", form).statusCode()).as(closed).isEqualTo(401);
    }
    assertThat(somebody.asks("GET", "form", "", chart).statusCode()).isEqualTo(401);
    assertThat(somebody.asks("GET", "form?lang=de", "", form).body())
        .contains("Kurz nachgefragt", "Mein Behandlungsteam")
        .doesNotContain(client);
    var nonsense = "{\"answers\":{\"mood\":[\"11\"]}}";
    assertThat(somebody.asks("POST", "form/answer", nonsense, form).statusCode()).isEqualTo(400);
    var answers = "{\"answers\":{\"mood\":[\"6\"],\"audience\":[\"care-team\"]}}";
    assertThat(somebody.asks("POST", "form/answer?lang=de", answers, form).statusCode())
        .isEqualTo(202);
    assertThat(somebody.asks("POST", "form/answer?lang=de", answers, form).statusCode())
        .isEqualTo(401);
    assertThat(somebody.asks("GET", "chart", "", chart).statusCode()).isEqualTo(200);
    somebody.asks("DELETE", "chart-session", "", chart);
    var filled = awaitForm(client);
    assertThat(filled.path("questionnaire").asText()).contains("client-check-in|");
    assertThat(filled.path("language").asText()).isEqualTo("de");
    assertThat(filled.path("source").path("reference").asText()).isEqualTo("Patient/" + client);
    assertThat(filled.path("item")).hasSize(2);
  }

  private JsonNode awaitForm(String client) throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    var filled = filledHere(client);
    while (filled.isEmpty()) {
      assertThat(System.nanoTime()).as("it never reached the record").isLessThan(until);
      TimeUnit.SECONDS.sleep(1);
      filled = filledHere(client);
    }
    assertThat(filled).hasSize(1);
    return filled.get(0);
  }

  private List<JsonNode> filledHere(String client) throws Exception {
    return hospital.search("QuestionnaireResponse?_count=200&patient=Patient/" + client).stream()
        .filter(
            form ->
                form.path("identifier")
                    .path("system")
                    .asText()
                    .equals("https://attune.org/fhir/filled-form"))
        .toList();
  }

  @Test
  void whoever_may_not_look_is_told_so_and_a_record_for_few_eyes_asks_why() throws Exception {
    var somebody = new Clinician(HOSPITAL, ATTUNE);
    var own = clientOf("srs-low-for-three");
    assertThat(somebody.opens("Practitioner/therapist-02", own)).isEqualTo("problem=not-yours");
    assertThat(somebody.opens("Patient/" + own, own)).isEqualTo("problem=launch-refused");
    var key =
        Clinician.json(
            somebody.swaps(
                somebody.opens("Practitioner/therapist-01", clientOf("phq-worse-twice"))));
    assertThat(key.path("reasonNeeded").asBoolean()).isTrue();
    var token = key.path("token").asText();
    assertThat(somebody.asks("GET", "chart/banner", "", token).statusCode()).isEqualTo(403);
    assertThat(
            somebody
                .asks("POST", "chart-session/reason", "{\"reason\":\"curious\"}", token)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            somebody
                .asks("POST", "chart-session/reason", "{\"reason\":\"treating\"}", token)
                .statusCode())
        .isEqualTo(204);
    assertThat(somebody.asks("GET", "chart/banner", "", token).statusCode()).isEqualTo(200);
  }

  @Test
  void nothing_that_leaves_cites_a_therapist_s_own_note() throws Exception {
    assertThat(hospital.search("QuestionnaireResponse?_count=200&_elements=id"))
        .anyMatch(form -> form.path("id").asText().endsWith("-session-note"));
    for (String type : List.of("Flag", "Goal", "Task", "Provenance")) {
      assertThat(hospital.search(type + "?_count=200"))
          .noneMatch(resource -> resource.toString().contains("-session-note"));
    }
  }

  @Test
  void a_flag_says_who_wrote_it_why_and_since_when() throws Exception {
    assertThat(hospital.ours("Flag"))
        .isNotEmpty()
        .allSatisfy(
            flag -> {
              assertThat(flag.path("code").path("text").asText()).isNotBlank();
              assertThat(flag.path("category").path(0).path("coding").path(0).path("code").asText())
                  .isIn("clinical", "contact", "admin");
              assertThat(flag.path("author").path("reference").asText()).startsWith("Device/");
              assertThat(flag.path("period").path("start").asText()).isNotBlank();
              assertThat(flag.path("period").has("end"))
                  .isEqualTo(flag.path("status").asText().equals("inactive"));
              assertThat(extensions(flag)).anyMatch(url -> url.endsWith("/flag-priority"));
              assertThat(extensions(flag)).anyMatch(url -> url.endsWith("/flag-detail"));
            });
  }

  @Test
  void a_task_for_a_named_person_says_nothing_of_what_was_said_and_no_flag_stands_beside_it()
      throws Exception {
    var tasks = hospital.ours("Task");
    assertThat(tasks).isNotEmpty();
    for (JsonNode task : tasks) {
      assertThat(task.path("owner").path("reference").asText()).startsWith("Practitioner/");
      assertThat(task.has("code")).isFalse();
      assertThat(task.has("reasonReference")).isFalse();
      assertThat(hospital.ours("Flag"))
          .noneMatch(
              flag ->
                  flag.path("subject").equals(task.path("for"))
                      && signal(flag).equals("client-voice"));
    }
  }

  @Test
  void the_evidence_of_a_flag_can_be_opened() throws Exception {
    for (JsonNode flag : hospital.ours("Flag")) {
      for (JsonNode extension : flag.path("extension")) {
        if (extension.path("url").asText().endsWith("/flag-detail")) {
          var evidence = extension.path("valueReference").path("reference").asText();
          assertThat(hospital.get("/fhir/" + evidence).path("resourceType").asText())
              .isEqualTo(evidence.substring(0, evidence.indexOf('/')));
        }
      }
    }
  }

  @Test
  void every_flag_and_goal_has_its_provenance() throws Exception {
    Set<String> targets = new HashSet<>();
    for (JsonNode provenance : hospital.search("Provenance?_count=200")) {
      provenance
          .path("target")
          .forEach(
              target ->
                  targets.add(target.path("reference").asText().replaceFirst("/_history/.*", "")));
    }
    for (String type : List.of("Flag", "Goal", "Task")) {
      for (JsonNode resource : hospital.ours(type)) {
        assertThat(targets).contains(type + "/" + resource.path("id").asText());
      }
    }
  }

  @Test
  void labels_of_the_evidence_are_carried_on() throws Exception {
    for (JsonNode flag : hospital.ours("Flag")) {
      Set<String> wanted = new TreeSet<>();
      for (JsonNode extension : flag.path("extension")) {
        if (extension.path("url").asText().endsWith("/flag-detail")) {
          wanted.addAll(
              labels(
                  hospital.get(
                      "/fhir/" + extension.path("valueReference").path("reference").asText())));
        }
      }
      assertThat(labels(flag)).containsAll(wanted);
    }
  }

  @Test
  void a_goal_is_put_forward_in_the_client_s_own_words_where_it_is_about_one_of_theirs()
      throws Exception {
    var theirs = hospital.get("/fhir/Goal/" + clientOf("goals-apart") + "-goal01");
    assertThat(theirs.at("/expressedBy/reference").asText()).startsWith("Patient/");
    var ours = putForward(clientOf("goals-apart"));
    assertThat(ours.at("/lifecycleStatus").asText()).isEqualTo("proposed");
    assertThat(ours.at("/description/text").asText())
        .isNotBlank()
        .isEqualTo(theirs.at("/description/text").asText());
    assertThat(ours.at("/target/0/dueDate").asText()).isNotBlank();
    assertThat(ours.path("extension"))
        .filteredOn(each -> each.path("url").asText().endsWith("/goal-relationship"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.toString()).contains("\"successor\"");
              assertThat(each.toString()).contains("Goal/" + theirs.path("id").asText());
            });
    var ticked = putForward(clientOf("not-my-goal"));
    assertThat(ticked.at("/description/text").asText())
        .as("a tick is about no goal of theirs")
        .isEqualTo("Talk about which goal matters most to me now.");
    assertThat(ticked.toString()).doesNotContain("goal-relationship");
  }

  @Test
  void a_goal_of_the_client_s_that_the_plan_overlooks_is_put_forward_for_it() throws Exception {
    var client = clientOf("own-goal-left-out");
    var theirs = hospital.get("/fhir/Goal/" + client + "-goal02");
    var ours = putForward(client);
    assertThat(ours.at("/lifecycleStatus").asText()).isEqualTo("proposed");
    assertThat(ours.at("/description/text").asText())
        .isNotBlank()
        .isEqualTo(theirs.at("/description/text").asText());
    assertThat(ours.path("extension").toString())
        .contains("/goal-relationship", "\"successor\"", "Goal/" + theirs.path("id").asText());
    assertThat(ours.at("/target/0/measure/coding/0/code").asText()).isEqualTo("first-step");
    assertThat(ours.at("/target/0/detailString").asText()).isNotBlank();
    assertThat(ours.at("/target/0/dueDate").asText()).isNotBlank();
    assertThat(theirs.at("/meta/versionId").asText()).as("theirs is not touched").isEqualTo("1");
  }

  @Test
  void a_goal_that_stands_on_a_form_alone_is_put_forward_in_the_words_of_its_line()
      throws Exception {
    var ours = putForward(clientOf("own-goal-on-the-form-alone"));
    assertThat(ours.at("/lifecycleStatus").asText()).isEqualTo("proposed");
    assertThat(ours.toString()).doesNotContain("goal-relationship", "#", "QuestionnaireResponse");
    var told = provenanceOf("Goal/" + ours.path("id").asText());
    var forms = new ArrayList<JsonNode>();
    for (var entity : told.path("entity")) {
      var reference = entity.at("/what/reference").asText();
      assertThat(reference).doesNotContain("#");
      if (reference.contains("QuestionnaireResponse/")) {
        forms.add(hospital.get("/fhir/" + reference));
      }
    }
    assertThat(forms)
        .filteredOn(form -> form.path("questionnaire").asText().endsWith("/goal-form|1.2.0"))
        .isNotEmpty()
        .allSatisfy(
            form ->
                assertThat(form.at("/item/1/item/0/answer/0/valueString").asText())
                    .isNotBlank()
                    .isEqualTo(ours.at("/description/text").asText()));
  }

  private JsonNode provenanceOf(String target) throws Exception {
    for (JsonNode provenance : hospital.search("Provenance?_count=200")) {
      for (var each : provenance.path("target")) {
        if (each.path("reference").asText().replaceFirst("/_history/.*", "").equals(target)) {
          return provenance;
        }
      }
    }
    throw new AssertionError("nobody says whose it is");
  }

  private JsonNode putForward(String client) throws Exception {
    return hospital.ours("Goal").stream()
        .filter(goal -> goal.at("/subject/reference").asText().equals("Patient/" + client))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_proposed_goal_stands_in_a_plan_of_our_own_and_the_team_s_plan_is_untouched()
      throws Exception {
    // What was answered before belongs to a story, and to those who answered.
    var goals =
        hospital.ours("Goal").stream()
            .filter(goal -> !goal.path("id").asText().startsWith("client-"))
            .toList();
    assertThat(goals).isNotEmpty();
    List<JsonNode> plans = hospital.search("CarePlan?_count=200");
    for (JsonNode goal : goals) {
      assertThat(goal.path("lifecycleStatus").asText()).isIn("proposed", "cancelled");
      var reference = "Goal/" + goal.path("id").asText();
      var naming = plans.stream().filter(plan -> plan.toString().contains('"' + reference + '"'));
      assertThat(naming)
          .isNotEmpty()
          .allMatch(plan -> plan.toString().contains("https://attune.org/fhir/care-plan"));
    }
    assertThat(plans)
        .filteredOn(plan -> !plan.toString().contains("https://attune.org/fhir/care-plan"))
        .isNotEmpty()
        .allMatch(plan -> plan.path("meta").path("versionId").asText().equals("1"));
  }

  @Test
  void no_word_that_leaves_judges_a_person() throws Exception {
    for (String type : List.of("Flag", "Goal", "Task", "Provenance", "Device")) {
      var resources =
          type.equals("Provenance") || type.equals("Device")
              ? hospital.search(type + "?_count=200")
              : hospital.ours(type);
      assertThat(resources)
          .isNotEmpty()
          .noneMatch(resource -> UNKIND.matcher(resource.toString()).find());
    }
  }

  @Test
  void another_round_writes_nothing_new() throws Exception {
    var before = versions();
    for (int more = 0; more < 2; more++) {
      int rounds = Stage.awaitHealth(state -> state.has("rounds")).path("rounds").asInt();
      hospital.ring();
      Stage.awaitHealth(state -> state.path("rounds").asInt() > rounds);
    }
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void the_other_clinics_of_the_hospital_stay_out() throws Exception {
    var state = Stage.awaitHealth(data -> data.has("rounds"));
    assertThat(state.path("ledger.clients").asInt())
        .isPositive()
        .isLessThan(hospital.search("Patient?_count=200&_elements=id").size());
  }

  @Test
  void an_amended_record_ends_the_flag_it_caused_and_does_not_delete_it() throws Exception {
    var client = "Patient/" + clientOf("srs-37-to-31");
    JsonNode flag =
        hospital.ours("Flag").stream()
            .filter(
                candidate ->
                    candidate.path("subject").path("reference").asText().equals(client)
                        && candidate.path("status").asText().equals("active"))
            .findFirst()
            .orElseThrow();
    var answer = evidence(flag, "QuestionnaireResponse").get(0);
    hospital.withdraw(answer);

    JsonNode ended = awaitStatus(flag.path("id").asText(), "inactive");

    assertThat(ended.path("period").path("start")).isEqualTo(flag.path("period").path("start"));
    assertThat(ended.path("period").path("end").asText()).isNotBlank();
    hospital.restore(answer);
    awaitStatus(flag.path("id").asText(), "active");
  }

  @Test
  void a_missed_hour_that_the_hospital_tells_of_brings_its_flag_long_before_the_next_round()
      throws Exception {
    var client = "Patient/" + clientOf("three-no-shows");
    var active = active(client, "attendance-change");
    assertThat(active).hasSize(1);
    var missed = evidence(active.get(0), "Appointment");
    assertThat(missed).isNotEmpty();
    for (var hour : missed) {
      hospital.set(hour, "fulfilled");
    }
    awaitStatus(active.get(0).path("id").asText(), "inactive");

    for (var hour : missed) {
      hospital.set(hour, "noshow");
    }

    for (int waited = 0; waited < 240 && active(client, "attendance-change").isEmpty(); waited++) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(active(client, "attendance-change")).hasSize(1);
  }

  private List<JsonNode> active(String client, String detector)
      throws IOException, InterruptedException {
    return hospital.ours("Flag").stream()
        .filter(flag -> flag.path("subject").path("reference").asText().equals(client))
        .filter(flag -> flag.path("status").asText().equals("active"))
        .filter(flag -> signal(flag).equals(detector))
        .toList();
  }

  private String clientOf(String name) throws IOException, InterruptedException {
    for (JsonNode story : stories()) {
      if (story.path("name").asText().equals(name)) {
        return story.path("client").asText();
      }
    }
    throw new AssertionError("nobody tells of " + name);
  }

  @Override
  public JsonNode stories() throws IOException, InterruptedException {
    return hospital.get("/stories.json").path("stories");
  }

  /** The level of a signal, from the priority of its flag or task. */
  private static String level(JsonNode resource) {
    for (JsonNode extension : resource.path("extension")) {
      if (extension.path("url").asText().endsWith("/flag-priority")) {
        return switch (extension
            .path("valueCodeableConcept")
            .path("coding")
            .path(0)
            .path("code")
            .asText()) {
          case "PL" -> "info";
          case "PM" -> "review";
          case "PH" -> "priority";
          default -> "unknown";
        };
      }
    }
    return switch (resource.path("priority").asText()) {
      case "urgent", "asap" -> "priority";
      default -> "review";
    };
  }

  private JsonNode awaitStatus(String flag, String status)
      throws IOException, InterruptedException {
    for (long waited = 0; waited < Duration.ofMinutes(2).toMillis(); waited += 500) {
      var now = hospital.get("/fhir/Flag/" + flag);
      if (now.path("status").asText().equals(status)) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    throw new AssertionError("the flag did not become " + status);
  }

  private static List<String> evidence(JsonNode flag, String type) {
    List<String> references = new ArrayList<>();
    for (JsonNode extension : flag.path("extension")) {
      var reference = extension.path("valueReference").path("reference").asText();
      if (reference.startsWith(type + "/")) {
        references.add(reference);
      }
    }
    return references;
  }

  private Set<String> versions() throws IOException, InterruptedException {
    Set<String> versions = new TreeSet<>();
    for (String type : List.of("Flag", "Goal", "Task", "CarePlan", "Provenance")) {
      for (JsonNode resource : hospital.search(type + "?_count=200")) {
        versions.add(
            type
                + "/"
                + resource.path("id").asText()
                + "/"
                + resource.path("meta").path("versionId").asText());
      }
    }
    return versions;
  }

  private static Set<String> labels(JsonNode resource) {
    Set<String> labels = new TreeSet<>();
    for (JsonNode label : resource.path("meta").path("security")) {
      labels.add(label.path("system").asText() + "|" + label.path("code").asText());
    }
    return labels;
  }

  private static List<String> extensions(JsonNode resource) {
    List<String> urls = new ArrayList<>();
    resource.path("extension").forEach(extension -> urls.add(extension.path("url").asText()));
    return urls;
  }

  private static String signal(JsonNode resource) {
    for (JsonNode coding : resource.path("code").path("coding")) {
      if (coding.path("system").asText().equals("https://attune.org/fhir/CodeSystem/signal")) {
        return coding.path("code").asText();
      }
    }
    return "";
  }
}
