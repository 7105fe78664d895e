package org.attune.web.shared;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.attune.chart.GoalChoice;
import org.attune.findings.WhyNot;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** What people want to become of a goal, as a page sends it. */
public final class GoalChoices {

  private static final int LONGEST = 1_000;
  private static final Pattern PLAN =
      Pattern.compile("(CarePlan)/([A-Za-z0-9.-]{1,64})(?:\\|(.{1,128}))?");

  private final JsonObject body;

  private GoalChoices(JsonObject body) {
    this.body = body;
  }

  /** The choice; empty where nobody can tell. */
  public static Optional<GoalChoice> understood(@Nullable JsonObject body) {
    try {
      return Optional.of(new GoalChoices(body == null ? JsonValue.EMPTY_JSON_OBJECT : body).read());
    } catch (DateTimeException | IllegalArgumentException senseless) {
      return Optional.empty();
    }
  }

  /** The name of a decision; empty where it is none. */
  public static Optional<UUID> name(String decision) {
    try {
      return Optional.of(UUID.fromString(decision));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private GoalChoice read() {
    return switch (needed("what")) {
      case "accept" ->
          new GoalChoice.Accept(
              needed("words"),
              words("firstStep"),
              LocalDate.parse(needed("review")),
              agreed(),
              plan(),
              words("handTo"),
              day("due"));
      case "decline" -> new GoalChoice.Decline(WhyNot.valueOf(needed("reason")));
      default -> throw new IllegalArgumentException("nothing else can be done");
    };
  }

  private List<String> agreed() {
    if (body.get("agreed") instanceof JsonArray all) {
      return all.stream().map(GoalChoices::text).toList();
    }
    throw new IllegalArgumentException("it is not said who agreed");
  }

  private @Nullable Source plan() {
    var said = words("plan");
    if (said == null) {
      return null;
    }
    var plan = PLAN.matcher(said);
    if (!plan.matches()) {
      throw new IllegalArgumentException("that is no plan");
    }
    return new Source(plan.group(1), plan.group(2), plan.group(3));
  }

  private @Nullable LocalDate day(String name) {
    var said = words(name);
    return said == null ? null : LocalDate.parse(said);
  }

  private String needed(String name) {
    var said = words(name);
    if (said == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return said;
  }

  private @Nullable String words(String name) {
    var value = body.get(name);
    if (value == null || value == JsonValue.NULL) {
      return null;
    }
    var said = text(value);
    return said.isBlank() ? null : said.strip();
  }

  private static String text(JsonValue value) {
    if (value instanceof JsonString text && text.getString().length() <= LONGEST) {
      return text.getString();
    }
    throw new IllegalArgumentException("that is no text, or too long");
  }
}
