package org.attune.fhir.capabilities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.CapabilityTable;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.attendance.CommunicationMapper;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.questionnaire.ObservationMapper;
import org.attune.hooks.AskForHooks;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What the EHR can do, as far as is known now, and what follows. Before the EHR was asked
 * everything is done as the standard has it. What a real write shows in between counts until the
 * EHR is asked again; that is in a day, and sooner where a refusal does not fit what else is known.
 */
@ApplicationScoped
public class Capabilities implements Configurable {

  /** Who is given the sentence of a flag as a task, where the EHR takes no flags. */
  public static final Setting<String> FLAG_RECIPIENT = Setting.text("ehr.flag-recipient", "");

  /** An EHR that comes and goes is not asked everything each time. */
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  /** What stays closed for so long was not closed by mistake. */
  private static final Duration CLOSED_FOR_GOOD = Duration.ofMinutes(30);

  /** What is read only where the site wants it to be. */
  private static final Map<String, Setting<Boolean>> WANTED =
      Map.of("Communication", CommunicationMapper.READ, "Observation", ObservationMapper.READ);

  private static final Claims NOTHING = new Claims(0, "", Set.of(), Set.of(), List.of());

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Settings settings;
  private final Clock clock;

  private final Doubts doubts = new Doubts();

  private volatile @Nullable Known known;
  private boolean owed;

  /** Since when what else is open was closed to us. */
  private final Map<String, Instant> closed = new HashMap<>();

  /**
   * What was found out.
   *
   * @param next when to ask again
   * @param refused what real writes have shown since
   */
  private record Known(
      Instant asked, Instant next, Claims claims, Probed probed, Set<String> refused) {

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

  /** Where the records of the EHR stand. */
  public String address() {
    return ehr.bases().get(0);
  }

  /** The types that are read here, in the order of their names; of others nothing is asked. */
  List<String> read() {
    return Probes.READ.keySet().stream().filter(this::isWanted).sorted().toList();
  }

  /** Whether the EHR is to tell of changes. */
  boolean wantsNotices() {
    return !settings.get(AskForHooks.Where.URL).isEmpty();
  }

  private boolean isWanted(String type) {
    var wanted = WANTED.get(type);
    return wanted == null || settings.get(wanted);
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
    if (before != null && now.isBefore(owed ? sooner(before) : before.next())) {
      return false;
    }
    try {
      var used = table().usedAs();
      var claims = Claims.of(ehr.get("metadata"), fhir);
      var probed = new Probes(ehr, read(), wantsNotices()).all();
      var next = now.plus(doubts.pause(claims, probed));
      known =
          new Known(now, next, claims, before == null ? probed : kept(before, probed), Set.of());
      owed = false;
      return !used.equals(table().usedAs());
    } catch (EhrUnavailable silence) {
      // The round says so, and asks again.
      return false;
    }
  }

  private static Instant sooner(Known before) {
    var soon = before.asked().plus(A_WHILE);
    return soon.isBefore(before.next()) ? soon : before.next();
  }

  /** A form that found somebody once is kept where none was found now; a bad moment hides it. */
  private static Probed kept(Known before, Probed now) {
    var forms = new HashMap<>(before.probed().forms());
    forms.putAll(now.forms());
    return new Probed(now.told(), forms);
  }

  /**
   * Something was answered as if there were nothing of the kind for us; tells whether to believe
   * that. It is believed of what was found absent when it was last tried, and of what stays closed
   * for a while.
   *
   * @param what its name
   * @param trial the trial that tells of it
   */
  public synchronized boolean closed(String what, String trial) {
    var since = closed.computeIfAbsent(what, first -> clock.instant());
    var now = known;
    boolean absent = now != null && now.of(trial) == Told.NO && !doubts.about(trial);
    return absent || !clock.instant().isBefore(since.plus(CLOSED_FOR_GOOD));
  }

  /** It is open to us. */
  public synchronized void open(String what) {
    closed.remove(what);
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

  /** Whether filled forms can be made and found again; nobody changes them. */
  public boolean takesForms() {
    return adds("QuestionnaireResponse") && finds("QuestionnaireResponse");
  }

  /** Whether a transaction is kept whole, as far as is known. */
  public boolean together() {
    return can("transaction", "transaction");
  }

  /** Whether a part of a plan can be changed by itself, by JSON Patch, as far as is known. */
  public boolean patches() {
    return can("patch", "patch CarePlan");
  }

  /** Whether what is put in the place of an outdated version is known to be refused. */
  public boolean heedsVersions() {
    return known("if-match");
  }

  /**
   * Whether a patch of an outdated version is known to be refused; some heed that of a PUT alone.
   */
  public boolean heedsVersionsOfPatches() {
    return heedsVersions() && patches() && known("patch-if-match");
  }

  private boolean known(String trial) {
    var now = known;
    return now != null && now.of(trial) == Told.YES;
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

  /** Whether the EHR says of itself that it keeps the history of each record of a type. */
  public boolean claimsHistoryOf(String type) {
    var now = known;
    return now != null && now.claims().says("history-instance " + type) == Told.YES;
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

  /**
   * Whether an export in files is offered.
   *
   * @param group of a Group, else of all
   */
  public boolean exports(boolean group) {
    var now = known;
    return now != null
        && now.of("export") != Told.NO
        && now.claims().says(group ? "$export Group" : "$export") == Told.YES;
  }

  /** Whether a type can be read at all, as far as is known. */
  public boolean reads(String type) {
    return can("search " + type, "search-type " + type);
  }

  /** An export was asked for in earnest, and there is none for us. */
  public void cannotExport() {
    learn("export");
  }

  /** A real write was told that no record of a type can be made. */
  public void cannotAdd(String type) {
    learn("create " + type);
  }

  /** A real write was told that no record of a type can be changed. */
  public void cannotChange(String type) {
    learn("update " + type);
  }

  /** A real write was told that nothing can be changed by JSON Patch. */
  public void cannotPatch() {
    learn("patch");
  }

  /** A real transaction was not understood, or a part of one that failed was kept. */
  public void cannotKeepTogether() {
    learn("transaction");
  }

  private synchronized void learn(String refused) {
    var now = known;
    if (now == null) {
      var nothing = new Probed(Map.of(), Map.of());
      now = new Known(Instant.EPOCH, Instant.EPOCH, NOTHING, nothing, Set.of());
    }
    if (now.of(refused) == Told.NO) {
      return;
    }
    var more = new TreeSet<>(now.refused());
    more.add(refused);
    var again = clock.instant().plus(doubts.learnt(refused));
    var next = again.isBefore(now.next()) ? again : now.next();
    known = new Known(now.asked(), next, now.claims(), now.probed(), Set.copyOf(more));
  }
}
