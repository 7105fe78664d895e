package org.attune.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.sandbox.caseload.BulkData;
import org.attune.sandbox.caseload.Caseload;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every client of the stand-in hospital is noticed for, prompts included. */
class CaseloadTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final String CODES = "https://hospital.example/fhir/CodeSystem/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a client of a story is noticed for stands as one of these in a replay. */
  private static final Map<String, String> CHANNELS =
      Map.of(
          "chart", "CHART",
          "waits", "CHART",
          "prompt", "PROMPT",
          "unit", "UNIT",
          "named-person", "NAMED_PERSON");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource("7, 2026-04-06, 160")
  void each_client_is_noticed_for_what_their_story_tells_and_for_nothing_else(
      long seed, LocalDate today, int clients) throws IOException {
    var caseload = new Caseload(seed, today, ZONE, clients);
    BulkData.write(caseload, folder.resolve("in"), (told, written) -> {});

    assertThat(replay(today)).isZero();

    assertThat(standing()).isEqualTo(expected(caseload));
  }

  private int replay(LocalDate today) throws IOException {
    var settings =
        Files.write(
            folder.resolve("site.properties"),
            List.of(
                "attune.scope.services="
                    + CODES
                    + "service|psychotherapy-individual=individual,"
                    + CODES
                    + "service|psychotherapy-group=group",
                "attune.fhir.cancelled-at-extension="
                    + "https://hospital.example/fhir/StructureDefinition/cancelled-at",
                "attune.fhir.cancellation-codes="
                    + CODES
                    + "cancellation|own-reason=OWN_REASON,"
                    + CODES
                    + "cancellation|asked-no-answer=RATHER_NOT_SAY,"
                    + CODES
                    + "cancellation|work-or-care=WORK_OR_CARE,"
                    + CODES
                    + "cancellation|illness=LIFE_EVENT",
                "attune.fhir.communications=true",
                "attune.hospital.zone=" + ZONE,
                "attune.closure-ahead.rule=true",
                "attune.closure-ahead.in-a-row=0",
                "attune.closure-ahead.misses=6"));
    var moment = today.atStartOfDay(ZONE).toInstant();
    var words =
        List.of(
            "--in", folder.resolve("in").toString(),
            "--out", folder.resolve("out").toString(),
            "--settings", settings.toString(),
            "--until", moment.toString());
    var nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Replay.run(words, nobody, false, Clock.fixed(moment, ZONE));
  }

  /** What stood at the last moment, by client. */
  private Map<String, Set<String>> standing() throws IOException {
    var standing = new TreeMap<String, Set<String>>();
    for (var line : Files.readAllLines(folder.resolve("out/signals.ndjson"))) {
      var signal = JSON.readTree(line);
      if (signal.path("clearedAt").isNull()) {
        standing
            .computeIfAbsent(text(signal, "patient"), none -> new TreeSet<>())
            .add(said(text(signal, "detector"), text(signal, "level"), text(signal, "channel")));
      }
    }
    return standing;
  }

  private static Map<String, Set<String>> expected(Caseload caseload) {
    var expected = new TreeMap<String, Set<String>>();
    int number = 1;
    for (var story : caseload.stories()) {
      var client = Caseload.clientId(number++);
      for (var each : story.fires()) {
        expected
            .computeIfAbsent(client, none -> new TreeSet<>())
            .add(
                said(
                    each.detector(),
                    each.level(),
                    CHANNELS.getOrDefault(each.channel(), each.channel())));
      }
    }
    return expected;
  }

  private static String text(JsonNode signal, String name) {
    return signal.path(name).asText();
  }

  private static String said(String detector, String level, String channel) {
    return String.join(" ", detector, level.toLowerCase(Locale.ROOT), channel);
  }
}
