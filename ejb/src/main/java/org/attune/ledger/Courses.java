package org.attune.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attune.ledger.Draft.Placed;
import org.attune.therapy.GapReason;
import org.attune.therapy.Source;
import org.attune.therapy.Treatment;
import org.jspecify.annotations.Nullable;

/**
 * Splits one client's hours into courses. An hour belongs to the episode of care that its visit
 * names; an hour without a visit of its own, or whose visit names none, to the one episode that was
 * open then and holds hours of the same kind. What is left forms, for each kind, series that end
 * with a long silence or with a closed episode.
 */
final class Courses {

  /** Episodes are often opened or closed on the day of a session, some hours apart from it. */
  private static final Duration SLACK = Duration.ofDays(1);

  private static final Comparator<Placed> IN_TIME =
      Comparator.comparing((Placed each) -> each.session().start())
          .thenComparing(each -> each.session().source());

  private final Map<String, Treatment> treatments = new TreeMap<>();
  private final Instant asOf;
  private final Duration silence;
  private final Map<Source, GapReason> gaps;

  /** Which kinds of psychotherapy the visits say an episode holds. */
  private final Map<String, Set<String>> kinds = new HashMap<>();

  /** Kinds whose visits name no episode. */
  private final Set<String> withoutEpisode = new HashSet<>();

  Courses(List<Treatment> treatments, Instant asOf, Duration silence, Map<Source, GapReason> gaps) {
    treatments.forEach(each -> this.treatments.put(each.source().reference(), each));
    this.asOf = asOf;
    this.silence = silence;
    this.gaps = gaps;
  }

  List<Draft> split(List<Placed> hours) {
    hours.forEach(this::learn);
    var byEpisode = new TreeMap<String, List<Placed>>();
    var byKind = new TreeMap<String, List<Placed>>();
    for (var hour : hours) {
      var episodes = episodesOf(hour);
      if (episodes.size() > 1) {
        gaps.put(hour.session().source(), GapReason.COURSE_UNCLEAR);
      } else if (episodes.isEmpty()) {
        byKind.computeIfAbsent(hour.service(), each -> new ArrayList<>()).add(hour);
      } else {
        byEpisode.computeIfAbsent(episodes.get(0), each -> new ArrayList<>()).add(hour);
      }
    }
    var drafts = new ArrayList<Draft>();
    byEpisode.forEach((episode, its) -> drafts.add(episode(episode, its)));
    byKind.forEach((kind, its) -> drafts.addAll(series(kind, its)));
    drafts.sort(Comparator.comparing(Draft::began).thenComparing(Draft::treatment));
    return drafts;
  }

  private void learn(Placed hour) {
    if (hour.episode() != null) {
      kinds
          .computeIfAbsent(hour.episode().reference(), each -> new HashSet<>())
          .add(hour.service());
    } else if (hour.session().attended()) {
      withoutEpisode.add(hour.service());
    }
  }

  private List<String> episodesOf(Placed hour) {
    return hour.episode() != null
        ? List.of(hour.episode().reference())
        : treatments.keySet().stream().filter(episode -> mayHold(episode, hour)).toList();
  }

  private boolean mayHold(String episode, Placed hour) {
    var its = kinds.get(episode);
    boolean kindFits =
        its == null ? !withoutEpisode.contains(hour.service()) : its.contains(hour.service());
    return kindFits && covers(treatments.get(episode), hour.session().start());
  }

  private static boolean covers(@Nullable Treatment treatment, Instant moment) {
    if (treatment == null) {
      return false;
    }
    var start = treatment.start();
    var end = treatment.end();
    return (start == null || !moment.isBefore(start.minus(SLACK)))
        && (end == null || !moment.isAfter(end.plus(SLACK)));
  }

  private Draft episode(String episode, List<Placed> its) {
    var treatment = treatments.get(episode);
    var end = treatment == null ? null : treatment.end();
    return new Draft(episode, end, end == null ? null : end.plus(SLACK), its);
  }

  private List<Draft> series(String kind, List<Placed> its) {
    var drafts = new ArrayList<Draft>();
    var current = new ArrayList<Placed>();
    for (var hour : its.stream().sorted(IN_TIME).toList()) {
      if (!current.isEmpty() && parted(last(current), hour)) {
        drafts.add(series(kind, drafts.size() + 1, current, hour.session().start()));
        current = new ArrayList<>();
      }
      current.add(hour);
    }
    drafts.add(series(kind, drafts.size() + 1, current, null));
    return drafts;
  }

  private Draft series(String kind, int number, List<Placed> its, @Nullable Instant next) {
    var last = last(its).session().start();
    var falling = last.plus(silence);
    var until = next != null && next.isBefore(falling) ? next : falling;
    return new Draft(kind + "#" + number, asOf.isBefore(until) ? null : last, until, its);
  }

  private boolean parted(Placed before, Placed after) {
    var from = before.session().start();
    var to = after.session().start();
    return to.isAfter(from.plus(silence))
        || treatments.values().stream().anyMatch(each -> closedBetween(each, after, from, to));
  }

  private boolean closedBetween(Treatment treatment, Placed hour, Instant from, Instant to) {
    var its = kinds.get(treatment.source().reference());
    var end = treatment.end();
    return end != null
        && (its == null || its.contains(hour.service()))
        && !end.isBefore(from)
        && end.isBefore(to);
  }

  private static Placed last(List<Placed> hours) {
    return hours.get(hours.size() - 1);
  }
}
