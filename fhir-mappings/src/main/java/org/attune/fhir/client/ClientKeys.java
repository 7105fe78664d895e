package org.attune.fhir.client;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/**
 * The keys by which the EHR knows us, as the server holds them now. Every one that has not expired
 * is published; the newest that others have had the time to hear of signs, so that one key can take
 * the place of another while both are known.
 */
@ApplicationScoped
public class ClientKeys {

  /** Under which name the server holds our keys. */
  public static final Setting<String> HELD_AS = Setting.text("ehr.key-manager", "attune");

  /** What the alias of each of our keys begins with; a key of another name is left alone. */
  static final String ALIAS = "attune-client";

  /** For how long others may remember what we publish. */
  static final Duration REMEMBERED = Duration.ofHours(1);

  private final Settings settings;
  private final ServerSecurity server;
  private final Clock clock;

  @Inject
  public ClientKeys(Settings settings, ServerSecurity server, Clock clock) {
    this.settings = settings;
    this.server = server;
    this.clock = clock;
  }

  /** The public parts of every key that has not expired, the newest first. */
  JWKSet published() {
    return new JWKSet(living().stream().map(ClientKey::published).toList());
  }

  /** Whether there is any key at all. */
  boolean none() {
    return living().isEmpty();
  }

  /**
   * The key to sign with.
   *
   * @param taken which algorithms the other side takes, or nothing if it does not say
   */
  Optional<ClientKey> signing(Collection<String> taken) {
    var now = clock.instant();
    var usable =
        living().stream()
            .filter(key -> !key.from().isAfter(now))
            .filter(key -> taken.isEmpty() || taken.contains(key.algorithm().getName()))
            .sorted(Comparator.comparing(ClientKeys::byAlgorithm))
            .toList();
    var heardOf = now.minus(REMEMBERED);
    return usable.stream()
        .filter(key -> !key.from().isAfter(heardOf))
        .findFirst()
        .or(() -> oldestOfTheFirstKind(usable));
  }

  // Nobody has had the time to hear of any of them, so the one that has waited longest.
  private static Optional<ClientKey> oldestOfTheFirstKind(List<ClientKey> usable) {
    return usable.stream()
        .filter(key -> key.algorithm().equals(usable.get(0).algorithm()))
        .reduce((newer, older) -> older);
  }

  private static int byAlgorithm(ClientKey key) {
    return key.algorithm().equals(JWSAlgorithm.ES384) ? 0 : 1;
  }

  private List<ClientKey> living() {
    var now = clock.instant();
    return server.keys(settings.get(HELD_AS)).stream()
        .flatMap(ClientKeys::all)
        .filter(key -> key.until().isAfter(now))
        .sorted(Comparator.comparing(ClientKey::from).reversed().thenComparing(ClientKey::id))
        .toList();
  }

  private static Stream<ClientKey> all(X509KeyManager keys) {
    Set<String> aliases = new LinkedHashSet<>();
    for (String type : List.of("EC", "RSA")) {
      var named = keys.getClientAliases(type, null);
      if (named != null) {
        aliases.addAll(List.of(named));
      }
    }
    return aliases.stream()
        .filter(alias -> withoutCounters(alias).startsWith(ALIAS))
        .flatMap(alias -> one(keys, alias).stream());
  }

  // Some key managers put the place of the key store before the alias.
  private static String withoutCounters(String alias) {
    return alias.replaceFirst("^\\d+\\.\\d+\\.", "");
  }

  private static Optional<ClientKey> one(X509KeyManager keys, String alias) {
    var secret = keys.getPrivateKey(alias);
    var chain = keys.getCertificateChain(alias);
    return secret == null || chain == null || chain.length == 0
        ? Optional.empty()
        : ClientKey.of(secret, chain[0]);
  }

  /** When the signing key expires. */
  static boolean expiresSoon(ClientKey key, Instant now) {
    return key.until().isBefore(now.plus(Duration.ofDays(30)));
  }
}
