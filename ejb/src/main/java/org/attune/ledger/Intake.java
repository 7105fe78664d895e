package org.attune.ledger;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final EntityManager database;
  private final Set<Feed> started;
  private final Instant now;

  private final Map<String, KnownResource> resources = new HashMap<>();
  private final Map<PatientId, KnownClient> clients = new HashMap<>();
  private final Set<PatientId> touched = new HashSet<>();
  private final Set<PatientId> rereading = new HashSet<>();
  private final Set<PatientId> keptOut = new HashSet<>();
  private final Map<String, PageEntry> fresh = new LinkedHashMap<>();
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
    know(latest.keySet());
    know(bookingsNamed(latest));
    knewNothing = latest.keySet().stream().noneMatch(resources::containsKey);
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
    know(
        fresh.values().stream()
            .filter(PageEntry::leavesNoTrace)
            .map(PageEntry::reference)
            .toList());
    if (fresh.keySet().stream().anyMatch(resources::containsKey)) {
      throw new AlreadyKnown();
    }
    keep(entries.size());
  }

  private void decide(Map<String, ChartEntry> latest) {
    latest.forEach(
        (reference, entry) -> {
          var known = resources.get(reference);
          if (known == null || known.isOlderThan(entry, now)) {
            fresh.put(reference, new PageEntry(entry, reference, known));
          }
        });
    knowClients();
    knowWhoIsKeptOut();
    fresh.values().forEach(this::keepWhatSpeaksForItself);
    fresh.values().forEach(this::keepWhatNeedsAKnownClient);
  }

  private void keep(int told) throws AlreadyKnown {
    replace();
    fresh.values().forEach(this::store);
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
    return fresh.values().stream().map(PageEntry::kept).flatMap(List::stream).toList();
  }

  /** By the reference of its resource. */
  private static Map<String, ChartEntry> latestOfEach(List<ChartEntry> entries) {
    var latest = new LinkedHashMap<String, ChartEntry>(entries.size() * 2);
    for (var entry : entries) {
      latest.merge(
          entry.source().reference(),
          entry,
          (known, next) -> KnownResource.later(next, known) ? next : known);
    }
    return latest;
  }

  /** Of visits that are known by their booking alone. */
  private static Set<String> bookingsNamed(Map<String, ChartEntry> entries) {
    var bookings = new HashSet<String>();
    for (var entry : entries.values()) {
      if (entry.reading() instanceof Reading.Fact<List<ChartFact>> told) {
        told.value().stream()
            .filter(fact -> fact instanceof Visit && !speaksForItself(fact))
            .flatMap(fact -> Stream.ofNullable(((Visit) fact).booking()))
            .forEach(booking -> bookings.add(booking.reference()));
      }
    }
    return bookings;
  }

  private void know(Collection<String> references) {
    AnyOf.find(database, KnownResource.class, references)
        .forEach(resource -> resources.put(resource.reference(), resource));
  }

  private void knowClients() {
    var patients = new HashSet<String>();
    fresh
        .values()
        .forEach(entry -> entry.facts().forEach(fact -> patients.add(fact.patient().value())));
    AnyOf.find(database, KnownClient.class, patients)
        .forEach(client -> clients.put(client.patient(), client));
  }

  /** Who objects is heard before anything else of the same page is kept. */
  private void knowWhoIsKeptOut() {
    clients.values().stream()
        .filter(client -> client.keptOut().isPresent())
        .map(KnownClient::patient)
        .forEach(keptOut::add);
    for (var entry : fresh.values()) {
      for (var fact : entry.facts()) {
        if (fact instanceof Objection objection && objection.inForce(now)) {
          keptOut.add(fact.patient());
        }
      }
    }
  }

  private boolean mayBeKept(ChartFact fact) {
    var client = clients.get(fact.patient());
    boolean erased = client != null && client.keptOut().filter(KeptOut.ERASED::equals).isPresent();
    return (fact instanceof Objection && !erased) || !keptOut.contains(fact.patient());
  }

  /** Hours and episodes of psychotherapy bring their client into scope. */
  private void keepWhatSpeaksForItself(PageEntry entry) {
    for (var fact : entry.facts()) {
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
  private void keepWhatNeedsAKnownClient(PageEntry entry) {
    for (var fact : entry.facts()) {
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

  private void keep(PageEntry entry, ChartFact fact) {
    entry.keep(fact);
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
    var told = fresh.get(booking.reference());
    return (known != null && known.state() == KnownResource.State.FACTS)
        || (told != null && told.isKept());
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
  private void lookForDroppedVisit(PageEntry entry, Booking booking) {
    if (entry.known() == null
        && started.contains(Feed.ENCOUNTERS)
        && !entry.entry().updated().isBefore(booking.start())) {
      rereading.add(booking.patient());
    }
  }

  /** What resources told before goes as a whole; whoever lost facts by that is looked at. */
  private void replace() {
    var known = fresh.values().stream().flatMap(entry -> Stream.ofNullable(entry.known())).toList();
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
        || fresh.values().stream().anyMatch(PageEntry::isGap)) {
      execute("delete from StoredGap g where g.reference in :these", references);
    }
    execute("delete from KnownResource r where r.reference in :these", references);
  }

  private void store(PageEntry page) {
    var entry = page.entry();
    if (entry.reading() instanceof Reading.Gap<List<ChartFact>> gap) {
      added.add(page, KnownResource.State.GAP);
      database.persist(new StoredGap(entry.source(), null, gap.reason(), entry.updated()));
    } else if (page.isGone()) {
      added.add(page, KnownResource.State.WITHDRAWN);
    } else if (entry.reading() instanceof Reading.OutOfScope<List<ChartFact>>) {
      if (page.known() != null) {
        added.add(page, KnownResource.State.WITHDRAWN);
      }
    } else if (page.isKept()) {
      added.add(page, KnownResource.State.FACTS);
    }
    // Of the rest nothing is left, not even that it was there: it may come to concern a client
    // again, and must not be taken for an old copy then.
  }

  private void write() throws AlreadyKnown {
    database.flush();
    added.write(database);
    noteLatest();
    AnyOf.execute(database, "update client set dirty = true where patient = any (?)", ids(touched));
    AnyOf.execute(
        database, "update client set newcomer = true where patient = any (?)", ids(rereading));
    database.clear();
  }

  private void noteLatest() {
    var latest = LatestChange.of(fresh.values().stream().filter(PageEntry::isKept).toList());
    AnyOf.execute(database, "delete from latest_change where reference = any (?)", latest);
    // From there, so that both are rounded alike.
    AnyOf.execute(
        database,
        "insert into latest_change (reference, updated) select r.reference, r.updated from"
            + " known_resource r where r.reference = any (?)",
        latest);
  }

  private Taken count(int unchanged) {
    int kept = 0;
    int gaps = 0;
    int gone = 0;
    for (var entry : fresh.values()) {
      kept += entry.isKept() ? 1 : 0;
      gaps += entry.isGap() ? 1 : 0;
      gone += entry.isGone() ? 1 : 0;
    }
    return new Taken(kept, gaps, gone, fresh.size() - kept - gaps - gone, unchanged);
  }

  private void execute(String statement, Collection<String> these) {
    database.createQuery(statement).setParameter("these", these).executeUpdate();
  }

  private static Set<String> ids(Set<PatientId> patients) {
    return patients.stream().map(PatientId::value).collect(Collectors.toSet());
  }
}
