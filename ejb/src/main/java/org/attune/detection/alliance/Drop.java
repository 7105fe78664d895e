package org.attune.detection.alliance;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.attune.detection.Signal;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.attune.detection.statistics.RuptureEpisodes.State;
import org.attune.therapy.Source;

/**
 * A drop that stands, whatever form showed it.
 *
 * @param onset the form with which it began
 * @param at when that was filled in
 * @param wording which text applies
 * @param numbers what was compared
 * @param evidence the forms since then, then the latest ones before
 * @param excluded forms that could not be compared
 */
record Drop(
    Source onset,
    Instant at,
    String wording,
    NavigableMap<String, Double> numbers,
    List<Source> evidence,
    List<Signal.Excluded> excluded) {

  /** The text follows how the drop went: one session, several, falling on. */
  static final String BY_SHAPE = "flag";

  /**
   * The drop that stands at the end of a series, if any.
   *
   * @param forms the series
   * @param episodes its episodes, oldest first
   * @param wording which text applies while it is open; once the ratings are halfway back, another
   */
  static Optional<Drop> standing(RatedForms<?> forms, List<Episode> episodes, String wording) {
    if (episodes.isEmpty() || !episodes.get(episodes.size() - 1).stands()) {
      return Optional.empty();
    }
    var episode = episodes.get(episodes.size() - 1);
    return Optional.of(
        new Drop(
            forms.source(episode.onset()),
            forms.at(episode.onset()),
            wording(episode, wording),
            numbers(episode, forms),
            forms.evidence(episode.onset()),
            List.of()));
  }

  /** The same, with the forms that could not be compared. */
  Drop without(List<Signal.Excluded> notCompared) {
    return new Drop(onset, at, wording, numbers, evidence, notCompared);
  }

  private static String wording(Episode episode, String wording) {
    if (episode.state() == State.PARTLY) {
      return "flag.partly";
    }
    if (!wording.equals(BY_SHAPE)) {
      return wording;
    }
    return switch (episode.shape()) {
      case V -> BY_SHAPE;
      case U, LASTING -> "flag.lasting";
      case DRIFT -> "flag.falling";
    };
  }

  private static NavigableMap<String, Double> numbers(Episode episode, RatedForms<?> forms) {
    var onset = forms.rows()[episode.onset()];
    double sign = forms.sign();
    int scales = episode.fallen().size();
    var numbers = new TreeMap<String, Double>();
    numbers.put(
        "rating", sign * episode.fallen().stream().mapToDouble(i -> onset[i]).sum() / scales);
    numbers.put("limit", sign * mean(episode, PersonLimit::limit));
    numbers.put("usual", sign * mean(episode, PersonLimit::mean));
    numbers.put("back-at", sign * mean(episode, PersonLimit::back));
    numbers.put("earlier", (double) episode.limits().get(0).earlier());
    numbers.put("scales", (double) scales);
    numbers.put("sessions", (double) forms.count() - episode.onset());
    numbers.put("falling", (double) episode.falling());
    numbers.put("regained", (double) Math.round(100 * episode.regained()));
    return numbers;
  }

  private static double mean(Episode episode, ToDoubleFunction<PersonLimit> figure) {
    return episode.limits().stream().mapToDouble(figure).average().orElseThrow();
  }
}
