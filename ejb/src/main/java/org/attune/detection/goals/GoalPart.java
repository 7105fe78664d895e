package org.attune.detection.goals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.ScoreSeries;
import org.attune.detection.statistics.RuptureEpisodes;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.Instrument;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** The part of a session scale that asks about goals, against the client's own range. */
final class GoalPart {

  private static final List<String> NAMES = List.of("goals", "goal");

  /** An alliance scale has three parts or four; where its items are not known, this is assumed. */
  private static final double SHARE = 1.0 / 3;

  private GoalPart() {}

  /** Whether any score tells of goals at all. */
  static boolean told(List<ScaleScore> scores) {
    return name(scores) != null;
  }

  /** What stands at the end of a series, if anything. */
  static Optional<Concern> in(
      ScoreSeries series, ServiceNorms norms, Instant early, RuptureEpisodes.Rule rule) {
    var all = series.scores();
    if (all.size() <= rule.earlier()) {
      return Optional.empty();
    }
    var name = name(all);
    double serviceSd = norms.withinPersonSd(series.instrument());
    if (name == null || !(serviceSd > 0)) {
      return Optional.empty();
    }
    var scores = all.stream().filter(score -> score.parts().containsKey(name)).toList();
    double sign = series.instrument().higherIsBetter() ? 1 : -1;
    var rows = new double[scores.size()][];
    int first = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {sign * scores.get(i).parts().getOrDefault(name, Double.NaN)};
      first += scores.get(i).at().isBefore(early) ? 1 : 0;
    }
    double sd = serviceSd * Math.sqrt(share(series.instrument(), name));
    var episodes = RuptureEpisodes.in(rows, new double[] {sd}, first, rule);
    return episodes.isEmpty() || !episodes.get(episodes.size() - 1).stands()
        ? Optional.empty()
        : Optional.of(concern(scores, episodes.get(episodes.size() - 1), rows, sign));
  }

  private static @Nullable String name(List<ScaleScore> scores) {
    for (ScaleScore score : scores) {
      if (!score.parts().isEmpty()) {
        for (String name : NAMES) {
          if (score.parts().containsKey(name)) {
            return name;
          }
        }
      }
    }
    return null;
  }

  /** How much of the total's range the part makes up. */
  private static double share(Instrument instrument, String name) {
    double part = 0;
    for (Instrument.Item item : instrument.items()) {
      if (name.equals(item.part())) {
        part += item.maximum() - item.minimum();
      }
    }
    double total = instrument.maximum() - instrument.minimum();
    return part > 0 && total > 0 ? Math.min(1, part / total) : SHARE;
  }

  private static Concern concern(
      List<ScaleScore> scores, RuptureEpisodes.Episode episode, double[][] rows, double sign) {
    var onset = scores.get(episode.onset());
    var limit = episode.limits().get(0);
    var numbers = new TreeMap<String, Double>();
    numbers.put("rating", sign * rows[episode.onset()][0]);
    numbers.put("limit", sign * limit.limit());
    numbers.put("usual", sign * limit.mean());
    numbers.put("earlier", (double) limit.earlier());
    var evidence = new ArrayList<Source>();
    scores.subList(episode.onset(), scores.size()).forEach(score -> evidence.add(score.source()));
    return new Concern(onset.source(), onset.at(), "flag.scale", null, false, numbers, evidence);
  }
}
