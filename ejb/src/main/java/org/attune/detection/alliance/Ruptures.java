package org.attune.detection.alliance;

import java.time.Instant;
import java.util.List;
import org.attune.detection.statistics.RuptureEpisodes;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.attune.instruments.Instruments;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.TherapyCourse;

/**
 * When ratings lay below a client's own range: on an instrument by its total, and until one is used
 * by two items of the check-in at once.
 *
 * @param rule what counts on an instrument
 * @param itemRule what counts on the check-in
 * @param itemSd how much one item of the check-in varies within one client
 */
record Ruptures(RuptureEpisodes.Rule rule, RuptureEpisodes.Rule itemRule, double itemSd) {

  static final Setting<Double> LIMIT = Setting.number("alliance-drop.limit", 2.0, 1.5, 3.0);
  static final Setting<Integer> EARLIER = Setting.count("alliance-drop.earlier-ratings", 3, 3, 10);
  static final Setting<Double> ITEM_SD = Setting.number("alliance-drop.item-sd", 1.5, 0.5, 3.0);

  /** A fall of less than one point is jitter, near the ceiling above all. */
  static final double SMALLEST_FALL = 1.0;

  private static final int ITEMS_AT_ONCE = 2;

  /** What a site counts. */
  static Ruptures by(Settings settings) {
    double limit = settings.get(LIMIT);
    int earlier = settings.get(EARLIER);
    return new Ruptures(
        new RuptureEpisodes.Rule(limit, earlier, SMALLEST_FALL, 1),
        new RuptureEpisodes.Rule(limit, earlier, SMALLEST_FALL, ITEMS_AT_ONCE),
        settings.get(ITEM_SD));
  }

  /** The episodes in the totals of an instrument, oldest first. */
  List<Episode> inTotals(RatedForms<ScaleScore> totals, Instant early) {
    return in(totals, early, rule);
  }

  /** The episodes in the items of the check-in, oldest first. */
  List<Episode> inItems(RatedForms<?> items, Instant early) {
    return in(items, early, itemRule);
  }

  private static List<Episode> in(RatedForms<?> forms, Instant early, RuptureEpisodes.Rule rule) {
    return forms.count() <= rule.earlier() || !(forms.serviceSd()[0] > 0)
        ? List.of()
        : RuptureEpisodes.in(
            forms.rows(), forms.serviceSd(), forms.ceiling(), forms.firstAfter(early), rule);
  }

  /** From when on the client rates the sessions on an instrument: the check-in steps back then. */
  static Instant instrumentUsed(TherapyCourse course, Instruments instruments) {
    for (ScaleScore score : course.scores()) {
      if (score.respondent() == Respondent.CLIENT && ratesTheAlliance(score, instruments)) {
        return score.at();
      }
    }
    return Instant.MAX;
  }

  private static boolean ratesTheAlliance(ScaleScore score, Instruments instruments) {
    return instruments
        .byId(score.instrument())
        .filter(instrument -> instrument.kind() == Instrument.Kind.ALLIANCE)
        .isPresent();
  }

  /** The series of the check-in in which something may have been seen before that. */
  List<CheckInSeries> checkIns(TherapyCourse course, Instant instrumentUsed) {
    int needed = itemRule.earlier();
    var checkIns = course.checkIns();
    return checkIns.size() <= needed || !checkIns.get(needed).at().isBefore(instrumentUsed)
        ? List.of()
        : CheckInSeries.of(course);
  }
}
