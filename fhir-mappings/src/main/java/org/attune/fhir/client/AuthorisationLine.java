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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.apache.http.HttpResponse;
import org.apache.http.NameValuePair;
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
 * The line to the EHR's authorisation server: finds it, and shows it who we are with an assertion
 * that we sign. What it says of a failure never quotes a token, an assertion or the other side.
 */
final class AuthorisationLine {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorisationLine.class);

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

  AuthorisationLine(Settings settings, Connections connections, ClientKeys keys, Clock clock) {
    this.settings = settings;
    this.connections = connections;
    this.keys = keys;
    this.clock = clock;
  }

  /** What came back. */
  record Reply(int status, String body, @Nullable Duration retryAfter, Duration ahead) {

    /** The members of what came, if it is an object; of two of one name there is none. */
    Map<String, Object> members() {
      return AuthorisationLine.members(body);
    }

    /** A member that is a text; else empty. */
    String text(String name) {
      return members().get(name) instanceof String text ? text : "";
    }

    /** Whether it only asks for patience. */
    boolean busy() {
      return status >= 500 || status == 429;
    }

    @Override
    public String toString() {
      return "an answer " + status;
    }
  }

  /** Asks the EHR where its tokens are had. */
  SmartConfiguration discover() throws EhrUnavailable {
    var base = base();
    var get = new HttpGet(base + "/.well-known/smart-configuration");
    get.setHeader("Accept", "application/json");
    var reply = send(get, "The EHR at " + base, "attune.ehr.base-url");
    if (reply.busy()) {
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

  /** Complains of an address without TLS beside an EHR with it. */
  void mustBeSafe(URI address) throws EhrUnavailable {
    mustBeAsSafe(base(), address);
  }

  private static void mustBeAsSafe(String base, URI endpoint) throws EhrUnavailable {
    if (base.startsWith("https:") && !"https".equals(endpoint.getScheme())) {
      throw new EhrUnavailable(
          "The EHR at "
              + base
              + " names an address without TLS, to which Attune sends nothing; ask its maker"
              + " to correct .well-known/smart-configuration.",
          null);
    }
  }

  /**
   * Sends a form to the token endpoint, with an assertion that says who we are.
   *
   * @param client by which id we are known there
   */
  Reply post(SmartConfiguration smart, String client, List<NameValuePair> form)
      throws EhrUnavailable {
    var post = new HttpPost(smart.tokenEndpoint());
    post.setHeader("Accept", "application/json");
    var all = new ArrayList<>(form);
    all.add(new BasicNameValuePair("client_assertion_type", JWT_BEARER));
    all.add(new BasicNameValuePair("client_assertion", assertion(smart, client)));
    post.setEntity(new UrlEncodedFormEntity(all, StandardCharsets.UTF_8));
    return send(post, name(smart), "what .well-known/smart-configuration of the EHR says");
  }

  /**
   * Asks for something.
   *
   * @param who of whom, for a sentence when they do not answer
   * @param token to be shown there, or null
   */
  Reply get(URI from, String who, @Nullable String token) throws EhrUnavailable {
    mustBeAsSafe(base(), from);
    var get = new HttpGet(from);
    get.setHeader("Accept", token == null ? "application/json" : "application/fhir+json");
    get.setHeader("Cache-Control", "no-cache");
    if (token != null) {
      get.setHeader("Authorization", "Bearer " + token);
    }
    return send(get, who, "the network in between");
  }

  private String assertion(SmartConfiguration smart, String client) throws EhrUnavailable {
    var key = keys.signing(smart.algorithms()).orElseThrow(() -> noKey(smart));
    var now = clock.instant();
    if (ClientKeys.expiresSoon(key, now) && !warnedOf.equals(key.id())) {
      LOG.warn("The key that signs for Attune expires on {}; make the next one now", key.until());
      warnedOf = key.id();
    }
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

  /** Says that it asks for patience. */
  static EhrUnavailable busy(String who, Reply reply) {
    return new EhrUnavailable(
        who + " answered " + reply.status() + " when asked for access; it is asked again later.",
        reply.retryAfter(),
        null);
  }

  /** What we call it. */
  static String name(SmartConfiguration smart) {
    var endpoint = smart.tokenEndpoint();
    return "The authorisation server at "
        + endpoint.getScheme()
        + "://"
        + endpoint.getRawAuthority();
  }

  /** The base URL of the FHIR server, without a slash at its end. */
  String base() {
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

  /** Whether the two clocks are so far apart that nothing we sign can be taken, in words. */
  static Optional<String> clocksDiffer(Reply reply) {
    var apart = reply.ahead().abs();
    return apart.compareTo(CLOCKS_DIFFER) > 0
        ? Optional.of(
            "its clock and ours are "
                + apart.toSeconds()
                + " seconds apart; set both by the same time server.")
        : Optional.empty();
  }
}
