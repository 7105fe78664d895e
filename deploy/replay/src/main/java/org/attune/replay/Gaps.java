package org.attune.replay;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.attune.catalogue.Catalogue;
import org.attune.therapy.GapReason;
import org.attune.therapy.Source;

/** What could not be counted: bad lines by file and number, records by reference. Never content. */
final class Gaps {

  private final Spill spill;
  private final Map<GapReason, String> words = new EnumMap<>(GapReason.class);
  private final Map<GapReason, LongAdder> counts = new EnumMap<>(GapReason.class);
  private final LongAdder badLines = new LongAdder();
  private final SortedMap<String, Long> badByFile = new TreeMap<>();

  Gaps(Spill spill, Catalogue catalogue, Locale locale) {
    this.spill = spill;
    for (var reason : GapReason.values()) {
      words.put(reason, catalogue.text(reason, locale));
      counts.put(reason, new LongAdder());
    }
  }

  void badLine(String file, long number, GapReason reason) {
    badLines.increment();
    synchronized (badByFile) {
      badByFile.merge(file, number, Math::min);
    }
    var line = new LinkedHashMap<String, Object>();
    line.put("file", file);
    line.put("line", number);
    count(reason, line);
    spill.add(String.format(Locale.ROOT, "0 %s %015d", file, number), Json.line(line));
  }

  void record(Source source, GapReason reason) {
    var line = new LinkedHashMap<String, Object>();
    line.put("record", source.reference());
    count(reason, line);
    spill.add("1 " + source.reference(), Json.line(line));
  }

  private void count(GapReason reason, Map<String, Object> line) {
    Objects.requireNonNull(counts.get(reason)).increment();
    line.put("reason", reason.name());
    line.put("text", words.get(reason));
  }

  /** How many there are of each reason. */
  SortedMap<String, Long> counts() {
    var named = new TreeMap<String, Long>();
    counts.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            named.put(reason.name(), count.sum());
          }
        });
    return named;
  }

  /** How many lines could not be read. */
  long badLines() {
    return badLines.sum();
  }

  /** The first bad line of each file that has one. */
  SortedMap<String, Long> firstBadLines() {
    synchronized (badByFile) {
      return new TreeMap<>(badByFile);
    }
  }
}
