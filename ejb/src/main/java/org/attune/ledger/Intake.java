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
          Feed.TASKS);

  private final EntityManager database;
  private final Set<Feed> started;
  private final Instant now;

  private final Map<String, KnownResource> resources = new HashMap<>();
  private final Map<PatientId, KnownClient> clients = new HashMap<>();
  private final Set<PatientId> touched = new HashSet<>();
  private final Set<PatientId> rereading = new HashSet<>();
  private final Map<String, List<ChartFact>> kept = new LinkedHashMap<>();
  private final Set<PatientId> keptOut = new HashSet<>();
  private final List<String> replaced = new ArrayList<>();
  private final NewRows added = new NewRows();

  Intake(EntityManager database, Set<Feed> started, Instant now) {
    this.now = now;
    this.database = database;
    this.started = started;
  }

  Taken take(List<ChartEntry> entries) {
    var latest = latestOfEach(entries);
    if (latest.isEmpty()) {
      return new Taken(0, 0, 0, 0, 0);
    }
    know(latest);
    var fresh = latest.stream().filter(this::tellsMore).toList();
    knowClients(fresh);
    knowWhoIsKeptOut(fresh);
    fresh.forEach(this::keepWhatSpeaksForItself);
    fresh.forEach(this::keepWhatNeedsAKnownClient);
    replaceFacts(fresh);
    fresh.forEach(this::store);
    markTouched();
    return count(fresh, entries.size() - fresh.size());
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

  private void know(List<ChartEntry> entries) {
    var references =
        Stream.concat(
                entries.stream().map(entry -> entry.source().reference()),
                visits(entries)
                    // Only these are known by their booking alone.
                    .filter(visit -> !speaksForItself(visit))
                    .flatMap(visit -> Stream.ofNullable(visit.booking()))
                    .map(booking -> booking.reference()))
            .collect(Collectors.toSet());
    database
        .createQuery(
            "select r from KnownResource r where r.reference in :references", KnownResource.class)
        .setParameter("references", references)
        .getResultStream()
        .forEach(resource -> resources.put(resource.reference(), resource));
  }

  private boolean tellsMore(ChartEntry entry) {
    var known = resources.get(entry.source().reference());
    return known == null || known.isOlderThan(entry, now);
  }

  private void knowClients(List<ChartEntry> fresh) {
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
  private void knowWhoIsKeptOut(List<ChartEntry> fresh) {
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
      database.persist(client);
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

  private void replaceFacts(List<ChartEntry> fresh) {
    for (var entry : fresh) {
      var known = resources.get(entry.source().reference());
      if (known != null && known.state() == KnownResource.State.FACTS) {
        replaced.add(known.reference());
      }
    }
    if (!replaced.isEmpty()) {
      touched.addAll(
          database
              .createQuery(
                  "select distinct f.patient from StoredFact f where f.reference in :these",
                  PatientId.class)
              .setParameter("these", replaced)
              .getResultList());
      execute("delete from StoredFact f where f.reference in :these", replaced);
    }
    var gone =
        fresh.stream()
            .map(entry -> resources.get(entry.source().reference()))
            .filter(known -> known != null && known.state() == KnownResource.State.GAP)
            .map(KnownResource::reference)
            .collect(Collectors.toSet());
    if (!gone.isEmpty()) {
      execute("delete from StoredGap g where g.reference in :these", gone);
    }
  }

  private void store(ChartEntry entry) {
    var known = resources.get(entry.source().reference());
    var reading = entry.reading();
    if (reading instanceof Reading.Gap<List<ChartFact>> gap) {
      settle(known, entry, KnownResource.State.GAP);
      database.persist(new StoredGap(entry.source(), null, gap.reason(), entry.updated()));
    } else if (reading instanceof Reading.Withdrawn<List<ChartFact>>) {
      settle(known, entry, KnownResource.State.WITHDRAWN);
    } else if (reading instanceof Reading.OutOfScope<List<ChartFact>>) {
      if (known != null) {
        settle(known, entry, KnownResource.State.WITHDRAWN);
      }
    } else if (kept.containsKey(entry.source().reference())) {
      settle(known, entry, KnownResource.State.FACTS);
      factsKept(entry).forEach(added::add);
    } else if (known != null) {
      // It may come to concern a client again, and must not be taken for an old copy then.
      database.remove(known);
    }
  }

  private List<ChartFact> factsKept(ChartEntry entry) {
    return kept.getOrDefault(entry.source().reference(), List.of());
  }

  private void settle(@Nullable KnownResource known, ChartEntry entry, KnownResource.State state) {
    if (known == null) {
      added.add(entry, state);
    } else {
      known.isNow(entry, state);
    }
  }

  private void markTouched() {
    database.flush();
    added.write(database);
    if (!touched.isEmpty()) {
      execute("update KnownClient c set c.dirty = true where c.patient in :these", ids(touched));
    }
    if (!rereading.isEmpty()) {
      execute(
          "update KnownClient c set c.newcomer = true where c.patient in :these", ids(rereading));
    }
    database.clear();
  }

  private Taken count(List<ChartEntry> fresh, int unchanged) {
    int gaps = (int) fresh.stream().filter(e -> e.reading() instanceof Reading.Gap).count();
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
