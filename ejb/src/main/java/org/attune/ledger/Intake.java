package org.attune.ledger;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.ledger.KnownClient.KeptOut;
import org.attune.therapy.Booking;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.jspecify.annotations.Nullable;

/** Takes one page of entries into the ledger, within the transaction that runs. */
final class Intake {

  /** Feeds that say nothing of psychotherapy by themselves: they count for known clients only. */
  private static final Set<Feed> OF_PERSONS =
      Set.of(
          Feed.PATIENTS,
          Feed.CONSENTS,
          Feed.ANSWERS,
          Feed.OBSERVATIONS,
          Feed.GOALS,
          Feed.CARE_PLANS,
          Feed.TASKS,
          Feed.COMMUNICATIONS);

  private static final String MESSAGE = "Communication";

  private final EntityManager database;
  private final Set<Feed> started;
  private final Instant now;

  private final Map<String, KnownResource> resources = new HashMap<>();
  private final Map<PatientId, KnownClient> clients = new HashMap<>();
  private final Set<PatientId> touched = new HashSet<>();
  private final Set<PatientId> rereading = new HashSet<>();
  private final Map<String, List<ChartFact>> kept = new LinkedHashMap<>();
  private final Set<PatientId> keptOut = new HashSet<>();
  private final List<ChartEntry> fresh = new ArrayList<>();
  private final NewRows added = new NewRows();
  private boolean knewNothing;
  private Taken taken = new Taken(0, 0, 0, 0, 0);

  Intake(EntityManager database, Set<Feed> started, Instant now) {
    this.now = now;
    this.database = database;
    this.started = started;
  }

  /**
   * Takes a page.
   *
   * @throws AlreadyKnown if something of it was taken by somebody else in the same moment
   */
  void take(List<ChartEntry> entries) throws AlreadyKnown {
    var latest = latestOfEach(entries);
    know(Stream.concat(references(latest), bookingsNamed(latest)));
    knewNothing = latest.stream().allMatch(entry -> known(entry) == null);
    decide(latest);
    keep(entries.size());
  }

  /**
   * Takes a page of which nothing is known, as far as anybody can tell before it is written.
   *
   * @throws AlreadyKnown if something of it is known; then the transaction must go back
   */
  void takeAsNew(List<ChartEntry> entries) throws AlreadyKnown {
    var latest = latestOfEach(entries);
    know(bookingsNamed(latest));
    decide(latest);
    // What adds no row is not missed by one that is there.
    know(references(fresh.stream().filter(this::leavesNoTrace).toList()));
    if (fresh.stream().anyMatch(entry -> known(entry) != null)) {
      throw new AlreadyKnown();
    }
    keep(entries.size());
  }

  private void decide(List<ChartEntry> latest) {
    latest.stream().filter(this::tellsMore).map(this::asFarAsOurs).forEach(fresh::add);
    knowClients();
    knowWhoIsKeptOut();
    fresh.forEach(this::keepWhatSpeaksForItself);
    fresh.forEach(this::keepWhatNeedsAKnownClient);
  }

  private void keep(int told) throws AlreadyKnown {
    replace();
    fresh.forEach(this::store);
    write();
    taken = count(told - fresh.size());
  }

  /** What came of it, once it is taken. */
  Taken taken() {
    return taken;
  }

  /** Whether the page told of nothing of which anything was known. */
  boolean knewNothing() {
    return knewNothing;
  }

  /** Every fact that was kept. */
  List<ChartFact> factsKept() {
    return kept.values().stream().flatMap(List::stream).toList();
  }

  private static List<ChartEntry> latestOfEach(List<ChartEntry> entries) {
    var latest = new LinkedHashMap<String, ChartEntry>();
    for (var entry : entries) {
      latest.merge(
          entry.source().reference(),
          entry,
          (known, next) -> KnownResource.later(next, known) ? next : known);
    }
    return List.copyOf(latest.values());
  }

  private static Stream<String> references(List<ChartEntry> entries) {
    return entries.stream().map(entry -> entry.source().reference());
  }

  /** Of visits that are known by their booking alone. */
  private static Stream<String> bookingsNamed(List<ChartEntry> entries) {
    return visits(entries)
        .filter(visit -> !speaksForItself(visit))
        .flatMap(visit -> Stream.ofNullable(visit.booking()))
        .map(booking -> booking.reference());
  }

  private void know(Stream<String> which) {
    var references = which.collect(Collectors.toSet());
    if (!references.isEmpty()) {
      database
          .createQuery(
              "select r from KnownResource r where r.reference in :references", KnownResource.class)
          .setParameter("references", references)
          .getResultStream()
          .forEach(resource -> resources.put(resource.reference(), resource));
    }
  }

  private @Nullable KnownResource known(ChartEntry entry) {
    return resources.get(entry.source().reference());
  }

  private boolean tellsMore(ChartEntry entry) {
    var known = known(entry);
    return known == null || known.isOlderThan(entry, now);
  }

  /** Hardly any message is ours: that one cannot be read, or is gone, says nothing of our work. */
  private ChartEntry asFarAsOurs(ChartEntry entry) {
    boolean anybodys =
        entry.source().type().equals(MESSAGE)
            && known(entry) == null
            && !(entry.reading() instanceof Reading.Fact);
    return anybodys
        ? new ChartEntry(entry.source(), entry.updated(), new Reading.OutOfScope<>())
        : entry;
  }

  /** A resource of which nothing was known and nothing is kept. */
  private boolean leavesNoTrace(ChartEntry entry) {
    var reading = entry.reading();
    return reading instanceof Reading.OutOfScope
        || (reading instanceof Reading.Fact && factsKept(entry).isEmpty());
  }

  private void knowClients() {
    var patients = facts(fresh).map(fact -> fact.patient().value()).collect(Collectors.toSet());
    if (!patients.isEmpty()) {
      database
          .createQuery(
              "select c from KnownClient c where c.patient in :patients", KnownClient.class)
          .setParameter("patients", patients)
          .getResultStream()
          .forEach(client -> clients.put(client.patient(), client));
    }
  }

  /** Who objects is heard before anything else of the same page is kept. */
  private void knowWhoIsKeptOut() {
    clients.values().stream()
        .filter(client -> client.keptOut().isPresent())
        .map(KnownClient::patient)
        .forEach(keptOut::add);
    facts(fresh)
        .filter(fact -> fact instanceof Objection objection && objection.inForce(now))
        .map(ChartFact::patient)
        .forEach(keptOut::add);
  }

  private boolean mayBeKept(ChartFact fact) {
    var client = clients.get(fact.patient());
    boolean erased = client != null && client.keptOut().filter(KeptOut.ERASED::equals).isPresent();
    return (fact instanceof Objection && !erased) || !keptOut.contains(fact.patient());
  }

  /** Hours and episodes of psychotherapy bring their client into scope. */
  private void keepWhatSpeaksForItself(ChartEntry entry) {
    for (var fact : factsOf(entry)) {
      if (!mayBeKept(fact)) {
        continue;
      }
      if (fact instanceof Booking booking) {
        lookForDroppedVisit(entry, booking);
      }
      if (speaksForItself(fact)) {
        keep(entry, fact);
        bringIntoScope(fact.patient());
      }
    }
  }

  /** A visit of no kind of its own counts with its booking; the rest for clients in scope. */
  private void keepWhatNeedsAKnownClient(ChartEntry entry) {
    for (var fact : factsOf(entry)) {
      boolean wanted = fact instanceof Visit visit ? bookingKnown(visit) : inScope(fact);
      if (wanted && mayBeKept(fact) && !speaksForItself(fact)) {
        keep(entry, fact);
      }
    }
  }

  private static boolean speaksForItself(ChartFact fact) {
    return fact instanceof Booking
        || fact instanceof Treatment
        || (fact instanceof Visit visit && !visit.service().isEmpty());
  }

  private void keep(ChartEntry entry, ChartFact fact) {
    kept.computeIfAbsent(entry.source().reference(), each -> new ArrayList<>()).add(fact);
    touched.add(fact.patient());
  }

  private boolean inScope(ChartFact fact) {
    var client = clients.get(fact.patient());
    // Who is let go of because they object is heard when they object no longer.
    return client != null && (client.inScope() || fact instanceof Objection);
  }

  private boolean bookingKnown(Visit visit) {
    var booking = visit.booking();
    if (booking == null) {
      return false;
    }
    var known = resources.get(booking.reference());
    return (known != null && known.state() == KnownResource.State.FACTS)
        || kept.containsKey(booking.reference());
  }

  private void bringIntoScope(PatientId patient) {
    var client = clients.get(patient);
    boolean passedBy = OF_PERSONS.stream().anyMatch(started::contains);
    if (client == null) {
      client = new KnownClient(patient, passedBy);
      added.add(client);
      clients.put(patient, client);
    } else if (!client.inScope()) {
      client.cameBack();
      rereading.add(patient);
    }
  }

  /**
   * A booking first told of after its hour may have a visit that was passed by, because a visit of
   * no kind of its own is known by its booking alone.
   */
  private void lookForDroppedVisit(ChartEntry entry, Booking booking) {
    boolean firstToldOf = !resources.containsKey(entry.source().reference());
    if (firstToldOf
        && started.contains(Feed.ENCOUNTERS)
        && !entry.updated().isBefore(booking.start())) {
      rereading.add(booking.patient());
    }
  }

  /** What resources told before goes as a whole; whoever lost facts by that is looked at. */
  private void replace() {
    var known = fresh.stream().map(this::known).filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return;
    }
    var references = known.stream().map(KnownResource::reference).collect(Collectors.toSet());
    known.stream().flatMap(resource -> resource.patient().stream()).forEach(touched::add);
    touched.addAll(
        database
            .createQuery(
                "select distinct f.patient from FurtherFact f where f.reference in :these",
                PatientId.class)
            .setParameter("these", references)
            .getResultList());
    execute("delete from FurtherFact f where f.reference in :these", references);
    // What is unreadable now may have been a gap of another kind before.
    if (known.stream().anyMatch(resource -> resource.state() == KnownResource.State.GAP)
        || fresh.stream().anyMatch(Intake::isGap)) {
      execute("delete from StoredGap g where g.reference in :these", references);
    }
    execute("delete from KnownResource r where r.reference in :these", references);
  }

  private void store(ChartEntry entry) {
    var reading = entry.reading();
    if (reading instanceof Reading.Gap<List<ChartFact>> gap) {
      added.add(entry, KnownResource.State.GAP, List.of());
      database.persist(new StoredGap(entry.source(), null, gap.reason(), entry.updated()));
    } else if (reading instanceof Reading.Withdrawn<List<ChartFact>>) {
      added.add(entry, KnownResource.State.WITHDRAWN, List.of());
    } else if (reading instanceof Reading.OutOfScope<List<ChartFact>>) {
      if (known(entry) != null) {
        added.add(entry, KnownResource.State.WITHDRAWN, List.of());
      }
    } else if (!factsKept(entry).isEmpty()) {
      added.add(entry, KnownResource.State.FACTS, factsKept(entry));
    }
    // Of the rest nothing is left, not even that it was there: it may come to concern a client
    // again, and must not be taken for an old copy then.
  }

  private List<ChartFact> factsKept(ChartEntry entry) {
    return kept.getOrDefault(entry.source().reference(), List.of());
  }

  private void write() throws AlreadyKnown {
    database.flush();
    added.write(database);
    noteLatest();
    if (!touched.isEmpty()) {
      execute("update KnownClient c set c.dirty = true where c.patient in :these", ids(touched));
    }
    if (!rereading.isEmpty()) {
      execute(
          "update KnownClient c set c.newcomer = true where c.patient in :these", ids(rereading));
    }
    database.clear();
  }

  private void noteLatest() {
    var latest =
        LatestChange.of(fresh.stream().filter(entry -> !factsKept(entry).isEmpty()).toList());
    if (!latest.isEmpty()) {
      execute("delete from LatestChange l where l.reference in :these", latest);
      // From there, so that both are rounded alike.
      execute(
          "insert into LatestChange (reference, updated) select r.reference, r.updated from"
              + " KnownResource r where r.reference in :these",
          latest);
    }
  }

  private static boolean isGap(ChartEntry entry) {
    return entry.reading() instanceof Reading.Gap;
  }

  private Taken count(int unchanged) {
    int gaps = (int) fresh.stream().filter(Intake::isGap).count();
    int gone = (int) fresh.stream().filter(e -> e.reading() instanceof Reading.Withdrawn).count();
    int outside = fresh.size() - kept.size() - gaps - gone;
    return new Taken(kept.size(), gaps, gone, outside, unchanged);
  }

  private void execute(String statement, Collection<String> these) {
    database.createQuery(statement).setParameter("these", these).executeUpdate();
  }

  private static Set<String> ids(Set<PatientId> patients) {
    return patients.stream().map(PatientId::value).collect(Collectors.toSet());
  }

  private static List<ChartFact> factsOf(ChartEntry entry) {
    return entry.reading() instanceof Reading.Fact<List<ChartFact>> fact ? fact.value() : List.of();
  }

  private static Stream<ChartFact> facts(List<ChartEntry> entries) {
    return entries.stream().map(Intake::factsOf).flatMap(List::stream);
  }

  private static Stream<Visit> visits(List<ChartEntry> entries) {
    return facts(entries)
        .flatMap(fact -> fact instanceof Visit visit ? Stream.of(visit) : Stream.empty());
  }
}
