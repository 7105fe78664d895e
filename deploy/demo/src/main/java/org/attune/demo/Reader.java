package org.attune.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** The demo as a program that may read the hospital's record, and that the hospital knows. */
final class Reader {

  /** By which id the hospital knows it. */
  static final String CLIENT = "demo-reader";

  private final ECKey key;
  private final Path published;
  private final String tokens;
  private String token = "";
  private Instant until = Instant.MIN;

  private Reader(ECKey key, Path published, String tokens) {
    this.key = key;
    this.published = published;
    this.tokens = tokens;
  }

  /** With the key of an earlier start, or a new one. */
  static Reader of(Options options) {
    var secret = options.work().resolve("reader.jwk");
    var published = options.work().resolve("reader.jwks");
    try {
      if (!Files.exists(secret)) {
        Files.createDirectories(options.work());
        var made = new ECKeyGenerator(Curve.P_384).keyID(UUID.randomUUID().toString()).generate();
        Files.writeString(published, new JWKSet(made).toString(true));
        Files.writeString(secret, made.toJSONString());
      }
      var tokens = options.hospital().replaceFirst("/fhir$", "/token");
      return new Reader(ECKey.parse(Files.readString(secret)), published, tokens);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (JOSEException | ParseException broken) {
      throw new Trouble("the key in " + secret + " cannot be used; remove it.", broken);
    }
  }

  /** Where the hospital finds its public key. */
  URI published() {
    return published.toUri();
  }

  /** A token to read with. */
  synchronized String token() {
    if (Instant.now().isAfter(until)) {
      token = ask();
      until = Instant.now().plusSeconds(60);
    }
    return token;
  }

  private String ask() {
    try {
      var form =
          "grant_type=client_credentials&scope=system/*.rs&client_assertion_type="
              + URLEncoder.encode(
                  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
              + "&client_assertion="
              + assertion();
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(tokens))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new Trouble("the hospital gave the demo no token: " + answer.body());
      }
      return new ObjectMapper().readTree(answer.body()).path("access_token").asText();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Trouble("it was stopped.", stopped);
    }
  }

  private String assertion() {
    try {
      var signed =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .issuer(CLIENT)
                  .subject(CLIENT)
                  .audience(tokens)
                  .jwtID(UUID.randomUUID().toString())
                  .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                  .build());
      signed.sign(new ECDSASigner(key));
      return signed.serialize();
    } catch (JOSEException broken) {
      throw new Trouble("the demo could not sign for itself.", broken);
    }
  }
}
