package org.attune.web.cdshooks;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.findings.Dismissal;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with one card. What they wrote beside it is not read: it may be about anybody.
 *
 * @param card which card
 * @param reason why it was put away, or null where it was followed or nobody said why
 */
record Feedback(UUID card, @Nullable Dismissal reason) {

  /** Reasons that people may choose from. */
  static final List<Dismissal> REASONS =
      List.of(
          Dismissal.ALREADY_KNOWN,
          Dismissal.CLIENT_CHOICE,
          Dismissal.NOT_APPLICABLE,
          Dismissal.RECORD_WRONG);

  /** Everything that is said at once; empty where any of it is not understood. */
  static Optional<List<Feedback>> read(JsonObject body) {
    if (!(body.get("feedback") instanceof JsonArray all)) {
      return Optional.empty();
    }
    var said = new ArrayList<Feedback>();
    for (JsonValue each : all) {
      var one = each instanceof JsonObject object ? one(object) : Optional.<Feedback>empty();
      if (one.isEmpty()) {
        return Optional.empty();
      }
      said.add(one.get());
    }
    return Optional.of(said);
  }

  private static Optional<Feedback> one(JsonObject said) {
    try {
      var card = UUID.fromString(HookCall.text(said, "card"));
      return switch (HookCall.text(said, "outcome")) {
        case "accepted" -> Optional.of(new Feedback(card, null));
        case "overridden" -> Optional.of(new Feedback(card, reason(said)));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException noCard) {
      return Optional.empty();
    }
  }

  private static @Nullable Dismissal reason(JsonObject said) {
    var why = said.get("overrideReason") instanceof JsonObject object ? object.get("reason") : null;
    var code = why instanceof JsonObject coded ? HookCall.text(coded, "code") : "";
    return Arrays.stream(Dismissal.values())
        .filter(REASONS::contains)
        .filter(reason -> CardTexts.code(reason).equals(code))
        .findFirst()
        .orElse(null);
  }
}
