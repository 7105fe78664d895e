package org.attune.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The replay as a person would start it, over an export of the caseload that a hospital holds. */
final class Replay {

  private static final Pattern FILLED_WITH =
      Pattern.compile("Caseload\\[seed=(\\d+), today=([^,]+), zone=([^,]+), clients=(\\d+)].*\\s*");

  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;

  Replay(Path folder) {
    this.folder = folder;
  }

  /**
   * Exports and replays.
   *
   * @param hospital where the hospital keeps its files
   * @param settings the server's settings, one a line
   * @param kept whose figures and moment are given
   */
  Replay given(Path hospital, List<String> settings, Kept kept)
      throws IOException, InterruptedException {
    export(hospital);
    Files.write(folder.resolve("site.properties"), settings);
    var day = LocalDate.ofInstant(kept.moment(), ZoneOffset.UTC).toString();
    json.writeValue(folder.resolve("norms.json").toFile(), Map.of(day, kept.figures()));
    assertThat(
            run(
                "deploy/replay/target/attune-replay.jar",
                List.of(
                    "--in", folder.resolve("in").toString(),
                    "--out", folder.resolve("out").toString(),
                    "--settings", folder.resolve("site.properties").toString(),
                    "--norms", folder.resolve("norms.json").toString(),
                    "--until", kept.moment().toString())))
        .isZero();
    return this;
  }

  private void export(Path hospital) throws IOException, InterruptedException {
    var filled = FILLED_WITH.matcher(Files.readString(hospital.resolve("filled-with.txt")));
    assertThat(filled.matches()).isTrue();
    assertThat(
            run(
                "deploy/sandbox-ehr/target/sandbox-ehr.jar",
                List.of(
                    "--seed", filled.group(1),
                    "--today", filled.group(2),
                    "--zone", filled.group(3),
                    "--clients", filled.group(4),
                    "--ndjson", folder.resolve("in").toString())))
        .isZero();
  }

  private int run(String jar, List<String> words) throws IOException, InterruptedException {
    var name = Path.of(jar).getFileName().toString();
    return Stage.run(jar, folder.resolve(name.replace(".jar", ".log")), words);
  }

  /** What stood at the last moment. */
  List<Said> standing() throws IOException {
    var standing = new ArrayList<Said>();
    for (var line : Files.readAllLines(folder.resolve("out/signals.ndjson"))) {
      var signal = json.readTree(line);
      if (signal.path("clearedAt").isNull()) {
        standing.add(said(signal));
      }
    }
    standing.sort(Comparator.comparing(Said::place));
    return standing;
  }

  private static Said said(JsonNode signal) {
    var numbers = new TreeMap<String, Double>();
    signal
        .path("numbers")
        .properties()
        .forEach(each -> numbers.put(each.getKey(), each.getValue().asDouble()));
    var evidence = new ArrayList<String>();
    signal.path("evidence").forEach(record -> evidence.add(record.asText()));
    var excluded = new ArrayList<String>();
    signal
        .path("excluded")
        .forEach(
            each -> excluded.add(each.path("why").asText() + " " + each.path("record").asText()));
    return new Said(
        signal.path("patient").asText(),
        signal.path("course").asText(),
        signal.path("detector").asText(),
        signal.path("version").asInt(),
        signal.path("level").asText(),
        signal.path("channel").asText(),
        signal.path("wording").asText(),
        numbers,
        evidence,
        excluded);
  }
}
