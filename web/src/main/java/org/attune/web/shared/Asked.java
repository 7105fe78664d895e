package org.attune.web.shared;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.attune.findings.Dismissal;
import org.attune.responses.LoggedResponse;
import org.jspecify.annotations.Nullable;

/** What a page asks for, as it was sent. */
public final class Asked {

  /** What people say with it is not a letter. */
  private static final int LONGEST = 2_000;

  private final JsonObject body;

  private Asked(JsonObject body) {
    this.body = body;
  }

  /** What was asked for; empty where nobody can tell. */
  public static <T> Optional<T> understood(@Nullable JsonObject body, Function<Asked, T> what) {
    try {
      return Optional.of(what.apply(new Asked(body == null ? JsonValue.EMPTY_JSON_OBJECT : body)));
    } catch (DateTimeException | IllegalArgumentException senseless) {
      return Optional.empty();
    }
  }

  /** The beginning of a day in the hospital. */
  public Instant day(String name, ZoneId zone) {
    return LocalDate.parse(needed(name)).atStartOfDay(zone).toInstant();
  }

  /** The last moment of a day in the hospital, to the second. */
  public Instant endOfDay(String name, ZoneId zone) {
    return LocalDate.parse(needed(name)).plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
  }

  /** A moment, or null where nothing is said. */
  public @Nullable Instant moment(String name) {
    var said = words(name);
    return said == null ? null : Instant.parse(said);
  }

  /** A whole number that must be there. */
  public int count(String name) {
    if (body.get(name) instanceof JsonNumber number && number.isIntegral()) {
      return Math.toIntExact(Math.max(-1, Math.min(Integer.MAX_VALUE, number.longValue())));
    }
    throw new IllegalArgumentException(name + " is no whole number");
  }

  /** Why something is set aside. */
  public Dismissal reason() {
    return Dismissal.valueOf(needed("reason"));
  }

  /** What came of something, if anybody knows. */
  public LoggedResponse.@Nullable Outcome outcome() {
    var said = words("outcome");
    return said == null ? null : LoggedResponse.Outcome.valueOf(said);
  }

  /** A text that must be there. */
  public String needed(String name) {
    var said = words(name);
    if (said == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return said;
  }

  /** A text, or null where nothing is said. */
  public @Nullable String words(String name) {
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
