package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.ehr.Outline;
import org.attune.ehr.Stretch;
import org.attune.fhir.Times;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.capabilities.SearchForm;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.Page;
import org.attune.fhir.client.PageTrail;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/**
 * The chart, read over FHIR. A round of a feed is a search by {@code _lastUpdated} with its pages,
 * then the deletions since, where the EHR tells of them.
 */
@Stateless
@Local(Chart.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirChart implements Chart {

  /** How far a round goes back behind the latest update that the round before it saw. */
  public static final Setting<Integer> OVERLAP =
      Setting.count("ehr.overlap-seconds", 60, 0, 86_400);

  /** Whether to ask the EHR's history for deletions. */
  public static final Setting<Boolean> DELETIONS = Setting.yesNo("ehr.deletions", true);

  /** Of how much at most a part of the first load should be. */
  public static final Setting<Integer> PART =
      Setting.count("first-load.resources-per-part", 10_000, 10, 1_000_000);

  /** A page link of a search that does not give the oldest change first. */
  private static final String UNSORTED = "unsorted ";

  /** A page link of the history, so that it is known again when it comes back in a bookmark. */
  private static final String HISTORY = "history ";

  private static final String PATIENT = "Patient";

  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final EhrClient ehr;
  private final Readers readers;
  private final CancellationTimes cancellationTimes;
  private final FlaggedSignals flaggedSignals;
  private final Capabilities capabilities;
  private final Settings settings;

  @Inject
  public FhirChart(
      EhrClient ehr,
      Readers readers,
      CancellationTimes cancellationTimes,
      FlaggedSignals flaggedSignals,
      Capabilities capabilities,
      Settings settings) {
    this.ehr = ehr;
    this.readers = readers;
    this.cancellationTimes = cancellationTimes;
    this.flaggedSignals = flaggedSignals;
    this.capabilities = capabilities;
    this.settings = settings;
  }

  @Override
  public ChartPage changes(Feed feed, Bookmark bookmark) throws EhrUnavailable {
    var link = bookmark.nextPage();
    if (link == null) {
      readers.renewed();
      return began(FhirFeed.of(feed), bookmark);
    }
    return link.startsWith(HISTORY)
        ? deletions(feed, bookmark, link.substring(HISTORY.length()))
        : wentOn(feed, bookmark, link);
  }

  @Override
  public Outline outline(Feed feed) throws EhrUnavailable {
    readers.renewed();
    return new Outlines(ehr, readers, capabilities, settings).of(FhirFeed.of(feed));
  }

  @Override
  public ChartPage stretch(Feed feed, Stretch stretch, Bookmark bookmark) throws EhrUnavailable {
    var asked = FhirFeed.of(feed);
    if (!readers.follows(asked)) {
      return new ChartPage(List.of(), finished(bookmark), true);
    }
    var link = bookmark.nextPage();
    if (link == null) {
      var answer = firstPage(asked, bookmark.since(), stretch.until());
      return doesWithout(asked, answer)
          ? new ChartPage(List.of(), finished(bookmark), true)
          : stretchPage(asked, bookmark, ehr.page(answer), "");
    }
    var answer = ehr.get(link.replaceFirst("^" + UNSORTED, ""));
    return dead(answer)
        ? stretch(feed, stretch, new Bookmark(bookmark.since(), bookmark.reached(), null))
        : stretchPage(asked, bookmark, ehr.page(answer), link);
  }

  /** As long as the oldest change comes first, it is known from where to go on after a restart. */
  private ChartPage stretchPage(FhirFeed feed, Bookmark bookmark, Page page, String asked)
      throws EhrUnavailable {
    var entries = new ArrayList<ChartEntry>();
    var reached = asked.isEmpty() ? searchedAt(bookmark, page) : bookmark.reached();
    var since = bookmark.since();
    boolean sorted = !asked.startsWith(UNSORTED) && capabilities.sorts(feed.type());
    for (ChartEntry entry : read(feed, page)) {
      boolean credible = credible(entry, page);
      reached = credible ? later(reached, entry.updated()) : reached;
      sorted &= !entry.updated().isBefore(since);
      since = !sorted ? bookmark.since() : credible ? entry.updated() : since;
      entries.add(completed(entry));
    }
    var next = page.next();
    if (next == null) {
      return new ChartPage(entries, finished(new Bookmark(since, reached, null)), true);
    }
    if (next.equals(asked.replaceFirst("^" + UNSORTED, ""))) {
      throw new EhrUnavailable(
          "The EHR's next page of " + feed.type() + " leads to itself; it is asked again later.",
          null);
    }
    return new ChartPage(
        entries, new Bookmark(since, reached, sorted ? next : UNSORTED + next), false);
  }

  private ChartPage began(FhirFeed feed, Bookmark bookmark) throws EhrUnavailable {
    if (!readers.follows(feed)) {
      return new ChartPage(List.of(), finished(bookmark), true);
    }
    var answer = firstPage(feed, bookmark.since(), null);
    if (doesWithout(feed, answer)) {
      return new ChartPage(List.of(), finished(bookmark), true);
    }
    return page(feed, bookmark, ehr.page(answer), "");
  }

  /** Whether the EHR has no such feed, or none for us, and can do without. */
  private boolean doesWithout(FhirFeed feed, Answer answer) {
    boolean none = feed.optional() && (answer.gone() || answer.notUnderstood());
    boolean refused = feed.narrow() && (none || answer.status() == 403);
    if (refused) {
      readers.tellThatItIsClosed(feed);
    }
    return none || refused;
  }

  private ChartPage wentOn(Feed feed, Bookmark bookmark, String link) throws EhrUnavailable {
    var answer = ehr.get(link);
    return dead(answer)
        ? changes(feed, new Bookmark(bookmark.since(), bookmark.since(), null))
        : page(FhirFeed.of(feed), bookmark, ehr.page(answer), link);
  }

  // The EHR forgets its searches after a while. What it says then differs; only a refusal of us, or
  // a plea to wait, is something else.
  private static boolean dead(Answer answer) {
    return answer.gone() || answer.notUnderstood();
  }

  /** Asks in the best way, then in plainer ones: some servers cannot sort, some know no dates. */
  private Answer firstPage(FhirFeed feed, Instant since, @Nullable Instant until)
      throws EhrUnavailable {
    var all = feed.type() + "?_count=" + ehr.pageSize() + readers.narrowing(feed);
    var dated = all + Outlines.between(since.isAfter(Instant.EPOCH) ? since : null, until);
    var answer = ehr.get(capabilities.sorts(feed.type()) ? dated + "&_sort=_lastUpdated" : dated);
    if (answer.notUnderstood()) {
      answer = ehr.get(dated);
    }
    return answer.notUnderstood() ? ehr.get(all) : answer;
  }

  private ChartPage page(FhirFeed feed, Bookmark bookmark, Page page, String asked)
      throws EhrUnavailable {
    var entries = new ArrayList<ChartEntry>();
    var reached = asked.isEmpty() ? searchedAt(bookmark, page) : bookmark.reached();
    for (ChartEntry entry : read(feed, page)) {
      reached = credible(entry, page) ? later(reached, entry.updated()) : reached;
      if (!readBefore(entry, bookmark.since())) {
        entries.add(completed(entry));
      }
    }
    var here = new Bookmark(bookmark.since(), reached, null);
    var next = page.next();
    if (next != null) {
      if (next.equals(asked)) {
        throw leadsToItself(feed);
      }
      return new ChartPage(entries, new Bookmark(here.since(), reached, next), false);
    }
    // The history of a type cannot be narrowed: it would tell of every blood pressure.
    return !feed.narrow() && asksForDeletions(here)
        ? new ChartPage(
            entries, new Bookmark(here.since(), reached, HISTORY + history(feed, here)), false)
        : new ChartPage(entries, finished(here), true);
  }

  /** A page given twice hides the one that was asked for: to go on would lose it. */
  private static EhrUnavailable leadsToItself(FhirFeed feed) {
    return new EhrUnavailable(
        "The EHR's next page of " + feed.type() + " leads to itself; it is asked again later.",
        null);
  }

  /** What can only be found by asking the EHR once more. */
  private ChartEntry completed(ChartEntry entry) throws EhrUnavailable {
    return flaggedSignals.completed(cancellationTimes.completed(entry));
  }

  // Everything older than the search is in it or in an earlier one: a quiet feed moves on too.
  private static Instant searchedAt(Bookmark bookmark, Page page) {
    return Times.exact(page.asOf()) instanceof Reading.Fact<Instant> moment
        ? later(bookmark.reached(), moment.value())
        : bookmark.reached();
  }

  // A change in a future beyond all clocks would hide whatever changes until then.
  private boolean credible(ChartEntry entry, Page page) {
    var latest =
        Times.exact(page.asOf()) instanceof Reading.Fact<Instant> moment
            ? moment.value().plus(CLOCKS_DIFFER)
            : ehr.now().map(now -> now.plus(CLOCKS_DIFFER)).orElse(Instant.MAX);
    return !entry.updated().isAfter(latest);
  }

  // A server that ignores the date sends everything each time.
  private static boolean readBefore(ChartEntry entry, Instant since) {
    return entry.updated().isAfter(Instant.EPOCH) && entry.updated().isBefore(since);
  }

  private List<ChartEntry> read(FhirFeed feed, Page page) throws EhrUnavailable {
    var reader = readers.current();
    return page.entries().stream()
        .filter(entry -> entry.mode().isEmpty() || entry.mode().equals("match"))
        .map(entry -> reader.read(entry.resource()))
        .filter(entry -> wanted(feed, entry))
        .toList();
  }

  // What is too broken to say its type counts as well.
  private static boolean wanted(FhirFeed feed, ChartEntry entry) {
    return entry.source().type().equals(feed.type()) || entry.source().type().equals("Resource");
  }

  // At the first load nothing is kept that could have been deleted.
  private boolean asksForDeletions(Bookmark bookmark) {
    return settings.get(DELETIONS) && bookmark.since().isAfter(Instant.EPOCH);
  }

  private String history(FhirFeed feed, Bookmark bookmark) {
    return feed.type() + "/_history?_since=" + bookmark.since() + "&_count=" + ehr.pageSize();
  }

  private ChartPage deletions(Feed feed, Bookmark bookmark, String link) throws EhrUnavailable {
    var answer = ehr.get(link);
    boolean first = link.equals(history(FhirFeed.of(feed), bookmark));
    var kept = FhirFeed.of(feed).type() + " history";
    if (first && (dead(answer) || answer.status() == 403)) {
      // Closed just now, it is asked from the same moment on with the next round.
      boolean believed = capabilities.closed(kept, "history");
      var same = new Bookmark(bookmark.since(), bookmark.since(), null);
      return new ChartPage(List.of(), believed ? finished(bookmark) : same, true);
    }
    capabilities.open(kept);
    if (dead(answer)) {
      return changes(feed, new Bookmark(bookmark.since(), bookmark.since(), null));
    }
    var page = ehr.page(answer);
    var entries =
        page.entries().stream()
            .filter(entry -> entry.method().equals("DELETE"))
            .flatMap(entry -> deleted(FhirFeed.of(feed), entry, bookmark.reached()).stream())
            .toList();
    var next = page.next();
    if (link.equals(next)) {
      throw leadsToItself(FhirFeed.of(feed));
    }
    return next == null
        ? new ChartPage(entries, finished(bookmark), true)
        : new ChartPage(
            entries, new Bookmark(bookmark.since(), bookmark.reached(), HISTORY + next), false);
  }

  private static Optional<ChartEntry> deleted(FhirFeed feed, Page.Entry entry, Instant reached) {
    var id = new IdType(entry.url().isEmpty() ? entry.fullUrl() : entry.url());
    var when =
        Times.exact(entry.lastModified()) instanceof Reading.Fact<Instant> moment
            ? moment.value()
            : reached;
    return id.hasIdPart() && feed.type().equals(id.getResourceType())
        ? Optional.of(
            new ChartEntry(
                new Source(feed.type(), id.getIdPart(), id.getVersionIdPart()),
                when,
                new Reading.Withdrawn<List<ChartFact>>()))
        : Optional.empty();
  }

  // The EHR's own times decide, so that its clock and ours need not agree.
  private Bookmark finished(Bookmark bookmark) {
    var since =
        bookmark.reached().isAfter(Instant.EPOCH)
            ? later(bookmark.since(), bookmark.reached().minusSeconds(settings.get(OVERLAP)))
            : bookmark.since();
    return new Bookmark(since, since, null);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public List<ChartEntry> everythingOf(PatientId patient) throws EhrUnavailable {
    var everything = new ArrayList<ChartEntry>();
    for (Feed feed : Feed.values()) {
      var read = feed == Feed.PATIENTS ? record(patient) : allOfOne(feed, patient);
      for (ChartEntry entry : read) {
        everything.add(completed(entry));
      }
    }
    return everything;
  }

  @Override
  public ChartHoldings holdings(Collection<PatientId> patients, Predicate<ChartEntry> known)
      throws EhrUnavailable {
    return holdings(patients, EnumSet.allOf(Feed.class), known);
  }

  @Override
  public ChartHoldings holdings(
      Collection<PatientId> patients, Set<Feed> feeds, Predicate<ChartEntry> known)
      throws EhrUnavailable {
    var entries = new ArrayList<ChartEntry>();
    var types = new HashSet<String>();
    var since = new HashMap<String, Instant>();
    for (Feed feed : feeds) {
      var asked = FhirFeed.of(feed);
      var read = feed.isNeeded() ? allOf(asked, patients) : asFarAsToBeHad(asked, patients);
      since(asked).ifPresent(line -> since.put(asked.type(), line));
      if (read.isPresent()) {
        types.add(asked.type());
        for (ChartEntry entry : read.get()) {
          entries.add(known.test(entry) ? entry : completed(entry));
        }
      }
    }
    return new ChartHoldings(entries, types, since);
  }

  /**
   * From when on a type that matters for a while is read: of one that the site has switched off
   * nothing is, not even what was read before.
   */
  private Optional<Instant> since(FhirFeed feed) {
    var back = feed.back();
    if (back == null) {
      return Optional.empty();
    }
    return readers.follows(feed)
        ? ehr.now().map(now -> now.minus(back).truncatedTo(ChronoUnit.DAYS))
        : Optional.of(Instant.MAX);
  }

  @Override
  public Optional<ChartEntry> now(Source source) throws EhrUnavailable {
    var answer = ehr.get(source.reference());
    if (!answer.ok() && !answer.gone()) {
      throw ehr.unavailable(answer);
    }
    return answer.ok() ? Optional.of(readers.current().read(answer.body())) : Optional.empty();
  }

  @Override
  public boolean holds(Source source) throws EhrUnavailable {
    var answer = ehr.get(source.reference());
    if (!answer.ok() && !answer.gone()) {
      throw ehr.unavailable(answer);
    }
    return answer.ok();
  }

  private List<ChartEntry> record(PatientId patient) throws EhrUnavailable {
    var answer = ehr.get("Patient/" + patient.value());
    if (answer.gone()) {
      return List.of();
    }
    if (!answer.ok()) {
      throw ehr.unavailable(answer);
    }
    return List.of(readers.current().read(answer.body()));
  }

  /** What was closed only just now is asked for again: nobody would look for it a second time. */
  private List<ChartEntry> allOfOne(Feed which, PatientId patient) throws EhrUnavailable {
    var feed = FhirFeed.of(which);
    if (!which.isNeeded()) {
      return asFarAsToBeHad(feed, List.of(patient)).orElse(List.of());
    }
    var all = allOf(feed, List.of(patient));
    if (all.isPresent()) {
      capabilities.open(feed.type());
    } else if (readers.follows(feed)
        && !capabilities.closed(feed.type(), "search " + feed.type())) {
      throw new EhrUnavailable(
          "The EHR does not let us read one client's "
              + feed.type()
              + " just now; it is asked again before anybody new is judged.",
          null);
    }
    return all.orElse(List.of());
  }

  /** Of what nobody waits for: empty also where the EHR does not tell just now. */
  private Optional<List<ChartEntry>> asFarAsToBeHad(FhirFeed feed, Collection<PatientId> patients) {
    try {
      return allOf(feed, patients);
    } catch (EhrUnavailable notNow) {
      // The nightly walk looks for it again; a round says that it cannot be read.
      return Optional.empty();
    }
  }

  /** Empty where the feed is not followed, or not open to us. */
  private Optional<List<ChartEntry>> allOf(FhirFeed feed, Collection<PatientId> patients)
      throws EhrUnavailable {
    if (!readers.follows(feed)) {
      return Optional.empty();
    }
    var known =
        feed.type().equals(PATIENT)
            ? Optional.of(new SearchForm(feed.otherParameter(), false))
            : capabilities.form(feed.type());
    var answer = ehr.get(by(feed, known.orElse(SearchForm.USUAL), patients), patients);
    if (answer.notUnderstood() && !feed.type().equals(PATIENT)) {
      answer = ehr.get(by(feed, new SearchForm(feed.otherParameter(), true), patients), patients);
    }
    if (answer.notUnderstood() && patients.size() > 1) {
      return oneByOne(feed, patients);
    }
    if (doesWithout(feed, answer)) {
      return Optional.empty();
    }
    var all = new ArrayList<ChartEntry>();
    var trail = new PageTrail(feed.type());
    var page = ehr.page(answer);
    var next = take(feed, patients, page, all);
    while (next != null) {
      trail.follow(next);
      next = take(feed, patients, ehr.page(ehr.get(next, patients)), all);
    }
    return Optional.of(all);
  }

  /** Takes a page in; the link to the next one, or null. */
  private @Nullable String take(
      FhirFeed feed, Collection<PatientId> patients, Page page, List<ChartEntry> all)
      throws EhrUnavailable {
    var since = since(feed).orElse(Instant.MIN);
    for (ChartEntry entry : read(feed, page)) {
      // A server that ignores the date sends all of it.
      about(patients, entry).filter(one -> !readBefore(one, since)).ifPresent(all::add);
    }
    return page.next();
  }

  // Some servers take one client at a time.
  private Optional<List<ChartEntry>> oneByOne(FhirFeed feed, Collection<PatientId> patients)
      throws EhrUnavailable {
    var all = new ArrayList<ChartEntry>();
    for (PatientId patient : patients) {
      var read = allOf(feed, List.of(patient));
      if (read.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(read.get());
    }
    return Optional.of(all);
  }

  private String by(FhirFeed feed, SearchForm form, Collection<PatientId> patients) {
    return feed.type()
        + "?"
        + form.of(patients.stream().map(PatientId::value).toList())
        + "&_count="
        + ehr.pageSize()
        + readers.narrowing(feed)
        + since(feed).map(line -> "&_lastUpdated=ge" + line).orElse("");
  }

  // A server that ignores a parameter it does not know answers with everybody's.
  private static Optional<ChartEntry> about(Collection<PatientId> patients, ChartEntry entry) {
    return entry.reading() instanceof Reading.Fact<List<ChartFact>> facts
            && facts.value().stream().noneMatch(fact -> patients.contains(fact.patient()))
        ? Optional.empty()
        : Optional.of(entry);
  }
}
