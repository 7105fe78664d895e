package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.attune.e2e.page.FrontDoor;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What coordinators do in the morning, and what the hospital's record shows of it. */
interface AtTheWorklist {

  /** Rules that tell of goals that are not shared, or of which the plan has lost sight. */
  Set<String> MISALIGNED = Set.of("goal-alignment", "plan-blind-spot", "readiness-plan");

  /** After everything that reads the record as Attune left it by itself. */
  int LAST = Integer.MAX_VALUE - 1;

  Hospital hospital();

  String hospitalAddress();

  String attuneAddress();

  JsonNode stories() throws IOException, InterruptedException;

  private Coordinator signsIn(String user) throws IOException, InterruptedException {
    return Coordinator.of(hospitalAddress(), attuneAddress(), user);
  }

  private String clientIn(String name) throws IOException, InterruptedException {
    return stream(stories())
        .filter(story -> story.path("name").asText().equals(name))
        .map(story -> story.path("client").asText())
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> stream(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false);
  }

  private JsonNode row(Coordinator somebody, String story, String matter)
      throws IOException, InterruptedException {
    var patient = "Patient/" + clientIn(story);
    return somebody.rows().stream()
        .filter(row -> row.path("patient").asText().equals(patient))
        .filter(row -> row.path("matter").asText().equals(matter))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + story));
  }

  private static <T> T await(String what, Callable<T> found) throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      var now = found.call();
      if (now != null) {
        return now;
      }
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  @Test
  default void every_story_of_misalignment_is_on_the_worklist_and_every_look_alike_is_not()
      throws Exception {
    var expected = new TreeSet<String>();
    var lookAlikes = new TreeSet<String>();
    for (var story : stories()) {
      var rules = stream(story.path("fires")).map(each -> each.path("detector").asText()).toList();
      var spots =
          stream(story.path("alignment").path("blindSpots"))
              .map(each -> each.path("kind").asText())
              .toList();
      boolean apart =
          rules.stream().anyMatch(MISALIGNED::contains)
              || (rules.contains("check-in-gap") && spots.contains("NOT_REVIEWED"));
      (apart ? expected : lookAlikes).add("Patient/" + story.path("client").asText());
    }
    var listed = new TreeSet<String>();
    signsIn("lead-01").rows().stream()
        .filter(row -> row.path("matter").asText().equals("GOALS"))
        .forEach(row -> listed.add(row.path("patient").asText()));
    assertThat(expected).hasSizeGreaterThanOrEqualTo(11);
    assertThat(lookAlikes).hasSizeGreaterThan(80);
    assertThat(listed).isEqualTo(expected);
  }

  @Test
  default void a_coordinator_finds_a_row_by_name_and_reads_goals_side_by_side() throws Exception {
    var somebody = signsIn("lead-01");
    var client = clientIn("goals-apart");
    var family = family(client);
    var found = somebody.asks(200, "POST", "/find?lang=en", "{\"text\":\"" + family + "\"}");
    assertThat(stream(found.path("rows")).map(row -> row.path("patient").asText()))
        .contains("Patient/" + client);
    var names =
        somebody.asks(
            200, "POST", "/names", "{\"patients\":[\"Patient/" + client + "\"],\"staff\":[]}");
    assertThat(names.path("names").path("Patient/" + client).path("name").asText())
        .endsWith(family);
    var item = row(somebody, "own-goal-left-out", "GOALS").path("item").asText();
    var goals = somebody.reads("/items/" + item + "/goals?lang=en");
    assertThat(goals.path("words").asText()).isEqualTo("read");
    assertThat(stream(goals.path("overlooked")).map(each -> each.path("spot").asText()))
        .contains("NOT_IN_PLAN");
    assertThat(stream(goals.path("goals")))
        .anyMatch(
            goal ->
                goal.path("client").path("expressed").asBoolean()
                    && !goal.path("text").asText().isBlank());
  }

  @Test
  default void a_row_can_be_given_to_whoever_works_at_the_unit_and_they_have_it_then()
      throws Exception {
    var lead = signsIn("lead-01");
    var item = "/items/" + row(lead, "own-goal-left-out", "GOALS").path("item").asText();
    var found = lead.reads(item + "/colleagues");
    assertThat(found.path("withheld").asBoolean()).isFalse();
    var who = stream(found.path("colleagues")).map(each -> each.path("who").asText()).toList();
    assertThat(who)
        .as("of both units, each of them once")
        .contains("Practitioner/coordinator-01", "Practitioner/coordinator-02")
        .contains("Practitioner/therapist-01")
        .doesNotHaveDuplicates()
        .doesNotContain("Practitioner/surgeon-01");
    assertThat(stream(found.path("colleagues")))
        .allMatch(each -> !each.path("name").asText().isBlank());
    var theirs = signsIn("coordinator-02").reads(item + "/colleagues").path("colleagues");
    assertThat(stream(theirs).map(each -> each.path("who").asText()))
        .containsExactlyInAnyOrder("Practitioner/coordinator-02", "Practitioner/lead-01");
    var given = "{\"owner\":\"Practitioner/coordinator-01\",\"from\":null}";
    lead.asks(200, "PUT", item + "/owner", given);
    var now = signsIn("coordinator-01").reads(item + "?lang=en").path("row");
    assertThat(now.path("mine").asBoolean()).isTrue();
    lead.asks(
        200, "PUT", item + "/owner", "{\"owner\":null,\"from\":\"Practitioner/coordinator-01\"}");
  }

  @Test
  default void a_coordinator_comes_in_from_the_front_door_and_reads_a_row_with_its_goals()
      throws Exception {
    var client = clientIn("goals-apart");
    var family = family(client);
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.worklist("lead-01");
      FrontDoor.looksSound(page, "worklist-of-the-demo");
      openRow(page, client, "Different goals in mind");
      page.locator(".detail .sides").first().waitFor();
      FrontDoor.looksSound(page, "worklist-row-of-the-demo");
      assertThat(page.locator(".detail").innerText()).contains(family);
      assertThat(page.url()).doesNotContain("code=");
      desk.isContent();
    }
  }

  @Test
  default void a_coordinator_whom_the_record_sends_comes_through_the_sign_in_to_their_list() {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.launchedWorklist(attuneAddress(), "coordinator-01");
      assertThat(page.url()).startsWith(attuneAddress() + "/worklist/").doesNotContain("code=");
      assertThat(page.locator("attune-worklist tr[data-item]").count()).isPositive();
      desk.isContent();
    }
  }

  @Test
  @Order(LAST)
  default void two_coordinators_work_off_the_morning_and_the_hospital_shows_what_was_agreed()
      throws Exception {
    var episodes = hospital().search("EpisodeOfCare?_count=200");
    var first = signsIn("coordinator-01");
    var second = signsIn("lead-01");
    var client = clientIn("goals-apart");
    var item = "/items/" + row(first, "goals-apart", "GOALS").path("item").asText();
    first.asks(200, "PUT", item + "/owner", "{\"owner\":\"me\",\"from\":null}");
    var taken = second.asks(409, "PUT", item + "/owner", "{\"owner\":\"me\",\"from\":null}");
    assertThat(taken.path("title").asText()).isEqualTo("taken-by-somebody");
    assertThat(taken.path("row").path("owner").asText()).isEqualTo("Practitioner/coordinator-01");

    var open = first.reads(item + "/goal?lang=en");
    var plan = open.path("plans").path(0).path("plan").asText();
    var planId = plan.replaceFirst("\\|.*", "");
    var therapist = open.path("therapists").path(0).asText();
    var before = hospital().get("/fhir/" + planId);
    var review = LocalDate.now(ZoneOffset.UTC).plusDays(28);
    acceptInTheBrowser(client, therapist, review);
    assertThat(first.reads(item + "/goal?lang=en").path("state").asText()).isEqualTo("accepted");
    assertThat(first.reads(item + "?lang=en").path("row").path("rests").path("because").asText())
        .as("nobody need put it off besides")
        .isEqualTo("decided");
    var late =
        second.asks(
            409,
            "PUT",
            item + "/goal/" + UUID.randomUUID(),
            "{\"what\":\"decline\",\"reason\":\"NOT_NOW\"}");
    assertThat(late.path("title").asText()).isEqualTo("already-decided");
    assertThat(late.path("goal").path("state").asText()).isEqualTo("accepted");
    assertThat(late.path("goal").path("byYou").asBoolean()).isFalse();

    hospital().ring();
    var goal =
        await(
            "the goal never became active",
            () ->
                hospital().search("Goal?patient=Patient/" + client + "&_count=50").stream()
                    .filter(
                        each ->
                            each.path("description")
                                .path("text")
                                .asText()
                                .equals("Say what matters to me first"))
                    .filter(each -> each.path("lifecycleStatus").asText().equals("active"))
                    .findFirst()
                    .orElse(null));
    var reference = "Goal/" + goal.path("id").asText();
    assertThat(agreements(goal)).containsExactlyInAnyOrder("Patient/" + client, therapist);
    assertThat(goal.path("target").toString()).contains(review.toString(), "One word on Monday");
    var after =
        await(
            "the plan never named the goal",
            () -> {
              var now = hospital().get("/fhir/" + planId);
              return now.path("goal").toString().contains('"' + reference + '"') ? now : null;
            });
    assertThat(after.path("meta").path("versionId").asInt())
        .isEqualTo(before.path("meta").path("versionId").asInt() + 1);
    assertThat(without(after)).isEqualTo(without(before));
    for (var written : List.of(reference, planId)) {
      assertThat(agents(written)).anyMatch(it -> it.startsWith("Device/"));
      assertThat(agents(written)).contains("Practitioner/coordinator-01");
    }
    var task =
        await(
            "nobody was asked to take it up",
            () ->
                hospital().ours("Task").stream()
                    .filter(each -> each.path("focus").path("reference").asText().equals(reference))
                    .findFirst()
                    .orElse(null));
    assertThat(task.path("owner").path("reference").asText()).isEqualTo(therapist);
    assertThat(task.path("for").path("reference").asText()).isEqualTo("Patient/" + client);
    for (var who : List.of("Practitioner/lead-01", "Practitioner/coordinator-01")) {
      await(
          "nobody is told that " + who + " looked",
          () ->
              hospital()
                      .search("AuditEvent?patient=Patient/" + client + "&_count=200")
                      .toString()
                      .contains('"' + who + '"')
                  ? who
                  : null);
    }

    telephone(first);
    speakByVideo(first);
    declineInTheRecord(first);
    assertThat(versions(hospital().search("EpisodeOfCare?_count=200")))
        .isEqualTo(versions(episodes));
  }

  /** A coordinator signs in, opens the row and writes down what two people agreed on. */
  private void acceptInTheBrowser(String client, String therapist, LocalDate review)
      throws IOException, InterruptedException {
    try (var front = new FrontDoor(hospitalAddress());
        var desk = front.desk()) {
      var page = desk.worklist("coordinator-01");
      openRow(page, client, "Different goals in mind");
      var goal = page.locator(".detail .goal");
      goal.locator("textarea[name=words]").fill("Say what matters to me first");
      goal.locator("textarea[name=step]").fill("One word on Monday");
      date(goal, "review", review);
      goal.locator("[name=agreed][value=client]").check();
      goal.locator("[name=agreed][value='therapist:" + therapist + "']").check();
      goal.locator("[name=plan]").first().check();
      goal.locator("select[name=hand]").selectOption(therapist);
      date(goal, "due", review.minusDays(14));
      FrontDoor.looksSound(page, "worklist-goal-agreed");
      goal.locator("form button.primary").click();
      page.locator(".detail").getByText("Written down. It goes into the record now.").waitFor();
      desk.isContent();
    }
  }

  private static void date(Locator form, String name, LocalDate day) {
    var field = form.locator("input[name=" + name + "]");
    field.fill(day.toString());
    field.dispatchEvent("change");
  }

  private void openRow(Page page, String client, String matter)
      throws IOException, InterruptedException {
    page.locator("tr[data-item]")
        .filter(new Locator.FilterOptions().setHasText(family(client)))
        .filter(new Locator.FilterOptions().setHasText(matter))
        .locator("button.name")
        .click();
    page.locator(".detail .goal form").waitFor();
  }

  private String family(String client) throws IOException, InterruptedException {
    return hospital().get("/fhir/Patient/" + client).path("name").path(0).path("family").asText();
  }

  /** Somebody rings a client up and writes that down in the record, as they always did. */
  private void telephone(Coordinator somebody) throws Exception {
    var client = clientIn("missed-three-of-four");
    var item = row(somebody, "missed-three-of-four", "ATTENDANCE").path("item").asText();
    var hour = (ObjectNode) hospital().search("Encounter?patient=Patient/" + client).get(0);
    List.of("id", "meta", "identifier", "appointment", "text").forEach(hour::remove);
    hour.put("status", "finished");
    hour.withArray("type")
        .addObject()
        .withArray("coding")
        .addObject()
        .put("system", "http://snomed.info/sct")
        .put("code", "185317003");
    hour.putObject("period")
        .put("start", Instant.now().minusSeconds(10).toString())
        .put("end", Instant.now().minusSeconds(5).toString());
    hospital().add(hour);
    hospital().ring();
    var rests = rests(somebody, item);
    assertThat(rests.path("because").asText()).isEqualTo("contact");
    assertThat(rests.path("reference").asText()).startsWith("Encounter/");
    assertThat(hospital().ours("Flag"))
        .anyMatch(
            flag ->
                Hospital.identifier(flag).equals(item)
                    && flag.path("status").asText().equals("active"));
  }

  private static JsonNode rests(Coordinator somebody, String item) throws Exception {
    return await(
        "nothing that was noted in the record cleared the row",
        () -> {
          var row = somebody.reads("/items/" + item + "?lang=en").path("row").path("rests");
          return row.isNull() ? null : row;
        });
  }

  /** A talk that stands as a message clears a row; a letter and a reminder after it do not. */
  private void speakByVideo(Coordinator somebody) throws Exception {
    var client = clientIn("missed-two-of-three");
    var item = row(somebody, "missed-two-of-three", "ATTENDANCE").path("item").asText();
    var hour = hospital().search("Appointment?patient=Patient/" + client).get(0);
    var therapist =
        stream(hour.path("participant"))
            .map(one -> one.path("actor").path("reference").asText())
            .filter(who -> who.startsWith("Practitioner/"))
            .findFirst()
            .orElseThrow();
    send(client, therapist, "MAILWRIT", "instruction", 5);
    send(client, therapist, "PHONE", "reminder", 4);
    send(client, therapist, "VIDEOCONF", "instruction", 10);
    hospital().ring();
    var rests = rests(somebody, item);
    assertThat(rests.path("because").asText()).isEqualTo("contact");
    assertThat(rests.path("reference").asText()).isEqualTo(byVideo(client));
  }

  private String byVideo(String client) throws IOException, InterruptedException {
    return hospital().search("Communication?patient=Patient/" + client).stream()
        .filter(told -> told.path("medium").toString().contains("VIDEOCONF"))
        .map(told -> "Communication/" + told.path("id").asText())
        .collect(Collectors.joining());
  }

  /** Notes in the record that something passed between a therapist and a client. */
  private void send(String client, String therapist, String medium, String kind, int secondsAgo)
      throws IOException, InterruptedException {
    var message = JsonNodeFactory.instance.objectNode();
    message.put("resourceType", "Communication").put("status", "completed");
    message.putObject("subject").put("reference", "Patient/" + client);
    message.putObject("sender").put("reference", therapist);
    message.putArray("recipient").addObject().put("reference", "Patient/" + client);
    code(message.putArray("medium"), "v3-ParticipationMode", medium);
    code(message.putArray("category"), "communication-category", kind);
    message.put("sent", Instant.now().minusSeconds(secondsAgo).toString());
    message.putArray("payload").addObject().put("contentString", "Words between two people.");
    hospital().add(message);
  }

  private static void code(ArrayNode concepts, String system, String code) {
    concepts
        .addObject()
        .putArray("coding")
        .addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/" + system)
        .put("code", code);
  }

  /** What was decided in the record holds, and nobody decides on it here any longer. */
  private void declineInTheRecord(Coordinator somebody) throws Exception {
    var client = clientIn("not-my-goal");
    var item = "/items/" + row(somebody, "not-my-goal", "GOALS").path("item").asText();
    var goal =
        (ObjectNode)
            hospital().ours("Goal").stream()
                .filter(each -> each.path("subject").toString().contains(client))
                .filter(each -> each.path("lifecycleStatus").asText().equals("proposed"))
                .findFirst()
                .orElseThrow();
    goal.put("lifecycleStatus", "rejected");
    hospital().replace(goal);
    hospital().ring();
    await(
        "nobody noticed that it was declined in the record",
        () ->
            somebody.reads(item + "/goal?lang=en").path("state").asText().equals("overtaken")
                ? item
                : null);
    var late =
        somebody.asks(
            409,
            "PUT",
            item + "/goal/" + UUID.randomUUID(),
            "{\"what\":\"decline\",\"reason\":\"NOT_NOW\"}");
    assertThat(late.path("title").asText()).isEqualTo("decided-in-the-record");
  }

  private static List<String> agreements(JsonNode goal) {
    return stream(goal.path("extension"))
        .filter(each -> each.path("url").asText().endsWith("/goal-acceptance"))
        .filter(each -> each.toString().contains("\"agree\""))
        .flatMap(each -> stream(each.path("extension")))
        .filter(each -> each.path("url").asText().equals("individual"))
        .map(each -> each.path("valueReference").path("reference").asText())
        .toList();
  }

  private List<String> agents(String target) throws IOException, InterruptedException {
    return hospital().search("Provenance?target=" + target + "&_count=50").stream()
        .flatMap(each -> stream(each.path("agent")))
        .map(each -> each.path("who").path("reference").asText())
        .toList();
  }

  /** A plan as its team wrote it, but for the goals that it names. */
  private static JsonNode without(JsonNode plan) {
    var copy = ((ObjectNode) plan).deepCopy();
    copy.remove(List.of("meta", "goal"));
    return copy;
  }

  private static List<String> versions(List<JsonNode> resources) {
    return resources.stream()
        .map(each -> each.path("id").asText() + each.path("meta").path("versionId").asText())
        .sorted()
        .toList();
  }
}
