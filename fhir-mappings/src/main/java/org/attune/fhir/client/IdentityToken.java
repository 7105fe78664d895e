package org.attune.fhir.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.attune.access.LaunchRefused;
import org.jspecify.annotations.Nullable;

/**
 * What the EHR says of the person who came: signed by a key that it publishes, meant for us, fresh,
 * and for this launch. Nothing that is not signed is believed, nor what is signed with a secret.
 */
final class IdentityToken {

  /** With a pair of keys; never none, never a secret that others may know. */
  private static final Set<JWSAlgorithm> SIGNED =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final String NOT_BELIEVED = "The EHR's word on who came is not to be believed: ";

  private final String issuer;
  private final String client;
  private final Clock clock;

  /**
   * @param issuer who must have signed it
   * @param client for whom it must be
   */
  IdentityToken(String issuer, String client, Clock clock) {
    this.issuer = issuer;
    this.client = client;
    this.clock = clock;
  }

  /** Fresh by our own clock, give or take a minute. */
  private final class Fresh extends DefaultJWTClaimsVerifier<SecurityContext> {

    Fresh(String nonce) {
      super(
          client,
          new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build(),
          Set.of("sub", "exp", "iat"));
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }

  /**
   * The person it names, as it names them.
   *
   * @param token as it came
   * @param keys that the issuer publishes
   * @param nonce that we gave this launch
   */
  String person(String token, JWKSet keys, String nonce) throws LaunchRefused {
    var claims = verified(token, keys, nonce);
    var party = text(claims, "azp");
    if (claims.getAudience().size() > 1 ? !client.equals(party) : !ours(party)) {
      throw new LaunchRefused(NOT_BELIEVED + "it was made for another program.");
    }
    var person = text(claims, "fhirUser");
    if (person == null) {
      // As SMART 1 had it at first.
      person = text(claims, "profile");
    }
    if (person == null) {
      throw new LaunchRefused(
          "The EHR does not say who came; let Attune's registration have the scope fhirUser.");
    }
    return person;
  }

  private boolean ours(@Nullable String party) {
    return party == null || client.equals(party);
  }

  private JWTClaimsSet verified(String token, JWKSet keys, String nonce) throws LaunchRefused {
    var processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(SIGNED, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(new Fresh(nonce));
    try {
      return processor.process(token, null);
    } catch (BadJOSEException | JOSEException | ParseException untrue) {
      // What they say quotes claims.
      throw new LaunchRefused(
          NOT_BELIEVED
              + "its signature, its issuer, its reader, its time or its nonce is not as it must be;"
              + " compare .well-known/smart-configuration (issuer, jwks_uri) with what the EHR"
              + " sends, and both clocks.");
    }
  }

  private static @Nullable String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text && !text.isBlank() ? text : null;
  }
}
