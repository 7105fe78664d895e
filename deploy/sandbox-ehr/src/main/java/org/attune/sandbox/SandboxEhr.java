package org.attune.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.attune.sandbox.caseload.BulkData;
import org.attune.sandbox.server.FhirServer;
import org.attune.sandbox.server.Hospital;
import org.attune.sandbox.server.StoryList;

/** The stand-in hospital's entrance. */
public final class SandboxEhr {

  private static final int NOT_UNDERSTOOD = 2;
  private static final int FAILED = 1;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final long begun = System.nanoTime();

  private SandboxEhr() {}

  /** Runs until it is asked to end, or writes Bulk Data and ends. */
  public static void main(String[] arguments) {
    int code = new SandboxEhr().run(List.of(arguments));
    if (code != 0) {
      System.exit(code);
    }
  }

  private int run(List<String> arguments) {
    try {
      var options = Options.parse(arguments, Clock.systemUTC());
      if (options.ndjson() != null) {
        writeBulkData(options);
      } else {
        serve(options);
      }
      return 0;
    } catch (Options.NotUnderstood e) {
      out.println(e.getMessage());
      out.println(Options.USAGE);
      return NOT_UNDERSTOOD;
    } catch (IOException | RuntimeException e) {
      out.println(Sentences.of(e));
      return FAILED;
    }
  }

  private void writeBulkData(Options options) throws IOException {
    var folder = options.ndjson();
    if (folder == null) {
      return;
    }
    var caseload = options.caseload();
    var next = new long[] {0};
    long count =
        BulkData.write(
            caseload,
            folder,
            (clients, resources) -> {
              if (System.nanoTime() > next[0]) {
                next[0] = System.nanoTime() + Duration.ofSeconds(2).toNanos();
                progress(clients, caseload.clients(), resources, begun);
              }
            });
    StoryList.write(caseload, folder.resolve(StoryList.FILE));
    out.printf("%,d resources written in %s.%n", count, seconds(begun));
  }

  private void serve(Options options) throws IOException {
    FhirServer.checkPort(options.port());
    if (options.withParent()) {
      Parent.watch(() -> System.exit(0));
    }
    out.println("Starting the stand-in hospital …");
    var hospital = Hospital.at(options.data());
    var stop = new CountDownLatch(1);
    try (var server = open(options, hospital)) {
      // Registered before the loading: a half-filled database is closed in order, too.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, stop), "stop"));
      out.printf("The server is up after %s.%n", seconds(begun));
      if (options.load() && !hospital.holds(options.caseload())) {
        load(options, hospital, server);
      }
      server.listen(options.port(), hospital.stories(), options.door());
      out.printf("The stand-in hospital is open after %s: %s%n", seconds(begun), server.address());
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FhirServer open(Options options, Hospital hospital) throws IOException {
    if (options.load() && !hospital.holds(options.caseload())) {
      hospital.clear();
    } else if (options.fresh()) {
      hospital.forget();
    }
    return FhirServer.over(hospital.database());
  }

  private static void close(FhirServer server, CountDownLatch stop) {
    server.close();
    stop.countDown();
  }

  private void load(Options options, Hospital hospital, FhirServer server) throws IOException {
    var caseload = options.caseload();
    out.printf("Admitting %d clients …%n", caseload.clients());
    long since = System.nanoTime();
    var next = new long[] {since + Duration.ofSeconds(3).toNanos()};
    int count =
        server.load(
            caseload,
            (clients, resources) -> {
              if (System.nanoTime() > next[0]) {
                next[0] = System.nanoTime() + Duration.ofSeconds(3).toNanos();
                progress(clients, caseload.clients(), resources, since);
              }
            });
    hospital.keep(caseload, server);
    out.printf(
        "%,d resources loaded in %s, %.0f a second.%n",
        count, seconds(since), count / elapsed(since));
  }

  private void progress(int clients, int of, long resources, long since) {
    double passed = elapsed(since);
    double left = clients == 0 ? Double.NaN : passed * (of - clients) / clients;
    out.printf(
        "  %,d of %,d clients, %,d resources, %.0f a second%s%n",
        clients,
        of,
        resources,
        resources / passed,
        Double.isNaN(left) ? "" : ", %.0f s left".formatted(left));
  }

  private static double elapsed(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static String seconds(long since) {
    return "%.1f s".formatted(elapsed(since));
  }
}
