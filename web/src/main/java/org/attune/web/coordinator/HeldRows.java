package org.attune.web.coordinator;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.worklist.Desk;
import org.attune.worklist.ShowWorklist;
import org.attune.worklist.ShowWorklist.Held;
import org.attune.worklist.Wants;
import org.jspecify.annotations.Nullable;

/** What a page of the worklist has before somebody, as it says so itself. */
final class HeldRows {

  private HeldRows() {}

  /** Empty where it says something else, or has more than it could. */
  static Optional<Held> of(@Nullable JsonObject asked, Desk desk) {
    if (asked == null) {
      return Optional.empty();
    }
    var since = asked.get("since") instanceof JsonString text ? instant(text.getString()) : null;
    var rows = asked.get("has") instanceof JsonObject has ? versions(has) : null;
    var wanted =
        WantedWords.of(asked.get("wanted")).flatMap(words -> Wants.of(words, desk)).orElse(null);
    return since == null || rows == null || wanted == null
        ? Optional.empty()
        : Optional.of(new Held(since, wanted, rows));
  }

  private static @Nullable Map<String, Long> versions(JsonObject has) {
    if (has.size() > ShowWorklist.MOST_HELD) {
      return null;
    }
    var versions = new HashMap<String, Long>();
    for (var each : has.entrySet()) {
      if (!(each.getValue() instanceof JsonNumber version)) {
        return null;
      }
      versions.put(each.getKey(), version.longValue());
    }
    return versions;
  }

  private static @Nullable Instant instant(String word) {
    try {
      return Instant.parse(word);
    } catch (DateTimeException noMoment) {
      return null;
    }
  }
}
