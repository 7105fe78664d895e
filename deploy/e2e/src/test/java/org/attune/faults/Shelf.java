package org.attune.faults;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attune.faults.LightHospital.Version;
import org.jspecify.annotations.Nullable;

/** All resources of one type as they stand, findable by what searches ask for. */
final class Shelf {

  /** The oldest change first; of changes of the same moment, what was written first. */
  static final Comparator<Version> OLDEST_FIRST =
      Comparator.comparing(Version::at).thenComparing(Version::turn);

  private final Map<String, Version> byId = new LinkedHashMap<>();
  private final NavigableSet<Version> byTime = new TreeSet<>(OLDEST_FIRST);
  private final Map<String, Set<Version>> byWord = new HashMap<>();

  void put(Version version) {
    remove(version.id());
    byId.put(version.id(), version);
    byTime.add(version);
    version
        .words()
        .forEach(word -> byWord.computeIfAbsent(word, none -> new LinkedHashSet<>()).add(version));
  }

  void remove(String id) {
    var before = byId.remove(id);
    if (before != null) {
      byTime.remove(before);
      before.words().forEach(word -> byWord.getOrDefault(word, Set.of()).remove(before));
    }
  }

  @Nullable Version get(String id) {
    return byId.get(id);
  }

  Collection<Version> all() {
    return byId.values();
  }

  /** What holds any of some words, or has such an id; each once. */
  Stream<Version> with(Collection<String> words, Collection<String> ids) {
    var named = ids.stream().map(byId::get).flatMap(Stream::ofNullable);
    var holding = words.stream().flatMap(word -> byWord.getOrDefault(word, Set.of()).stream());
    return Stream.concat(named, holding).distinct();
  }

  /** What was changed no earlier than a moment. */
  Stream<Version> since(Instant moment) {
    return byTime.descendingSet().stream().takeWhile(each -> !each.at().isBefore(moment));
  }

  /** What was changed before a moment, and no earlier than another. */
  Stream<Version> between(Instant from, Instant until) {
    return byTime.stream()
        .dropWhile(each -> each.at().isBefore(from))
        .takeWhile(each -> each.at().isBefore(until));
  }
}
