package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.attune.faults.Clinic;
import org.attune.faults.Clinic.Told;
import org.attune.faults.LightHospital.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How soon a Flag can be read after the hospital has told of its reason, beside the same requests
 * made bare, one after the other, right after it in the same run. {@code -Dhooks.events=1000} says
 * how often; {@code hooks.answer-ms} how long the hospital takes for each answer, {@code
 * hooks.pause-ms} how long nothing happens in between. What came of it is appended to {@code
 * hooks.results}.
 */
@EnabledIfSystemProperty(
    named = "hooks.events",
    matches = "\\d+",
    disabledReason = "takes seconds for each event; by command only since 22 November 2026")
class HookToFlagIT {

  private static final int EVENTS = Integer.getInteger("hooks.events", 0);
  private static final int ANSWER = Integer.getInteger("hooks.answer-ms", 20);
  private static final int PAUSE = Integer.getInteger("hooks.pause-ms", 2_500);
  private static final int WARM_UP = Math.min(20, EVENTS / 4);
  private static final Path RESULTS = Path.of(System.getProperty("hooks.results"));
  private static final Duration ROUND = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String HEAD =
      "run,events,answer_ms,pause_ms,requests_p50,hook_p50_ms,hook_p95_ms,hook_max_ms,bare_p50_ms,"
          + "bare_p95_ms,ratio_p50,ratio_p95,until_first_request_p50_ms,reading_p50_ms,"
          + "judging_p50_ms,writing_p50_ms,load";

  private final HttpClient bare =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void a_change_that_is_told_of_brings_its_flag_long_before_the_next_round_would()
      throws Exception {
    var all = new ArrayList<Trace>();
    var alone = new ArrayList<Double>();
    try (var site = new ClinicSite(EVENTS + WARM_UP, ROUND, false)) {
      site.hospital()
          .line(
              method -> {
                TimeUnit.MILLISECONDS.sleep(ANSWER);
                return Line.OPEN;
              });
      for (int client = 0; client < EVENTS + WARM_UP; client++) {
        TimeUnit.MILLISECONDS.sleep(PAUSE);
        var trace = new Trace(site.hospital(), Clinic.reference(client));
        site.hospital().tell(trace);
        trace.begins();
        site.hospital().put(site.clinic().tells(client, Told.MISSED));
        assertThat(trace.awaitFlag(PATIENCE)).as("event %d", client).isTrue();
        double same = bare(trace, site.hospital().port());
        if (client >= WARM_UP) {
          all.add(trace);
          alone.add(same);
        }
      }
      assertThat(Clinic.said(site.hospital().all("Flag")).stream().distinct())
          .hasSize(EVENTS + WARM_UP);
    }
    note(all, alone);
  }

  /** The same requests, one after the other; what was written is somebody else's this time. */
  private double bare(Trace trace, int port) throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (var asked : trace.requests()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + asked.address()));
      request.header("Accept", "application/fhir+json");
      request.header("Content-Type", "application/fhir+json");
      var body = asked.body().replace("https://attune.org/fhir/", "https://example.org/bare/");
      request.method(
          asked.method(),
          body.isEmpty()
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(body));
      bare.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static void note(List<Trace> all, List<Double> alone) throws IOException {
    var hook = all.stream().map(Trace::whole).toList();
    double ratio = share(hook, 0.95) / share(alone, 0.95);
    Object[] values = {
      Instant.now().truncatedTo(ChronoUnit.SECONDS),
      all.size(),
      ANSWER,
      PAUSE,
      share(all.stream().map(each -> (double) each.requests().size()).toList(), 0.5),
      share(hook, 0.5),
      share(hook, 0.95),
      share(hook, 1),
      share(alone, 0.5),
      share(alone, 0.95),
      share(hook, 0.5) / share(alone, 0.5),
      ratio,
      share(all.stream().map(Trace::untilFirstRequest).toList(), 0.5),
      share(all.stream().map(Trace::reading).toList(), 0.5),
      share(all.stream().map(Trace::judging).toList(), 0.5),
      share(all.stream().map(Trace::writing).toList(), 0.5),
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
    };
    var line = new ArrayList<String>();
    for (var value : values) {
      line.add(
          value instanceof Double number
              ? String.format(Locale.ROOT, "%.2f", number)
              : String.valueOf(value));
    }
    var lines = new ArrayList<String>();
    if (!Files.exists(RESULTS) || Files.size(RESULTS) == 0) {
      lines.add(HEAD);
    }
    lines.add(String.join(",", line));
    Files.createDirectories(RESULTS.toAbsolutePath().getParent());
    Files.write(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println("hooks: " + HEAD);
    System.out.println("hooks: " + String.join(",", line));
    all.get(all.size() - 1).print();
  }

  /** The value that such a share of all does not exceed. */
  private static double share(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
