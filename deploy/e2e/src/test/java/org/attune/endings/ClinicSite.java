package org.attune.endings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.attune.faults.Clinic;
import org.attune.faults.Course;
import org.attune.faults.LightHospital;
import org.attune.faults.Traits;

/** A hospital that tells of changes, and a server that has read and judged all that it holds. */
final class ClinicSite implements AutoCloseable {

  private static final int OFFSET = Integer.getInteger("soak.port-offset", 950);
  private static final Duration PATIENCE = Duration.ofHours(3);

  private final Clinic clinic = new Clinic(LocalDate.now(Course.ZONE));
  private final LightHospital hospital;
  private final Path base;
  private final Node node;

  /**
   * Begins one, and waits until it is at rest.
   *
   * @param clients how many the hospital has
   * @param round after how long without a hint a round is made
   * @param whole whether the walk through the charts is made soon, and accesses are accounted for
   */
  ClinicSite(int clients, Duration round, boolean whole) throws Exception {
    var clock = HospitalClock.of(Course.ZONE, clients * clinic.chart(0).size());
    hospital = new LightHospital(clock, Traits.PLAIN, 1);
    for (int client = 0; client < clients; client++) {
      clinic.chart(client).forEach(hospital::put);
    }
    clock.setRight();
    var work = Path.of(System.getProperty("work")).toAbsolutePath().resolve("clinic");
    base = Ordeal.withEar(Kit.copy(Kit.installed(), work));
    node =
        new Node.Start(base, "standalone-full.xml", "one", OFFSET, Map.of(), List.of())
            .with(settings(round, whole))
            .begin();
    try {
      awaitReview(clients);
    } catch (IllegalStateException never) {
      close();
      throw never;
    }
  }

  private Map<String, String> settings(Duration round, boolean whole) throws IOException {
    var settings = new HashMap<>(Course.settings());
    var soon = LocalTime.now(Course.ZONE).plusMinutes(2).truncatedTo(ChronoUnit.MINUTES);
    settings.put("ehr.base-url", "http://127.0.0.1:" + hospital.port() + "/fhir");
    settings.put("ehr.timeout-seconds", "10");
    settings.put("ehr.page-size", "200");
    settings.put("hospital.zone", Course.ZONE.getId());
    settings.put("hooks.url", "http://127.0.0.1:" + (8080 + OFFSET) + "/attune");
    settings.put("review.every-seconds", "" + round.toSeconds());
    settings.put("reconcile.automatic", "" + whole);
    settings.put("audit.to", whole ? "ehr" : "none");
    settings.put("reconcile.at", soon.toString());
    settings.put("reconcile.clients-per-minute", "1000");
    settings.put("norms.automatic", "false");
    return settings;
  }

  private void awaitReview(int clients) throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < patience && node.isAlive()) {
      var reviewed =
          node.health()
              .filter(Node::settled)
              .filter(data -> data.path("looks.here").asLong() >= clients)
              .filter(data -> data.path("hooks.state").asText().startsWith("the EHR will tell"));
      if (reviewed.isPresent()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IllegalStateException("the first review never ended; it says " + node.health());
  }

  /** Waits until it has nothing left to do. */
  void awaitQuiet() throws IOException, InterruptedException {
    node.awaitQuiet();
    node.await(data -> data.path("audit.pending").asInt(1) == 0);
  }

  Clinic clinic() {
    return clinic;
  }

  LightHospital hospital() {
    return hospital;
  }

  Node node() {
    return node;
  }

  /** Where the server keeps what it has; it can be looked into once the server has stopped. */
  Path base() {
    return base;
  }

  @Override
  public void close() {
    node.close();
    hospital.close();
  }
}
