package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/**
 * Keeps the account of every access in the database before the work goes on. Should the database
 * not take it, it waits in memory for the next one. When its keeper does not answer for so long
 * that the bound is reached, searches over everyone are only counted; an access to a client's
 * record is kept always.
 */
@ApplicationScoped
public class AuditTrail implements AccessLog, Configurable {

  /** Nobody shall be told. */
  public static final String NOBODY = "none";

  /** The EHR itself is told. */
  public static final String EHR = "ehr";

  /** Who is told. */
  public static final Setting<String> TO =
      new Setting<>(
          "audit.to",
          EHR,
          "\"ehr\", \"none\", or the base URL of a FHIR repository",
          text ->
              Optional.of(text)
                  .filter(to -> to.equals(EHR) || to.equals(NOBODY) || to.matches("https?://.+")));

  static final Setting<Integer> MOST =
      Setting.count("audit.most-pending", 200_000, 1_000, 10_000_000);

  private static final Logger LOG = Logger.getLogger(AuditTrail.class.getName());
  private static final int MOST_IN_MEMORY = 10_000;

  private final AuditEntries entries;
  private final Settings settings;
  private final Clock clock;
  private final List<AuditEntry> waiting = new ArrayList<>();
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong onlyCounted = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean failing;

  @Inject
  AuditTrail(AuditEntries entries, Settings settings, Clock clock) {
    this.entries = entries;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(TO, MOST);
  }

  @Override
  public void keep(RecordAccess access) {
    if (settings.get(TO).equals(NOBODY)) {
      return;
    }
    if (access.aboutNobody() && pending.get() >= settings.get(MOST)) {
      onlyCounted.incrementAndGet();
      return;
    }
    keepAll(List.of(access));
  }

  @Override
  public void keepAll(List<RecordAccess> all) {
    if (settings.get(TO).equals(NOBODY) || all.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var accesses = withThoseThatWait(all.stream().map(each -> new AuditEntry(each, now)).toList());
    try {
      entries.keep(accesses);
      pending.addAndGet(accesses.size());
      failing = false;
    } catch (RuntimeException fault) {
      putBack(accesses, fault);
    }
  }

  private synchronized List<AuditEntry> withThoseThatWait(List<AuditEntry> accesses) {
    var all = new ArrayList<>(waiting);
    all.addAll(accesses);
    waiting.clear();
    return all;
  }

  private synchronized void putBack(List<AuditEntry> accesses, RuntimeException fault) {
    if (!failing) {
      failing = true;
      LOG.log(
          Level.SEVERE,
          "The account of accesses cannot be kept and waits in memory: {0}",
          fault.getClass().getName());
    }
    waiting.addAll(0, accesses);
    if (waiting.size() <= MOST_IN_MEMORY) {
      return;
    }
    var tooMany = waiting.subList(MOST_IN_MEMORY, waiting.size());
    if (lost.getAndAdd(tooMany.size()) == 0) {
      LOG.severe(
          "Accounts of accesses are being lost: the database takes none, and no more fit into"
              + " memory. How many is told by audit.lost in health.");
    }
    tooMany.clear();
  }

  void counted(long now) {
    pending.set(now);
  }

  /** How many accounts were lost since the start because nobody could keep them. */
  public long lost() {
    return lost.get();
  }

  /** How many accesses were counted without being kept since the start. */
  public long onlyCounted() {
    return onlyCounted.get();
  }
}
