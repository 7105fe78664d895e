package org.attune.sandbox.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Response;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientAuthenticationVerifier;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientCredentialsSelector;
import com.nimbusds.oauth2.sdk.auth.verifier.Context;
import com.nimbusds.oauth2.sdk.auth.verifier.ExpendedJTIChecker;
import com.nimbusds.oauth2.sdk.auth.verifier.InvalidClientException;
import com.nimbusds.oauth2.sdk.auth.verifier.JWTAudienceCheck;
import com.nimbusds.oauth2.sdk.auth.verifier.PKIClientX509CertificateBindingVerifier;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives out access tokens by the letter of SMART Backend Services: a registered client, a key from
 * where its keys are, ES384 or RS384, the very token endpoint as audience, an assertion of at most
 * five minutes that was never shown before, and scopes that SMART knows. To a program that people
 * take with them it gives theirs, for a code of the front desk.
 */
final class TokenOffice {

  /** The scopes of both versions; the letters in order. */
  private static final Pattern SCOPE =
      Pattern.compile("system/([A-Z][A-Za-z]+|\\*)\\.(c?r?u?d?s?|read|write|\\*)");

  private static final Set<JWSAlgorithm> TAKEN = Set.of(JWSAlgorithm.ES384, JWSAlgorithm.RS384);
  private static final long LONGEST_ASSERTION_SECONDS = 300;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LARGEST_KEY_SET = 100_000;

  private final Door door;
  private final String address;
  private final Seal seal;
  private final @Nullable FrontDesk desk;
  private final Map<String, Instant> shown = new ConcurrentHashMap<>();
  private final Map<String, Pass> passes = new ConcurrentHashMap<>();
  private final ClientAuthenticationVerifier<Void> verifier;

  /** Which token a code was worth: when it is shown once more, somebody has stolen it. */
  private final Map<String, String> spent = new ConcurrentHashMap<>();

  /**
   * What a token allows.
   *
   * @param scopes by SMART's names
   * @param until when it ends
   * @param context on behalf of whom, and of which client; null for a program by itself
   */
  record Pass(Set<String> scopes, Instant until, FrontDesk.@Nullable Context context) {}

  /**
   * @param desk who has sent people away with codes, or null
   */
  TokenOffice(Door door, String address, Seal seal, @Nullable FrontDesk desk) {
    this.door = door;
    this.address = address;
    this.seal = seal;
    this.desk = desk;
    this.verifier =
        new ClientAuthenticationVerifier<>(
            new Keys(),
            (PKIClientX509CertificateBindingVerifier<Void>) null,
            Set.of(new Audience(address)),
            JWTAudienceCheck.STRICT,
            new Shown(),
            LONGEST_ASSERTION_SECONDS);
  }

  /** Where tokens are asked for. */
  String address() {
    return address;
  }

  /** What a token allows now, or nothing. */
  Optional<Pass> pass(String token) {
    return Optional.ofNullable(passes.get(token))
        .filter(pass -> pass.until().isAfter(Instant.now()));
  }

  /** Answers one request for a token. */
  Response answer(HTTPRequest request) {
    try {
      return grant(TokenRequest.parse(request));
    } catch (ParseException unreadable) {
      var error = unreadable.getErrorObject();
      return new TokenErrorResponse(error == null ? OAuth2Error.INVALID_REQUEST : error);
    } catch (InvalidClientException | JOSEException stranger) {
      return refusal(OAuth2Error.INVALID_CLIENT, stranger.getMessage());
    }
  }

  private Response grant(TokenRequest request) throws InvalidClientException, JOSEException {
    if (!(request.getClientAuthentication() instanceof PrivateKeyJWT assertion)) {
      return refusal(OAuth2Error.INVALID_CLIENT, "private_key_jwt is the one way in");
    }
    if (!TAKEN.contains(assertion.getClientAssertion().getHeader().getAlgorithm())) {
      return refusal(OAuth2Error.INVALID_CLIENT, "ES384 and RS384 are taken");
    }
    if (assertion.getJWTAuthenticationClaimsSet().getJWTID() == null) {
      return refusal(OAuth2Error.INVALID_CLIENT, "a jti is needed");
    }
    verifier.verify(assertion, null, null);
    var desk = this.desk;
    if (desk != null && request.getAuthorizationGrant() instanceof AuthorizationCodeGrant code) {
      return person(desk, assertion.getClientID().getValue(), code);
    }
    if (!GrantType.CLIENT_CREDENTIALS.equals(request.getAuthorizationGrant().getType())) {
      return refusal(OAuth2Error.UNSUPPORTED_GRANT_TYPE, "client_credentials alone");
    }
    var scope = request.getScope();
    if (scope == null || scope.isEmpty() || !scope.toStringList().stream().allMatch(this::known)) {
      return refusal(OAuth2Error.INVALID_SCOPE, "a scope is missing or not known");
    }
    return granted(scope);
  }

  private boolean known(String scope) {
    return SCOPE.matcher(scope).matches() && !scope.endsWith(".");
  }

  private Response granted(Scope scope) {
    return new AccessTokenResponse(new Tokens(token(scope, null), null));
  }

  private BearerAccessToken token(Scope scope, FrontDesk.@Nullable Context context) {
    var token = new BearerAccessToken(door.tokenSeconds(), scope);
    var now = Instant.now();
    passes.values().removeIf(pass -> pass.until().isBefore(now));
    passes.put(
        token.getValue(),
        new Pass(Set.copyOf(scope.toStringList()), now.plusSeconds(door.tokenSeconds()), context));
    return token;
  }

  private Response person(FrontDesk desk, String client, AuthorizationCodeGrant grant) {
    var code = grant.getAuthorizationCode().getValue();
    var stolen = spent.remove(code);
    if (stolen != null) {
      passes.remove(stolen);
    }
    var back = grant.getRedirectionURI();
    var verifier = grant.getCodeVerifier();
    if (back == null || verifier == null) {
      return refusal(OAuth2Error.INVALID_REQUEST, "redirect_uri and code_verifier are needed");
    }
    var visit = desk.redeem(code, client, back.toString(), verifier.getValue()).orElse(null);
    if (visit == null || visit.context() == null) {
      return refusal(OAuth2Error.INVALID_GRANT, "no such code");
    }
    return answer(code, client, visit, visit.context());
  }

  private Response answer(
      String code, String client, FrontDesk.Visit visit, FrontDesk.Context context) {
    var token = token(new Scope(visit.scopes().toArray(String[]::new)), context);
    spent.put(code, token.getValue());
    Map<String, Object> more = new HashMap<>();
    if (context.patient() != null) {
      more.put("patient", context.patient());
      more.put("need_patient_banner", true);
    }
    if (!context.more().isEmpty()) {
      more.put("appContext", context.more());
    }
    if (visit.scopes().contains("openid")) {
      var nonce = visit.asked().getOrDefault("nonce", "");
      more.put("id_token", seal.identity(client, context.user(), nonce));
    }
    return new AccessTokenResponse(new Tokens(token, null), more);
  }

  private static Response refusal(ErrorObject error, @Nullable String why) {
    return new TokenErrorResponse(error.setDescription(why));
  }

  /** The keys of the registered clients, from where each keeps them, every time anew. */
  private final class Keys implements ClientCredentialsSelector<Void> {

    @Override
    public List<Secret> selectClientSecrets(
        ClientID client, ClientAuthenticationMethod method, Context<Void> context) {
      return List.of();
    }

    @Override
    public List<? extends PublicKey> selectPublicKeys(
        ClientID client,
        ClientAuthenticationMethod method,
        JWSHeader header,
        boolean refresh,
        Context<Void> context)
        throws InvalidClientException {
      var where = door.clients().get(client.getValue());
      if (where == null) {
        throw new InvalidClientException("no such client is registered");
      }
      var key = keysAt(where).getKeyByKeyId(header.getKeyID());
      if (!(key instanceof AsymmetricJWK pair) || !fits(key.getAlgorithm(), header)) {
        throw new InvalidClientException("the client has no such key");
      }
      try {
        return List.of(pair.toPublicKey());
      } catch (JOSEException broken) {
        throw new InvalidClientException("the client's key cannot be used");
      }
    }

    private static boolean fits(com.nimbusds.jose.@Nullable Algorithm named, JWSHeader header) {
      return named == null || named.equals(header.getAlgorithm());
    }

    private static JWKSet keysAt(URI where) throws InvalidClientException {
      try {
        return JWKSet.load(where.toURL(), PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_KEY_SET);
      } catch (IOException | java.text.ParseException | IllegalArgumentException unreadable) {
        throw new InvalidClientException("the client's keys cannot be read");
      }
    }
  }

  /** The assertions that were shown before, for as long as they could be shown again. */
  private final class Shown implements ExpendedJTIChecker<Void> {

    @Override
    public boolean isExpended(
        JWTID id, ClientID client, ClientAuthenticationMethod method, Context<Void> context) {
      var now = Instant.now();
      shown.values().removeIf(until -> until.isBefore(now.minusSeconds(120)));
      return shown.containsKey(client.getValue() + " " + id.getValue());
    }

    @Override
    public void markExpended(
        JWTID id,
        Date until,
        ClientID client,
        ClientAuthenticationMethod method,
        Context<Void> context) {
      shown.put(client.getValue() + " " + id.getValue(), until.toInstant());
    }
  }
}
