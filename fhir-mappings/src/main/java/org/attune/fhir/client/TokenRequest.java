package org.attune.fhir.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.apache.http.HttpResponse;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.message.BasicNameValuePair;
import org.attune.ehr.EhrUnavailable;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request for an access token, as SMART Backend Services has it: {@code client_credentials}
 * with a signed assertion. What it says of a failure never quotes a token, an assertion or the
 * other side.
 */
final class TokenRequest {

  private static final Logger LOG = LoggerFactory.getLogger(TokenRequest.class);

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** At most five minutes are allowed; one is left for clocks that differ. */
  private static final Duration ASSERTION_LIFE = Duration.ofMinutes(4);

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(45);
  private static final int LARGEST = 256 * 1_024;

  private final Settings settings;
  private final Connections connections;
  private final ClientKeys keys;
  private final Clock clock;
  private String warnedOf = "";

  TokenRequest(Settings settings, Connections connections, ClientKeys keys, Clock clock) {
    this.settings = settings;
    this.connections = connections;
    this.keys = keys;
    this.clock = clock;
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

  /** What came back. */
  private record Reply(int status, String body, @Nullable Duration retryAfter, Duration ahead) {}

  /** Asks the EHR where its tokens are had. */
  SmartConfiguration discover() throws EhrUnavailable {
    var base = base();
    var get = new HttpGet(base + "/.well-known/smart-configuration");
    get.setHeader("Accept", "application/json");
    var reply = send(get, "The EHR at " + base, "attune.ehr.base-url");
    if (reply.status() >= 500 || reply.status() == 429) {
      throw busy("The EHR at " + base, reply);
    }
    var found =
        Optional.of(reply)
            .filter(one -> one.status() == 200)
            .flatMap(one -> SmartConfiguration.of(one.body()))
            .orElseThrow(
                () ->
                    new EhrUnavailable(
                        "The EHR at "
                            + base
                            + " does not say where access tokens are had (answer "
                            + reply.status()
                            + " for .well-known/smart-configuration); ask its maker for SMART"
                            + " Backend Services, or leave attune.ehr.client-id empty if it asks"
                            + " nobody who they are.",
                        null));
    mustBeAsSafe(base, found.tokenEndpoint());
    return found;
  }

  private static void mustBeAsSafe(String base, URI endpoint) throws EhrUnavailable {
    if (base.startsWith("https:") && !"https".equals(endpoint.getScheme())) {
      throw new EhrUnavailable(
          "The EHR at "
              + base
              + " names a token endpoint without TLS, to which Attune sends nothing; ask its maker"
              + " to correct .well-known/smart-configuration.",
          null);
    }
  }

  /**
   * Asks for a token.
   *
   * @return nothing when the server does not know these scopes
   */
  Optional<Granted> send(SmartConfiguration smart, List<String> scopes) throws EhrUnavailable {
    var post = new HttpPost(smart.tokenEndpoint());
    post.setHeader("Accept", "application/json");
    post.setEntity(
        new UrlEncodedFormEntity(
            List.of(
                new BasicNameValuePair("grant_type", "client_credentials"),
                new BasicNameValuePair("scope", String.join(" ", scopes)),
                new BasicNameValuePair("client_assertion_type", JWT_BEARER),
                new BasicNameValuePair("client_assertion", assertion(smart))),
            StandardCharsets.UTF_8));
    var reply = send(post, name(smart), "what .well-known/smart-configuration of the EHR says");
    if (reply.status() == 200) {
      return Optional.of(granted(smart, reply, scopes));
    }
    var error = text(members(reply.body()), "error");
    if (error.equals("invalid_scope")) {
      return Optional.empty();
    }
    throw refused(smart, reply, error);
  }

  private Granted granted(SmartConfiguration smart, Reply reply, List<String> asked)
      throws EhrUnavailable {
    var members = members(reply.body());
    var token = text(members, "access_token");
    var type = text(members, "token_type");
    if (token.isEmpty() || !type.equalsIgnoreCase("bearer")) {
      throw new EhrUnavailable(
          name(smart) + " answered without a bearer token; ask its maker.", null);
    }
    var scope = text(members, "scope");
    return new Granted(
        token,
        members.get("expires_in") instanceof Number seconds && seconds.longValue() > 0
            ? Duration.ofSeconds(seconds.longValue())
            : Duration.ofMinutes(1),
        scope.isBlank() ? asked : List.of(scope.strip().split("\\s+", -1)));
  }

  private String assertion(SmartConfiguration smart) throws EhrUnavailable {
    var key = keys.signing(smart.algorithms()).orElseThrow(() -> noKey(smart));
    var now = clock.instant();
    if (ClientKeys.expiresSoon(key, now) && !warnedOf.equals(key.id())) {
      LOG.warn("The key that signs for Attune expires on {}; make the next one now", key.until());
      warnedOf = key.id();
    }
    var client = settings.get(EhrAuthorisation.CLIENT_ID);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(client)
            .subject(client)
            .audience(smart.tokenEndpoint().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var header =
        new JWSHeader.Builder(key.algorithm()).type(JOSEObjectType.JWT).keyID(key.id()).build();
    try {
      var signed = new SignedJWT(header, claims);
      signed.sign(key.signer());
      return signed.serialize();
    } catch (JOSEException broken) {
      throw new EhrUnavailable(
          "The server does not let Attune sign with its key; check the key store behind the"
              + " key-manager that attune.ehr.key-manager names.",
          null);
    }
  }

  private EhrUnavailable noKey(SmartConfiguration smart) {
    return new EhrUnavailable(
        keys.none()
            ? "The server holds no key for Attune; make one whose alias begins with attune-client,"
                + " in the key store behind the key-manager that attune.ehr.key-manager names, and"
                + " see that none has expired."
            : "None of Attune's keys fits "
                + name(smart)
                + ", which takes "
                + String.join(", ", smart.algorithms())
                + "; make one for ES384 (EC, 384 bits) or RS384 (RSA, 2048 bits or more).",
        null);
  }

  /** Says that none of the ways to ask was understood. */
  EhrUnavailable noScope(SmartConfiguration smart) {
    return new EhrUnavailable(
        name(smart)
            + " gives none of the scopes that Attune needs; let its registration have the system"
            + " scopes that the manual lists.",
        null);
  }

  private EhrUnavailable refused(SmartConfiguration smart, Reply reply, String error) {
    if (reply.status() >= 500 || reply.status() == 429) {
      return busy(name(smart), reply);
    }
    return new EhrUnavailable(
        name(smart) + " answered " + reply.status() + "; " + cure(reply, error), null);
  }

  private String cure(Reply reply, String error) {
    var apart = reply.ahead().abs();
    if (apart.compareTo(CLOCKS_DIFFER) > 0 && !error.equals("unauthorized_client")) {
      return "its clock and ours are "
          + apart.toSeconds()
          + " seconds apart; set both by the same time server.";
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

  private static EhrUnavailable busy(String who, Reply reply) {
    return new EhrUnavailable(
        who + " answered " + reply.status() + " when asked for access; it is asked again later.",
        reply.retryAfter(),
        null);
  }

  private static String name(SmartConfiguration smart) {
    var endpoint = smart.tokenEndpoint();
    return "The authorisation server at "
        + endpoint.getScheme()
        + "://"
        + endpoint.getRawAuthority();
  }

  private String base() {
    return settings.get(EhrClient.BASE_URL).strip().replaceFirst("/$", "");
  }

  private Reply send(HttpUriRequest request, String who, String check) throws EhrUnavailable {
    try {
      return connections.client().execute(request, this::reply);
    } catch (SSLException untrusted) {
      throw Untrusted.at(who, untrusted);
    } catch (IOException silent) {
      throw new EhrUnavailable(
          who
              + " cannot be reached, or does not answer in time; check "
              + check
              + " and the network in between. Nothing is lost: it is asked again later.",
          silent);
    }
  }

  private Reply reply(HttpResponse response) throws IOException {
    var entity = response.getEntity();
    var bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST);
    var date = response.getFirstHeader("Date");
    var wait = response.getFirstHeader("Retry-After");
    return new Reply(
        response.getStatusLine().getStatusCode(),
        new String(bytes, StandardCharsets.UTF_8),
        wait == null || !wait.getValue().matches("\\d{1,8}")
            ? null
            : Duration.ofSeconds(Long.parseLong(wait.getValue())),
        date == null ? Duration.ZERO : ahead(date.getValue()));
  }

  private Duration ahead(String date) {
    try {
      var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.instant(), theirs);
    } catch (DateTimeException noDate) {
      return Duration.ZERO;
    }
  }

  private static Map<String, Object> members(String body) {
    try {
      var members = JSONObjectUtils.parse(body);
      // The parser reads the word null as no object at all.
      return members == null ? Map.of() : members;
    } catch (ParseException unreadable) {
      return Map.of();
    }
  }

  private static String text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? text : "";
  }
}
