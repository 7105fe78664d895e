package org.attune.fhir.fuzz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.CancellationTimes;
import org.attune.fhir.chart.FhirBulkExport;
import org.attune.fhir.chart.FhirChart;
import org.attune.fhir.chart.FlaggedSignals;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.writeback.WriterDoor;
import org.attune.instruments.Instruments;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Flag;

/**
 * A program for a small heap: an EHR that sends giants on every way, and what is told of them, one
 * line each.
 */
final class Giants {

  private static final int MEGABYTE = 1 << 20;
  private static final byte[] FILL = "x".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
  private static final String ANSWER = "{\"linkId\":\"a\",\"answer\":[{\"valueInteger\":1}]}";

  private static volatile String sent = "";
  private static final FhirR4 FHIR = new FhirR4();

  private Giants() {}

  public static void main(String... arguments) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Giants::answer);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.start();
    var settings =
        SiteSettings.hospital()
            .with("ehr.base-url", "http://localhost:" + server.getAddress().getPort() + "/fhir");
    var ehr = new EhrClient(settings, FHIR);
    var readers = new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR);
    var capabilities = new Capabilities(ehr, FHIR, settings, Clock.systemUTC());
    var chart =
        new FhirChart(
            ehr,
            readers,
            new CancellationTimes(settings, ehr),
            new FlaggedSignals(ehr, FHIR),
            capabilities,
            settings);
    for (String giant : List.of("long", "deep", "answers", "many")) {
      sent = giant;
      tell(giant + " page", () -> readings(chart));
      tell(giant + " search", () -> "" + ehr.find(Flag.class, "Flag?identifier=x").size());
    }
    sent = "line";
    var export =
        new FhirBulkExport(
            ehr,
            readers,
            new CancellationTimes(settings, ehr),
            new FlaggedSignals(ehr, FHIR),
            capabilities,
            settings);
    var file =
        new ExportedFile(
            Feed.ANSWERS,
            settings.get(EhrClient.BASE_URL) + "/export-file",
            false,
            false,
            Instant.EPOCH,
            null);
    tell("export", () -> readings(export.open(file, 0).orElseThrow().next(9).entries()));
    for (String giant : List.of("long", "many")) {
      sent = giant;
      tell(giant + " record", () -> "" + chart.everythingOf(new PatientId("p1")).size());
      tell(
          giant + " write",
          () -> {
            WriterDoor.write(ehr, FHIR, settings, capabilities, Clock.systemUTC());
            return "";
          });
    }
    System.exit(0);
  }

  private interface Way {
    String go() throws Exception;
  }

  private static void tell(String what, Way way) throws Exception {
    var began = Instant.now();
    String came;
    try {
      came = way.go();
    } catch (EhrUnavailable refused) {
      came = "refused: " + refused.getMessage();
    }
    System.out.println(
        what + " | " + came + " | " + Duration.between(began, Instant.now()).toMillis());
  }

  private static String readings(FhirChart chart) throws EhrUnavailable {
    return readings(chart.changes(Feed.ANSWERS, Bookmark.START).entries());
  }

  private static String readings(List<ChartEntry> entries) {
    return entries.stream()
        .map(entry -> entry.source().id() + " " + entry.reading())
        .toList()
        .toString();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
    exchange.sendResponseHeaders(200, 0);
    try (var body = exchange.getResponseBody()) {
      if (sent.equals("line")) {
        lines(body);
        return;
      }
      write(
          body,
          "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
              + "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"giant\",\"item\":[");
      switch (sent) {
        case "deep" -> deep(body);
        case "answers" -> repeat(body, ANSWER + ",", 1_000_000);
        case "many" -> many(body);
        default -> fill(body, 50);
      }
      write(
          body,
          "]}},{\"resource\":{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"small\"}}]}");
    } catch (IOException hungUp) {
      exchange.close();
    }
  }

  private static void lines(OutputStream body) throws IOException {
    write(body, "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"giant\",\"item\":[");
    fill(body, 240);
    write(body, "]}\n{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"small\"}\n");
  }

  private static void deep(OutputStream body) throws IOException {
    repeat(body, "{\"linkId\":\"a\",\"item\":[", 10_000);
    repeat(body, "]}", 10_000);
  }

  // None of them is too large; all of them together are.
  private static void many(OutputStream body) throws IOException {
    repeat(
        body,
        "]}},{\"resource\":{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"one\",\"item\":[",
        2_000_000);
  }

  private static void fill(OutputStream body, int megabytes) throws IOException {
    write(body, "{\"linkId\":\"");
    for (long i = 0; i < (long) megabytes * MEGABYTE; i += FILL.length) {
      body.write(FILL);
    }
    write(body, "\"}");
  }

  private static void repeat(OutputStream body, String text, int times) throws IOException {
    var bytes = text.repeat(100).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < times; i += 100) {
      body.write(bytes);
    }
  }

  private static void write(OutputStream body, String text) throws IOException {
    body.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
