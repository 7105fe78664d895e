package org.attune.fhir.client;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.access.SmartLaunch.Aim;
import org.jspecify.annotations.Nullable;

/**
 * What an EHR says of its authorisation in {@code .well-known/smart-configuration}.
 *
 * @param tokenEndpoint where tokens are had
 * @param algorithms by which a client may sign; empty where it does not say
 * @param scopes which scopes it knows; empty where it does not say
 * @param capabilities what else it can do
 * @param people how people are let in; null where it does not say all that takes
 */
record SmartConfiguration(
    URI tokenEndpoint,
    List<String> algorithms,
    List<String> scopes,
    List<String> capabilities,
    @Nullable People people) {

  /**
   * How people are let in.
   *
   * @param authorise where browsers are sent
   * @param issuer who vouches for people
   * @param keys where the issuer's keys are
   */
  record People(URI authorise, String issuer, URI keys) {}

  SmartConfiguration {
    algorithms = List.copyOf(algorithms);
    scopes = List.copyOf(scopes);
    capabilities = List.copyOf(capabilities);
  }

  /** The configuration in a text; nothing where it is none or names no token endpoint. */
  static Optional<SmartConfiguration> of(String text) {
    try {
      var members = JSONObjectUtils.parse(text);
      // The parser reads the word null as no object at all.
      var endpoint = members == null ? null : endpoint(members, "token_endpoint");
      return endpoint == null
          ? Optional.empty()
          : Optional.of(
              new SmartConfiguration(
                  endpoint,
                  texts(members, "token_endpoint_auth_signing_alg_values_supported"),
                  texts(members, "scopes_supported"),
                  texts(members, "capabilities"),
                  people(members)));
    } catch (ParseException | URISyntaxException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The scopes to ask for, what fits best first: version 2, version 1, and of both what the server
   * lists.
   */
  List<List<String>> scopesFor(List<Access> needed) {
    var second = needed.stream().map(Access::scope2).toList();
    var first = needed.stream().flatMap(one -> one.scopes1().stream()).toList();
    List<List<String>> tries = new ArrayList<>();
    if (knowsVersionOneOnly()) {
      tries.add(first);
    } else {
      tries.add(second);
      tries.add(first);
    }
    List<String> listed = new ArrayList<>(tries.get(0));
    listed.retainAll(scopes);
    if (!listed.isEmpty() && !tries.contains(listed)) {
      tries.add(listed);
    }
    return tries;
  }

  /**
   * The scopes that somebody needs who wants to be let in, what fits best first: who they are, that
   * they may read this client or those whom they treat, and, where the server knows of it, whether
   * one of them is they.
   *
   * @param launched whether the EHR launched us
   * @param aim what they want to open
   */
  List<List<String>> scopesForPeople(boolean launched, Aim aim) {
    var second = new ArrayList<String>();
    if (launched) {
      second.add("launch");
    } else if (aim == Aim.CHART) {
      second.add("launch/patient");
    }
    second.addAll(List.of("openid", "fhirUser"));
    var first = new ArrayList<>(second);
    second.add(aim == Aim.CHART ? "patient/Patient.r" : "user/Patient.rs");
    first.add(aim == Aim.CHART ? "patient/Patient.read" : "user/Patient.read");
    if (scopes.stream().anyMatch(scope -> scope.matches("user/(Person|\\*)\\..*"))) {
      second.add("user/Person.s");
      first.add("user/Person.read");
    }
    return knowsVersionOneOnly() ? List.of(first) : List.of(second, first);
  }

  private boolean knowsVersionOneOnly() {
    if (capabilities.contains("permission-v2")) {
      return false;
    }
    var whose = "(system|patient|user)/.*\\.";
    return capabilities.contains("permission-v1")
        || (scopes.stream().anyMatch(scope -> scope.matches(whose + "(read|write|\\*)"))
            && scopes.stream().noneMatch(scope -> scope.matches(whose + "[cruds]+(\\?.*)?")));
  }

  private static @Nullable People people(Map<String, Object> members) {
    try {
      var authorise = endpoint(members, "authorization_endpoint");
      var keys = endpoint(members, "jwks_uri");
      return authorise != null && keys != null && members.get("issuer") instanceof String issuer
          ? new People(authorise, issuer, keys)
          : null;
    } catch (URISyntaxException noAddress) {
      // Programs may come in all the same.
      return null;
    }
  }

  private static @Nullable URI endpoint(Map<String, Object> members, String name)
      throws URISyntaxException {
    if (!(members.get(name) instanceof String text)) {
      return null;
    }
    var uri = new URI(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    return web && uri.getHost() != null ? uri : null;
  }

  private static List<String> texts(Map<String, Object> members, String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
