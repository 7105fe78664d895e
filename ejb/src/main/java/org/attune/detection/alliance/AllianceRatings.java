package org.attune.detection.alliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.attune.detection.FirstSessions;
import org.attune.detection.ScoreSeries;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.attune.detection.statistics.UsualRange;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Settings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * How a client rated the sessions, as the rules of the alliance see it, for people to look at: the
 * same series, the same limits, the same episodes.
 */
@ApplicationScoped
public class AllianceRatings {

  private final Instruments instruments;
  private final Ruptures ruptures;

  @Inject
  public AllianceRatings(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    this.ruptures = Ruptures.by(settings);
  }

  /**
   * Ratings that may be compared with one another.
   *
   * @param instrument the questionnaire, or null for the check-in, of which the mean of the items
   *     about the relationship is taken where all of them were answered
   * @param ratings oldest first
   * @param usual the client's own range, which needs enough ratings
   * @param strains when ratings lay below it, oldest first
   */
  public record Rated(
      @Nullable InstrumentId instrument,
      List<Rating> ratings,
      Optional<Range> usual,
      List<Strain> strains) {}

  /** One rating, in the units of its form. */
  public record Rating(Source source, Instant at, double value) {}

  /** A range, in the units of its form, with the time of the first of so many ratings. */
  public record Range(double low, double high, Instant from, int basedOn) {}

  /**
   * A time in which ratings lay below the range.
   *
   * @param from the form with which it began
   * @param began when
   * @param back when the first rating was in range again and stayed so, or null while it lasts
   */
  public record Strain(Source from, Instant began, @Nullable Instant back) {}

  /** How many ratings a range needs. */
  public int needed() {
    return ruptures.rule().earlier();
  }

  /** The series of a course that are still open, in the order of their first ratings. */
  public List<Rated> of(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    var instrumentUsed = Ruptures.instrumentUsed(course, instruments);
    var all = new ArrayList<Rated>();
    for (CheckInSeries series : CheckInSeries.of(course)) {
      all.add(checkIns(series, early, instrumentUsed));
    }
    for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE)) {
      var forms = RatedForms.totals(series, norms);
      all.add(rated(series.instrument().id(), forms, ruptures.inTotals(forms, early)));
    }
    return List.copyOf(all);
  }

  /**
   * The mean varies less than the items it is made of. What is known is how much an item varies, so
   * the range of the mean is rather too wide than too narrow. Once an instrument is in use, no new
   * strain is seen in check-ins.
   */
  private Rated checkIns(CheckInSeries series, Instant early, Instant instrumentUsed) {
    var items = RatedForms.items(series, RatedForms.RELATIONSHIP, ruptures.itemSd());
    RatedForms<CheckIn> means = RatedForms.means(series, ruptures.itemSd());
    var episodes =
        ruptures.inItems(items, early).stream()
            .filter(episode -> items.at(episode.onset()).isBefore(instrumentUsed))
            .toList();
    return rated(null, means, episodes);
  }

  private Rated rated(
      @Nullable InstrumentId instrument, RatedForms<?> forms, List<Episode> episodes) {
    var ratings = new ArrayList<Rating>();
    var values = Arrays.stream(forms.rows()).mapToDouble(row -> row[0]).toArray();
    for (int row = 0; row < values.length; row++) {
      if (!Double.isNaN(values[row])) {
        ratings.add(new Rating(forms.source(row), forms.at(row), forms.sign() * values[row]));
      }
    }
    var usual =
        UsualRange.of(values, forms.serviceSd()[0], forms.ceiling(), episodes, ruptures.rule())
            .map(range -> range(range, forms));
    return new Rated(
        instrument,
        List.copyOf(ratings),
        usual,
        episodes.stream().map(episode -> strain(episode, forms)).toList());
  }

  private static Range range(UsualRange range, RatedForms<?> forms) {
    double one = forms.sign() * range.low();
    double other = forms.sign() * range.high();
    return new Range(
        Math.min(one, other), Math.max(one, other), forms.at(range.from()), range.basedOn());
  }

  private static Strain strain(Episode episode, RatedForms<?> forms) {
    return new Strain(
        forms.source(episode.onset()),
        forms.at(episode.onset()),
        episode.stands() ? null : forms.at(episode.end() - 1));
  }
}
