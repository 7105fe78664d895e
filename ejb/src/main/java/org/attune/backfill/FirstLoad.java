package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.attune.ehr.EhrUnavailable;
import org.attune.ledger.Ledger;

/** The first load of the record: whether it is done, that it goes on, and how it stands. */
@ApplicationScoped
public class FirstLoad {

  private final FirstLoadJob job;
  private final LoadSteps steps;
  private final LoadBooks books;
  private final Ledger ledger;
  private final Clock clock;

  @Inject
  FirstLoad(FirstLoadJob job, LoadSteps steps, LoadBooks books, Ledger ledger, Clock clock) {
    this.job = job;
    this.steps = steps;
    this.books = books;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Sees to it that the first load goes on where it is not done yet.
   *
   * @return whether it is done
   * @throws EhrUnavailable while it waits for an EHR that does not answer
   */
  public boolean goOn() throws EhrUnavailable {
    if (ledger.complete()) {
      return true;
    }
    job.seeTo();
    var trouble = steps.trouble();
    if (trouble.isPresent()) {
      throw new EhrUnavailable(trouble.get(), null);
    }
    return ledger.complete();
  }

  /** How it stands, for IT. */
  public Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    books.load(Errand.FIRST_LOAD).ifPresent(load -> tell(load, facts));
    return facts;
  }

  private void tell(Load load, Map<String, String> facts) {
    boolean done = load.finished().isPresent();
    var count = books.count(Errand.FIRST_LOAD);
    long resources = done ? load.resources() : count.resources();
    var until = load.finished().orElse(clock.instant());
    long seconds = Math.max(1, Duration.between(load.began(), until).toSeconds());
    facts.put("first-load.state", done ? "done" : steps.trouble().orElse(doing(load)));
    facts.put("first-load.began", load.began().toString());
    facts.put("first-load.parts", "" + load.parts());
    facts.put("first-load.parts-done", "" + (done ? load.parts() : count.done()));
    facts.put("first-load.resources", "" + resources);
    facts.put("first-load.per-second", "" + resources / seconds);
    facts.put(
        "first-load.export",
        load.note().isEmpty() ? load.export().name().toLowerCase(Locale.ROOT) : load.note());
    load.finished().ifPresent(end -> facts.put("first-load.finished", end.toString()));
  }

  private static String doing(Load load) {
    return load.planned()
        ? "reading"
        : load.export() == Load.Export.ASKED ? "waits for the EHR's export" : "looks how to read";
  }
}
