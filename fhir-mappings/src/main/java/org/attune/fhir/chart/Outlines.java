package org.attune.fhir.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Outline;
import org.attune.ehr.Stretch;
import org.attune.fhir.Times;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.JsonText;
import org.attune.fhir.client.Page;
import org.attune.settings.Settings;
import org.attune.therapy.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a feed holds into stretches of time of about the same size, by having the EHR count;
 * but only where a trial shows that it looks at both ends of a stretch.
 */
final class Outlines {

  /** Nothing was changed as late as that. */
  private static final Instant FAR_AWAY = Instant.parse("2999-01-01T00:00:00Z");

  /** Nor as early as that. */
  private static final Instant LONG_AGO = Instant.parse("1900-01-01T00:00:00Z");

  private static final Duration A_DAY = Duration.ofDays(1);

  /** A record that was moved from elsewhere may have been changed as a whole within minutes. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private static final int MOST = 2_000;

  private final EhrClient ehr;
  private final Readers readers;
  private final Capabilities capabilities;
  private final Settings settings;

  Outlines(EhrClient ehr, Readers readers, Capabilities capabilities, Settings settings) {
    this.ehr = ehr;
    this.readers = readers;
    this.capabilities = capabilities;
    this.settings = settings;
  }

  /**
   * What the EHR counted.
   *
   * @param total negative where it did not say
   * @param asOf when, by its own clock, or null
   */
  private record Count(long total, @Nullable Instant asOf) {}

  Outline of(FhirFeed feed) throws EhrUnavailable {
    if (!readers.follows(feed)) {
      return new Outline(null, List.of());
    }
    var all = count(feed, null, null);
    var asOf = all.asOf();
    var from = asOf == null ? null : asOf.minusSeconds(settings.get(FhirChart.OVERLAP));
    if (asOf == null || all.total() <= settings.get(FhirChart.PART) || !heedsBothEnds(feed)) {
      return new Outline(from, List.of(Stretch.WHOLE));
    }
    var oldest = oldest(feed);
    var newest = asOf.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    if (oldest.isEmpty() || !oldest.get().isBefore(newest)) {
      return new Outline(from, List.of(Stretch.WHOLE));
    }
    var cuts = new ArrayList<Instant>();
    cut(feed, oldest.get(), newest, all.total(), cuts);
    return new Outline(from, stretches(cuts));
  }

  private static List<Stretch> stretches(List<Instant> cuts) {
    var stretches = new ArrayList<Stretch>();
    var from = Instant.EPOCH;
    for (Instant cut : cuts) {
      stretches.add(new Stretch(from, cut));
      from = cut;
    }
    stretches.add(new Stretch(from, null));
    return stretches;
  }

  /** Halves a span of time again and again until little enough lies in each part. */
  private void cut(FhirFeed feed, Instant from, Instant until, long total, List<Instant> cuts)
      throws EhrUnavailable {
    var half = Duration.between(from, until).dividedBy(2).truncatedTo(ChronoUnit.SECONDS);
    if (total <= settings.get(FhirChart.PART)
        || half.compareTo(SHORTEST) < 0
        || cuts.size() >= MOST) {
      return;
    }
    var middle = from.plus(half);
    long left = count(feed, from, middle).total();
    if (left < 0) {
      return;
    }
    cut(feed, from, middle, left, cuts);
    cuts.add(middle);
    cut(feed, middle, until, total - left, cuts);
  }

  /** An honest answer to both is empty. */
  private boolean heedsBothEnds(FhirFeed feed) throws EhrUnavailable {
    return capabilities.sorts(feed.type())
        && finds(feed, between(FAR_AWAY, FAR_AWAY.plus(A_DAY))).filter(List::isEmpty).isPresent()
        && finds(feed, between(LONG_AGO, LONG_AGO.plus(A_DAY))).filter(List::isEmpty).isPresent();
  }

  private Optional<Instant> oldest(FhirFeed feed) throws EhrUnavailable {
    return finds(feed, "&_sort=_lastUpdated")
        .filter(found -> !found.isEmpty())
        .map(found -> updated(found.get(0)))
        .filter(moment -> moment.isAfter(Instant.EPOCH))
        .map(moment -> moment.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Instant updated(String resource) {
    try {
      var meta = JsonText.members(JsonText.members(resource).getOrDefault("meta", "{}"));
      return moment(JsonText.string(meta.getOrDefault("lastUpdated", ""))).orElse(Instant.EPOCH);
    } catch (JsonText.Unbalanced broken) {
      return Instant.EPOCH;
    }
  }

  /** The first that is found, as text; empty where the question is not understood. */
  private Optional<List<String>> finds(FhirFeed feed, String which) throws EhrUnavailable {
    var answer = asked(feed.type() + "?_count=1" + readers.narrowing(feed) + which);
    return answer.ok()
        ? Optional.of(
            ehr.page(answer).entries().stream()
                .filter(entry -> entry.mode().isEmpty() || entry.mode().equals("match"))
                .map(Page.Entry::resource)
                .toList())
        : Optional.empty();
  }

  static String between(@Nullable Instant from, @Nullable Instant until) {
    return (from == null ? "" : "&_lastUpdated=ge" + from)
        + (until == null ? "" : "&_lastUpdated=lt" + until);
  }

  private Count count(FhirFeed feed, @Nullable Instant from, @Nullable Instant until)
      throws EhrUnavailable {
    var answer =
        asked(feed.type() + "?_summary=count" + readers.narrowing(feed) + between(from, until));
    try {
      if (!answer.ok()) {
        return new Count(-1, null);
      }
      var members = JsonText.members(answer.body());
      var total = members.getOrDefault("total", "");
      return new Count(
          total.matches("\\d{1,15}") ? Long.parseLong(total) : -1,
          moment(ehr.page(answer).asOf()).orElse(null));
    } catch (JsonText.Unbalanced broken) {
      return new Count(-1, null);
    }
  }

  private static Optional<Instant> moment(String text) {
    return Times.exact(text) instanceof Reading.Fact<Instant> one
        ? Optional.of(one.value())
        : Optional.empty();
  }

  /** An EHR that has a fault is asked again later; one that will not is read in one piece. */
  private Answer asked(String link) throws EhrUnavailable {
    var answer = ehr.get(link);
    if (answer.faulty() || answer.status() == 401 || answer.status() == 429) {
      throw ehr.unavailable(answer);
    }
    return answer;
  }
}
