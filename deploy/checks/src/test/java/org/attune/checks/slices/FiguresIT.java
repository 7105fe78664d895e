package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.attune.ehr.ChartEntry;
import org.attune.ledger.Ledger;
import org.attune.norms.NightlyFigures;
import org.attune.norms.ServiceFigures;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The nightly count as the server's own batch job. */
@ExtendWith(ArquillianExtension.class)
class FiguresIT {

  private static final Instant FIRST = Instant.parse("2026-04-06T09:00:00Z");

  /** Some time after; how long after makes no difference to what is counted. */
  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

  private static final EnumSet<BatchStatus> AT_WORK =
      EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED);

  @Deployment
  static WebArchive slice() {
    return Slice.of(
            "therapy",
            "ehr",
            "instruments",
            "settings",
            "time",
            "persistence",
            "safety",
            "ledger",
            "nodes",
            "norms")
        .with(Facts.class)
        .set("attune.norms.automatic", "false")
        .withTestDatabase();
  }

  @Inject Ledger ledger;
  @Inject ServiceFigures figures;
  @EJB NightlyFigures nightly;

  @Test
  void the_job_comes_to_the_same_figures_as_counting_at_one_go() throws InterruptedException {
    for (int client = 0; client < 250; client++) {
      ledger.take(courseOf(new PatientId("f" + client)));
    }
    var atOneGo = figures.compute(NOW);
    assertThat(figures.known()).isFalse();

    long execution = nightly.start();

    assertThat(statusAtTheEnd(execution)).isEqualTo(BatchStatus.COMPLETED);
    assertThat(figures.known()).isTrue();
    assertThat(figures.current()).isEqualTo(atOneGo);
    assertThat(atOneGo.missRate()).isEqualTo(0.25);
    assertThat(atOneGo.withinPersonSd()).hasSize(1);
  }

  private static BatchStatus statusAtTheEnd(long execution) throws InterruptedException {
    var status = BatchStatus.STARTING;
    var patience = Duration.ofSeconds(60);
    while (AT_WORK.contains(status) && !patience.isNegative()) {
      Thread.sleep(100);
      patience = patience.minusMillis(100);
      status = BatchRuntime.getJobOperator().getJobExecution(execution).getBatchStatus();
    }
    return status;
  }

  private static List<ChartEntry> courseOf(PatientId client) {
    var facts = new ArrayList<ChartFact>();
    for (int week = 0; week < 4; week++) {
      var at = FIRST.plus(Duration.ofDays(7L * week));
      var status = week == 3 ? BookingStatus.MISSED : BookingStatus.KEPT;
      facts.add(Facts.booking(client.value() + "-" + week, "1", client, status, at));
      facts.add(Facts.rating(client.value() + "-r" + week, client, at, 30 + week));
    }
    return facts.stream()
        .map(fact -> new ChartEntry(fact.source(), NOW, new Reading.Fact<>(List.of(fact))))
        .toList();
  }
}
