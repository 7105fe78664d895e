package org.attune.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;
import org.attune.ledger.KnownClient.KeptOut;
import org.attune.safety.SafetyWatch;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * The stored facts. What is taken twice, or in another order, changes nothing; what is outside
 * psychotherapy is not kept.
 */
@ApplicationScoped
public class Ledger {

  /** Who must be looked at now, of those whose chart was read in full. */
  private static final String DUE =
      "c.newcomer = false and (c.dirty = true or c.nextLookAt <= :now)";

  private final EntityManager database;
  private final SafetyWatch safety;
  private final Clock clock;
  private final Pages pages;

  @Inject
  public Ledger(EntityManager database, SafetyWatch safety, Clock clock) {
    this.database = database;
    this.safety = safety;
    this.clock = clock;
    this.pages = new Pages(database);
  }

  /**
   * Takes one page of a feed and remembers how far the feed was read, both or neither. Of two
   * readers the first counts: the second's page is let go, because the feed stands elsewhere by
   * then.
   *
   * @param from where the page was read from
   * @return what was taken, or empty when somebody else has read on meanwhile
   */
  @Transactional
  public Optional<Taken> take(Feed feed, Bookmark from, ChartPage page) {
    var position = database.find(FeedPosition.class, feed, LockModeType.PESSIMISTIC_WRITE);
    if (position == null) {
      position = new FeedPosition(feed);
      database.persist(position);
    }
    if (!position.standsAt(from)) {
      return Optional.empty();
    }
    var taken = take(page.entries());
    // Taking a page lets go of all that was loaded.
    database.find(FeedPosition.class, feed).read(page);
    return Optional.of(taken);
  }

  /** Takes what resources tell; each replaces what an earlier version of it told. */
  @Transactional
  public Taken take(List<ChartEntry> entries) {
    var intake = pages.take(entries, startedFeeds(), clock.instant());
    safety.over(intake.factsKept(), this::factsOf);
    return intake.taken();
  }

  /**
   * Lets go of resources as if nobody had told of them, so that they may be told of again; whose
   * they were is looked at.
   */
  @Transactional
  public void letGo(Set<String> references) {
    if (references.isEmpty()) {
      return;
    }
    var whose =
        database
            .createQuery(
                "select distinct r.patient from KnownResource r where r.reference in :these and"
                    + " r.patient is not null",
                PatientId.class)
            .setParameter("these", references)
            .getResultList();
    database.flush();
    execute("delete from StoredGap g where g.reference in :these", references);
    execute("delete from LatestChange l where l.reference in :these", references);
    execute("delete from KnownResource r where r.reference in :these", references);
    database.clear();
    lookSoon(whose);
  }

  /** Takes all that the chart holds of a client who has just come into scope. */
  @Transactional
  public Taken takeEverythingOf(PatientId patient, List<ChartEntry> entries) {
    var taken = take(entries);
    lock(patient).ifPresent(KnownClient::readInFull);
    return taken;
  }

  /**
   * All that a feed held was read by other ways; from now on its changes are. Changes nothing where
   * it was read to its end already.
   *
   * @param since from when on to ask for them
   * @param resources how many were read
   */
  @Transactional(TxType.MANDATORY)
  public void wasRead(Feed feed, Instant since, long resources) {
    var position = database.find(FeedPosition.class, feed, LockModeType.PESSIMISTIC_WRITE);
    if (position == null) {
      position = new FeedPosition(feed);
      database.persist(position);
    }
    if (!position.complete()) {
      position.wasRead(since, resources);
    }
  }

  /** The feeds that must still be read for the first time before anybody is judged. */
  @Transactional
  public Set<Feed> neverRead() {
    var left = Feed.needed();
    left.removeAll(feedsRead().keySet());
    return left;
  }

  /** Where to go on reading a feed. */
  @Transactional
  public Bookmark bookmark(Feed feed) {
    var position = database.find(FeedPosition.class, feed);
    return position == null ? Bookmark.START : position.bookmark();
  }

  /** How many resources were read of each feed that was read to its end at least once. */
  @Transactional
  public Map<Feed, Long> feedsRead() {
    var read = new EnumMap<Feed, Long>(Feed.class);
    for (FeedPosition position : positions()) {
      if (position.complete()) {
        read.put(position.feed(), position.resources());
      }
    }
    return read;
  }

  /** Clients in scope whose chart must still be read in full, after one of them, in order. */
  @Transactional
  public List<PatientId> newcomers(String after, int most) {
    return database
        .createQuery(
            "select c.patient from KnownClient c where c.newcomer = true and c.inScope = true and"
                + " c.patient > :after order by c.patient",
            String.class)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultStream()
        .map(PatientId::new)
        .toList();
  }

  /**
   * What stands for clients whose courses must be looked at now, after one of them, in order; so
   * that they can be named where no id may be.
   */
  @Transactional
  public List<String> duePseudonyms(Instant now, String after, int most) {
    return database
        .createQuery(
            "select c.pseudonym from KnownClient c where "
                + DUE
                + " and c.pseudonym > :after order by c.pseudonym",
            String.class)
        .setParameter("now", now)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultList();
  }

  /** How many clients must be looked at now. */
  @Transactional
  public long countDue(Instant now) {
    return database
        .createQuery("select count(c) from KnownClient c where " + DUE, Long.class)
        .setParameter("now", now)
        .getSingleResult();
  }

  /** For how many clients looking failed and has not gone well since. */
  @Transactional
  public long faulty() {
    return database
        .createQuery("select count(c) from KnownClient c where c.faults > 0", Long.class)
        .getSingleResult();
  }

  /** For whom a pseudonym stands. */
  @Transactional
  public Optional<PatientId> behind(String pseudonym) {
    return database
        .createQuery(
            "select c.patient from KnownClient c where c.pseudonym = :pseudonym", String.class)
        .setParameter("pseudonym", pseudonym)
        .getResultStream()
        .map(PatientId::new)
        .findFirst();
  }

  /** Whether a client is known, and known to have a record for few eyes. */
  @Transactional
  public boolean restricted(PatientId patient) {
    var client = database.find(KnownClient.class, patient.value());
    return client != null && client.restricted();
  }

  /** Locks a client until the transaction ends: one look at a client at a time. */
  @Transactional(TxType.MANDATORY)
  public Optional<KnownClient> lock(PatientId patient) {
    return Optional.ofNullable(
        database.find(KnownClient.class, patient.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  /** What is known of a client as such, without holding anybody up. */
  @Transactional
  public Optional<KnownClient> known(PatientId patient) {
    return Optional.ofNullable(database.find(KnownClient.class, patient.value()));
  }

  /** These clients are due. */
  @Transactional(TxType.MANDATORY)
  public void lookSoon(Collection<PatientId> patients) {
    patients.forEach(patient -> lock(patient).ifPresent(KnownClient::lookSoon));
  }

  /** Every fact that a client's own record tells, without those merged into it. */
  @Transactional
  public List<ChartFact> factsOfRecord(PatientId patient) {
    return StoredFact.about(database, List.of(patient)).map(StoredFact::fact).toList();
  }

  /** Every fact of a client; those of records that were merged into theirs are theirs too. */
  @Transactional
  public List<ChartFact> factsOf(PatientId patient) {
    var facts = new ArrayList<>(factsOfRecord(patient));
    var merged = mergedInto(patient);
    if (!merged.isEmpty()) {
      StoredFact.about(database, merged)
          .filter(each -> !each.is(Client.class))
          .map(each -> each.factAbout(patient))
          .forEach(facts::add);
    }
    return facts;
  }

  /**
   * Every fact of some clients, as each would be told alone, in a few queries however many they
   * are.
   */
  @Transactional
  public Map<PatientId, List<ChartFact>> factsOf(Collection<PatientId> patients) {
    var facts = new LinkedHashMap<PatientId, List<ChartFact>>();
    patients.forEach(patient -> facts.put(patient, new ArrayList<>()));
    if (facts.isEmpty()) {
      return facts;
    }
    StoredFact.about(database, facts.keySet())
        .forEach(each -> Objects.requireNonNull(facts.get(each.patient())).add(each.fact()));
    var survivors = survivors(facts.keySet());
    if (!survivors.isEmpty()) {
      StoredFact.about(database, survivors.keySet())
          .filter(each -> !each.is(Client.class))
          .forEach(each -> tellOfSurvivor(each, survivors, facts));
    }
    return facts;
  }

  private static void tellOfSurvivor(
      StoredFact fact, Map<PatientId, PatientId> survivors, Map<PatientId, List<ChartFact>> facts) {
    var survivor = Objects.requireNonNull(survivors.get(fact.patient()));
    Objects.requireNonNull(facts.get(survivor)).add(fact.factAbout(survivor));
  }

  /** Records that were merged into those of clients, also by way of others, and into whose. */
  private Map<PatientId, PatientId> survivors(Collection<PatientId> patients) {
    var survivors = new LinkedHashMap<PatientId, PatientId>();
    var next = Set.copyOf(patients);
    while (!next.isEmpty()) {
      var found = new LinkedHashSet<PatientId>();
      database
          .createQuery(
              "select c.patient, c.mergedInto from KnownClient c where c.mergedInto in :patients",
              Object[].class)
          .setParameter("patients", next)
          .getResultList()
          .forEach(
              row -> {
                var merged = new PatientId((String) row[0]);
                var into = (PatientId) row[1];
                var survivor = survivors.getOrDefault(into, into);
                if (!merged.equals(survivor) && survivors.putIfAbsent(merged, survivor) == null) {
                  found.add(merged);
                }
              });
      next = found;
    }
    return survivors;
  }

  /** What is known of some clients as such, without holding anybody up. */
  @Transactional
  public List<KnownClient> known(Collection<PatientId> patients) {
    return patients.isEmpty()
        ? List.of()
        : database
            .createQuery("select c from KnownClient c where c.patient in :these", KnownClient.class)
            .setParameter("these", patients.stream().map(PatientId::value).toList())
            .getResultList();
  }

  /** Records that were merged into a client's, also by way of others. */
  @Transactional
  public List<PatientId> mergedInto(PatientId patient) {
    var all = new LinkedHashSet<PatientId>();
    var next = directlyMergedInto(List.of(patient));
    while (all.addAll(next)) {
      next = directlyMergedInto(next);
    }
    all.remove(patient);
    return List.copyOf(all);
  }

  private List<PatientId> directlyMergedInto(Collection<PatientId> patients) {
    return database
        .createQuery(
            "select c.patient from KnownClient c where c.mergedInto in :patients", String.class)
        .setParameter("patients", patients)
        .getResultStream()
        .map(PatientId::new)
        .toList();
  }

  /**
   * A client's record was merged into another, or is its own again: whoever gains or loses facts by
   * that is looked at.
   */
  @Transactional(TxType.MANDATORY)
  public void merge(KnownClient client, @Nullable PatientId survivor) {
    var before = client.mergedInto().orElse(null);
    if (Objects.equals(before, survivor)) {
      return;
    }
    client.merged(survivor);
    if (before != null) {
      lock(before).ifPresent(KnownClient::lookSoon);
    }
    if (survivor != null) {
      lock(survivor)
          .ifPresentOrElse(
              known -> {
                known.cameBack();
                known.lookSoon();
              },
              () -> database.persist(new KnownClient(survivor, true)));
    }
  }

  /** Lets go of a client and keeps nothing of them until they are let in again. */
  @Transactional(TxType.MANDATORY)
  public void keepOut(KnownClient client, KeptOut why) {
    forget(client, "and f.kind <> 'OBJECTION'");
    forgetNotes(client);
    client.keepOut(why);
  }

  /**
   * Keeps what a therapist noted here; a threat that they noted is heard like one that was read.
   *
   * @param writer who noted it, such as {@code Practitioner/7}
   */
  @Transactional(TxType.MANDATORY)
  public void keep(KnownClient client, SessionNote note, String writer) {
    database.persist(new OwnNote(note, writer));
    database.flush();
    safety.over(List.of(note), this::factsOf);
    client.lookSoon();
  }

  /** Whether there is a note of that name, whosever it is. */
  public boolean isNoted(String note) {
    return database.find(OwnNote.class, note) != null;
  }

  /** Lets go of a note, if that is whose it is; returns whether there was one. */
  @Transactional(TxType.MANDATORY)
  public boolean letGo(KnownClient client, String note, String writer) {
    int gone =
        database
            .createQuery("delete from OwnNote n where n.id = :note and n.writer = :writer")
            .setParameter("note", note)
            .setParameter("writer", writer)
            .executeUpdate();
    if (gone > 0) {
      client.lookSoon();
    }
    return gone > 0;
  }

  /** Clients who were erased, after one of them, in order. */
  @Transactional
  public List<PatientId> erased(String after, int most) {
    return database
        .createQuery(
            "select c.patient from KnownClient c where c.keptOut = :erased and c.patient > :after"
                + " order by c.patient",
            String.class)
        .setParameter("erased", KeptOut.ERASED)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultStream()
        .map(PatientId::new)
        .toList();
  }

  /** Everything that was kept of a client goes, their word that they object too. */
  @Transactional(TxType.MANDATORY)
  public void erase(KnownClient client) {
    forget(client, "");
    forgetNotes(client);
    database
        .createQuery("delete from StoredGap g where g.patient = :patient")
        .setParameter("patient", client.patient())
        .executeUpdate();
    client.keepOut(KeptOut.ERASED);
    client.lookSoon();
  }

  /** What was kept of a client is read anew; what was found and what people made of it stays. */
  @Transactional(TxType.MANDATORY)
  public void rebuild(KnownClient client) {
    forget(client, "");
    client.letIn();
  }

  /** A client is let in again: their whole chart is read with the next round. */
  @Transactional(TxType.MANDATORY)
  public void letIn(KnownClient client) {
    client.letIn();
  }

  /**
   * The facts of the next clients after one of them, by client, in the order of the database, which
   * need not be that of Java; empty at the end.
   */
  @Transactional
  public Map<PatientId, List<ChartFact>> nextClients(String after, int most) {
    var next =
        database
            .createQuery(
                "select c.patient from KnownClient c where c.patient > :after order by c.patient",
                String.class)
            .setParameter("after", after)
            .setMaxResults(most)
            .getResultList();
    var facts = new LinkedHashMap<PatientId, List<ChartFact>>();
    if (next.isEmpty()) {
      return facts;
    }
    next.forEach(patient -> facts.put(new PatientId(patient), new ArrayList<>()));
    StoredFact.about(database, facts.keySet())
        .forEach(
            stored ->
                facts
                    .computeIfAbsent(stored.patient(), each -> new ArrayList<>())
                    .add(stored.fact()));
    return facts;
  }

  /** Keeps the gaps found while a client's courses were put together, in place of earlier ones. */
  @Transactional(TxType.MANDATORY)
  public void note(PatientId patient, Map<Source, GapReason> gaps, Instant now) {
    var standing =
        database
            .createQuery("select g from StoredGap g where g.patient = :patient", StoredGap.class)
            .setParameter("patient", patient)
            .getResultList();
    var open = new HashMap<String, StoredGap>();
    for (var gap : standing) {
      open.put(gap.reference(), gap);
    }
    gaps.forEach(
        (source, reason) -> {
          var known = open.remove(source.reference());
          if (known == null) {
            database.persist(new StoredGap(source, patient, reason, now));
          } else {
            known.isNow(reason);
          }
        });
    open.values().forEach(database::remove);
  }

  /**
   * Lets go of a client about whom nothing says any longer that they are in psychotherapy here; the
   * next fact that does has their whole chart read again.
   */
  @Transactional(TxType.MANDATORY)
  public void release(KnownClient client) {
    forget(client, "");
    if (client.mergedInto().isEmpty()) {
      forgetNotes(client);
    }
    client.left();
  }

  /**
   * These stand nowhere else, so what is only read anew keeps them; those of a record that was
   * merged into another are the survivor's.
   */
  private void forgetNotes(KnownClient client) {
    var statement = "delete from OwnNote n where n.patient = :patient";
    change(statement, client.patient());
    mergedInto(client.patient()).forEach(each -> change(statement, each));
  }

  /** An hour of a group is others' too: of a shared resource, only the client's own facts go. */
  private void forget(KnownClient client, String only) {
    var patient = client.patient();
    change("delete from OnCaseload c where c.patient = :patient", patient);
    var first = "KnownResource f where f.patient = :patient " + only;
    var further = "FurtherFact f where f.patient = :patient " + only;
    var references =
        database
            .createQuery(
                "select f.reference from " + first + " union select f.reference from " + further,
                String.class)
            .setParameter("patient", patient)
            .getResultList();
    if (references.isEmpty()) {
      return;
    }
    change("delete from " + further, patient);
    change(
        "update KnownResource f set f.kind = null, f.content = null, f.patient = null where"
            + " f.patient = :patient "
            + only,
        patient);
    execute(
        "delete from KnownResource r where r.reference in :these and r.patient is null and not"
            + " exists (select 1 from FurtherFact f where f.reference = r.reference)",
        references);
    execute("delete from LatestChange l where l.reference in :these", references);
  }

  private void change(String statement, PatientId patient) {
    database.createQuery(statement).setParameter("patient", patient).executeUpdate();
  }

  /** How many clients are in psychotherapy here. */
  @Transactional
  public long clients() {
    return database
        .createQuery("select count(c) from KnownClient c where c.inScope = true", Long.class)
        .getSingleResult();
  }

  /** How many resources could not be read, by reason. */
  @Transactional
  public Map<GapReason, Long> gaps() {
    var gaps = new EnumMap<GapReason, Long>(GapReason.class);
    database
        .createQuery("select g.reason, count(g) from StoredGap g group by g.reason", Object[].class)
        .getResultList()
        .forEach(row -> gaps.put((GapReason) row[0], (Long) row[1]));
    return gaps;
  }

  /** How many clients have a booking of an appointment, by its reference. */
  @Transactional
  public Map<String, Long> members(Collection<String> appointments) {
    var members = new HashMap<String, Long>();
    if (!appointments.isEmpty()) {
      database
          .createQuery(
              "select r.reference, r.patient from KnownResource r where r.kind = 'BOOKING' and"
                  + " r.reference in :these union select f.reference, f.patient from FurtherFact f"
                  + " where f.kind = 'BOOKING' and f.reference in :these",
              Object[].class)
          .setParameter("these", appointments)
          .getResultList()
          .forEach(row -> members.merge((String) row[0], 1L, Long::sum));
    }
    return members;
  }

  private void execute(String statement, Collection<String> these) {
    database.createQuery(statement).setParameter("these", these).executeUpdate();
  }

  private List<FeedPosition> positions() {
    // A later version may know others.
    return database
        .createQuery("select p from FeedPosition p where p.feed in :known", FeedPosition.class)
        .setParameter("known", EnumSet.allOf(Feed.class))
        .getResultList();
  }

  private Set<Feed> startedFeeds() {
    // By name: a later version may know others.
    var begun =
        database
            .createQuery("select cast(p.feed as String) from FeedPosition p", String.class)
            .getResultList();
    return Stream.of(Feed.values())
        .filter(feed -> begun.contains(feed.name()))
        .collect(Collectors.toSet());
  }

  /**
   * Every feed that is needed was read to its end at least once: only then do the facts tell the
   * whole story.
   */
  @Transactional
  public boolean complete() {
    return feedsRead().keySet().containsAll(Feed.needed());
  }
}
