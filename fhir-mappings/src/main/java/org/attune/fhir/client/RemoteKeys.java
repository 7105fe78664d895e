package org.attune.fhir.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.attune.ehr.EhrUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of others, remembered for an hour. A key that is not among them may be new, so
 * they are asked for again, but not more than once a minute whatever comes in; keys that cannot be
 * had now are those that were had last.
 */
@ApplicationScoped
public class RemoteKeys {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Keys that nobody could confirm for so long are not trusted any more. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final int LARGEST = 256 * 1_024;

  private final Connections connections;
  private final Clock clock;
  private final Map<URI, Known> known = new ConcurrentHashMap<>();

  @Inject
  public RemoteKeys(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** What was had from an address, when, and when it was last asked. */
  private record Known(@Nullable JWKSet keys, Instant had, Instant asked, boolean silent) {}

  /** The key of a name at an address. */
  Optional<JWK> find(URI address, String name) {
    var now = clock.instant();
    var seen = known.get(address);
    var found = key(seen, name, now);
    if (found.isPresent() && seen != null && seen.had().plus(FRESH).isAfter(now)) {
      return found;
    }
    var asked =
        known.compute(address, (at, before) -> mayAsk(before, now) ? ask(at, before) : before);
    return key(asked, name, now);
  }

  /** Whether an address did not answer when it was last asked. */
  boolean silent(URI address) {
    var seen = known.get(address);
    return seen != null && seen.silent();
  }

  private static Optional<JWK> key(@Nullable Known seen, String name, Instant now) {
    return seen == null || seen.keys() == null || seen.had().plus(LONGEST).isBefore(now)
        ? Optional.empty()
        : Optional.ofNullable(seen.keys().getKeyByKeyId(name));
  }

  private static boolean mayAsk(@Nullable Known before, Instant now) {
    return before == null || !before.asked().plus(PAUSE).isAfter(now);
  }

  private Known ask(URI address, @Nullable Known before) {
    var now = clock.instant();
    try {
      var request = new HttpGet(address);
      request.setHeader("Accept", "application/json");
      var text = connections.client().execute(request, RemoteKeys::text);
      return new Known(JWKSet.parse(text), now, now, false);
    } catch (IOException | ParseException | EhrUnavailable silence) {
      LOG.warn(
          "The keys of a caller of CDS Hooks cannot be had from {}://{}; its calls are refused"
              + " unless its key is known. Check attune.cds.clients and the network in between",
          address.getScheme(),
          address.getRawAuthority());
      return before == null
          ? new Known(null, Instant.EPOCH, now, true)
          : new Known(before.keys(), before.had(), now, true);
    }
  }

  private static String text(HttpResponse response) throws IOException {
    if (response.getStatusLine().getStatusCode() != 200 || response.getEntity() == null) {
      throw new IOException("no keys");
    }
    var bytes = response.getEntity().getContent().readNBytes(LARGEST);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
