package org.attune.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.chart.ResourceReader;

/**
 * A first load by workers beside each other, each of whom reads, maps and stores some lines at a
 * time, as those of the server do.
 */
final class Loading {

  private static final int LINES = 1_000;

  /** Two who take pages about the same clients may be in each other's way, as in the server. */
  private static final int TRIES = 4;

  private final Store store;
  private final int workers;

  /** Any of them reads for all. */
  private final ResourceReader reader = Mapping.reader(FhirContext.forR4Cached());

  Loading(Store store, int workers) {
    this.store = store;
    this.workers = workers;
  }

  /** Loads all of it; returns how many lines there were. */
  long load(Lines lines) throws Exception {
    long read = 0;
    for (var stage : lines.stages()) {
      for (var file : stage) {
        read += load(file);
      }
    }
    return read;
  }

  private long load(Path file) throws Exception {
    var pool = Executors.newFixedThreadPool(workers);
    try (var shared = new Lines.Shared(file)) {
      var work = new ArrayList<Callable<Long>>();
      for (int worker = 0; worker < workers; worker++) {
        work.add(() -> load(shared));
      }
      long read = 0;
      for (var done : pool.invokeAll(work)) {
        read += done.get();
      }
      return read;
    } finally {
      pool.shutdown();
    }
  }

  private long load(Lines.Shared shared) throws Exception {
    long read = 0;
    try (var ledger = store.session()) {
      for (var some = shared.next(LINES); !some.isEmpty(); some = shared.next(LINES)) {
        take(ledger, some.stream().map(reader::read).toList());
        read += some.size();
      }
    }
    return read;
  }

  private static void take(Store.Session ledger, List<ChartEntry> entries) {
    for (int tries = 1; ; tries++) {
      try {
        ledger.run(() -> ledger.ledger().take(entries));
        return;
      } catch (PersistenceException | IllegalStateException inTheWay) {
        if (tries == TRIES) {
          throw inTheWay;
        }
      }
    }
  }
}
