package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;

/** Has the record's own export tell what the nightly walk would otherwise ask of each chart. */
@ApplicationScoped
public class NightExport {

  /** So long a walk waits for it. */
  static final Duration PATIENCE = Duration.ofHours(4);

  private final NightJob job;
  private final NightSteps steps;
  private final LoadBooks books;
  private final Clock clock;

  @Inject
  NightExport(NightJob job, NightSteps steps, LoadBooks books, Clock clock) {
    this.job = job;
    this.steps = steps;
    this.books = books;
    this.clock = clock;
  }

  /**
   * Sees to it that the export is read for a walk.
   *
   * @param walk when the walk began
   * @param since what was changed before this moment need not be told
   * @return of which feeds it told all, none where all charts must be asked for; empty while it is
   *     being read
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  public Optional<Set<Feed>> goOn(Instant walk, Instant since) throws EhrUnavailable {
    var load = steps.begin(walk, since);
    if (load.finished().isEmpty()) {
      goOn(load);
    }
    return books
        .load(Errand.NIGHT)
        .filter(now -> now.isFor(walk) && now.finished().isPresent())
        .map(Load::exported);
  }

  private void goOn(Load load) throws EhrUnavailable {
    if (clock.instant().isAfter(load.began().plus(PATIENCE))) {
      steps.giveUp(
          "The EHR's export was not read after " + PATIENCE.toHours() + " hours" + inTheWay());
      return;
    }
    try {
      job.seeTo();
    } catch (RuntimeException fault) {
      // Its message may hold anything.
      steps.giveUp("The job that reads it does not begin: " + fault.getClass().getSimpleName());
    }
  }

  private String inTheWay() {
    return steps.trouble().map(trouble -> ": " + trouble).orElse(".");
  }

  /** How it stands, for IT; nothing where none was ever wanted. */
  public Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    books.load(Errand.NIGHT).ifPresent(load -> tell(load, facts));
    return facts;
  }

  private void tell(Load load, Map<String, String> facts) {
    facts.put("reconcile.export", load.note().isEmpty() ? state(load) : load.note());
    facts.put("reconcile.export.began", load.began().toString());
    load.finished().ifPresent(end -> facts.put("reconcile.export.last", end.toString()));
    facts.put("reconcile.export.resources", "" + load.resources());
    facts.put("reconcile.export.changed", "" + load.changed());
    facts.put("reconcile.export.gone", "" + load.gone());
  }

  private String state(Load load) {
    if (load.finished().isPresent()) {
      return "done";
    }
    return steps.trouble().orElse(load.planned() ? "reading" : "waits for the EHR's export");
  }
}
