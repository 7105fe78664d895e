package org.attune.fhir.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Optional;

/** One key by which the EHR knows us: ES384 over P-384, or RS384 over RSA of 2048 bits or more. */
final class ClientKey {

  private static final int SHORTEST_RSA = 2_048;

  private final PrivateKey secret;
  private final JWK published;
  private final Instant from;
  private final Instant until;

  private ClientKey(PrivateKey secret, JWK published, X509Certificate certificate) {
    this.secret = secret;
    this.published = published;
    this.from = certificate.getNotBefore().toInstant();
    this.until = certificate.getNotAfter().toInstant();
  }

  /** A key, or nothing where SMART Backend Services has no use for one of its kind. */
  static Optional<ClientKey> of(PrivateKey secret, X509Certificate certificate) {
    try {
      var open = certificate.getPublicKey();
      if (open instanceof ECPublicKey elliptic
          && Curve.P_384.equals(Curve.forECParameterSpec(elliptic.getParams()))) {
        var key =
            new ECKey.Builder(Curve.P_384, elliptic)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES384)
                .keyIDFromThumbprint()
                .build();
        return Optional.of(new ClientKey(secret, key, certificate));
      }
      if (open instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA) {
        var key =
            new RSAKey.Builder(rsa)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS384)
                .keyIDFromThumbprint()
                .build();
        return Optional.of(new ClientKey(secret, key, certificate));
      }
      return Optional.empty();
    } catch (JOSEException noThumbprint) {
      return Optional.empty();
    }
  }

  /** By which name others know it: the thumbprint of RFC 7638. */
  String id() {
    return published.getKeyID();
  }

  JWSAlgorithm algorithm() {
    return published.getAlgorithm().equals(JWSAlgorithm.ES384)
        ? JWSAlgorithm.ES384
        : JWSAlgorithm.RS384;
  }

  Instant from() {
    return from;
  }

  Instant until() {
    return until;
  }

  /** What everybody may see of it. */
  JWK published() {
    return published;
  }

  JWSSigner signer() throws JOSEException {
    return algorithm().equals(JWSAlgorithm.ES384)
        ? new ECDSASigner(secret, Curve.P_384)
        : new RSASSASigner(secret);
  }

  @Override
  public String toString() {
    return "key " + id();
  }
}
