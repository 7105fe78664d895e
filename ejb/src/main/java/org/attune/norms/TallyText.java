package org.attune.norms;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tally as one line of JSON: counts only, nothing of any one client. */
final class TallyText {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TallyText() {}

  /** What was counted. */
  @JsonAutoDetect(fieldVisibility = Visibility.ANY)
  static final class Counts {

    /** By instrument. */
    SortedMap<String, Spread> spreads = new TreeMap<>();

    long clients;
    long kept;
    long missed;
    long lost;
    long explained;
    long held;
    long returned;

    void add(Counts other) {
      other.spreads.forEach(
          (instrument, spread) ->
              spreads.computeIfAbsent(instrument, each -> new Spread()).add(spread));
      clients += other.clients;
      kept += other.kept;
      missed += other.missed;
      lost += other.lost;
      explained += other.explained;
      held += other.held;
      returned += other.returned;
    }
  }

  /** Squared deviations from each client's own mean, over all clients, and how often each level. */
  @JsonAutoDetect(fieldVisibility = Visibility.ANY)
  static final class Spread {

    long clients;
    long freedom;
    double squares;

    /** How many ratings, by level in half points. */
    SortedMap<Integer, Long> levels = new TreeMap<>();

    void add(Spread other) {
      clients += other.clients;
      freedom += other.freedom;
      squares += other.squares;
      other.levels.forEach((level, times) -> levels.merge(level, times, Long::sum));
    }
  }

  static String write(Tally tally) {
    try {
      return MAPPER.writeValueAsString(tally.counts());
    } catch (JsonProcessingException cannotBe) {
      throw new IllegalStateException("a tally cannot be written", cannotBe);
    }
  }

  static Tally read(String line) {
    try {
      return new Tally(MAPPER.readValue(line, Counts.class));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a tally cannot be read", broken);
    }
  }
}
