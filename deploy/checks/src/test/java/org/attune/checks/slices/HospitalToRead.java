package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;

/** To read from. */
@Stateless
@Local(Chart.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToRead implements Chart {

  @Override
  public ChartPage changes(Feed feed, Bookmark bookmark) throws EhrUnavailable {
    Hospital.FIRST_ASKED.putIfAbsent(feed, bookmark.since());
    if ((Hospital.silent && feed == Feed.ANSWERS) || Hospital.FAULTY.contains(feed)) {
      throw new EhrUnavailable("The EHR does not answer.", null);
    }
    if (Hospital.LEFT_ALONE.contains(feed)) {
      return new ChartPage(List.of(), new Bookmark(bookmark.since(), bookmark.since(), null), true);
    }
    if (Hospital.hasOldMessages && feed == Feed.COMMUNICATIONS) {
      return oneOfManyOld(bookmark);
    }
    var all =
        Hospital.TOLD.getOrDefault(feed, List.of()).stream()
            .filter(entry -> !entry.updated().isBefore(bookmark.since()))
            .sorted(Comparator.comparing(ChartEntry::updated))
            .toList();
    int from = bookmark.nextPage() == null ? 0 : Integer.parseInt(bookmark.nextPage());
    int to = Math.min(all.size(), from + Hospital.PAGE);
    var page = all.subList(from, to);
    return to < all.size()
        ? new ChartPage(
            page, new Bookmark(bookmark.since(), bookmark.since(), String.valueOf(to)), false)
        : new ChartPage(
            page, new Bookmark(Hospital.now.minus(Duration.ofDays(1)), Instant.EPOCH, null), true);
  }

  /** It knows no dates, and takes seven seconds for each of seven pages with nothing new enough. */
  private static ChartPage oneOfManyOld(Bookmark bookmark) {
    var link = String.valueOf(bookmark.nextPage());
    Hospital.OLD_MESSAGES.add(link);
    Hospital.now = Hospital.now.plusSeconds(7);
    boolean last = link.equals("6");
    var next = link.equals("null") ? "1" : String.valueOf(Integer.parseInt(link) + 1);
    return new ChartPage(
        List.of(), new Bookmark(bookmark.since(), bookmark.since(), last ? null : next), last);
  }

  @Override
  public List<ChartEntry> everythingOf(PatientId patient) {
    Hospital.READ_IN_FULL.add(patient);
    return Hospital.TOLD.values().stream()
        .flatMap(List::stream)
        .filter(entry -> of(entry, patient))
        .toList();
  }

  @Override
  public ChartHoldings holdings(Collection<PatientId> patients, Predicate<ChartEntry> known)
      throws EhrUnavailable {
    if (Hospital.silent) {
      throw new EhrUnavailable("The EHR does not answer.", null);
    }
    var all =
        Hospital.TOLD.values().stream()
            .flatMap(List::stream)
            .filter(entry -> !Hospital.DELETED.contains(entry.source().reference()))
            .filter(entry -> patients.stream().anyMatch(patient -> of(entry, patient)))
            .toList();
    return new ChartHoldings(
        all,
        all.stream().map(entry -> entry.source().type()).collect(Collectors.toSet()),
        Hospital.LEFT_ALONE.contains(Feed.COMMUNICATIONS)
            ? Map.of("Communication", Instant.MAX)
            : Map.of());
  }

  @Override
  public Optional<ChartEntry> now(Source source) {
    return Hospital.DELETED.contains(source.reference())
        ? Optional.empty()
        : Hospital.TOLD.values().stream()
            .flatMap(List::stream)
            .filter(entry -> entry.source().reference().equals(source.reference()))
            .max(Comparator.comparing(ChartEntry::updated))
            // What a test puts into the ledger by hand is here too.
            .or(
                () ->
                    Optional.of(new ChartEntry(source, Instant.EPOCH, new Reading.OutOfScope<>())));
  }

  @Override
  public boolean holds(Source source) {
    return !Hospital.DELETED.contains(source.reference());
  }

  private static boolean of(ChartEntry entry, PatientId patient) {
    return entry.reading() instanceof Reading.Fact<?> fact
        && fact.value() instanceof List<?> facts
        && facts.stream()
            .map(ChartFact.class::cast)
            .anyMatch(each -> each.patient().equals(patient));
  }
}
