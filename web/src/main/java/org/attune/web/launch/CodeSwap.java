package org.attune.web.launch;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** A page shows the code that it was opened with, and is given a token for it, once. */
final class CodeSwap {

  private CodeSwap() {}

  /** Answers a page that has sent a code. */
  static Response of(@Nullable JsonObject asked, Function<String, Optional<Response>> swap) {
    if (asked == null
        || !(asked.get("code") instanceof JsonString code)
        || code.getString().isEmpty()) {
      return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
    }
    return swap.apply(code.getString())
        .orElseGet(() -> Problem.of(Response.Status.UNAUTHORIZED, "launch-used").build());
  }

  /** The token, and when what it opens closes unless it is looked at. */
  static Response key(String token, Instant ends) {
    return Response.ok(
            Json.createObjectBuilder().add("token", token).add("ends", ends.toString()).build())
        .build();
  }
}
