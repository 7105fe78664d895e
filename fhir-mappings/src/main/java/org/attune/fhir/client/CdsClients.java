package org.attune.fhir.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.access.CallerCheck.Verdict;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Which EHRs may ask for cards, and how one is told by its token (CDS Hooks 2.0, Trusting CDS
 * Clients). Keys are fetched from the address that the site has set and from nowhere else, whatever
 * a token says.
 */
@ApplicationScoped
public class CdsClients implements Configurable {

  /** Who may ask, each as {@code issuer=address of its keys}; nobody while it is empty. */
  public static final Setting<List<String>> CLIENTS =
      new Setting<>(
          "cds.clients",
          List.of(),
          "a list of issuer=address-of-its-keys, the address beginning with http",
          CdsClients::pairs);

  private static final Pattern PAIR = Pattern.compile("([^=\\s]+)=(https?://\\S+)");

  /** Signatures by a shared secret prove nothing to a third party, {@code none} proves nothing. */
  private static final Set<String> PROOFS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

  /**
   * The specification wants minutes; nobody needs longer, and replays are remembered for so long.
   */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int LONGEST_TOKEN = 16_384;

  private final Settings settings;
  private final RemoteKeys keys;
  private final Clock clock;

  @Inject
  public CdsClients(Settings settings, RemoteKeys keys, Clock clock) {
    this.settings = settings;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What came of looking at a token.
   *
   * @param verdict what is thought of it, before it is known whether it was used before
   * @param once by what it is known that it comes a second time; null unless it is welcome
   * @param until from when on it would not be welcome anyway; null unless it is welcome
   * @param person whom it names as the one who works, as it does; null where it names nobody
   */
  record Looked(
      Verdict verdict, @Nullable String once, @Nullable Instant until, @Nullable String person) {

    private static Looked at(Verdict verdict) {
      return new Looked(verdict, null, null, null);
    }
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CLIENTS);
  }

  Looked look(String token, Set<String> addresses) {
    try {
      return token.isEmpty() || token.length() > LONGEST_TOKEN
          ? Looked.at(Verdict.NO_TOKEN)
          : look(SignedJWT.parse(token), addresses);
    } catch (ParseException unreadable) {
      return Looked.at(Verdict.NO_TOKEN);
    }
  }

  private Looked look(SignedJWT token, Set<String> addresses) throws ParseException {
    var claims = token.getJWTClaimsSet();
    var keysAt = keysOf(claims.getIssuer(), token.getHeader().getJWKURL());
    if (keysAt == null) {
      return Looked.at(Verdict.UNKNOWN);
    }
    if (!PROOFS.contains(token.getHeader().getAlgorithm().getName())) {
      return Looked.at(Verdict.NOT_SIGNED);
    }
    if (Collections.disjoint(claims.getAudience(), addresses)) {
      return Looked.at(Verdict.NOT_FOR_US);
    }
    if (!inTime(claims)) {
      return Looked.at(Verdict.OUT_OF_TIME);
    }
    var id = claims.getJWTID();
    var signed = id == null || id.isBlank() ? Verdict.NOT_SIGNED : signed(token, keysAt);
    return signed == Verdict.WELCOME
        ? new Looked(
            signed,
            claims.getIssuer() + " " + id,
            claims.getExpirationTime().toInstant().plus(CLOCKS_DIFFER),
            person(claims))
        : Looked.at(signed);
  }

  /** The standard asks for neither; some say it in one, some in the other. */
  private static @Nullable String person(JWTClaimsSet claims) {
    return claims.getClaim("fhirUser") instanceof String person ? person : claims.getSubject();
  }

  private @Nullable URI keysOf(@Nullable String issuer, @Nullable URI said) {
    var known = issuer == null ? null : known().get(issuer);
    return known != null && (said == null || said.equals(known)) ? known : null;
  }

  private Map<String, URI> known() {
    Map<String, URI> known = new LinkedHashMap<>();
    for (String pair : settings.get(CLIENTS)) {
      var parts = PAIR.matcher(pair);
      if (parts.matches()) {
        known.put(parts.group(1), URI.create(parts.group(2)));
      }
    }
    return known;
  }

  private boolean inTime(JWTClaimsSet claims) {
    Date issued = claims.getIssueTime();
    Date expires = claims.getExpirationTime();
    Date notBefore = claims.getNotBeforeTime();
    if (issued == null || expires == null) {
      return false;
    }
    var now = clock.instant();
    var soon = now.plus(CLOCKS_DIFFER);
    return expires.toInstant().isAfter(now.minus(CLOCKS_DIFFER))
        && !issued.toInstant().isAfter(soon)
        && (notBefore == null || !notBefore.toInstant().isAfter(soon))
        && Duration.between(issued.toInstant(), expires.toInstant()).compareTo(LONGEST) <= 0;
  }

  private Verdict signed(SignedJWT token, URI keysAt) {
    var name = token.getHeader().getKeyID();
    if (name == null) {
      return Verdict.NOT_SIGNED;
    }
    var found = keys.find(keysAt, name);
    if (found.isEmpty()) {
      return keys.silent(keysAt) ? Verdict.KEYS_SILENT : Verdict.NOT_SIGNED;
    }
    return verified(token, found.get()) ? Verdict.WELCOME : Verdict.NOT_SIGNED;
  }

  private static boolean verified(SignedJWT token, JWK key) {
    try {
      var said = key.getAlgorithm();
      var used = token.getHeader().getAlgorithm();
      return key instanceof AsymmetricJWK pair
          && (said == null || JWSAlgorithm.parse(said.getName()).equals(used))
          && token.verify(
              new DefaultJWSVerifierFactory()
                  .createJWSVerifier(token.getHeader(), pair.toPublicKey()));
    } catch (JOSEException doesNotFit) {
      return false;
    }
  }

  private static Optional<List<String>> pairs(String text) {
    var pairs = text.isBlank() ? List.<String>of() : List.of(text.strip().split("\\s*,\\s*", -1));
    return pairs.stream().allMatch(CdsClients::pair) ? Optional.of(pairs) : Optional.empty();
  }

  private static boolean pair(String text) {
    var parts = PAIR.matcher(text);
    try {
      return parts.matches() && URI.create(parts.group(2)).getHost() != null;
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }
}
