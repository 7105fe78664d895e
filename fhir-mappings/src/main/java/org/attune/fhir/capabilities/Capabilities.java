package org.attune.fhir.capabilities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.CapabilityTable;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What the EHR can do, as far as is known now, and what follows. Before the EHR was asked
 * everything is done as the standard has it. What a real write shows in between counts until the
 * EHR is asked again.
 */
@ApplicationScoped
public class Capabilities implements Configurable {

  /** Who is given the sentence of a flag as a task, where the EHR takes no flags. */
  public static final Setting<String> FLAG_RECIPIENT = Setting.text("ehr.flag-recipient", "");

  private static final Duration A_DAY = Duration.ofDays(1);

  /** An EHR that comes and goes is not asked everything each time. */
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  private static final Claims NOTHING = new Claims(0, "", Set.of(), Set.of(), List.of());

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Settings settings;
  private final Clock clock;

  private volatile @Nullable Known known;
  private boolean owed;

  /**
   * What was found out.
   *
   * @param refused what real writes have shown since
   */
  private record Known(Instant asked, Claims claims, Probed probed, Set<String> refused) {

    Told of(String trial) {
      return refused.contains(trial) ? Told.NO : probed.of(trial);
    }
  }

  @Inject
  public Capabilities(EhrClient ehr, FhirR4 fhir, Settings settings, Clock clock) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FLAG_RECIPIENT);
  }

  static Told told(boolean yes) {
    return yes ? Told.YES : Told.NO;
  }

  /** The table, for IT. */
  public CapabilityTable table() {
    var now = known;
    return now == null
        ? CapabilityTable.NOT_ASKED
        : new CapabilityTable(now.asked(), new Rows(now.claims(), now::of, this).all());
  }

  /**
   * Asks the EHR where it is time to, or in any case, though not every minute.
   *
   * @return whether something is used in another way now
   */
  public synchronized boolean look(boolean anew) {
    var before = known;
    var now = clock.instant();
    owed |= anew;
    var pause = owed ? A_WHILE : A_DAY;
    if (before != null && now.isBefore(before.asked().plus(pause))) {
      return false;
    }
    try {
      var used = table().usedAs();
      var claims = Claims.of(ehr.get("metadata"), fhir);
      known = new Known(now, claims, new Probes(ehr).all(), Set.of());
      owed = false;
      return !used.equals(table().usedAs());
    } catch (EhrUnavailable silence) {
      // The round says so, and asks again.
      return false;
    }
  }

  /** Whether records of a type can be made, found again and changed. */
  public boolean keeps(String type) {
    return adds(type) && finds(type) && can("update " + type, "update " + type);
  }

  /** Whether records of a type can be made. */
  public boolean adds(String type) {
    return can("create " + type, "create " + type);
  }

  /** Whether records of ours of a type can be found by their identifier. */
  public boolean finds(String type) {
    return can("find " + type, "search-type " + type);
  }

  /** Whether a transaction is kept whole, as far as is known. */
  public boolean together() {
    return can("transaction", "transaction");
  }

  /** A trial counts for more than a claim; where neither tells, it is tried in earnest. */
  private boolean can(String trial, String claim) {
    var now = known;
    if (now == null) {
      return true;
    }
    return switch (now.of(trial)) {
      case YES -> true;
      case NO -> false;
      case UNKNOWN -> now.claims().says(claim) != Told.NO;
    };
  }

  /** Who is given flags as tasks; empty where nobody is named or tasks cannot be written. */
  public Optional<String> flagRecipient() {
    return Optional.of(settings.get(FLAG_RECIPIENT)).filter(to -> !to.isEmpty() && keeps("Task"));
  }

  /** How one client's records of a type are asked for, where that was found out. */
  public Optional<SearchForm> form(String type) {
    var now = known;
    return now == null ? Optional.empty() : Optional.ofNullable(now.probed().forms().get(type));
  }

  /** Whether a search of a type may be sorted by date. */
  public boolean sorts(String type) {
    var now = known;
    return now == null || now.of("sort " + type) != Told.NO;
  }

  /** A real write was told that no record of a type can be made. */
  public void cannotAdd(String type) {
    learn("create " + type);
  }

  /** A real write was told that no record of a type can be changed. */
  public void cannotChange(String type) {
    learn("update " + type);
  }

  /** A real transaction was not understood, or a part of one that failed was kept. */
  public void cannotKeepTogether() {
    learn("transaction");
  }

  private synchronized void learn(String refused) {
    var now = known;
    if (now == null) {
      now = new Known(Instant.EPOCH, NOTHING, new Probed(Map.of(), Map.of()), Set.of());
    }
    var more = new TreeSet<>(now.refused());
    more.add(refused);
    known = new Known(now.asked(), now.claims(), now.probed(), Set.copyOf(more));
  }
}
