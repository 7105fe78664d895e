package org.attune.sandbox.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** What the hospital vouches for with its own key, which is drawn anew at each start. */
final class Seal {

  private static final int LIFE_SECONDS = 300;

  private final String issuer;
  private final ECKey key;

  /**
   * @param issuer the address of the hospital, as it signs
   */
  Seal(String issuer) {
    this.issuer = issuer;
    try {
      this.key =
          new ECKeyGenerator(Curve.P_384)
              .keyID(UUID.randomUUID().toString())
              .algorithm(JWSAlgorithm.ES384)
              .keyUse(KeyUse.SIGNATURE)
              .generate();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  String issuer() {
    return issuer;
  }

  String keysAddress() {
    return issuer + "/keys";
  }

  String published() {
    return new JWKSet(key).toString(true);
  }

  /** Who a person is, for one program and one launch. */
  String identity(String audience, String user, String nonce) {
    return signed(
        claims(audience)
            .subject(user)
            .claim("fhirUser", issuer + "/fhir/" + user)
            .claim("nonce", nonce));
  }

  /**
   * Something about a member of staff who signs in to a program.
   *
   * @param subject by which name they are known here
   */
  String staff(String audience, String subject, Map<String, Object> said) {
    var claims = claims(audience).subject(subject);
    said.forEach(claims::claim);
    return signed(claims);
  }

  /** That it is the hospital that asks, for one address. */
  String letter(URI to) {
    return signed(claims(to.toString()).jwtID(UUID.randomUUID().toString()));
  }

  private JWTClaimsSet.Builder claims(String audience) {
    var now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(audience)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)));
  }

  private String signed(JWTClaimsSet.Builder claims) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.ES384)
              .type(JOSEObjectType.JWT)
              .keyID(key.getKeyID())
              .jwkURL(URI.create(keysAddress()))
              .build();
      var token = new SignedJWT(header, claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
