package org.attune.fhir.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.http.message.BasicNameValuePair;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.AuthorisationLine.Reply;
import org.attune.settings.Settings;

/**
 * One request for an access token, as SMART Backend Services has it: {@code client_credentials}
 * with a signed assertion. What it says of a failure never quotes a token, an assertion or the
 * other side.
 */
final class TokenRequest {

  /** What a header may carry as a bearer token, by RFC 6750 (b64token). */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final Settings settings;
  private final AuthorisationLine line;

  TokenRequest(Settings settings, Connections connections, ClientKeys keys, Clock clock) {
    this.settings = settings;
    this.line = new AuthorisationLine(settings, connections, keys, clock);
  }

  /**
   * A token that was granted.
   *
   * @param token never to be shown to anybody but the EHR
   * @param life for how long it is good
   * @param scopes what it allows
   */
  record Granted(String token, Duration life, List<String> scopes) {

    Granted {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "a token for " + life;
    }
  }

  /** Asks the EHR where its tokens are had. */
  SmartConfiguration discover() throws EhrUnavailable {
    return line.discover();
  }

  /**
   * Asks for a token.
   *
   * @return nothing when the server does not know these scopes
   */
  Optional<Granted> send(SmartConfiguration smart, List<String> scopes) throws EhrUnavailable {
    var reply =
        line.post(
            smart,
            settings.get(EhrAuthorisation.CLIENT_ID),
            List.of(
                new BasicNameValuePair("grant_type", "client_credentials"),
                new BasicNameValuePair("scope", String.join(" ", scopes))));
    if (reply.status() == 200) {
      return Optional.of(granted(smart, reply, scopes));
    }
    var error = reply.text("error");
    if (error.equals("invalid_scope")) {
      return Optional.empty();
    }
    throw refused(smart, reply, error);
  }

  private Granted granted(SmartConfiguration smart, Reply reply, List<String> asked)
      throws EhrUnavailable {
    var members = reply.members();
    var token = reply.text("access_token");
    var type = reply.text("token_type");
    if (!BEARER.matcher(token).matches() || !type.equalsIgnoreCase("bearer")) {
      throw new EhrUnavailable(
          AuthorisationLine.name(smart) + " answered without a bearer token; ask its maker.", null);
    }
    var scope = reply.text("scope");
    return new Granted(
        token,
        members.get("expires_in") instanceof Number seconds && seconds.longValue() > 0
            ? Duration.ofSeconds(seconds.longValue())
            : Duration.ofMinutes(1),
        scope.isBlank() ? asked : List.of(scope.strip().split("\\s+", -1)));
  }

  /** Says that none of the ways to ask was understood. */
  EhrUnavailable noScope(SmartConfiguration smart) {
    return new EhrUnavailable(
        AuthorisationLine.name(smart)
            + " gives none of the scopes that Attune needs; let its registration have the system"
            + " scopes that the manual lists.",
        null);
  }

  private static EhrUnavailable refused(SmartConfiguration smart, Reply reply, String error) {
    if (reply.busy()) {
      return AuthorisationLine.busy(AuthorisationLine.name(smart), reply);
    }
    return new EhrUnavailable(
        AuthorisationLine.name(smart) + " answered " + reply.status() + "; " + cure(reply, error),
        null);
  }

  private static String cure(Reply reply, String error) {
    var clocks = AuthorisationLine.clocksDiffer(reply);
    if (clocks.isPresent() && !error.equals("unauthorized_client")) {
      return clocks.get();
    }
    return switch (error) {
      case "invalid_client" ->
          "it does not know Attune's client id or its key; register the id that"
              + " attune.ehr.client-id gives, with the keys at /attune/api/jwks.";
      case "unauthorized_client" ->
          "Attune's registration there may not have tokens for itself; allow it the grant"
              + " client_credentials.";
      case "unsupported_grant_type", "invalid_request" ->
          "it does not take client_credentials with a signed assertion (private_key_jwt); ask its"
              + " maker for SMART Backend Services.";
      case "invalid_grant" ->
          "it does not take our assertion; check that its token endpoint is the one that it names"
              + " in .well-known/smart-configuration, and both clocks.";
      default -> "check how Attune is registered there.";
    };
  }
}
