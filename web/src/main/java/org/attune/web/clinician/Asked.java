package org.attune.web.clinician;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.attune.chart.Act;
import org.attune.findings.Dismissal;
import org.attune.responses.LoggedResponse;
import org.jspecify.annotations.Nullable;

/** What a page asks for, as it was sent. */
final class Asked {

  /** What people say with it is not a letter. */
  private static final int LONGEST = 2_000;

  private final JsonObject body;

  private Asked(JsonObject body) {
    this.body = body;
  }

  /** What was asked for; empty where nobody can tell. */
  static Optional<Act> understood(@Nullable JsonObject body, Function<Asked, Act> what) {
    try {
      return Optional.of(what.apply(new Asked(body == null ? JsonValue.EMPTY_JSON_OBJECT : body)));
    } catch (DateTimeException | IllegalArgumentException senseless) {
      return Optional.empty();
    }
  }

  /** The beginning of a day in the hospital. */
  Instant day(String name, ZoneId zone) {
    return LocalDate.parse(needed(name)).atStartOfDay(zone).toInstant();
  }

  /** Why something is set aside. */
  Dismissal reason() {
    return Dismissal.valueOf(needed("reason"));
  }

  /** What came of something, if anybody knows. */
  LoggedResponse.@Nullable Outcome outcome() {
    var said = words("outcome");
    return said == null ? null : LoggedResponse.Outcome.valueOf(said);
  }

  /** A text that must be there. */
  String needed(String name) {
    var said = words(name);
    if (said == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return said;
  }

  /** A text, or null where nothing is said. */
  @Nullable String words(String name) {
    var value = body.get(name);
    if (value == null || value == JsonValue.NULL) {
      return null;
    }
    if (!(value instanceof JsonString text) || text.getString().length() > LONGEST) {
      throw new IllegalArgumentException(name + " is no text, or too long");
    }
    return text.getString().isBlank() ? null : text.getString().strip();
  }
}
