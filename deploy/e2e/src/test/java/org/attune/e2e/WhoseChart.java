package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;

/**
 * What everybody is shown of each kind of client, in the application and in the hospital's record:
 * the table {@code whose-chart.csv} says it. {@code who-may-what.csv} beside it says who may ask at
 * all.
 */
interface WhoseChart {

  /** What the site says an episode is called that a court ordered. */
  String COURT_ORDERED = "https://hospital.example/fhir/CodeSystem/episode|court-ordered";

  /** Who is a client here, too, and treats others. */
  String ALSO_A_CLIENT = "Practitioner/therapist-02";

  /** Of whom one at least treats somebody else. */
  List<String> COLLEAGUES = List.of("Practitioner/therapist-03", "Practitioner/therapist-04");

  /** After everything else, since the record is changed. */
  int AT_THE_VERY_END = Integer.MAX_VALUE;

  Hospital hospital();

  String hospitalAddress();

  String attuneAddress();

  JsonNode stories() throws IOException, InterruptedException;

  /**
   * A kind of client.
   *
   * @param kind in words
   * @param story who it is in the hospital's caseload
   * @param shown what is shown of them, by column
   */
  record Kind(String kind, String story, List<String> shown) {

    boolean reasonIsGiven() {
      return kind.endsWith("a reason is given");
    }
  }

  private static List<List<String>> lines() throws IOException {
    try (InputStream file = WhoseChart.class.getResourceAsStream("whose-chart.csv")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> Arrays.asList(line.split(",", -1))).toList();
    }
  }

  @TestFactory
  @Order(AT_THE_VERY_END)
  default Stream<DynamicTest> of_each_kind_of_client_as_much_is_shown_as_the_table_says()
      throws Exception {
    whatTheRecordComesToSay();
    var lines = lines();
    var columns = lines.get(0);
    var rows = listed();
    var tests = Stream.<DynamicTest>builder();
    for (var line : lines.subList(1, lines.size())) {
      var kind = new Kind(line.get(0), line.get(1), line.subList(2, line.size()));
      var shown = shown(kind, rows);
      IntStream.range(0, shown.size())
          .mapToObj(
              at ->
                  dynamicTest(
                      kind.kind() + ": " + columns.get(at + 2),
                      () -> assertThat(shown.get(at)).isEqualTo(kind.shown().get(at))))
          .forEach(tests);
    }
    return tests.build();
  }

  /** In the order of the columns. */
  private List<String> shown(Kind kind, Set<String> rows) throws Exception {
    var client = client(kind.story());
    var colleague = colleague(client);
    return List.of(
        chart(therapist(client), client, kind),
        chart(colleague, client, kind),
        chart(ALSO_A_CLIENT, client, kind),
        card(colleague, client),
        rows.contains("Patient/" + client) ? "a row" : "nothing",
        record(client));
  }

  /** What a chart tells, by how it is told; or why it tells nothing. */
  private String chart(String user, String client, Kind kind) throws Exception {
    var somebody = new Clinician(hospitalAddress(), attuneAddress());
    var way = somebody.opens(user, client);
    if (!way.startsWith("code=")) {
      return way.replace("problem=", "");
    }
    var opened = Clinician.json(somebody.swaps(way));
    var token = opened.path("token").asText();
    if (kind.reasonIsGiven()) {
      var given = somebody.asks("POST", "chart-session/reason", "{\"reason\":\"TREATING\"}", token);
      assertThat(given.statusCode()).as(given.body()).isBetween(200, 204);
    }
    var told = somebody.asks("GET", "chart?lang=en", "", token);
    var chart = Clinician.json(told);
    somebody.asks("DELETE", "chart-session", "", token);
    return told.statusCode() == 200 ? channels(chart) : chart.path("title").asText();
  }

  private static String channels(JsonNode chart) {
    var channels = new TreeSet<String>();
    stream(chart.path("signals"))
        .filter(signal -> signal.path("stage").asText().equals("OPEN"))
        .forEach(signal -> channels.add(signal.path("channel").asText().toLowerCase(Locale.ROOT)));
    return channels.isEmpty() ? "nothing" : String.join(" and ", channels);
  }

  private String card(String user, String client) throws IOException, InterruptedException {
    var somebody = new Clinician(hospitalAddress(), attuneAddress());
    return somebody.cards(user, client).path("cards").isEmpty() ? "nothing" : "a card";
  }

  /** What stands of ours in the hospital's record, read by plain FHIR. */
  private String record(String client) throws IOException, InterruptedException {
    var found = new TreeSet<String>();
    for (var flag : ours("Flag", "subject", client)) {
      if (flag.path("status").asText().equals("active")) {
        found.add("Flag");
      }
    }
    if (!ours("Task", "for", client).isEmpty()) {
      found.add("Task");
    }
    return found.isEmpty() ? "nothing" : String.join(" and ", found);
  }

  private List<JsonNode> ours(String type, String whose, String client)
      throws IOException, InterruptedException {
    return hospital().ours(type).stream()
        .filter(each -> each.path(whose).path("reference").asText().equals("Patient/" + client))
        .toList();
  }

  private Set<String> listed() throws IOException, InterruptedException {
    var listed = new TreeSet<String>();
    Coordinator.of(hospitalAddress(), attuneAddress(), "lead-01")
        .rows()
        .forEach(row -> listed.add(row.path("patient").asText()));
    return listed;
  }

  private String client(String story) throws IOException, InterruptedException {
    return stream(stories())
        .filter(each -> each.path("name").asText().equals(story))
        .map(each -> each.path("client").asText())
        .findFirst()
        .orElseThrow();
  }

  /** With whom the client has had their latest session. */
  private String therapist(String client) throws IOException, InterruptedException {
    return hospital().search("Encounter?patient=Patient/" + client + "&_sort=-date").stream()
        .flatMap(visit -> stream(visit.path("participant")))
        .map(one -> one.path("individual").path("reference").asText())
        .filter(who -> who.startsWith("Practitioner/therapist"))
        .findFirst()
        .orElseThrow();
  }

  private String colleague(String client) throws IOException, InterruptedException {
    var theirs = therapist(client);
    return COLLEAGUES.stream().filter(who -> !who.equals(theirs)).findFirst().orElseThrow();
  }

  private static Stream<JsonNode> stream(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false);
  }

  /** People say and write down what makes a client of a kind, as in any hospital. */
  private void whatTheRecordComesToSay() throws Exception {
    var changed = List.of("gad-worse-twice", "bereavement", "access-reasons", "srs-37-to-31");
    for (var story : changed) {
      assertThat(record(client(story))).as("of %s, before", story).isEqualTo("Flag");
    }
    aCourtOrders(client("gad-worse-twice"));
    isAtAUnitUnderPart2(client("bereavement"));
    saysNo(client("access-reasons"));
    keepsToThemselves(client("srs-37-to-31"));
    hospital().ring();
    for (var story : changed) {
      awaitNoFlag(story);
    }
  }

  private void aCourtOrders(String client) throws IOException, InterruptedException {
    var episode = JsonNodeFactory.instance.objectNode();
    episode.put("resourceType", "EpisodeOfCare").put("status", "active");
    var type = episode.putArray("type");
    var ordered = COURT_ORDERED.split("\\|", 2);
    for (var code :
        List.of(
            ordered,
            new String[] {
              "https://hospital.example/fhir/CodeSystem/service", "psychotherapy-individual"
            })) {
      type.addObject().putArray("coding").addObject().put("system", code[0]).put("code", code[1]);
    }
    episode.putObject("patient").put("reference", "Patient/" + client);
    episode.putObject("period").put("start", "2020-01-01");
    hospital().add(episode);
  }

  private void isAtAUnitUnderPart2(String client) throws IOException, InterruptedException {
    for (var type : List.of("Appointment", "Encounter", "EpisodeOfCare", "QuestionnaireResponse")) {
      for (var record : hospital().search(type + "?patient=Patient/" + client + "&_count=200")) {
        var labelled = (ObjectNode) record;
        labelled
            .withObject("/meta")
            .withArray("security")
            .addObject()
            .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
            .put("code", "42CFRPart2");
        hospital().replace(labelled);
      }
    }
  }

  private void saysNo(String client) throws IOException, InterruptedException {
    var consent = JsonNodeFactory.instance.objectNode();
    consent.put("resourceType", "Consent").put("status", "active");
    code(consent.putObject("scope"), "consentscope", "patient-privacy");
    code(consent.putArray("category").addObject(), "v3-ActCode", "INFA");
    code(consent.putObject("policyRule"), "v3-ActCode", "OPTOUT");
    consent.putObject("patient").put("reference", "Patient/" + client);
    consent.putObject("provision").put("type", "deny");
    hospital().add(consent);
  }

  private static void code(ObjectNode concept, String system, String code) {
    concept
        .putArray("coding")
        .addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/" + system)
        .put("code", code);
  }

  private void keepsToThemselves(String client) throws IOException, InterruptedException {
    var somebody = new Clinician(hospitalAddress(), attuneAddress());
    var opened = somebody.swaps(somebody.opens(colleague(client), client));
    var token = Clinician.json(opened).path("token").asText();
    var kept = somebody.asks("POST", "chart/wishes/relationship", "{\"hidden\":true}", token);
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(204);
    somebody.asks("DELETE", "chart-session", "", token);
  }

  private void awaitNoFlag(String story) throws IOException, InterruptedException {
    var client = client(story);
    for (int waited = 0; waited < 120 && record(client).contains("Flag"); waited++) {
      TimeUnit.SECONDS.sleep(1);
    }
  }
}
