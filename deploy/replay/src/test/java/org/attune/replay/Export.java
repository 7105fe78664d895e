package org.attune.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A small export of a hospital, for tests. Days are counted from the first session. */
final class Export {

  static final Instant FIRST = Instant.parse("2026-01-05T09:00:00Z");
  static final String SETTINGS =
      """
      attune.scope.services=https://h/service|psy=individual
      attune.fhir.cancelled-at-extension=https://h/cancelled-at
      attune.fhir.cancellation-codes=https://h/reason|own=OWN_REASON
      attune.hospital.zone=UTC
      """;

  private final Map<String, List<String>> lines = new TreeMap<>();
  private int next;

  static Instant day(double days) {
    return FIRST.plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
  }

  /** Clients with a story each: a drop, a run of misses, a service that cancels, a quiet course. */
  static Export ofStories() {
    var export = new Export();
    for (int client = 1; client <= 8; client++) {
      var patient = "p" + client;
      export.patient(patient);
      for (int week = 0; week < 14; week++) {
        export.week(patient, client % 4, week);
      }
    }
    return export;
  }

  private void week(String patient, int story, int week) {
    double day = week * 7;
    if (story == 1 && week > 7) {
      booking(patient, day, "noshow", null);
    } else if (story == 2 && (week == 8 || week == 9)) {
      booking(patient, day, "cancelled", "prov");
    } else {
      var booking = booking(patient, day, "fulfilled", null);
      visit(patient, day, booking);
      rating(patient, day + 0.03, story == 3 && week > 9 ? 20 : 36 + (week % 3) * 0.5);
    }
  }

  void patient(String patient) {
    add("Patient", patient, "\"active\":true");
  }

  String booking(String patient, double day, String status, @Nullable String reason) {
    var cancelled =
        reason == null
            ? ""
            : ",\"cancelationReason\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason\",\"code\":\""
                + reason
                + "\"}]},\"extension\":[{\"url\":\"https://h/cancelled-at\",\"valueDateTime\":\""
                + day(day - 1)
                + "\"}]";
    return add(
        "Appointment",
        patient + "-a" + next++,
        "\"status\":\""
            + status
            + "\",\"serviceType\":[{\"coding\":[{\"system\":\"https://h/service\",\"code\":\"psy\"}]}],\"start\":\""
            + day(day)
            + "\",\"end\":\""
            + day(day + 0.03)
            + "\",\"created\":\""
            + day(day - 6)
            + "\",\"participant\":[{\"actor\":{\"reference\":\"Patient/"
            + patient
            + "\"},\"status\":\"accepted\"}]"
            + cancelled);
  }

  String visit(String patient, double day, String booking) {
    return add(
        "Encounter",
        patient + "-e" + next++,
        "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/"
            + patient
            + "\"},\"appointment\":[{\"reference\":\""
            + booking
            + "\"}],\"period\":{\"start\":\""
            + day(day)
            + "\"}");
  }

  String rating(String patient, double day, double total) {
    return add(
        "QuestionnaireResponse",
        patient + "-q" + next++,
        "\"status\":\"completed\",\"questionnaire\":\"https://attune.org/fhir/Questionnaire/srs-scores|1.0.0\",\"subject\":{\"reference\":\"Patient/"
            + patient
            + "\"},\"source\":{\"reference\":\"Patient/"
            + patient
            + "\"},\"authored\":\""
            + day(day)
            + "\",\"item\":[{\"linkId\":\"total\",\"answer\":[{\"valueDecimal\":"
            + total
            + "}]}]");
  }

  private String add(String type, String id, String body) {
    lines
        .computeIfAbsent(type, each -> new ArrayList<>())
        .add("{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"," + body + "}");
    return type + "/" + id;
  }

  /** The lines of one type. */
  List<String> lines(String type) {
    return lines.getOrDefault(type, List.of());
  }

  /** The lines of each type. */
  Map<String, List<String>> lines() {
    return lines;
  }

  /** Writes the files as they are, with their settings beside them. */
  Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var type : lines.entrySet()) {
      Files.write(folder.resolve(type.getKey() + ".ndjson"), type.getValue());
    }
    Files.writeString(folder.resolve("site.properties"), SETTINGS);
    return folder;
  }

  /** Writes lines as a compressed file. */
  static void zip(Path file, List<String> lines) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }
}
