package org.attune.review;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.backfill.FirstLoad;
import org.attune.catalogue.Catalogue;
import org.attune.findings.Hold;
import org.attune.health.HealthBoard;
import org.attune.hooks.HookReport;
import org.attune.writeback.Edit;
import org.attune.writeback.PendingWrite;
import org.jspecify.annotations.Nullable;

/**
 * Pins how things stand on the board that the health checks read. Ready is who has read the whole
 * record once, whose last round met no trouble and whose hand-overs for safety reach somebody.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HealthReport {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private @Nullable Standing standing;
  private @Nullable HookReport hooks;
  private @Nullable WalkCharts walk;
  private @Nullable LooksHere looks;
  private @Nullable FirstLoad firstLoad;
  private @Nullable RestoredRecord restored;

  @Inject
  void given(
      Standing given,
      HookReport told,
      WalkCharts walking,
      LooksHere made,
      FirstLoad loading,
      RestoredRecord again) {
    standing = given;
    hooks = told;
    walk = walking;
    looks = made;
    firstLoad = loading;
    restored = again;
  }

  @PostConstruct
  void pin() {
    var asked = standing;
    if (asked != null) {
      var recent = new Recent<>(asked::now, System::nanoTime, PATIENCE);
      HealthBoard.pin(() -> with(more(), state(recent.get())));
    }
  }

  private Map<String, String> more() {
    Map<String, String> facts = new TreeMap<>();
    Optional.ofNullable(hooks).ifPresent(one -> facts.putAll(one.facts()));
    Optional.ofNullable(walk).ifPresent(one -> facts.putAll(one.facts()));
    Optional.ofNullable(looks).ifPresent(one -> facts.put("looks.here", "" + one.made()));
    Optional.ofNullable(firstLoad).ifPresent(one -> facts.putAll(one.facts()));
    Optional.ofNullable(restored).ifPresent(one -> facts.putAll(one.facts()));
    return facts;
  }

  @PreDestroy
  void takeDown() {
    HealthBoard.takeDown();
  }

  /** What more there is to tell, without any say in whether we are ready. */
  private static HealthBoard.State with(Map<String, String> more, HealthBoard.State state) {
    Map<String, String> facts = new TreeMap<>(state.facts());
    facts.putAll(more);
    return new HealthBoard.State(state.ready(), facts);
  }

  static HealthBoard.State state(Standing.Now now) {
    var trouble = now.lastRun().flatMap(ReviewRun::trouble);
    var unsafe = now.safety().trouble();
    boolean reads = now.lastRun().filter(ReviewRun::read).isPresent();
    boolean works = now.complete() && reads && trouble.isEmpty();
    boolean ready = works && unsafe.isEmpty();
    Map<String, String> facts = new TreeMap<>();
    facts.put("state", works ? "at work" : trouble.orElse("reading the record for the first time"));
    facts.put("rounds", Long.toString(now.rounds()));
    now.lastRun()
        .flatMap(ReviewRun::finished)
        .ifPresent(finished -> facts.put("last-round", finished.toString()));
    now.lastRun().ifPresent(run -> facts.put("looks.failing", "" + run.failed()));
    now.read().forEach((feed, count) -> facts.put("read." + Catalogue.key(feed), "" + count));
    now.gaps().forEach((reason, count) -> facts.put("gaps." + Catalogue.key(reason), "" + count));
    var asked = now.ehr().asked();
    if (asked != null) {
      facts.put("ehr.asked", asked.toString());
    }
    now.ehr().usedAs().forEach((feature, used) -> facts.put("ehr." + feature, used));
    facts.put("ledger.clients", Long.toString(now.clients()));
    facts.put("findings.open", "" + sum(now.openFindings()));
    now.openFindings().forEach((detector, count) -> facts.put("findings." + detector, "" + count));
    facts.put("mode", now.mode().site());
    now.mode().firstLive().ifPresent(since -> facts.put("mode.first-live", since.toString()));
    facts.put("mode.shadow-detectors", "" + now.mode().shadowDetectors().size());
    for (var hold : Hold.values()) {
      var held = now.held().getOrDefault(hold, Collections.emptySortedMap());
      var name = "findings." + Catalogue.key(hold);
      facts.put(name, "" + sum(held));
      held.forEach((detector, count) -> facts.put(name + "." + detector, "" + count));
    }
    facts.put("unit-notes.open", "" + now.unitNotes());
    facts.put("safety.state", unsafe.orElse("looked after"));
    facts.put("safety.open", "" + now.safety().open());
    facts.put("safety.overdue", "" + now.safety().overdue());
    facts.put("safety.undelivered", "" + now.safety().undelivered());
    for (var what : Edit.What.values()) {
      facts.put("people." + Catalogue.key(what), "" + now.edits().getOrDefault(what, 0L));
    }
    for (var state : PendingWrite.State.values()) {
      facts.put("outbox." + Catalogue.key(state), "" + now.writes().getOrDefault(state, 0L));
    }
    for (int n = 0; n < now.deadBecause().size(); n++) {
      facts.put("outbox.dead-because." + (n + 1), now.deadBecause().get(n));
    }
    facts.put("outbox.refused", "" + now.refused().writes());
    for (int n = 0; n < now.refused().because().size(); n++) {
      facts.put("outbox.refused-because." + (n + 1), now.refused().because().get(n));
    }
    facts.put("outbox.missing", "" + now.taken().missing());
    if (now.taken().missing() > 0) {
      facts.put("outbox.missing-because", PendingWrite.MISSING);
    }
    facts.put("outbox.untold", "" + now.taken().untold());
    facts.put("audit.pending", "" + now.audit().pending());
    facts.put("audit.refused", "" + now.audit().refused());
    facts.put("audit.only-counted", "" + now.audit().onlyCounted());
    facts.put("audit.lost", "" + now.audit().lost());
    return new HealthBoard.State(ready, facts);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
