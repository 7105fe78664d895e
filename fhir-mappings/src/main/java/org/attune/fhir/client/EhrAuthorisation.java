package org.attune.fhir.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.attune.ehr.EhrUnavailable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How we get in: by SMART Backend Services, with an access token that all requests share until
 * shortly before it expires. Where the site has set no client id, the EHR asks nobody who they are.
 */
@ApplicationScoped
public class EhrAuthorisation {

  /** By which id the EHR's authorisation server knows us. */
  public static final Setting<String> CLIENT_ID = Setting.text("ehr.client-id", "");

  private static final Logger LOG = LoggerFactory.getLogger(EhrAuthorisation.class);

  /** SMART Backend Services lets a token live for five minutes; we trust none for longer. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  /** So long nobody asks again for what was not given. */
  private static final Duration NOT_GIVEN_STAYS = Duration.ofHours(1);

  /** A request that is on its way when the token expires should still find it valid. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final String LEFT_ALONE =
      "No token was had several times in a row, and its server is left alone for ";

  private final Settings settings;
  private final TokenRequest request;
  private final Supplier<List<Access>> needed;
  private final Clock clock;
  private final Breaker breaker = Breaker.heeding();
  private volatile Standing standing = new Standing(null, Instant.MIN, null);
  private @Nullable SmartConfiguration configuration;
  private List<String> toldOf = List.of();

  /** What was not given when it was last asked for, and since when that is believed. */
  private final Set<Access> notGiven = new HashSet<>();

  private Instant notGivenSince = Instant.MIN;

  @Inject
  public EhrAuthorisation(
      Settings settings,
      Connections connections,
      ClientKeys keys,
      Instance<NeedsAccess> needs,
      Clock clock) {
    this(
        settings,
        connections,
        keys,
        () -> needs.stream().flatMap(each -> each.access().stream()).toList(),
        clock);
  }

  EhrAuthorisation(
      Settings settings,
      Connections connections,
      ClientKeys keys,
      Supplier<List<Access>> needed,
      Clock clock) {
    this.settings = settings;
    this.request = new TokenRequest(settings, connections, keys, clock);
    this.needed = needed;
    this.clock = clock;
  }

  /**
   * What the last attempt came to: a token until some moment, or why there is none.
   *
   * @param token never to be shown to anybody but the EHR
   */
  private record Standing(@Nullable String token, Instant until, @Nullable EhrUnavailable refused) {

    @Override
    public String toString() {
      return token == null ? "no token" : "a token until " + until;
    }
  }

  /** Whether the EHR asks who we are. */
  public boolean inUse() {
    return !settings.get(CLIENT_ID).isBlank();
  }

  /**
   * A token that is good for a request now. While one thread asks for it, the others wait and take
   * what it got.
   *
   * @throws EhrUnavailable when none can be had, with one sentence that names the cause and a cure
   */
  String token() throws EhrUnavailable {
    var seen = standing;
    var token = seen.token();
    return token != null && clock.instant().isBefore(seen.until()) ? token : renewed(seen);
  }

  /** A token other than one that the EHR has just refused. */
  String tokenInsteadOf(String refused) throws EhrUnavailable {
    var seen = standing;
    return refused.equals(seen.token()) ? renewed(seen) : token();
  }

  private synchronized String renewed(Standing seen) throws EhrUnavailable {
    if (standing.equals(seen)) {
      standing = breaker.wait(clock.instant()).map(this::resting).orElseGet(this::ask);
    }
    var token = standing.token();
    if (token == null) {
      throw again(standing.refused());
    }
    return token;
  }

  // Each thread throws its own, or their traces would mix.
  private static EhrUnavailable again(@Nullable EhrUnavailable refused) {
    return refused == null
        ? new EhrUnavailable("There is no access token yet; it is asked for again later.", null)
        : new EhrUnavailable(
            String.valueOf(refused.getMessage()), refused.retryAfter().orElse(null), refused);
  }

  /** What was wrong with the last attempt still is, as far as anybody knows. */
  private Standing resting(Duration wait) {
    var why = standing.refused();
    return new Standing(
        null,
        Instant.MIN,
        new EhrUnavailable(
            (why == null ? "" : cause(why) + " ")
                + LEFT_ALONE
                + Math.max(1, wait.toSeconds())
                + " seconds; nothing is lost.",
            wait,
            null));
  }

  private static String cause(EhrUnavailable refused) {
    var said = String.valueOf(refused.getMessage());
    int rest = said.indexOf(LEFT_ALONE);
    return rest < 0 ? said : said.substring(0, rest).strip();
  }

  private Standing ask() {
    try {
      var all = needed.get();
      var granted = granted(all);
      warnOfLess(Access.merged(all), granted);
      var life = granted.life().compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : granted.life();
      var margin = MARGIN.compareTo(life.dividedBy(4)) > 0 ? life.dividedBy(4) : MARGIN;
      breaker.answered();
      return new Standing(granted.token(), clock.instant().plus(life).minus(margin), null);
    } catch (EhrUnavailable refused) {
      breaker.failed(clock.instant(), refused.retryAfter().orElse(null));
      // The EHR may have moved its authorisation elsewhere.
      configuration = null;
      return new Standing(null, Instant.MIN, refused);
    }
  }

  private TokenRequest.Granted granted(List<Access> all) throws EhrUnavailable {
    var found = configuration;
    if (found == null) {
      found = request.discover();
      configuration = found;
    }
    if (!clock.instant().isBefore(notGivenSince.plus(NOT_GIVEN_STAYS))) {
      notGiven.clear();
      notGivenSince = clock.instant();
    }
    var hopeful = all.stream().filter(one -> !notGiven.contains(one)).toList();
    Set<List<String>> asked = new HashSet<>();
    var whole = granted(found, hopeful, asked);
    return whole.isPresent() ? whole.get() : withoutSome(found, hopeful, asked);
  }

  /**
   * Some servers give nothing at all where one scope is not registered: what is needed is asked for
   * by itself, and then with one after the other of those that may be missing. What was given by
   * then is kept where the server will not answer any more: the rest is for the next time.
   */
  private TokenRequest.Granted withoutSome(
      SmartConfiguration found, List<Access> all, Set<List<String>> asked) throws EhrUnavailable {
    var taken = new ArrayList<>(all.stream().filter(one -> !one.optional()).toList());
    var best = granted(found, taken, asked).orElseThrow(() -> request.noScope(found));
    for (Access one : all.stream().filter(Access::optional).toList()) {
      taken.add(one);
      try {
        var more = granted(found, taken, asked);
        if (more.isEmpty()) {
          taken.remove(taken.size() - 1);
          notGiven.add(one);
        }
        best = more.orElse(best);
      } catch (EhrUnavailable notNow) {
        LOG.debug("Further scopes are asked for with the next token: {}", notNow.getMessage());
        return best;
      }
    }
    return best;
  }

  /** Asks in each way in which nobody asked before; empty where the server understands none. */
  private Optional<TokenRequest.Granted> granted(
      SmartConfiguration found, List<Access> wanted, Set<List<String>> asked)
      throws EhrUnavailable {
    for (List<String> scopes : found.scopesFor(Access.merged(wanted))) {
      var granted =
          asked.add(scopes) ? request.send(found, scopes) : Optional.<TokenRequest.Granted>empty();
      if (granted.isPresent()) {
        return granted;
      }
    }
    return Optional.empty();
  }

  private void warnOfLess(List<Access> all, TokenRequest.Granted granted) {
    var missing =
        all.stream()
            .filter(access -> !access.coveredBy(granted.scopes()))
            .map(Access::scope2)
            .collect(Collectors.toList());
    if (!missing.isEmpty() && !missing.equals(toldOf)) {
      LOG.warn(
          "The EHR gives Attune less access than its settings ask for, and what that would tell is"
              + " missing; let its registration have {}",
          String.join(" ", missing));
    }
    toldOf = missing;
  }
}
